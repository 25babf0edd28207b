import { type Static, Type } from "typebox";
import { JOB_STATUSES } from "../job.ts";
import { CASE_STATUSES, LEAD_STATUSES } from "../lead.ts";
import { BUSINESS_LINES, DATA_CLASSES } from "../organisation.ts";
import { RecordShape } from "./data.ts";
import { CellShape, exact, oneOf, orNull, PageQuery, page, TextShape } from "./shapes.ts";

const LegalBasisShape = exact({ law: Type.String(), article: Type.String(), text: TextShape });

/** GET /api/models */
export const ModelSummaryShape = exact({
  id: Type.String(),
  number: Type.Integer(),
  version: Type.String(),
  title: TextShape,
  summary: TextShape,
  businessLine: oneOf(BUSINESS_LINES),
  dataClass: oneOf(DATA_CLASSES),
  lastRun: orNull(Type.String()),
  lastRunAt: orNull(Type.String()),
  leads: Type.Integer(),
  /** Verified or filed, and dismissed: measured precision is confirmed / (confirmed + dismissed), null while nothing is decided. */
  confirmed: Type.Integer(),
  dismissed: Type.Integer(),
});
export type ModelSummary = Static<typeof ModelSummaryShape>;
export const ModelsShape = page(ModelSummaryShape);

export const RunShape = exact({
  id: Type.String(),
  model: Type.String(),
  modelVersion: Type.String(),
  /** Digest of the rule's canonical JSON. */
  ruleDigest: Type.String(),
  parameters: Type.Record(Type.String(), CellShape),
  snapshot: Type.Record(Type.String(), Type.Array(Type.String())),
  startedAt: Type.String(),
  finishedAt: Type.String(),
  actor: Type.String(),
  findings: Type.Integer(),
  newLeads: Type.Integer(),
  /** Digest of the canonical result, so that a rerun can be compared. */
  resultDigest: Type.String(),
  ledgerIndex: orNull(Type.Integer()),
});
export type RunView = Static<typeof RunShape>;

/** GET /api/models/:model */
export const ModelShape = exact({
  summary: ModelSummaryShape,
  legalBasis: Type.Array(LegalBasisShape),
  inputs: Type.Array(
    exact({
      dataset: Type.String(),
      presence: oneOf({ present: 0, absent: 0 }),
      columns: Type.Array(Type.String()),
      rows: Type.Integer(),
      batches: Type.Integer(),
    }),
  ),
  parameters: Type.Array(
    exact({ name: Type.String(), type: Type.String(), title: TextShape, default: CellShape, legalNumber: orNull(Type.String()) }),
  ),
  lawfulExplanations: Type.Array(exact({ id: Type.String(), title: TextShape, howToCheck: TextShape })),
  settledBy: Type.Array(TextShape),
  finds: TextShape,
  cannotFind: TextShape,
  verifyByHand: TextShape,
  precisionFloor: Type.Number(),
  /** The rule, as data (contracts/rule.ts) and as one line of words per step. */
  rule: Type.Unknown(),
  ruleInWords: Type.Array(TextShape),
  runs: Type.Array(RunShape),
});
export type ModelView = Static<typeof ModelShape>;

/** POST /api/models/:model/runs — answers with a job. */
export const RunBody = exact({ parameters: Type.Optional(Type.Record(Type.String(), CellShape)) });

/** POST /api/models/:model/test — the model's own cases, one result each. */
export const ModelTestShape = Type.Array(
  exact({ case: Type.String(), kind: Type.String(), ok: Type.Boolean(), reason: orNull(Type.String()) }),
);

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
});
export type LeadView = Static<typeof LeadShape>;

