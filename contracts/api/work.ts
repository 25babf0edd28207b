import { type Static, Type } from "typebox";
import { JOB_STATUSES } from "../job.ts";
import { BUSINESS_LINES, DATA_CLASSES } from "../organisation.ts";
import { RateShape } from "./rate.ts";
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
  /** confirmed of confirmed + dismissed; null while nothing is decided. More of it, per version: GET /api/models/:model/accuracy. */
  precision: orNull(RateShape),
  /** Estimated from checked samples of what the newest checked version did not flag; null while it cannot be said. */
  recall: orNull(RateShape),
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
  /** An increment: it looked at what the new batches can change, by so many values, and carries on `base`. Null: it looked at everything. */
  increment: orNull(exact({ base: Type.String(), batches: Type.Array(Type.String()), keys: Type.Integer() })),
  /** Why everything was looked at although the data changed only in part; null: that was asked for. */
  wholeReason: orNull(TextShape),
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

/** Result of the job that runs models on new data. */
export interface DetectionResult {
  /** None of a model for which nothing was new. */
  readonly runs: readonly RunView[];
  /** Models that run in a job of their own: over everything, or to tell why they cannot. */
  readonly apart: readonly string[];
}

/** POST /api/models/:model/runs — answers with a job. */
export const RunBody = exact({ parameters: Type.Optional(Type.Record(Type.String(), CellShape)) });

/** POST /api/models/:model/test — the model's own cases, one result each. */
export const ModelTestShape = Type.Array(
  exact({ case: Type.String(), kind: Type.String(), ok: Type.Boolean(), reason: orNull(Type.String()) }),
);

/** GET /api/work — what waits for the caller, most urgent first. `kind` decides the next action shown. */
export const WorkItemShape = exact({
  kind: oneOf({
    "lead-to-assign": 0,
    "lead-to-verify": 0,
    "lead-to-file": 0,
    quarantine: 0,
    "job-failed": 0,
    mention: 0,
    check: 0,
    contest: 0,
    "contest-overdue": 0,
    "lead-flagged": 0,
    correction: 0,
    approval: 0,
    "case-step": 0,
    "law-change": 0,
    "case-task": 0,
    "lead-task": 0,
    "field-check": 0,
    "handled-case": 0,
    "case-notice": 0,
    "procedural-step": 0,
  }),
  /** Of the lead, batch, job, mention or check. */
  id: Type.String(),
  /** Address in the console where the work is done, for kinds that `id` alone does not lead to: a mention's lead and comment, a check. */
  link: Type.Optional(Type.String()),
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
