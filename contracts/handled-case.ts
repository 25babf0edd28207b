import type { QuarantineCode } from "./dataset.ts";
import type { BusinessLine } from "./organisation.ts";
import type { Text } from "./text.ts";

/** Cases of the business system, as its exports tell of them. Cases that grow out of leads are supervision cases (supervision-case). */
export const HANDLED_CASE_KINDS = {
  "arrest-review": { zh: "审查逮捕", en: "Arrest review" },
  "arrest-own-investigation": { zh: "自侦案件决定逮捕", en: "Arrest in own investigation" },
  "arrest-supervision-organ": { zh: "监察移送案件决定强制措施", en: "Measure in a case of the supervision organs" },
  "prosecution-review": { zh: "审查起诉", en: "Prosecution review" },
  "prosecution-fast-track": { zh: "审查起诉（速裁）", en: "Prosecution review, fast track" },
  "judgment-review": { zh: "判决审查", en: "Review of a judgment" },
  "ruling-review": { zh: "裁定审查", en: "Review of a ruling" },
  "filing-supervision": { zh: "立案监督", en: "Supervision of filing" },
  "custody-necessity": { zh: "羁押必要性审查", en: "Review of the necessity of custody" },
  "penal-execution": { zh: "刑罚执行监督", en: "Supervision of penal execution" },
  "civil-supervision": { zh: "民事诉讼监督", en: "Supervision of civil litigation" },
  "administrative-supervision": { zh: "行政诉讼监督", en: "Supervision of administrative litigation" },
  "public-interest": { zh: "行政公益诉讼", en: "Administrative public interest" },
  complaint: { zh: "控告申诉", en: "Complaint or petition" },
} as const satisfies Record<string, Text>;

export type HandledCaseKind = keyof typeof HANDLED_CASE_KINDS;

/** Where a case stands, and where its time goes. `waiting`: nobody of the handling department can act meanwhile. */
export const HANDLED_CASE_STAGES = {
  acceptance: { zh: "受理待分案", en: "Accepted, not yet assigned", isWaiting: true },
  review: { zh: "审查", en: "Review", isWaiting: false },
  suspended: { zh: "中止、扣除", en: "Time left out", isWaiting: true },
  supplementary: { zh: "退回补充侦查", en: "Returned for supplementary investigation", isWaiting: true },
  reply: { zh: "等待回复", en: "Waiting for a reply", isWaiting: true },
  approval: { zh: "提请审批", en: "Submitted for decision", isWaiting: true },
  delivery: { zh: "已决定待送达", en: "Decided, to be delivered", isWaiting: false },
  archiving: { zh: "待归档", en: "To be archived", isWaiting: false },
  archived: { zh: "已归档", en: "Archived", isWaiting: false },
} as const satisfies Record<string, Text & { readonly isWaiting: boolean }>;

export type HandledCaseStage = keyof typeof HANDLED_CASE_STAGES;

export const HANDLED_CASE_OUTCOMES = {
  arrested: { zh: "批准（决定）逮捕", en: "Arrest approved or decided" },
  "not-arrested": { zh: "不批准（不予）逮捕", en: "Arrest refused" },
  "other-measure": { zh: "其他强制措施", en: "Another measure" },
  prosecuted: { zh: "提起公诉", en: "Prosecuted" },
  "not-prosecuted": { zh: "不起诉", en: "Not prosecuted" },
  protested: { zh: "提出抗诉", en: "Protest lodged" },
  "no-protest": { zh: "不抗诉", en: "No protest" },
  supervised: { zh: "提出监督意见", en: "Supervisory opinion given" },
  "not-supported": { zh: "不支持监督申请", en: "Application not supported" },
  sued: { zh: "提起诉讼", en: "Suit brought" },
  rectified: { zh: "已纠正、已履行", en: "Put right" },
  withdrawn: { zh: "撤回、移送其他机关", en: "Withdrawn, or sent elsewhere" },
  ended: { zh: "终结审查", en: "Review ended" },
} as const satisfies Record<string, Text>;

export type HandledCaseOutcome = keyof typeof HANDLED_CASE_OUTCOMES;