/** GET /api/leads. Filters combine; `q` searches subject name and summary. */
export const LeadQuery = exact({
  ...PageQuery,
  status: Type.Optional(Type.String({ description: "comma-separated" })),
  model: Type.Optional(Type.String()),
  office: Type.Optional(Type.String()),
  assignee: Type.Optional(Type.String({ description: "user id, `me` or `none`" })),
  q: Type.Optional(Type.String({ maxLength: 100 })),
  sort: Type.Optional(oneOf({ newest: 0, oldest: 0, changed: 0 })),
});
export const LeadsShape = exact({ ...page(LeadShape).properties, byStatus: Type.Record(Type.String(), Type.Integer()) });
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

/** GET /api/leads/:lead */
export const LeadDetailShape = exact({
  lead: LeadShape,
  finding: Type.Record(Type.String(), CellShape),
  rows: Type.Array(RecordShape),
  model: ModelShape,
  run: RunShape,
  history: Type.Array(LeadEventShape),
  /** Commands that the caller may give now. */
  may: Type.Array(oneOf({ assign: 0, verify: 0, dismiss: 0, file: 0, reopen: 0, comment: 0 })),
});
export type LeadDetail = Static<typeof LeadDetailShape>;

/** POST /api/leads/:lead/commands. `version` is the one the person saw; VERSION_CONFLICT otherwise. Answers with the lead. */
export const LeadCommandBody = exact({
  version: Type.Integer(),
  command: Type.Union([
    exact({ action: Type.Literal("assign"), assignee: Type.String() }),
    exact({ action: Type.Literal("verify"), note: Type.String({ maxLength: 4000 }), ruledOut: Type.Array(Type.String()) }),
    exact({ action: Type.Literal("dismiss"), reason: Type.String({ maxLength: 4000 }), explanation: orNull(Type.String()) }),
    exact({ action: Type.Literal("file"), note: Type.String({ maxLength: 4000 }) }),
    exact({ action: Type.Literal("reopen"), reason: Type.String({ maxLength: 4000 }) }),
    exact({ action: Type.Literal("comment"), note: Type.String({ maxLength: 4000 }) }),
  ]),
});

export const CaseShape = exact({
  id: Type.String(),
  version: Type.Integer(),
  number: Type.String(),
  lead: Type.String(),
  model: Type.String(),
  subject: Type.String(),
  subjectName: Type.String(),
  office: Type.String(),
  owner: Type.String(),
  ownerName: Type.String(),
  status: oneOf(CASE_STATUSES),
  openedAt: Type.String(),
});
export type CaseView = Static<typeof CaseShape>;
export const CasesShape = page(CaseShape);

/** GET /api/work — what waits for the caller, most urgent first. `kind` decides the next action shown. */
export const WorkItemShape = exact({
  kind: oneOf({ "lead-to-assign": 0, "lead-to-verify": 0, "lead-to-file": 0, quarantine: 0, "job-failed": 0 }),
  id: Type.String(),
  title: TextShape,
  since: Type.String(),
  due: orNull(Type.String()),
});
export type WorkItem = Static<typeof WorkItemShape>;
export const WorkShape = exact({ items: Type.Array(WorkItemShape), total: Type.Integer() });

export { JOB_STATUSES } from "../job.ts";

/** GET /api/jobs, /api/jobs/:job; also the payload of `job` events on GET /api/events (server-sent). */
export const JobShape = exact({
  id: Type.String(),
  kind: Type.String(),
  title: TextShape,
  status: oneOf(JOB_STATUSES),
  progress: exact({ done: Type.Number(), total: orNull(Type.Number()), stage: TextShape }),
  attempts: Type.Integer(),
  createdAt: Type.String(),
  startedAt: orNull(Type.String()),
  finishedAt: orNull(Type.String()),
  actor: Type.String(),
  result: Type.Unknown(),
  error: orNull(
    exact({ code: Type.String(), kind: Type.String(), parameters: Type.Record(Type.String(), Type.Unknown()), text: TextShape }),
  ),
});
export type JobView = Static<typeof JobShape>;
export const JobsQuery = exact({ ...PageQuery, status: Type.Optional(Type.String({ description: "comma-separated" })) });
export const JobsShape = page(JobShape);
