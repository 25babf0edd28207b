import { defineErrors } from "./kinds.ts";

/** The scheduler of the queue. */
export const scheduleErrors = defineErrors({
  SCHEDULE_UNKNOWN: { kind: "missing", zh: "没有定时任务 {schedule}", en: "There is no schedule {schedule}" },
  SCHEDULE_KIND_UNKNOWN: {
    kind: "input",
    zh: "任务种类 {kind} 不能定时；可以定时的：{kinds}",
    en: "Jobs of kind {kind} cannot be scheduled; these can: {kinds}",
  },
  SCHEDULE_RULE_INVALID: {
    kind: "input",
    zh: "时间规则有误：{reason}",
    en: "The rule of time is wrong: {reason}",
  },
  SCHEDULE_RUNNING: {
    kind: "conflict",
    zh: "定时任务「{title}」的上一次（任务 {job}）还没有结束，请等它结束或先取消",
    en: "The last run of “{title}” (job {job}) has not ended; wait for it or cancel it first",
  },
  SCHEDULE_STANDING: {
    kind: "conflict",
    zh: "「{title}」是系统自带的定时任务，不能删除；不需要时请停用",
    en: "“{title}” belongs to the house and cannot be removed; disable it instead",
  },
  SCHEDULE_EXISTS: {
    kind: "conflict",
    zh: "已有同样的定时任务 {schedule}（任务、参数和时间都相同）",
    en: "Schedule {schedule} does the same at the same times already",
  },
});
