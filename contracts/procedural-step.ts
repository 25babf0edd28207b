import type { Text } from "./text.ts";

/** Steps that belong to a review and have clocks of their own; asked for in the office, not in the business system. */
export const PROCEDURAL_STEPS = {
  recusal: { zh: "回避", en: "Recusal" },
  "counsel-opinion": { zh: "听取辩护人意见", en: "Opinion of counsel" },
  "plea-leniency": { zh: "认罪认罚", en: "Plea leniency" },
  "custody-necessity": { zh: "羁押必要性审查", en: "Review of the necessity of custody" },
  "file-access": { zh: "辩护人阅卷", en: "Counsel reads the file" },
} as const satisfies Record<string, Text>;

export type ProceduralStepKind = keyof typeof PROCEDURAL_STEPS;

/** Who asked, by their part in the proceedings; never a name. */
export const STEP_REQUESTERS = {
  party: { zh: "当事人或其法定代理人", en: "a party or their legal representative" },
  self: { zh: "检察人员本人", en: "the member of staff themselves" },
  suspect: { zh: "犯罪嫌疑人、其法定代理人或近亲属", en: "the suspect, their representative or a near relative" },
  lawyer: { zh: "辩护律师（值班律师）", en: "defence or duty lawyer" },
  "other-counsel": { zh: "律师以外的辩护人", en: "counsel who is no lawyer" },
  office: { zh: "本院依职权", en: "the office of its own motion" },
} as const satisfies Record<string, Text>;

export type StepRequester = keyof typeof STEP_REQUESTERS;

export const STEP_STATUSES = {
  open: { zh: "待决定", en: "to be decided" },
  decided: { zh: "待送达", en: "to be served" },
  served: { zh: "已送达，待后续", en: "served, waiting for what follows" },
  closed: { zh: "已办结", en: "closed" },
  withdrawn: { zh: "已撤回", en: "withdrawn" },
} as const satisfies Record<string, Text>;

export type StepStatus = keyof typeof STEP_STATUSES;

export const STEP_DECISIONS = {
  "recusal-granted": { zh: "决定回避", en: "recused" },
  "recusal-refused": { zh: "驳回回避申请", en: "recusal refused" },
  "refusal-upheld": { zh: "复议维持驳回", en: "refusal upheld" },
  "opinion-heard": { zh: "已听取意见并记录", en: "heard and recorded" },
  "opinion-written": { zh: "已收到书面意见并附卷", en: "written opinion put on file" },
  "opinion-none": { zh: "无法通知或者指定期限内未提出，已记录", en: "not reached, or nothing said in the time given; recorded" },
  "pledge-signed": { zh: "已签署具结书", en: "pledge signed" },
  "pledge-not-needed": { zh: "认罪认罚，不需要签署具结书", en: "pleads; no pledge is needed" },
  "plea-declined": { zh: "不认罪认罚或者反悔", en: "does not plead, or takes it back" },
  "custody-ended": { zh: "释放或者变更强制措施", en: "released, or the measure changed" },
  "custody-proposed": { zh: "建议办案机关释放或者变更强制措施", en: "proposed to the organ that handles the case" },
  "custody-needed": { zh: "需要继续羁押，不同意变更", en: "custody is still needed" },
  "access-arranged": { zh: "安排阅卷", en: "an appointment is arranged" },
  "access-refused": { zh: "不予许可", en: "not permitted" },
} as const satisfies Record<string, Text>;

export type StepDecision = keyof typeof STEP_DECISIONS;

export const STEP_OUTCOMES = {
  "asked-again": { zh: "申请复议", en: "reconsideration is asked for" },
  "not-asked": { zh: "逾期未申请复议", en: "reconsideration was not asked for in time" },
  answered: { zh: "办案机关已回复", en: "the organ answered" },
  "no-answer": { zh: "逾期未回复，提出纠正意见", en: "no answer in time: a correction is due" },
} as const satisfies Record<string, Text>;

export type StepOutcome = keyof typeof STEP_OUTCOMES;

/** Days are YYYY-MM-DD in China. */
export type StepCommand =
  | { readonly action: "decide"; readonly decision: StepDecision; readonly on: string; readonly reason: string }
  | { readonly action: "serve"; readonly on: string; readonly to: string }
  | { readonly action: "follow"; readonly outcome: StepOutcome; readonly on: string; readonly note: string }
  | { readonly action: "withdraw"; readonly reason: string };

/** A step as its history leads to it. */
export interface ProceduralStep {
  readonly kind: ProceduralStepKind;
  readonly status: StepStatus;
  readonly requester: StepRequester;
  readonly requestedOn: string;
  readonly decision: StepDecision | null;
  readonly decidedOn: string | null;
  readonly reason: string;
  readonly servedOn: string | null;
  readonly outcome: StepOutcome | null;
  /** Of the clock that runs: its rule and the day that set it going; null: none runs. */
  readonly clock: { readonly rule: string; readonly from: string } | null;
}
