import type { Text } from "./text.ts";

/** When a schedule comes due, in the time of China: UTC+8 all year. */
export type ScheduleRule =
  /** Counted from a midnight long ago: 15 means at :00, :15, :30, :45. */
  | { readonly every: "minutes"; readonly minutes: number }
  /** `at`: HH:MM. */
  | { readonly every: "day"; readonly at: string }
  /** `on`: 1 Monday … 7 Sunday. */
  | { readonly every: "week"; readonly on: number; readonly at: string }
  /** `on`: 1 to 31; in a shorter month its last day. */
  | { readonly every: "month"; readonly on: number; readonly at: string }
  /** Five fields: minute, hour, day, month, weekday. */
  | { readonly every: "cron"; readonly expression: string };

/** What becomes of times that passed while the house was down. */
export const MISSED_RUNS = {
  "run-once": { zh: "补跑一次", en: "run once" },
  skip: { zh: "不补跑", en: "do not run" },
} as const satisfies Record<string, Text>;

export type MissedRuns = keyof typeof MISSED_RUNS;

/** What became of one due time. */
export const SCHEDULE_OUTCOMES = {
  queued: { zh: "已排入任务", en: "put into the queue" },
  late: { zh: "停机期间错过，已补排一次", en: "missed while the house was down; put into the queue once" },
  "by-hand": { zh: "人工立即运行", en: "run by hand" },
  overlap: { zh: "上一次还没有结束，跳过", en: "skipped: the last one had not ended" },
  missed: { zh: "停机期间错过，按设置不补跑", en: "missed while the house was down; not to be run later" },
  "owner-may-not": { zh: "负责账号已停用或无权运行，跳过", en: "skipped: its owner is disabled or may not do it any more" },
  refused: { zh: "无法排入任务", en: "could not be put into the queue" },
} as const satisfies Record<string, Text>;

export type ScheduleOutcome = keyof typeof SCHEDULE_OUTCOMES;

const DAYS_ZH = ["一", "二", "三", "四", "五", "六", "日"];
const DAYS_EN = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** The rule in words. */
export function scheduleRuleText(rule: ScheduleRule): Text {
  switch (rule.every) {
    case "minutes":
      return rule.minutes % 60 === 0
        ? { zh: `每 ${rule.minutes / 60} 小时`, en: `every ${rule.minutes / 60} h` }
        : { zh: `每 ${rule.minutes} 分钟`, en: `every ${rule.minutes} min` };
    case "day":
      return { zh: `每天 ${rule.at}`, en: `daily at ${rule.at}` };
    case "week":
      return { zh: `每周${DAYS_ZH[rule.on - 1]} ${rule.at}`, en: `every ${DAYS_EN[rule.on - 1]} at ${rule.at}` };
    case "month":
      return { zh: `每月 ${rule.on} 日 ${rule.at}`, en: `monthly on day ${rule.on} at ${rule.at}` };
    case "cron":
      return { zh: `cron ${rule.expression}`, en: `cron ${rule.expression}` };
  }
}
