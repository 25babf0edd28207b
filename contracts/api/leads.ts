import { type Static, Type } from "typebox";
import { LEAD_STATUSES } from "../lead.ts";
import { RecordShape } from "./data.ts";
import { CellShape, ErrorShape, exact, oneOf, orNull, PageQuery, TextShape } from "./shapes.ts";
import { ModelShape, RunShape } from "./work.ts";

export const LeadShape = exact({
  id: Type.String(),
  version: Type.Integer(),
  model: Type.String(),
  modelTitle: TextShape,
  subject: Type.String(),
  subjectName: Type.String(),
  office: Type.String(),
  status: oneOf(LEAD_STATUSES),
  assignee: orNull(Type.String()),
  assigneeName: orNull(Type.String()),
  summary: TextShape,
  firstRun: Type.String(),
  lastRun: Type.String(),
  createdAt: Type.String(),
  changedAt: Type.String(),
  caseId: orNull(Type.String()),
  businessLine: Type.String(),
  dataClass: Type.String(),
  /** Comments and attachments that are not withdrawn. */
  comments: Type.Integer(),
  attachments: Type.Integer(),
  /** Rows it rests on are sealed: nothing of it is shown without an inquiry into sealed records. */
  isSealed: Type.Boolean(),
  /** Since when its personal data is gone; null while it is there. */
  expiredAt: orNull(Type.String()),
});
export type LeadView = Static<typeof LeadShape>;

/** Orders of the inbox. `waiting`: unchanged for longest first, which is where a deadline is nearest. */
export const LEAD_SORTS = { newest: 0, oldest: 0, changed: 0, waiting: 0 } as const;
export type LeadSort = keyof typeof LEAD_SORTS;

const list = (what: string) => Type.Optional(Type.String({ maxLength: 2000, description: `${what}, comma-separated` }));
const day = (what: string) =>
  Type.Optional(Type.String({ format: "date", description: `${what}, a day in China (UTC+8), that day included` }));

/** What a list of leads is narrowed by; members combine with «and», the values of a list with «or». Texts only, so that it stands in an
 *  address, a saved view and a bulk selection alike. */
export const LEAD_FILTER = {
  status: list("statuses"),
  model: list("model ids"),
  office: list("office ids"),
  businessLine: list("business lines"),
  dataClass: list("data classes"),
  assignee: Type.Optional(Type.String({ maxLength: 64, description: "user id, `me` or `none`" })),
  createdFrom: day("found on or after"),
  createdTo: day("found on or before"),
  changedFrom: day("changed on or after"),
  changedTo: day("changed on or before"),
  mentions: Type.Optional(oneOf({ me: 0 })),
  has: Type.Optional(Type.String({ maxLength: 40, description: "`comments`, `attachments`, comma-separated: leads with all of these" })),
  q: Type.Optional(
    Type.String({
      maxLength: 100,
      description:
        "words in the subject's name or the summary, or a lead id; Chinese is found from one character on, Latin words and numbers from their beginning",
    }),
  ),
} as const;
export const LeadFilterShape = exact(LEAD_FILTER);
export type LeadFilter = Static<typeof LeadFilterShape>;

/** GET /api/leads — a page of the inbox. `cursor` is `next` of the page before (same filter and sort); `offset` is for small steps only. */
export const LeadQuery = exact({
  ...LEAD_FILTER,
  sort: Type.Optional(oneOf(LEAD_SORTS)),
  cursor: Type.Optional(Type.String({ maxLength: 200 })),
  offset: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000, default: 0 })),
  limit: PageQuery.limit,
});

/** Counts are over the whole filter, not the page. Those of a facet leave out the facet's own filter, so that other values can be chosen. */
export const LeadsShape = exact({
  items: Type.Array(LeadShape),
  /** Exact, or the least that there are: see `totalIs`. */
  total: Type.Integer(),
  /** `at-least`: counting stopped at a limit; «over 10,000» is all that may be said, and the facets count no further either. */
  totalIs: oneOf({ exact: 0, "at-least": 0 }),
  offset: Type.Integer(),
  limit: Type.Integer(),
  /** Cursor of the next page; null at the end. A page may be short, or empty, and still have a next: the look stopped at a limit. */
  next: orNull(Type.String()),
  byStatus: Type.Record(Type.String(), Type.Integer()),
  byModel: Type.Record(Type.String(), Type.Integer()),
  byOffice: Type.Record(Type.String(), Type.Integer()),
});
export type LeadPage = Static<typeof LeadsShape>;

export const LeadEventShape = exact({
  id: Type.String(),
  at: Type.String(),
  actor: Type.String(),
  actorName: Type.String(),
  kind: Type.String(),
  from: orNull(oneOf(LEAD_STATUSES)),
  to: oneOf(LEAD_STATUSES),
  note: orNull(Type.String()),
  details: Type.Record(Type.String(), Type.Unknown()),
  ledgerIndex: orNull(Type.Integer()),
});
export type LeadEventView = Static<typeof LeadEventShape>;

/** Rows that a lead rests on and that one deletion took away. */
const DeletedBehindShape = exact({
  rows: Type.Integer(),
  dataset: Type.String(),
  /** Title of the rule; empty where it was a request. */
  rule: Type.String(),
  law: Type.String(),
  article: Type.String(),
  at: Type.String(),
  /** Number of the entry; null while it waits. */
  entry: orNull(Type.Integer()),
});
export type DeletedBehind = Static<typeof DeletedBehindShape>;

/** GET /api/leads/:lead — `history` is the newest hundred events, oldest first; everything: GET /api/leads/:lead/history. */
export const LeadDetailShape = exact({
  lead: LeadShape,
  finding: Type.Record(Type.String(), CellShape),
  rows: Type.Array(RecordShape),
  /** What is missing among `rows` because it was deleted. */
  deleted: Type.Array(DeletedBehindShape),
  model: ModelShape,
  run: RunShape,
  history: Type.Array(LeadEventShape),
  /** Commands that the caller may give now. */
  may: Type.Array(oneOf({ assign: 0, verify: 0, dismiss: 0, file: 0, reopen: 0, comment: 0 })),
});
export type LeadDetail = Static<typeof LeadDetailShape>;

export const AssignCommand = exact({ action: Type.Literal("assign"), assignee: Type.String() });
export const DismissCommand = exact({
  action: Type.Literal("dismiss"),
  reason: Type.String({ maxLength: 4000 }),
  explanation: orNull(Type.String()),
});
export const CommentCommand = exact({ action: Type.Literal("comment"), note: Type.String({ maxLength: 4000 }) });

/** POST /api/leads/:lead/commands. `version` is the one the person saw; VERSION_CONFLICT otherwise. Answers with the lead. */
export const LeadCommandBody = exact({
  version: Type.Integer(),
  command: Type.Union([
    AssignCommand,
    exact({ action: Type.Literal("verify"), note: Type.String({ maxLength: 4000 }), ruledOut: Type.Array(Type.String()) }),
    DismissCommand,
    exact({ action: Type.Literal("file"), note: Type.String({ maxLength: 4000 }) }),
    exact({ action: Type.Literal("reopen"), reason: Type.String({ maxLength: 4000 }) }),
    CommentCommand,
  ]),
});

/** Body of a VERSION_CONFLICT (409) on a lead: the lead as it is now and what happened since the version that the person saw, so that both
 *  can be shown beside what was typed. */
export const LeadConflictShape = exact({
  ...ErrorShape.properties,
  conflict: exact({ lead: LeadShape, since: Type.Array(LeadEventShape) }),
});
export type LeadConflict = Static<typeof LeadConflictShape>;
