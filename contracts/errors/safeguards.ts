import { defineErrors } from "./kinds.ts";

/** What protects people from the house: seals, approvals, corrections, contests, expiry. */
export const safeguardErrors = defineErrors({
  RECORD_SEALED: {
    kind: "denied",
    zh: "记录 {ref} 已封存，不得查询、提供或者导出；确为办案需要的，以「封存记录查询」为依据填写用途后打开",
    en: "Record {ref} is sealed: it is neither searched nor given nor exported; where a case needs it, state a purpose on the ground of an inquiry into sealed records",
  },
  SEAL_UNKNOWN: { kind: "missing", zh: "没有封存登记 {seal}", en: "There is no seal {seal}" },
  SEAL_LIFTED: { kind: "conflict", zh: "封存登记 {seal} 已经解除", en: "Seal {seal} was lifted already" },
  MODEL_NEEDS_ASSESSMENT: {
    kind: "conflict",
    zh: "模型 {model} 处理敏感个人信息，没有针对其第 {major} 版和现有输入列的有效影响评估，不能运行。请在「审批」中填写影响评估，由另一人批准（个人信息保护法第五十五条）",
    en: "Model {model} works on sensitive personal data and has no valid impact assessment for version {major} and its present columns; it cannot run. Write one under Approvals and have another person approve it (PIPL 55)",
  },
  MODEL_BELOW_FLOOR: {
    kind: "conflict",
    zh: "模型 {model} 第 {major} 版已认定 {decided} 条线索，属实 {confirmed} 条，准确率至多 {upper}，低于下限 {floor}，已停用。请修改规则、升主版本号，或由检察长批准限期例外",
    en: "Model {model} version {major}: {confirmed} of {decided} decided leads were true, precision at most {upper}, below its floor of {floor}; it is stopped. Change the rule and raise the major version, or have the chief procurator approve an exception for a time",
  },
  APPROVAL_UNKNOWN: { kind: "missing", zh: "没有审批 {approval}", en: "There is no approval {approval}" },
  APPROVAL_DECIDED: {
    kind: "conflict",
    zh: "审批 {approval} 已是「{status}」，不能再作决定",
    en: "Approval {approval} is {status}; it cannot be decided again",
  },
  SAME_PERSON: {
    kind: "denied",
    zh: "提出人不能自己批准，请由另一人决定",
    en: "Who proposed it may not decide on it; another person must",
  },
  NOT_INDEPENDENT: {
    kind: "denied",
    zh: "{user} 办理过该线索或者登记了该异议，不能作复核人，请另选（可以是其他单位的人）",
    en: "{user} acted on this lead or registered this challenge and cannot review it; choose somebody else, of another office if need be",
  },
  PERIOD_INVALID: {
    kind: "input",
    zh: "有效期 {until} 不对：须在今天之后，最长 {days} 天",
    en: "The period until {until} is not valid: after today and at most {days} days",
  },
  CORRECTION_UNKNOWN: { kind: "missing", zh: "没有更正 {correction}", en: "There is no correction {correction}" },
  CORRECTION_DECIDED: {
    kind: "conflict",
    zh: "更正 {correction} 已是「{status}」，不能再作决定",
    en: "Correction {correction} is {status}; it cannot be decided again",
  },
  CORRECTION_REFUSED: {
    kind: "input",
    zh: "更正不能写入：{column} 的新值不符合数据标准（{reason}）",
    en: "The correction cannot be written: the new value of {column} does not meet the standard ({reason})",
  },
  CORRECTION_STALE: {
    kind: "conflict",
    zh: "记录 {ref} 的 {column} 已不是所称的原值，请重新核对",
    en: "{column} of record {ref} no longer has the old value that was named; look again",
  },
  ROW_WITHDRAWN: { kind: "conflict", zh: "{ref} 已经撤回", en: "{ref} was withdrawn already" },
  CONTEST_UNKNOWN: { kind: "missing", zh: "没有异议 {contest}", en: "There is no challenge {contest}" },
  CONTEST_DECIDED: { kind: "conflict", zh: "异议 {contest} 已有结论", en: "Challenge {contest} was decided already" },
  FLAG_UNKNOWN: { kind: "missing", zh: "没有提示 {flag}", en: "There is no flag {flag}" },
  FLAG_RESOLVED: { kind: "conflict", zh: "提示 {flag} 已处理", en: "Flag {flag} was dealt with already" },
  LEAD_EXPIRED: {
    kind: "conflict",
    zh: "线索 {lead} 的个人信息已于 {at} 到期删除，只留计数，不能再办理；同一对象再次命中时会另立线索",
    en: "The personal data of lead {lead} expired on {at}; it is only counted now. If the subject is found again, a new lead opens",
  },
});
