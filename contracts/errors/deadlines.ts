import { defineErrors } from "./kinds.ts";

/** Statutory clocks and the calendar they are counted by. */
export const deadlineErrors = defineErrors({
  DEADLINE_RULE_UNKNOWN: {
    kind: "missing",
    zh: "没有期限规则 {rule}；全部规则见 yuejian deadline list",
    en: "There is no clock {rule}; yuejian deadline list shows all",
  },
  DEADLINE_DATE_INVALID: {
    kind: "input",
    zh: "{where} 处的「{date}」不是日历上的日期；请写 YYYY-MM-DD（以小时计算的期限可写 YYYY-MM-DDTHH:MM，北京时间）",
    en: "“{date}” at {where} is no date of the calendar; write YYYY-MM-DD (clocks of hours: also YYYY-MM-DDTHH:MM, time of China)",
  },
  DEADLINE_OUTSIDE_VALIDITY: {
    kind: "input",
    zh: "{date} 不在规则 {rule} 的适用时间内；法定数字表中的适用时间：{intervals}",
    en: "{date} lies outside the validity of {rule}; the table of legal numbers has it {intervals}",
  },
  DEADLINE_EXTENSION_UNKNOWN: {
    kind: "input",
    zh: "规则 {rule} 没有延长 {extension}；可用的：{extensions}",
    en: "{rule} has no extension {extension}; it has: {extensions}",
  },
  DEADLINE_EXTENSION_REFUSED: {
    kind: "input",
    zh: "规则 {rule} 此时不能延长 {extension}：{reason}",
    en: "{rule} cannot be extended by {extension} here: {reason}",
  },
  DEADLINE_EXTENSION_OUTSIDE_TERM: {
    kind: "input",
    zh: "延长 {extension} 的批准日期 {approved} 不在期限之内（{start} 至 {end}）：延长须在期限起算后、届满前批准",
    en: "Extension {extension} was approved on {approved}, outside the term ({start} to {end}): it must be approved after the term began and before it is over",
  },
  DEADLINE_EXTENSION_AMOUNT: {
    kind: "input",
    zh: "延长 {extension} 只能是 {least} 至 {most}（单位 {unit}），不能是 {amount}",
    en: "Extension {extension} takes {least} to {most} ({unit}), not {amount}",
  },
  DEADLINE_SUSPENSION_REFUSED: {
    kind: "input",
    zh: "规则 {rule} 不能扣除 {from} 至 {to}：{reason}",
    en: "{rule} cannot leave out {from} to {to}: {reason}",
  },
  DEADLINE_RESTART_REFUSED: {
    kind: "input",
    zh: "规则 {rule} 不能于 {on} 因「{ground}」重新计算：{reason}",
    en: "{rule} cannot restart on {on} for “{ground}”: {reason}",
  },
  DEADLINE_TRAVEL_REFUSED: {
    kind: "input",
    zh: "规则 {rule} 不能扣除在途时间 {days} 日：{reason}",
    en: "{rule} cannot leave out {days} days on the way: {reason}",
  },
  HOLIDAY_TABLE_INVALID: {
    kind: "input",
    zh: "放假安排 {file} 的 {where} 处有误：{reason}；整个文件未采用",
    en: "The holiday table {file} is wrong at {where}: {reason}; nothing of it is used",
  },
});
