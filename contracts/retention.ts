import type { NumberRanges } from "./number-ranges.ts";
import type { DataClass } from "./organisation.ts";
import type { Text } from "./text.ts";

/** What becomes of rows whose time is over. */
export const RETENTION_ACTIONS = {
  delete: { zh: "删除整条记录", en: "Delete the rows" },
  redact: { zh: "遮除个人信息列", en: "Erase personal columns" },
} as const satisfies Record<string, Text>;

export type RetentionAction = keyof typeof RETENTION_ACTIONS;

export const RETENTION_UNITS = {
  day: { zh: "日", en: "days" },
  month: { zh: "个月", en: "months" },
  year: { zh: "年", en: "years" },
} as const satisfies Record<string, Text>;

export type RetentionUnit = keyof typeof RETENTION_UNITS;

/** Why rows stay although their time is over. */
export const HOLD_REASONS = {
  lead: { zh: "未办结的线索以它为依据", en: "An open lead rests on it" },
  case: { zh: "监督案件以它为依据", en: "A supervision case rests on it" },
  contest: { zh: "未答复的异议涉及它", en: "An open challenge concerns it" },
  correction: { zh: "正在更正", en: "It is being corrected" },
  "seal-exception": { zh: "封存例外仍然有效", en: "An exception for sealed records is in force" },
  "earlier-version": { zh: "同一记录的旧版本被保留", en: "An earlier version of the same record is held back" },
} as const satisfies Record<string, Text>;

export type HoldReason = keyof typeof HOLD_REASONS;

/** The datasets that a rule is for. One for a dataset takes the place of one for its class. */
export type RetentionScope =
  | { readonly kind: "dataset"; readonly dataset: string }
  | { readonly kind: "class"; readonly dataClass: DataClass };

/** From when the term counts: the day of the load, or a date column of the row. A row whose date is empty is never due. */
export type RetentionStart = { readonly kind: "batch" } | { readonly kind: "column"; readonly column: string };

export interface RetentionBasis {
  readonly law: string;
  readonly article: string;
  /** The words that the rule rests on. */
  readonly text: string;
}

/** How long rows are kept, and why; a rule never changes, a new version takes its place. */
export interface RetentionRule {
  readonly title: string;
  readonly scope: RetentionScope;
  readonly basis: RetentionBasis;
  readonly term: { readonly count: number; readonly unit: RetentionUnit };
  readonly from: RetentionStart;
  readonly action: RetentionAction;
  /** Of `redact`: personal columns; all of them when empty. */
  readonly columns: readonly string[];
  /** Days after the load when the source file goes, whether or not rows of it are left; null: with its last row. */
  readonly fileDays: number | null;
  /** Applied every night; otherwise only by a person. */
  readonly isAutomatic: boolean;
}

/** Content of a statement `rows.deleted`: what was deleted of one batch, and under what. Positions and numbers are no personal data. */
export interface DeletionContent {
  readonly id: string;
  readonly batch: string;
  readonly dataset: string;
  readonly action: RetentionAction;
  /** Columns that were redacted; empty for whole rows. */
  readonly columns: readonly string[];
  /** Null where it was no rule but a request. */
  readonly rule: { readonly id: string; readonly version: number; readonly title: string } | null;
  readonly basis: RetentionBasis;
  readonly reason: string;
  /** User id. */
  readonly by: string;
  readonly at: string;
  /** Record numbers, and in the same order the positions of these rows in the record tree. */
  readonly rows: NumberRanges;
  readonly leaves: NumberRanges;
  readonly [member: string]: unknown;
}
