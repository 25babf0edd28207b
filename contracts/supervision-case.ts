import type {
  ApprovalLevel,
  InstrumentKind,
  LookBackOutcome,
  ObjectionAnswer,
  RectificationKind,
  RectificationStatus,
  ReplyOutcome,
  ServiceWay,
} from "./instrument.ts";
import type { CasePaper, InstrumentTemplate } from "./instrument-template.ts";
import type { SupervisionCase } from "./lead.ts";
import type { BusinessLine } from "./organisation.ts";
import type { RecusalAsker, RecusalDecision, RecusalGround, RecusalRequest } from "./recusal.ts";
import type { Text } from "./text.ts";
import type { TaskCommand, VerificationTask } from "./verification-task.ts";

export const CASE_STAGES = {
  filed: { zh: "已立案", en: "Filed" },
  drafting: { zh: "文书起草", en: "Drafting" },
  approval: { zh: "文书审批", en: "In approval" },
  approved: { zh: "待送达", en: "To be served" },
  served: { zh: "待回复", en: "Waiting for the reply" },
  unanswered: { zh: "逾期未回复", en: "No reply in time" },
  objection: { zh: "异议复核", en: "Objection" },
  rectification: { zh: "整改中", en: "Rectification" },
  "look-back": { zh: "回头看", en: "Look-back" },
  closed: { zh: "已办结", en: "Closed" },
  litigation: { zh: "已提起诉讼", en: "Taken to court" },
  withdrawn: { zh: "已终结", en: "Withdrawn" },
  merged: { zh: "已并案", en: "Merged" },
} as const satisfies Record<string, Text>;

export type CaseStage = keyof typeof CASE_STAGES;

/** What a person does with a case. Days are YYYY-MM-DD in China; files are ids of files kept with the case. */
export type CaseCommand =
  | { readonly action: "assign"; readonly owner: string; readonly reason: string }
  | { readonly action: "join"; readonly person: string; readonly line: BusinessLine; readonly note: string }
  | { readonly action: "leave"; readonly person: string; readonly reason: string }
  | { readonly action: "recuse"; readonly person: string; readonly reason: string }
  | {
      readonly action: "recusal-ask";
      readonly person: string;
      readonly asker: RecusalAsker;
      readonly ground: RecusalGround;
      readonly reason: string;
    }
  | { readonly action: "recusal-again"; readonly recusal: string; readonly reason: string }
  | {
      readonly action: "recusal-decide";
      readonly recusal: string;
      readonly decision: RecusalDecision;
      /** Day on which the procuratorial committee decided on its chief; null for all others. */
      readonly meeting: string | null;
      readonly reason: string;
    }
  | TaskCommand
  | ({ readonly action: "draft" } & InstrumentDraft)
  | { readonly action: "submit"; readonly note: string }
  | { readonly action: "approve"; readonly note: string }
  | { readonly action: "return"; readonly reason: string }
  | { readonly action: "redraft"; readonly reason: string }
  | {
      readonly action: "serve";
      readonly servedOn: string;
      readonly way: ServiceWay;
      /** Who took it. */
      readonly recipient: string;
      readonly note: string;
      readonly files: readonly string[];
    }
  | {
      readonly action: "reply";
      readonly outcome: ReplyOutcome;
      readonly receivedOn: string;
      readonly text: string;
      readonly files: readonly string[];
    }
  | { readonly action: "no-reply"; readonly note: string }
  | { readonly action: "answer-objection"; readonly answer: ObjectionAnswer; readonly reason: string }
  | { readonly action: "item-add"; readonly kind: RectificationKind; readonly title: string; readonly due: string }
  | { readonly action: "item-report"; readonly item: string; readonly note: string; readonly files: readonly string[] }
  | { readonly action: "item-accept"; readonly item: string; readonly note: string }
  | { readonly action: "item-return"; readonly item: string; readonly reason: string }
  | { readonly action: "item-cancel"; readonly item: string; readonly reason: string }
  | { readonly action: "look-back"; readonly note: string }
  | { readonly action: "resume"; readonly reason: string }
  | { readonly action: "close"; readonly reason: string }
  | { readonly action: "escalate"; readonly reason: string }
  | { readonly action: "withdraw"; readonly reason: string }
  | { readonly action: "offer-transfer"; readonly office: string; readonly reason: string }
  | { readonly action: "accept-transfer"; readonly owner: string; readonly note: string }
  | { readonly action: "refuse-transfer"; readonly reason: string }
  | { readonly action: "merge"; readonly into: string; readonly reason: string }
  | { readonly action: "comment"; readonly note: string };

export type CaseAction = CaseCommand["action"];

