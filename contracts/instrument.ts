import type { BusinessLine } from "./organisation.ts";
import type { Text } from "./text.ts";

export interface InstrumentKindDefinition extends Text {
  /** Word between the office's abbreviation and the year: 岳检建〔2026〕1号. Kinds with one word share one row of numbers. */
  readonly series: string;
  /** Statutory clock of the reply, and of one to an urgent instrument; null: no number is fixed, so the instrument names the day. */
  readonly replyClock: string | null;
  readonly urgentClock: string | null;
  /** An urgent one may name a shorter term. */
  readonly urgentMayName: boolean;
  /** Whether an authority that does not act may be sued. */
  readonly maySue: boolean;
  /** Lines whose instrument it is; empty: of any. */
  readonly lines: readonly BusinessLine[];
  /** Who approves it, in this order, unless the office says otherwise. */
  readonly approval: readonly ApprovalLevel[];
}

/** Who decides on instruments: the higher may stand in for the lower. */
export const APPROVAL_LEVELS = {
  "department-head": { zh: "部门负责人", en: "Department head" },
  "deputy-chief": { zh: "副检察长", en: "Deputy chief procurator" },
  "chief-procurator": { zh: "检察长", en: "Chief procurator" },
} as const satisfies Record<string, Text>;

export type ApprovalLevel = keyof typeof APPROVAL_LEVELS;

/** From below upward. */
export const LEVELS_RISING = Object.keys(APPROVAL_LEVELS) as readonly ApprovalLevel[];

const suggestion = {
  series: "建",
  replyClock: "suggestion.general-reply",
  urgentClock: null,
  urgentMayName: true,
  maySue: false,
  lines: [],
  approval: ["department-head", "deputy-chief"],
} as const;

/** The five kinds of suggestion, the correction notice and the transfer letter. Numbers of days stand in the table of legal numbers alone. */
export const INSTRUMENT_KINDS = {
  "suggestion-public-interest": {
    ...suggestion,
    zh: "公益诉讼检察建议书",
    en: "Public-interest suggestion",
    replyClock: "suggestion.public-interest-reply",
    urgentClock: "suggestion.public-interest-reply-urgent",
    urgentMayName: false,
    maySue: true,
    lines: ["public-interest"],
  },
  "suggestion-correction": { ...suggestion, zh: "纠正违法检察建议书", en: "Suggestion to correct a violation" },
  "suggestion-governance": { ...suggestion, zh: "社会治理检察建议书", en: "Social-governance suggestion" },
  "suggestion-retrial": {
    ...suggestion,
    zh: "再审检察建议书",
    en: "Retrial suggestion",
    replyClock: null,
    urgentMayName: false,
    lines: ["civil", "administrative"],
    approval: ["department-head", "chief-procurator"],
  },
  "suggestion-other": { ...suggestion, zh: "其他检察建议书", en: "Other suggestion" },
  "correction-notice": {
    ...suggestion,
    zh: "纠正违法通知书",
    en: "Correction notice",
    series: "纠",
    replyClock: null,
    urgentMayName: false,
  },
  "transfer-letter": {
    ...suggestion,
    zh: "移送函",
    en: "Transfer letter",
    series: "移",
    replyClock: null,
    urgentMayName: false,
    approval: ["department-head"],
  },
} as const satisfies Record<string, InstrumentKindDefinition>;

export type InstrumentKind = keyof typeof INSTRUMENT_KINDS;

export function instrumentKind(kind: InstrumentKind): InstrumentKindDefinition {
  return INSTRUMENT_KINDS[kind];
}

/** How an instrument reached its receiver. */
export const SERVICE_WAYS = {
  direct: { zh: "直接送达", en: "Handed over" },
  pronounced: { zh: "宣告送达", en: "Pronounced" },
  post: { zh: "邮寄送达", en: "By post" },
  electronic: { zh: "电子送达", en: "Electronically" },
} as const satisfies Record<string, Text>;

export type ServiceWay = keyof typeof SERVICE_WAYS;

export const REPLY_OUTCOMES = {
  accepted: { zh: "采纳", en: "Accepted" },
  partly: { zh: "部分采纳", en: "Partly accepted" },
  objected: { zh: "提出异议", en: "Objected" },
} as const satisfies Record<string, Text>;

export type ReplyOutcome = keyof typeof REPLY_OUTCOMES;

export const OBJECTION_ANSWERS = {
  amend: { zh: "修改检察文书，重新审批送达", en: "Amend: approved and served again" },
  explain: { zh: "异议不成立，说明理由", en: "Explain why it stands" },
} as const satisfies Record<string, Text>;

export type ObjectionAnswer = keyof typeof OBJECTION_ANSWERS;

export const RECTIFICATION_KINDS = {
  photo: { zh: "现场照片", en: "Photograph" },
  document: { zh: "书面材料", en: "Document" },
  measure: { zh: "整改措施", en: "Measure" },
} as const satisfies Record<string, Text>;

export type RectificationKind = keyof typeof RECTIFICATION_KINDS;

export const RECTIFICATION_STATUSES = {
  open: { zh: "待整改", en: "Open" },
  reported: { zh: "待验收", en: "Reported" },
  accepted: { zh: "已验收", en: "Accepted" },
  cancelled: { zh: "已取消", en: "Cancelled" },
} as const satisfies Record<string, Text>;

export type RectificationStatus = keyof typeof RECTIFICATION_STATUSES;

export const LOOK_BACK_OUTCOMES = {
  gone: { zh: "新数据中不再发现", en: "No longer found in new data" },
  "found-again": { zh: "新数据中仍然发现", en: "Still found in new data" },
  "no-new-data": { zh: "没有新数据，无法判断", en: "No new data: cannot tell" },
} as const satisfies Record<string, Text>;

export type LookBackOutcome = keyof typeof LOOK_BACK_OUTCOMES;
