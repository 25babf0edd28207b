import { defineErrors } from "./kinds.ts";

/** Supervision cases: who may do what, and what a step needs. */
export const oversightErrors = defineErrors({
  CASE_NOTICE_UNKNOWN: { kind: "missing", zh: "没有监控评查提示 {notice}", en: "There is no notice {notice}" },
  STEP_UNKNOWN: { kind: "missing", zh: "没有程序环节 {step}", en: "There is no procedural step {step}" },
  STEP_REFUSED: { kind: "input", zh: "这一步不能进行：{reason}", en: "This cannot be done: {reason}" },
  STEP_DOCUMENT_MISSING: { kind: "missing", zh: "程序环节 {step} 没有文书", en: "Step {step} has no document" },
  CASE_IMPORT_UNKNOWN: { kind: "missing", zh: "没有导入 {import}", en: "There is no import {import}" },
  CASE_NOT_YOURS: {
    kind: "denied",
    zh: "{action}须由{who}进行",
    en: "To {action} is for {who}",
  },
  LEVEL_NEEDED: { kind: "denied", zh: "这一步须由{level}（或者更高一级）决定", en: "This step is for the {level} or somebody above" },
  APPROVED_BEFORE: {
    kind: "denied",
    zh: "您已在前一级批准过，下一级须由另一人决定",
    en: "You approved it at an earlier level; another person decides at this one",
  },
  RECUSED: { kind: "denied", zh: "{user}已回避此案", en: "{user} is recused from this case" },
  RECUSAL_UNKNOWN: { kind: "missing", zh: "案件没有回避申请 {recusal}", en: "The case has no request for a recusal {recusal}" },
  RECUSAL_ASKED: { kind: "conflict", zh: "已有对{user}的回避申请待决定", en: "A recusal of {user} is asked for and not decided yet" },
  RECUSAL_SETTLED: {
    kind: "conflict",
    zh: "这一回避申请已有决定；被驳回的，当事人一方可以申请复议一次",
    en: "This request is decided; a party that was refused may ask for reconsideration once",
  },
  RECUSAL_GROUND_UNKNOWN: {
    kind: "input",
    zh: "「{ground}」不是这一业务条线适用的法律规定的回避理由，请另选",
    en: "“{ground}” is no ground for a recusal by the law of this business line; choose another",
  },
  COMMITTEE_NEEDED: {
    kind: "denied",
    zh: "检察长的回避由检察委员会讨论决定，副检察长主持：请先提出回避，再填写会议日期登记决定",
    en: "On the chief procurator's recusal the procuratorial committee decides, a deputy presiding: ask for it first, then record the decision with the day of the meeting",
  },
  TRANSFER_PENDING: {
    kind: "conflict",
    zh: "案件正在移送{office}，接收或者退回以前不能作其他处理",
    en: "The case is offered to {office}; until it is accepted or refused nothing else is done with it",
  },
  DAY_INVALID: { kind: "input", zh: "{what}「{day}」不对：{reason}", en: "{what} “{day}” is wrong: {reason}" },
  INSTRUMENT_NOT_OF_LINE: {
    kind: "input",
    zh: "「{kind}」是{lines}部门的文书；请先让该部门的人参加办理",
    en: "“{kind}” is an instrument of {lines}; have somebody of that line join the case first",
  },
  REPLY_DAY_NEEDED: {
    kind: "input",
    zh: "法律没有为「{kind}」规定回复期限，请在文书中写明回复日期",
    en: "No law fixes the term of the reply to “{kind}”; name the day in the instrument",
  },
  REPLY_DAY_FIXED: {
    kind: "input",
    zh: "「{kind}」的回复期限由法律规定，不能另写日期",
    en: "The term of the reply to “{kind}” is fixed by law; no other day can be named",
  },
  REPLY_NOT_OVERDUE: {
    kind: "conflict",
    zh: "回复期限到 {due} 才届满，现在还不能认定未回复",
    en: "The reply is in time until {due}; it cannot be called missing yet",
  },
  ITEMS_OPEN: {
    kind: "conflict",
    zh: "还有整改事项没有验收或者取消：{items}",
    en: "Items of the rectification are neither accepted nor cancelled: {items}",
  },
  ITEMS_NEEDED: { kind: "conflict", zh: "请先登记至少一项整改事项", en: "Record at least one item of rectification first" },
  EVIDENCE_NEEDED: {
    kind: "input",
    zh: "「{item}」须附{kind}作为证据，请先上传文件",
    en: "“{item}” needs a {kind} as evidence; upload the file first",
  },
  TASK_UNKNOWN: { kind: "missing", zh: "这里没有核查任务 {task}", en: "There is no task {task} here" },
  TASK_SETTLED: { kind: "conflict", zh: "核查任务「{title}」已经结束", en: "Task “{title}” is over" },
  ITEM_UNKNOWN: { kind: "missing", zh: "案件没有整改事项 {item}", en: "The case has no item {item}" },
  ITEM_SETTLED: {
    kind: "conflict",
    zh: "整改事项「{title}」现在是「{status}」，不能这样处理",
    en: "Item “{title}” is {status}; this cannot be done with it",
  },
  CASE_FILE_UNKNOWN: { kind: "missing", zh: "案件没有文件 {file}", en: "The case has no file {file}" },
  LOOK_BACK_NEEDED: {
    kind: "conflict",
    zh: "回头看还没有结果，不能结案；模型在新数据上运行后再决定",
    en: "The look-back has no result yet; decide after the model ran on new data",
  },
  LOOK_BACK_DISAGREES: {
    kind: "conflict",
    zh: "回头看的结果是「{outcome}」，不能结案；请续改、起诉，或者终结案件",
    en: "The look-back says “{outcome}”: it cannot be closed; resume, go to court or withdraw the case",
  },
  LITIGATION_NOT_PROVIDED: {
    kind: "conflict",
    zh: "「{kind}」不能转为诉讼：法律只为公益诉讼检察建议规定了起诉",
    en: "“{kind}” cannot be taken to court: the law provides that for public-interest suggestions only",
  },
  LITIGATION_TOO_EARLY: {
    kind: "conflict",
    zh: "回复期限 {due} 没有届满，也没有回头看结果表明未整改，不能起诉",
    en: "The term of the reply ends on {due} and no look-back shows that nothing changed; it cannot go to court yet",
  },
  SERVED_ALREADY: { kind: "conflict", zh: "文书已经送达，不能{action}", en: "An instrument was served; cannot {action}" },
  MERGE_NOT_POSSIBLE: { kind: "conflict", zh: "不能并案：{reason}", en: "The cases cannot be merged: {reason}" },
  HANDLER_UNSUITABLE: { kind: "input", zh: "不能由{user}办理：{reason}", en: "{user} cannot handle it: {reason}" },
  OFFICE_SAME: { kind: "input", zh: "案件已在{office}", en: "The case is with {office} already" },
  TEMPLATE_INVALID: {
    kind: "input",
    zh: "模板的{member}第 {line} 行第 {column} 字：{reason}",
    en: "The template's {member}, line {line}, character {column}: {reason}",
  },
  INSTRUMENT_MISSING: {
    kind: "conflict",
    zh: "案件 {case} 还没有起草文书",
    en: "Case {case} has no instrument yet",
  },
  PAPER_NOT_YET: {
    kind: "conflict",
    zh: "「{kind}」还不能出具：回执须已收到回复，回头看报告须已有结果",
    en: "“{kind}” cannot be issued yet: a receipt needs a reply, a report a look-back's result",
  },
  PAPER_UNKNOWN: { kind: "missing", zh: "案件没有文书 {paper}", en: "The case has no paper {paper}" },
  REPLY_LINK_NOT_NOW: {
    kind: "conflict",
    zh: "文书送达以后、案件办结以前才能发出回复链接",
    en: "A reply link is issued after the instrument was served and before the case is over",
  },
  REPLY_LINK_UNKNOWN: {
    kind: "missing",
    zh: "这个回复链接无效：请核对地址是否完整，或者向发函的检察院索取新链接",
    en: "This reply link is not valid: check that the address is whole, or ask the procuratorate that sent it for a new one",
  },
  REPLY_LINK_EXPIRED: {
    kind: "denied",
    zh: "这个回复链接已于 {at} 到期；请向{office}索取新链接，已提交的内容都已保存",
    en: "This reply link expired on {at}; ask {office} for a new one. What was sent before is kept",
  },
  REPLY_LINK_REVOKED: {
    kind: "denied",
    zh: "这个回复链接已于 {at} 撤回（{reason}）；请与{office}联系，已提交的内容都已保存",
    en: "This reply link was revoked on {at} ({reason}); contact {office}. What was sent before is kept",
  },
  REPLY_LINK_USED: {
    kind: "conflict",
    zh: "已于 {at} 通过这个链接回复过，回执编号 {receipt}；需要补充的，请上传整改材料或者与{office}联系",
    en: "A reply was sent through this link on {at}, receipt {receipt}; to add to it upload evidence or contact {office}",
  },
  REPLY_LINK_LOCKED: {
    kind: "denied",
    zh: "尝试次数过多，暂停到 {until}；此前提交的内容都已保存",
    en: "Too many attempts; paused until {until}. What was sent before is kept",
  },
  REPLY_NOT_AWAITED: {
    kind: "conflict",
    zh: "{office}现在不等待对这份文书的回复；如有疑问请与该院联系",
    en: "{office} is not waiting for a reply to this instrument now; contact it with questions",
  },
  REPLY_FILES_FULL: {
    kind: "input",
    zh: "通过这个链接最多上传 {files} 个文件、共 {limit}；请合并文件或者与{office}联系",
    en: "This link takes {files} files of {limit} in all at most; join files or contact {office}",
  },
});
