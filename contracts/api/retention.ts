import { type Static, Type } from "typebox";
import { DATA_CLASSES } from "../organisation.ts";
import { HOLD_REASONS, RETENTION_ACTIONS, RETENTION_UNITS } from "../retention.ts";
import { exact, oneOf, orNull, TextShape } from "./shapes.ts";

const Words = Type.String({ minLength: 1, maxLength: 2000 });
const DataClassShape = oneOf(DATA_CLASSES);

const RuleMembers = {
  title: Type.String({ minLength: 1, maxLength: 200 }),
  scope: Type.Union([
    exact({ kind: Type.Literal("dataset"), dataset: Type.String() }),
    exact({ kind: Type.Literal("class"), dataClass: DataClassShape }),
  ]),
  basis: exact({ law: Words, article: Words, text: Words }),
  term: exact({ count: Type.Integer({ minimum: 1 }), unit: oneOf(RETENTION_UNITS) }),
  from: Type.Union([exact({ kind: Type.Literal("batch") }), exact({ kind: Type.Literal("column"), column: Type.String() })]),
  action: oneOf(RETENTION_ACTIONS),
  columns: Type.Array(Type.String(), { maxItems: 1000 }),
  fileDays: orNull(Type.Integer({ minimum: 1 })),
  isAutomatic: Type.Boolean(),
};

/** POST /api/retention/rules; with `id` a new version of that rule. */
export const RetentionRuleBody = exact({ id: Type.Optional(Type.String()), ...RuleMembers });
export type RetentionRuleRequest = Static<typeof RetentionRuleBody>;

export const RetentionRuleShape = exact({
  id: Type.String(),
  version: Type.Integer(),
  ...RuleMembers,
  setByName: Type.String(),
  setAt: Type.String(),
  endedAt: orNull(Type.String()),
  /** Datasets that it is for now. */
  datasets: Type.Array(Type.String()),
});
export type RetentionRuleView = Static<typeof RetentionRuleShape>;

const HeldShape = exact({ dataset: Type.String(), reason: oneOf(HOLD_REASONS), by: Type.String(), rows: Type.Integer() });

const DeletionRunShape = exact({
  id: Type.String(),
  /** Null: all automatic rules, or a request. */
  rule: orNull(Type.String()),
  isRequest: Type.Boolean(),
  reason: orNull(Type.String()),
  byName: Type.String(),
  at: Type.String(),
  job: orNull(Type.String()),
  finishedAt: orNull(Type.String()),
  deleted: Type.Integer(),
  redacted: Type.Integer(),
  quarantined: Type.Integer(),
  batches: Type.Integer(),
  files: Type.Integer(),
  held: Type.Array(HeldShape),
});
export type DeletionRunView = Static<typeof DeletionRunShape>;

const RetentionDatasetShape = exact({
  dataset: Type.String(),
  title: TextShape,
  dataClass: DataClassShape,
  dates: Type.Array(exact({ name: Type.String(), title: TextShape })),
  personal: Type.Array(exact({ name: Type.String(), title: TextShape })),
});

/** GET /api/retention/rules: the rules, those in force first, the newest deletions, and what rules can be for. */
export const RetentionRulesShape = exact({
  rules: Type.Array(RetentionRuleShape),
  runs: Type.Array(DeletionRunShape),
  datasets: Type.Array(RetentionDatasetShape),
});
export type RetentionRules = Static<typeof RetentionRulesShape>;

/** POST /api/retention/plan and /api/retention/deletions: one rule, a request, or neither for all automatic rules. */
export const DeletionBody = exact({
  rule: Type.Optional(Type.String()),
  request: Type.Optional(
    exact({
      refs: Type.Optional(
        Type.Array(Type.String({ pattern: "^bat_[0-9A-HJKMNP-TV-Z]{26}:[1-9]\\d{0,9}$" }), { minItems: 1, maxItems: 10_000 }),
      ),
      batch: Type.Optional(Type.String({ pattern: "^bat_[0-9A-HJKMNP-TV-Z]{26}$" })),
      basis: exact({ law: Words, article: Words, text: Words }),
      reason: Type.String({ maxLength: 2000 }),
      withFile: Type.Boolean(),
    }),
  ),
});
export type DeletionOrderBody = Static<typeof DeletionBody>;

