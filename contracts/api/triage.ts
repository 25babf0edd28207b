import { type Static, Type } from "typebox";
import { AssignCommand, CommentCommand, DismissCommand, LEAD_SORTS, LeadFilterShape } from "./leads.ts";
import { exact, oneOf, orNull, PageQuery, page, TextShape } from "./shapes.ts";

export const LEAD_COLUMNS = {
  subjectName: 0,
  summary: 0,
  model: 0,
  status: 0,
  office: 0,
  businessLine: 0,
  dataClass: 0,
  assignee: 0,
  createdAt: 0,
  changedAt: 0,
  comments: 0,
  attachments: 0,
} as const;

const view = {
  name: Type.String({ minLength: 1, maxLength: 60 }),
  /** `office`: everyone of the owner's office sees it; only the owner changes it. */
  sharing: oneOf({ own: 0, office: 0 }),
  filter: LeadFilterShape,
  columns: Type.Array(oneOf(LEAD_COLUMNS), { minItems: 1, maxItems: 12 }),
  sort: oneOf(LEAD_SORTS),
} as const;

/** POST /api/inbox/views (makes one, 201) */
export const NewViewBody = exact(view);
/** POST /api/inbox/views/:view (changes it; VERSION_CONFLICT when another version was seen) */
export const ViewBody = exact({ version: Type.Integer(), ...view });
/** POST /api/inbox/views/:view/remove (204) */
export const RemoveViewBody = exact({ version: Type.Integer() });
/** POST /api/inbox/views/default (204) — the view with which the caller's inbox opens; null: none. */
export const DefaultViewBody = exact({ view: orNull(Type.String()) });

export const SavedViewShape = exact({
  id: Type.String(),
  version: Type.Integer(),
  ...view,
  owner: Type.String(),
  ownerName: Type.String(),
  office: Type.String(),
  isDefault: Type.Boolean(),
  mayChange: Type.Boolean(),
  changedAt: Type.String(),
});
export type SavedView = Static<typeof SavedViewShape>;
/** GET /api/inbox/views — own ones and those shared with the caller's office, by name. */
export const SavedViewsShape = exact({ items: Type.Array(SavedViewShape) });

/** Most leads named one by one, and most that a filter may select: BULK_TOO_LARGE beyond. */
export const BULK_IDS = 10_000;
export const BULK_FILTERED = 20_000;

/** Leads for a bulk command: named, each with the version seen; or all that match a filter (`office`, `status` … as in the list; `me` is the
 *  caller), of which those that were found or changed after `asOf` are left and named as changed meanwhile. `asOf` comes from the preview. */
export const SelectionShape = Type.Union([
  exact({
    leads: Type.Array(exact({ id: Type.String({ maxLength: 40 }), version: Type.Integer() }), { minItems: 1 }),
  }),
  exact({ filter: LeadFilterShape, asOf: Type.Optional(Type.String({ maxLength: 30 })) }),
]);
export type Selection = Static<typeof SelectionShape>;

export const BulkCommandShape = Type.Union([AssignCommand, DismissCommand, CommentCommand]);
export type BulkCommand = Static<typeof BulkCommandShape>;

/** POST /api/leads/bulk/preview — what a bulk command would do; changes nothing.
 *  POST /api/leads/bulk — does it (200 with the finished operation; 202 with a running one, and its job, when it is large). */
export const BulkBody = exact({ selection: SelectionShape, command: BulkCommandShape });

/** `done`: carried out; `changed`: somebody changed the lead meanwhile, it was left; `refused`: not possible or not allowed, with the reason. */
export const OUTCOMES = { done: 0, changed: 0, refused: 0 } as const;

/** Leads that come to the same end, and why; `examples` are ids of some. */
const OutcomeGroupShape = exact({
  outcome: oneOf(OUTCOMES),
  count: Type.Integer(),
  /** Error code; null for `done`. */
  code: orNull(Type.String()),
  text: orNull(TextShape),
  examples: Type.Array(Type.String()),
});

export const BulkPreviewShape = exact({
  leads: Type.Integer(),
  /** How many the command would change. */
  applies: Type.Integer(),
  groups: Type.Array(OutcomeGroupShape),
  /** It will run as a job. */
  isLarge: Type.Boolean(),
  /** To be given back with a selection by filter. */
  asOf: Type.String(),
  /** For how many minutes it can be undone. */
  undoMinutes: Type.Integer(),
});
export type BulkPreview = Static<typeof BulkPreviewShape>;

export const OperationShape = exact({
  id: Type.String(),
  command: oneOf({ assign: 0, dismiss: 0, comment: 0, undo: 0 }),
  actor: Type.String(),
  actorName: Type.String(),
  at: Type.String(),
  status: oneOf({ running: 0, done: 0, undone: 0 }),
  /** The job that carries it out; null when it was done at once. */
  job: orNull(Type.String()),
  leads: Type.Integer(),
  groups: Type.Array(OutcomeGroupShape),
  /** Until when it can be undone; null when it cannot. */
  undoUntil: orNull(Type.String()),
  /** The operation that this one undoes, and the one that undid this. */
  undoes: orNull(Type.String()),
  undoneBy: orNull(Type.String()),
});
export type Operation = Static<typeof OperationShape>;
/** GET /api/operations — the caller's own, newest first. GET /api/operations/:operation.
 *  POST /api/operations/:operation/undo — a new operation that takes back every change of this one whose lead was not changed since; the others
 *  are left and named. OPERATION_UNKNOWN, UNDO_TOO_LATE, UNDO_DONE. */
export const OperationsShape = page(OperationShape);

/** GET /api/operations/:operation/results — one row per lead, in the order of the selection. */
export const ResultsQuery = exact({ ...PageQuery, outcome: Type.Optional(oneOf(OUTCOMES)) });
export const OperationResultShape = exact({
  lead: Type.String(),
  subjectName: Type.String(),
  outcome: oneOf(OUTCOMES),
  code: orNull(Type.String()),
  /** For `changed`: who did what and when. For `refused`: why. */
  text: orNull(TextShape),
  /** Version of the lead after it, for `done`. */
  version: orNull(Type.Integer()),
});
export const OperationResultsShape = page(OperationResultShape);
