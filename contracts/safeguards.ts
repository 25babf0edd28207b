import type { Text } from "./text.ts";

/** What one person proposes and another decides, for a model and a time. */
export const APPROVAL_KINDS = {
  "impact-assessment": {
    zh: "个人信息保护影响评估",
    en: "Impact assessment",
  },
  "seal-exception": { zh: "封存记录用于模型的例外", en: "Exception for sealed records" },
  "precision-exception": { zh: "低于准确率下限的限期例外", en: "Exception from the precision floor" },
} as const satisfies Record<string, Text>;

export type ApprovalKind = keyof typeof APPROVAL_KINDS;

export const APPROVAL_STATUSES = {
  proposed: { zh: "待批准", en: "Proposed" },
  approved: { zh: "已批准", en: "Approved" },
  refused: { zh: "未批准", en: "Refused" },
  revoked: { zh: "已撤销", en: "Revoked" },
} as const satisfies Record<string, Text>;

export type ApprovalStatus = keyof typeof APPROVAL_STATUSES;

/** What the approval says, by field (PIPL 56 for assessments). */
export const APPROVAL_FIELDS: Readonly<Record<ApprovalKind, readonly string[]>> = {
  "impact-assessment": ["purpose", "necessity", "risk", "measures"],
  "seal-exception": ["basis", "scope", "reason"],
  "precision-exception": ["reason"],
};

export interface Approval {
  readonly id: string;
  readonly kind: ApprovalKind;
  readonly model: string;
  readonly modelMajor: number;
  readonly inputsDigest: string;
  readonly content: Readonly<Record<string, string>>;
  readonly author: string;
  readonly createdAt: string;
  readonly status: ApprovalStatus;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly decisionNote: string | null;
  /** Last day, YYYY-MM-DD. */
  readonly validUntil: string;
  readonly isDemo: boolean;
}

export const FLAG_KINDS = {
  sealed: { zh: "所依据的记录已封存", en: "Rows it rests on are sealed" },
  corrected: { zh: "所依据的记录已更正", en: "Rows it rests on were corrected" },
  withdrawn: { zh: "所依据的记录已撤回", en: "Rows it rests on were withdrawn" },
  contested: { zh: "当事人提出异议", en: "An affected person challenges it" },
  regrouped: { zh: "所依据的记录归属的实体已合并或拆分", en: "Entities of rows it rests on were merged or split" },
} as const satisfies Record<string, Text>;

export type FlagKind = keyof typeof FLAG_KINDS;

export const FLAG_OUTCOMES = {
  stands: { zh: "仍然成立", en: "Still stands" },
  falls: { zh: "不再成立", en: "Falls" },
  lifted: { zh: "已解除", en: "Lifted" },
} as const satisfies Record<string, Text>;

export type FlagOutcome = keyof typeof FLAG_OUTCOMES;

export const CORRECTION_STATUSES = {
  requested: { zh: "待批准", en: "Requested" },
  approved: { zh: "已批准，写入中", en: "Approved, being written" },
  refused: { zh: "未批准", en: "Refused" },
  applied: { zh: "已写入", en: "Applied" },
} as const satisfies Record<string, Text>;

export type CorrectionStatus = keyof typeof CORRECTION_STATUSES;

export const CONTEST_OUTCOMES = {
  upheld: { zh: "成立", en: "Upheld" },
  partly: { zh: "部分成立", en: "Partly upheld" },
  rejected: { zh: "不成立", en: "Rejected" },
} as const satisfies Record<string, Text>;

export type ContestOutcome = keyof typeof CONTEST_OUTCOMES;

/** What follows from a challenge that was upheld. */
export const CONTEST_CONSEQUENCES = {
  none: { zh: "无", en: "None" },
  dismiss: { zh: "排除线索", en: "The lead is dismissed" },
  reopen: { zh: "重新打开线索", en: "The lead is reopened" },
  correct: { zh: "更正记录", en: "The record is corrected" },
} as const satisfies Record<string, Text>;

export type ContestConsequence = keyof typeof CONTEST_CONSEQUENCES;

export const CONTEST_CHANNELS = {
  letter: { zh: "来信", en: "Letter" },
  visit: { zh: "来访", en: "Visit" },
  phone: { zh: "电话", en: "Telephone" },
  counsel: { zh: "辩护人或者代理人转交", en: "Through counsel" },
  online: { zh: "网上", en: "Online" },
} as const satisfies Record<string, Text>;

export type ContestChannel = keyof typeof CONTEST_CHANNELS;
