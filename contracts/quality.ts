import type { ColumnSchema } from "./dataset.ts";
import type { Text } from "./text.ts";

/** How bad it is when a rule is broken, mildest first. */
export const QUALITY_SEVERITIES = {
  info: { zh: "提示", en: "Info" },
  warn: { zh: "警告", en: "Warning" },
  error: { zh: "错误", en: "Error" },
  block: { zh: "阻断", en: "Blocking" },
} as const satisfies Record<string, Text>;

export type QualitySeverity = keyof typeof QUALITY_SEVERITIES;

const WEIGHTS: Readonly<Record<QualitySeverity, number>> = { info: 1, warn: 2, error: 4, block: 8 };

export function isAtLeast(severity: QualitySeverity, level: QualitySeverity): boolean {
  return WEIGHTS[severity] >= WEIGHTS[level];
}

/** What a rule asks of the rows of a dataset, or of its loads. An empty value breaks `not-null` alone: to every other check it is nothing to check. */
export type QualityCheck =
  | { readonly kind: "not-null"; readonly column: string }
  | { readonly kind: "unique"; readonly columns: readonly string[] }
  | { readonly kind: "allowed"; readonly column: string; readonly values: readonly string[] }
  /** The whole value has this form (RE2). */
  | { readonly kind: "pattern"; readonly column: string; readonly pattern: string }
  /** Canonical texts: amounts in fen, days YYYY-MM-DD. */
  | { readonly kind: "range"; readonly column: string; readonly least?: string; readonly greatest?: string }
  | { readonly kind: "not-future"; readonly column: string }
  /** Form, birth date and check character of a resident id; form and check character of a credit code. */
  | { readonly kind: "check-digit"; readonly column: string }
  | { readonly kind: "date-order"; readonly earlier: string; readonly later: string }
  | { readonly kind: "foreign-key"; readonly column: string; readonly dataset: string; readonly target: string }
  /** Of all delivered rows none is still set aside. */
  | { readonly kind: "accepted" }
  /** The newest load is at most so many days old. */
  | { readonly kind: "fresh"; readonly days: number }
  /** The newest load differs in rows from the one before by at most so many per cent. */
  | { readonly kind: "row-change"; readonly percent: number };

export type QualityCheckKind = QualityCheck["kind"];

export interface QualityRule {
  readonly id: string;
  readonly severity: QualitySeverity;
  /** Share of broken rows that is borne, 0 to 1. */
  readonly tolerance: number;
  readonly check: QualityCheck;
}

export const QUALITY_STATUSES = {
  met: { zh: "达标", en: "Met" },
  broken: { zh: "未达标", en: "Broken" },
  "not-checked": { zh: "无从核查", en: "Nothing to check" },
} as const satisfies Record<string, Text>;

export type QualityStatus = keyof typeof QUALITY_STATUSES;

/** What became of a rule. `checked` and `broken` count rows, for `fresh` and `row-change` loads. */
export interface QualityOutcome {
  readonly rule: QualityRule;
  readonly checked: number;
  readonly broken: number;
  readonly status: QualityStatus;
  /** Days for `fresh`, per cent for `row-change`. */
  readonly measured: number | null;
}

/** How the score comes about, to stand beside it. */
export const QUALITY_SCORE_BASIS: Text = {
  zh: "得分＝100×各条已核查规则达标比例的加权平均，权重按严重程度：提示 1、警告 2、错误 4、阻断 8；向下取到 0.1。",
  en: "Score = 100 × the average of the shares in which the checked rules are kept, weighted by severity: info 1, warning 2, error 4, blocking 8; rounded down to 0.1.",
};

/** Null where no rule could be checked. */
export function qualityScore(outcomes: readonly Pick<QualityOutcome, "rule" | "checked" | "broken">[]): number | null {
  let weights = 0;
  let kept = 0;
  for (const { rule, checked, broken } of outcomes) {
    if (checked === 0) continue;
    const weight = WEIGHTS[rule.severity];
    weights += weight;
    kept += weight * ((checked - broken) / checked);
  }
  // The small addition undoes the error of the sum, which is far below one row in ten million.
  return weights === 0 ? null : Math.floor((1000 * kept) / weights + 1e-9) / 10;
}

/** Columns that a check reads. */
export function columnsOfCheck(check: QualityCheck): readonly string[] {
  switch (check.kind) {
    case "unique":
      return check.columns;
    case "date-order":
      return [check.earlier, check.later];
    case "accepted":
    case "fresh":
    case "row-change":
      return [];
    case "not-null":
    case "allowed":
    case "pattern":
    case "range":
    case "not-future":
    case "check-digit":
    case "foreign-key":
      return [check.column];
  }
}

/** The check in words. */
export function qualityCheckText(check: QualityCheck, columns: readonly Pick<ColumnSchema, "name" | "title">[]): Text {
  const title = (name: string): Text => columns.find((each) => each.name === name)?.title ?? { zh: name, en: name };
  const text = (name: string, zh: string, en: string): Text => ({ zh: `「${title(name).zh}」${zh}`, en: `${title(name).en} ${en}` });
  switch (check.kind) {
    case "not-null":
      return text(check.column, "不为空", "is filled");
    case "unique": {
      const titles = check.columns.map(title);
      return {
        zh: `「${titles.map(({ zh }) => zh).join("＋")}」不重复`,
        en: `${titles.map(({ en }) => en).join(" + ")} ${titles.length === 1 ? "is" : "are"} unique`,
      };
    }
    case "allowed":
      return text(check.column, `只取规定的 ${check.values.length} 个值`, `is one of ${check.values.length} values`);
    case "pattern":
      return text(check.column, `符合格式 ${check.pattern}`, `has the form ${check.pattern}`);
    case "range": {
      const { least = "…", greatest = "…" } = check;
      return text(check.column, `在 ${least} 到 ${greatest} 之间`, `lies between ${least} and ${greatest}`);
    }
    case "not-future":
      return text(check.column, "不晚于今天", "is not after today");
    case "check-digit":
      return text(check.column, "校验码正确", "has a correct check character");
    case "date-order":
      return {
        zh: `「${title(check.later).zh}」不早于「${title(check.earlier).zh}」`,
        en: `${title(check.later).en} is not before ${title(check.earlier).en}`,
      };
    case "foreign-key":
      return text(check.column, `见于 ${check.dataset} 的 ${check.target}`, `occurs as ${check.target} in ${check.dataset}`);
    case "accepted":
      return { zh: "送来的行没有被隔离", en: "Delivered rows are not set aside" };
    case "fresh":
      return { zh: `最近一批不超过 ${check.days} 天`, en: `The newest load is at most ${check.days} days old` };
    case "row-change":
      return {
        zh: `相邻两批行数相差不超过 ${check.percent}%`,
        en: `Two loads in a row differ by at most ${check.percent} % in rows`,
      };
  }
}