const JournalledShape = exact({
  id: Type.String({ maxLength: 40 }),
  at: Type.String(),
  batch: Type.String({ pattern: "^bat_[0-9A-HJKMNP-TV-Z]{26}$" }),
  dataset: Type.String(),
  action: oneOf(RETENTION_ACTIONS),
  columns: Type.Array(Type.String(), { maxItems: 1000 }),
  title: Type.String(),
  basis: exact({ law: Type.String(), article: Type.String(), text: Type.String() }),
  reason: Type.String({ maxLength: 2000 }),
  /** Record numbers, first and last of each stretch. */
  rows: Type.Array(Type.Tuple([Type.Integer({ minimum: 1 }), Type.Integer({ minimum: 1 })])),
  /** Rows that were set aside went too. */
  withQuarantine: Type.Boolean(),
  /** The source file went at once. */
  withFile: Type.Boolean(),
});
export type JournalledDeletion = Static<typeof JournalledShape>;

/** GET /api/retention/journal?since= — what was deleted of the lake, to be kept beside backups; POST /api/retention/repeat takes it. It names rows, and people's
 *  reasons: no values of records. */
export const DeletionJournalShape = exact({ home: Type.String(), writtenAt: Type.String(), deletions: Type.Array(JournalledShape) });
export type DeletionJournal = Static<typeof DeletionJournalShape>;

/** Answer to POST /api/retention/repeat. */
export const RepeatedShape = exact({
  /** Null where nothing is left to repeat. */
  job: orNull(Type.String()),
  repeated: Type.Integer(),
  /** They are in this home already. */
  known: Type.Integer(),
  /** Batches that this home does not have: nothing of them is here to be deleted. */
  unknownBatches: Type.Array(Type.String()),
});
export type Repeated = Static<typeof RepeatedShape>;

const PlannedShape = exact({
  dataset: Type.String(),
  title: TextShape,
  rule: orNull(exact({ id: Type.String(), version: Type.Integer(), title: Type.String() })),
  action: oneOf(RETENTION_ACTIONS),
  columns: Type.Array(Type.String()),
  going: Type.Integer(),
  held: Type.Integer(),
  quarantined: Type.Integer(),
  undated: Type.Integer(),
  oldest: orNull(Type.String()),
  newest: orNull(Type.String()),
  batches: Type.Array(
    exact({
      batch: Type.String(),
      rows: Type.Integer(),
      going: Type.Integer(),
      held: Type.Integer(),
      first: Type.Array(Type.Integer()),
    }),
  ),
  heldBy: Type.Array(exact({ reason: oneOf(HOLD_REASONS), by: Type.String(), rows: Type.Integer() })),
  absenceModels: Type.Array(Type.String()),
});
export type PlannedDeletionView = Static<typeof PlannedShape>;

export const DeletionPlanShape = exact({ datasets: Type.Array(PlannedShape) });
export type DeletionPlan = Static<typeof DeletionPlanShape>;

const DeletionShape = exact({
  id: Type.String(),
  run: Type.String(),
  batch: Type.String(),
  dataset: Type.String(),
  action: oneOf(RETENTION_ACTIONS),
  columns: Type.Array(Type.String()),
  rule: orNull(Type.String()),
  ruleVersion: orNull(Type.Integer()),
  title: Type.String(),
  basis: exact({ law: Type.String(), article: Type.String(), text: Type.String() }),
  reason: Type.String(),
  byName: Type.String(),
  at: Type.String(),
  rows: Type.Integer(),
  quarantined: Type.Integer(),
  /** A row that was deleted, whose proof can be asked for; null where none was. */
  firstRef: orNull(Type.String()),
  /** Number of the entry; null while it waits. */
  entry: orNull(Type.Integer()),
});
export type DeletionView = Static<typeof DeletionShape>;

/** GET /api/retention/deletions/:run */
export const DeletionRunDetailShape = exact({ run: DeletionRunShape, deletions: Type.Array(DeletionShape), total: Type.Integer() });
export type DeletionRunDetail = Static<typeof DeletionRunDetailShape>;
