import { defineErrors } from "./kinds.ts";

/** The inbox: comments, attachments, views, bulk operations, samples. */
export const inboxErrors = defineErrors({
  MENTION_REFUSED: {
    kind: "input",
    zh: "不能提到 {names}：没有该账号，或其无权查看此线索。备注未保存，请改正后再提交",
    en: "Cannot mention {names}: no such account, or it may not read this lead. The comment was not saved; correct it and submit again",
  },
  COMMENT_UNKNOWN: { kind: "missing", zh: "没有备注 {comment}", en: "There is no comment {comment}" },
  COMMENT_WITHDRAWN: { kind: "conflict", zh: "备注已撤回，不能再改", en: "The comment was withdrawn and cannot be changed" },
  NOT_THE_AUTHOR: { kind: "denied", zh: "只有本人可以修改或撤回", en: "Only its author may change or withdraw it" },
  ATTACHMENT_UNKNOWN: { kind: "missing", zh: "没有附件 {attachment}", en: "There is no attachment {attachment}" },
  ATTACHMENT_TOO_LARGE: {
    kind: "input",
    zh: "附件超过上限 {limit} 字节，请拆分或压缩后再上传",
    en: "The attachment is larger than {limit} bytes; split or compress it",
  },
  ATTACHMENT_EMPTY: { kind: "input", zh: "附件 {name} 是空文件", en: "The attachment {name} is empty" },
  ATTACHMENT_WITHDRAWN: { kind: "conflict", zh: "附件已撤回：{reason}", en: "The attachment was withdrawn: {reason}" },
  VIEW_UNKNOWN: { kind: "missing", zh: "没有视图 {view}", en: "There is no view {view}" },
  OPERATION_UNKNOWN: { kind: "missing", zh: "没有批量操作 {operation}", en: "There is no operation {operation}" },
  OPERATION_RUNNING: {
    kind: "conflict",
    zh: "批量操作还在进行，完成后才能撤销",
    en: "The operation is still running; it can be undone when it is done",
  },
  UNDO_TOO_LATE: {
    kind: "conflict",
    zh: "只能在 {until} 之前撤销；请逐条处理",
    en: "It could be undone until {until}; change the leads one by one",
  },
  UNDO_DONE: { kind: "conflict", zh: "已经撤销过", en: "It was undone already" },
  UNDO_NOT_POSSIBLE: {
    kind: "conflict",
    zh: "不能撤销：此后有过变化，或没有您可以撤销的一步；请刷新后再看",
    en: "It cannot be undone: there were changes since, or there is no step that you may take back; look at it anew",
  },
  BULK_TOO_LARGE: {
    kind: "input",
    zh: "选中的线索超过 {limit} 条，请缩小范围后再批量处理",
    en: "More than {limit} leads are selected; narrow the filter and try again",
  },
  SAMPLE_NEEDS_RUN: {
    kind: "conflict",
    zh: "模型 {model} 的当前版本还没有运行过，没有可抽查的对象",
    en: "The present version of model {model} has not run yet; there is nothing to draw from",
  },
  SAMPLE_UNKNOWN: { kind: "missing", zh: "没有抽样 {sample}", en: "There is no sample {sample}" },
  CHECK_UNKNOWN: { kind: "missing", zh: "没有抽查 {check}", en: "There is no check {check}" },
});
