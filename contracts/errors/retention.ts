import { defineErrors } from "./kinds.ts";

/** Deleting records of the lake when their time is over, or because a person asks for it. */
export const retentionErrors = defineErrors({
  RECORD_DELETED: {
    kind: "missing",
    zh: "记录 {ref} 已于 {at} 删除（依据：{basis}；账本条目见删除登记 {deletion}）；可以取得它曾经入链并已删除的证明",
    en: "Record {ref} was deleted on {at} ({basis}; deletion {deletion}); a proof that it was committed and deleted can be had",
  },
  KEY_ROWS_DELETED: {
    kind: "conflict",
    zh: "批次 {batch} 中列 {column} 的该键值有记录已经删除，不能再证明其全部记录",
    en: "Rows with this key of column {column} were deleted from batch {batch}: that these are all of its rows can no longer be proven",
  },
  RETENTION_RULE_UNKNOWN: { kind: "missing", zh: "没有保存期限规则 {rule}", en: "There is no retention rule {rule}" },
  RETENTION_RULE_ENDED: {
    kind: "conflict",
    zh: "保存期限规则 {rule} 已经停用",
    en: "Retention rule {rule} has ended",
  },
  RETENTION_RULE_EXISTS: {
    kind: "conflict",
    zh: "规则 {rule} 已用于 {scope}；请修改该规则，不要另设一条",
    en: "Rule {rule} is for {scope} already; change that one instead of adding another",
  },
  RETENTION_RULE_INVALID: {
    kind: "input",
    zh: "保存期限规则不成立：{reason_zh}",
    en: "The retention rule does not hold: {reason_en}",
  },
  RETENTION_RUN_UNKNOWN: { kind: "missing", zh: "没有删除登记 {run}", en: "There is no deletion {run}" },
  RETENTION_BUSY: {
    kind: "conflict",
    zh: "另一次删除（任务 {job}）还没有结束，请等它完成",
    en: "Another deletion (job {job}) has not ended; wait for it",
  },
  RETENTION_ROWS_UNKNOWN: {
    kind: "input",
    zh: "没有可删除的记录：{refs}（编号不存在，或者已经删除）",
    en: "There is no row to delete: {refs} (unknown, or deleted already)",
  },
  RETENTION_OF_ANOTHER: {
    kind: "input",
    zh: "这份删除清单属于另一个数据目录（{home}），不能在这里重复",
    en: "This journal of deletions is of another home ({home}); it cannot be repeated here",
  },
  RETENTION_BATCH_CHANGED: {
    kind: "busy",
    zh: "批次 {batch} 同时被另一次删除改写，将重新进行",
    en: "Batch {batch} was rewritten by another deletion meanwhile; it is tried again",
  },
});
