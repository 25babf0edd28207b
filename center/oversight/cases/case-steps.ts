import { type Action, CASE_STAGES, type CaseAction, type CaseStage, type Text } from "@yuejian/contracts";

/** Who takes a step. The policy judges role, office and line by the step's right; this says what the case itself demands beside it.
 *  - owner: who handles the case · handler: the owner or a co-handler · worker: whoever the task was given to
 *  - assigner: whom the policy lets distribute cases · asker: whoever works on it or distributes cases, and the person concerned
 *  - chief: the chief procurator, of others · recusal-decider: the chief, or of the chief a deputy who presided over the committee
 *  - approver: of the next level or above, neither owner nor author, nor the approver of an earlier level
 *  - decider: department head or above, not the owner · senior: deputy chief or above, not the owner
 *  - head: department head or above, of the case's office · receiver: the same of the office that a case is offered to */
export type CaseParty =
  | "owner"
  | "handler"
  | "worker"
  | "assigner"
  | "asker"
  | "chief"
  | "recusal-decider"
  | "approver"
  | "decider"
  | "senior"
  | "head"
  | "receiver"
  | "anyone";

export const CASE_PARTIES: Readonly<Record<CaseParty, Text>> = {
  owner: { zh: "承办人", en: "the owner of the case" },
  handler: { zh: "承办人或者共同办理人", en: "the owner or a co-handler of the case" },
  worker: { zh: "任务的承担人", en: "whoever the task was given to" },
  assigner: { zh: "分案的人", en: "whoever distributes cases" },
  asker: {
    zh: "办理此案的人、被要求回避的人或者分案的人",
    en: "whoever works on the case, the person concerned, or whoever distributes cases",
  },
  chief: { zh: "检察长", en: "the chief procurator" },
  "recusal-decider": {
    zh: "检察长（检察长本人的回避：主持检察委员会的副检察长）",
    en: "the chief procurator; of the chief's own recusal the deputy who presided over the committee",
  },
  approver: { zh: "承办人、起草人以外的审批人", en: "an approver who is neither owner nor author" },
  decider: { zh: "承办人以外的部门负责人（或者更高一级）", en: "a department head, or somebody above, who is not the owner" },
  senior: { zh: "承办人以外的副检察长、检察长", en: "a deputy chief or the chief procurator who is not the owner" },
  head: { zh: "部门负责人（或者更高一级）", en: "a department head or somebody above" },
  receiver: { zh: "接收单位的部门负责人（或者更高一级）", en: "a department head, or somebody above, of the receiving office" },
  anyone: { zh: "看得到案件的人", en: "whoever sees the case" },
};

export interface CaseStep {
  readonly from: readonly CaseStage[];
  readonly by: CaseParty;
  /** What the policy is asked. */
  readonly right: Action;
  /** Can be taken back while it is the last step and no instrument was served. */
  readonly isUndoable: boolean;
}

const FINAL: readonly CaseStage[] = ["closed", "litigation", "withdrawn", "merged"];
const ALL = Object.keys(CASE_STAGES) as CaseStage[];
const OPEN = ALL.filter(isOpen);
const BEFORE_APPROVAL = ["filed", "drafting"] as const;
const RECTIFYING = ["rectification"] as const;

const step = (from: readonly CaseStage[], by: CaseParty, right: Action, isUndoable = false): CaseStep => ({ from, by, right, isUndoable });

/** From which stages each command may be given, and by whom. What else it needs, `decideCase` says. */
export const CASE_STEPS: Readonly<Record<CaseAction, CaseStep>> = {
  assign: step(OPEN, "assigner", "case.assign", true),
  join: step(OPEN, "assigner", "case.assign", true),
  leave: step(OPEN, "assigner", "case.assign", true),
  recuse: step(OPEN, "chief", "case.approve"),
  "recusal-ask": step(OPEN, "asker", "case.read", true),
  "recusal-again": step(OPEN, "asker", "case.read", true),
  "recusal-decide": step(OPEN, "recusal-decider", "case.approve"),
  "task-add": step(OPEN, "handler", "case.handle", true),
  "task-report": step(OPEN, "worker", "case.read", true),
  "task-cancel": step(OPEN, "handler", "case.handle", true),
  draft: step(BEFORE_APPROVAL, "handler", "case.handle", true),
  submit: step(["drafting"], "owner", "case.handle", true),
  approve: step(["approval"], "approver", "case.approve", true),
  return: step(["approval"], "approver", "case.approve", true),
  redraft: step(["approved"], "owner", "case.handle", true),
  serve: step(["approved"], "handler", "case.handle"),
  reply: step(["served", "unanswered"], "handler", "case.handle"),
  "no-reply": step(["served"], "owner", "case.handle"),
  "answer-objection": step(["objection"], "owner", "case.handle"),
  "item-add": step(RECTIFYING, "handler", "case.handle"),
  "item-report": step(RECTIFYING, "handler", "case.handle"),
  "item-accept": step(RECTIFYING, "owner", "case.handle"),
  "item-return": step(RECTIFYING, "owner", "case.handle"),
  "item-cancel": step(RECTIFYING, "owner", "case.handle"),
  "look-back": step(["unanswered", "rectification", "look-back"], "owner", "case.handle"),
  resume: step(["look-back"], "decider", "case.approve"),
  close: step(["look-back"], "decider", "case.approve"),
  escalate: step(["unanswered", "look-back"], "senior", "case.approve"),
  withdraw: step(OPEN, "decider", "case.approve"),
  "offer-transfer": step(
    OPEN.filter((stage) => stage !== "approval" && stage !== "approved"),
    "head",
    "case.transfer",
    true,
  ),
  "accept-transfer": step(OPEN, "receiver", "case.transfer"),
  "refuse-transfer": step(OPEN, "receiver", "case.transfer"),
  merge: step(BEFORE_APPROVAL, "head", "case.transfer"),
  comment: step(ALL, "anyone", "case.comment"),
};

/** Commands that are answered while a case is offered to another office. */
export const DURING_TRANSFER: readonly CaseAction[] = [
  "accept-transfer",
  "refuse-transfer",
  "task-report",
  "recuse",
  "recusal-ask",
  "recusal-again",
  "recusal-decide",
  "comment",
];

export function isOpen(stage: CaseStage): boolean {
  return !FINAL.includes(stage);
}