/** Days that an export may tell; each is a column of its own. */
export const HANDLED_CASE_DAYS = {
  accepted_on: { zh: "受理日期", en: "Accepted on" },
  assigned_on: { zh: "分案日期", en: "Assigned on" },
  detained_on: { zh: "拘留日期", en: "Detained on" },
  counsel_told_on: { zh: "告知委托辩护人日期", en: "Told of the right to counsel on" },
  extended_on: { zh: "延长期限批准日期", en: "Extension approved on" },
  returned_on: { zh: "一次退补日期", en: "First returned on" },
  received_again_on: { zh: "一次退补重报日期", en: "First received again on" },
  second_extended_on: { zh: "二次延长期限批准日期", en: "Second extension approved on" },
  second_returned_on: { zh: "二次退补日期", en: "Second returned on" },
  second_received_again_on: { zh: "二次退补重报日期", en: "Second received again on" },
  third_extended_on: { zh: "三次延长期限批准日期", en: "Third extension approved on" },
  suspended_from: { zh: "中止起始日期", en: "Time left out from" },
  suspended_to: { zh: "中止截止日期", en: "Time left out until" },
  notified_on: { zh: "通知、建议送达日期", en: "Notice or suggestion received on" },
  replied_on: { zh: "回复日期", en: "Replied on" },
  submitted_on: { zh: "提请审批日期", en: "Submitted for decision on" },
  decided_on: { zh: "审结日期", en: "Decided on" },
  delivered_on: { zh: "送达日期", en: "Delivered on" },
  archived_on: { zh: "归档日期", en: "Archived on" },
} as const satisfies Record<string, Text>;

export type HandledCaseDay = keyof typeof HANDLED_CASE_DAYS;

export interface HandledCase {
  /** Of the business system, for all offices. */
  readonly number: string;
  readonly office: string;
  readonly department: string;
  readonly line: BusinessLine;
  readonly kind: HandledCaseKind;
  /** Charge or cause of action. */
  readonly cause: string | null;
  /** Their numbers in the business system; names and resident ids are not taken. */
  readonly suspects: readonly string[];
  /** As the business system writes the name. */
  readonly handler: string | null;
  /** Null: the export does not say. */
  readonly inCustody: boolean | null;
  /** `YYYY-MM-DD`. Null: the export has the column and nothing in it; a member that is missing: the export does not have the column. */
  readonly days: Readonly<Partial<Record<HandledCaseDay, string | null>>>;
  /** Id of a ground of the case's clock. */
  readonly suspensionGround: string | null;
  readonly outcome: HandledCaseOutcome | null;
}

/** Why a row of an export is not taken, besides the reasons of values (QUARANTINE_CODES). `{…}`: parameters of the refusal. */
export const HANDLED_CASE_REFUSALS = {
  "office-unknown": { zh: "没有承办单位「{value}」", en: "There is no office “{value}”" },
  "office-not-yours": { zh: "您不能为「{value}」导入案件", en: "You cannot import cases of “{value}”" },
  "kind-unknown": { zh: "没有案件类别「{value}」", en: "There is no kind of case “{value}”" },
  "number-twice": { zh: "案号「{value}」在第 {other} 行已出现", en: "Number “{value}” stands in line {other} already" },
  "number-of-other": {
    zh: "案号「{value}」已是{other}的案件；改变管辖的案件由业务系统另编号",
    en: "Number “{value}” is a case of {other} already; a case that moves gets another number",
  },
  "older-than-known": {
    zh: "已有 {other} 的数据，本次导出（{value}）更早，不覆盖",
    en: "Data of {other} is known; this export ({value}) is older and replaces nothing",
  },
  "days-out-of-order": {
    zh: "「{value}」（{day}）早于「{other}」（{otherDay}）",
    en: "“{value_en}” ({day}) is before “{other_en}” ({otherDay})",
  },
  "day-in-future": { zh: "日期 {value} 晚于导出日 {other}", en: "{value} lies after the day of the export, {other}" },
  "day-needs-other": { zh: "有「{value}」，却没有「{other}」", en: "“{value_en}” is given without “{other_en}”" },
  "clock-without-ground": {
    zh: "「{kind}」的期限没有「{value}」的法律依据",
    en: "No law gives the term of “{kind_en}” a “{value_en}”",
  },
  "ground-unknown": { zh: "没有扣除事由「{value}」；可用的：{other}", en: "There is no ground “{value}”; known are: {other}" },
  "ground-needed": { zh: "有扣除时间，却没有事由；可用的：{other}", en: "Time is left out without a ground; known are: {other}" },
  "outcome-of-other-kind": { zh: "「{kind}」没有「{value}」这种处理结果", en: "“{kind_en}” does not end in “{value_en}”" },
  "outcome-without-day": { zh: "有处理结果，却没有审结日期", en: "An outcome is given without the day of the decision" },
  "suspect-not-a-number": {
    zh: "嫌疑人只收业务系统的人员编号（字母、数字和连字符），不收姓名和身份证号",
    en: "Suspects are taken by their numbers in the business system (letters, figures, hyphens), never by name or resident id",
  },
} as const satisfies Record<string, Text>;

export type HandledCaseRefusalCode = keyof typeof HANDLED_CASE_REFUSALS | QuarantineCode;

export interface HandledCaseRefusal {
  readonly code: HandledCaseRefusalCode;
  /** Column of the case; null: the record as a whole. */
  readonly column: string | null;
  readonly parameters: Readonly<Record<string, string>>;
}