export interface InstrumentDraft {
  readonly kind: InstrumentKind;
  /** The authority that receives it. */
  readonly receiver: string;
  readonly title: string;
  /** Facts found, law, and what is suggested. */
  readonly body: string;
  readonly isUrgent: boolean;
  /** Last day for the reply as the instrument names it; null: the statutory clock of its kind. */
  readonly replyBy: string | null;
}

/** What happens to a case without a person's command on it. */
export type CaseOccurrence =
  | {
      readonly action: "filed";
      readonly filing: SupervisionCase;
      readonly line: BusinessLine;
      /** Tasks that were given on the lead and go on here, and their files. */
      readonly tasks?: readonly VerificationTask[];
      readonly files?: readonly string[];
    }
  | { readonly action: "looked-back"; readonly run: string; readonly outcome: LookBackOutcome; readonly newBatches: number }
  | {
      readonly action: "absorbed";
      readonly case: string;
      readonly number: string;
      readonly leads: readonly string[];
      /** Tasks of the case that was taken in, and their files. */
      readonly tasks?: readonly VerificationTask[];
      readonly files?: readonly string[];
      /** Who was recused from it, and so is here. */
      readonly recused?: readonly string[];
    }
  | { readonly action: "file-kept"; readonly file: string; readonly name: string; readonly sha256: string }
  | { readonly action: "paper-issued"; readonly paper: string; readonly kind: CasePaper; readonly number: string }
  | { readonly action: "link-issued"; readonly link: string; readonly expiresAt: string }
  | { readonly action: "link-revoked"; readonly link: string; readonly reason: string }
  | { readonly action: "undo"; readonly undoes: string; readonly of: CaseAction };

/** What the house adds to a command when it is carried out, so that the history tells everything by itself. */
export interface CaseFacts {
  /** Of a new task, item or request for a recusal. */
  readonly id?: string;
  /** Levels that have to approve, as they were when it was submitted. */
  readonly levels?: readonly ApprovalLevel[];
  /** The office's template of a draft, as it was then. */
  readonly template?: InstrumentTemplate;
  /** The recusal that is asked for is the chief procurator's. */
  readonly isOfChief?: boolean;
  /** Given with the last approval. */
  readonly number?: string;
  /** Office from which a case comes, and its own office afterwards. */
  readonly office?: string;
}

export interface CaseEvent {
  readonly id: string;
  readonly case: string;
  readonly at: string;
  /** User id, or `system`. */
  readonly actor: string;
  readonly deed: CaseCommand | CaseOccurrence;
  readonly facts: CaseFacts;
}

export type CaseEventKind = CaseEvent["deed"]["action"];

/** What a day of a case is for. */
export const CASE_CLOCKS = {
  reply: { zh: "回复期限", en: "reply" },
  objection: { zh: "异议复核", en: "re-check of the objection" },
  item: { zh: "整改事项", en: "item of rectification" },
  task: { zh: "核查任务", en: "task" },
} as const satisfies Record<string, Text>;
export type CaseClockKind = keyof typeof CASE_CLOCKS;

export interface Instrument extends InstrumentDraft {
  readonly author: string;
  /** Counts amended instruments of the case, from 1. */
  readonly revision: number;
  readonly levels: readonly ApprovalLevel[];
  readonly approvals: readonly { readonly level: ApprovalLevel; readonly by: string; readonly at: string }[];
  readonly number: string | null;
  /** Null: drafted before there were templates. */
  readonly template: InstrumentTemplate | null;
  readonly servedOn: string | null;
  readonly way: ServiceWay | null;
  readonly recipient: string | null;
  /** What shows that it arrived. */
  readonly serviceFiles: readonly string[];
}

export interface CaseReply {
  readonly outcome: ReplyOutcome;
  readonly receivedOn: string;
  readonly text: string;
  readonly files: readonly string[];
  /** When the house answered an objection. */
  readonly answeredAt: string | null;
}

export interface RectificationItem {
  readonly id: string;
  readonly kind: RectificationKind;
  readonly title: string;
  readonly due: string;
  readonly addedAt: string;
  readonly status: RectificationStatus;
  readonly note: string | null;
  readonly files: readonly string[];
  readonly settledAt: string | null;
}

export interface LookBack {
  readonly startedAt: string;
  /** Null while it waits for a run. */
  readonly result: { readonly run: string; readonly outcome: LookBackOutcome; readonly newBatches: number; readonly at: string } | null;
}

/** A case as its events lead to it. */
export interface CaseState extends Omit<SupervisionCase, "owner" | "status"> {
  readonly line: BusinessLine;
  readonly stage: CaseStage;
  /** Null while somebody has to be found. */
  readonly owner: string | null;
  readonly coHandlers: readonly { readonly person: string; readonly line: BusinessLine }[];
  readonly recused: readonly string[];
  readonly recusals: readonly RecusalRequest[];
  /** Leads of the case, the one it was filed from first. */
  readonly leads: readonly string[];
  readonly tasks: readonly VerificationTask[];
  readonly instrument: Instrument | null;
  /** An instrument has left the house: what led to it stands. */
  readonly hasServed: boolean;
  readonly reply: CaseReply | null;
  readonly items: readonly RectificationItem[];
  readonly lookBacks: readonly LookBack[];
  readonly transfer: { readonly to: string; readonly from: string; readonly by: string; readonly reason: string } | null;
  readonly mergedInto: string | null;
  readonly absorbed: readonly string[];
  readonly files: readonly string[];
  readonly changedAt: string;
  /** Since when it is over. */
  readonly endedAt: string | null;
}

/** What the one who is next has to do. */
export const CASE_NEXT = {
  assign: { zh: "指定承办人", en: "Name who handles it" },
  transfer: { zh: "决定是否接收移送", en: "Decide on the transfer" },
  draft: { zh: "起草文书", en: "Draft the instrument" },
  submit: { zh: "提交审批", en: "Submit for approval" },
  approve: { zh: "审批文书", en: "Decide on the instrument" },
  serve: { zh: "送达文书", en: "Serve the instrument" },
  reply: { zh: "登记回复", en: "Record the reply" },
  press: { zh: "决定如何督促", en: "Decide how to go on without a reply" },
  objection: { zh: "复核异议", en: "Re-check the objection" },
  rectify: { zh: "跟进整改", en: "Follow the rectification" },
  "look-back": { zh: "等待模型在新数据上运行", en: "Wait for the model's run on new data" },
  conclude: { zh: "决定结案、续改或者起诉", en: "Close, resume or take to court" },
} as const satisfies Record<string, Text>;

export type CaseNext = keyof typeof CASE_NEXT;

/** What happens to a case, in words that follow «cannot». */
export const CASE_DEEDS = {
  filed: { zh: "立案", en: "file the case" },
  assign: { zh: "指定承办人", en: "name the owner" },
  join: { zh: "增加共同办理人", en: "add a co-handler" },
  leave: { zh: "退出共同办理", en: "release a co-handler" },
  recuse: { zh: "依职权决定回避", en: "recuse somebody of its own motion" },
  "recusal-ask": { zh: "提出回避", en: "ask for a recusal" },
  "recusal-again": { zh: "申请复议回避决定", en: "ask for reconsideration of a recusal" },
  "recusal-decide": { zh: "决定是否回避", en: "decide on a recusal" },
  "task-add": { zh: "布置核查任务", en: "give a task" },
  "task-report": { zh: "报告核查结果", en: "report on a task" },
  "task-cancel": { zh: "取消核查任务", en: "cancel a task" },
  draft: { zh: "起草文书", en: "draft the instrument" },
  submit: { zh: "提交审批", en: "submit the instrument" },
  approve: { zh: "批准文书", en: "approve the instrument" },
  return: { zh: "退回文书", en: "return the instrument" },
  redraft: { zh: "收回重拟", en: "take the instrument back to drafting" },
  serve: { zh: "送达文书", en: "record the service" },
  reply: { zh: "登记回复", en: "record the reply" },
  "no-reply": { zh: "认定逾期未回复", en: "state that no reply came" },
  "answer-objection": { zh: "答复异议", en: "answer the objection" },
  "item-add": { zh: "登记整改事项", en: "add an item of rectification" },
  "item-report": { zh: "登记整改情况", en: "report on an item" },
  "item-accept": { zh: "验收整改事项", en: "accept an item" },
  "item-return": { zh: "退回整改事项", en: "return an item" },
  "item-cancel": { zh: "取消整改事项", en: "cancel an item" },
  "look-back": { zh: "开始回头看", en: "begin the look-back" },
  "looked-back": { zh: "回头看结果", en: "tell the look-back's result" },
  resume: { zh: "续改", en: "resume the rectification" },
  close: { zh: "结案", en: "close the case" },
  escalate: { zh: "提起诉讼", en: "take it to court" },
  withdraw: { zh: "终结案件", en: "withdraw the case" },
  "offer-transfer": { zh: "移送其他单位", en: "offer the case to another office" },
  "accept-transfer": { zh: "接收案件", en: "accept the transfer" },
  "refuse-transfer": { zh: "退回移送", en: "refuse the transfer" },
  merge: { zh: "并入其他案件", en: "merge the case into another" },
  absorbed: { zh: "并入一案", en: "take in another case" },
  "file-kept": { zh: "上传文件", en: "keep a file" },
  "paper-issued": { zh: "出具文书", en: "issue a paper" },
  "link-issued": { zh: "发出回复链接", en: "issue a reply link" },
  "link-revoked": { zh: "撤回回复链接", en: "revoke a reply link" },
  comment: { zh: "备注", en: "comment" },
  undo: { zh: "撤销上一步", en: "take the last step back" },
} as const satisfies Record<CaseEventKind, Text>;
