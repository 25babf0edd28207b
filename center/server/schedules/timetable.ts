import { type ScheduleRule, YuejianError } from "@yuejian/contracts";
import { Cron } from "croner";

/** China has kept UTC+8 without summer time since 1991, wherever the machine stands. */
const CHINA_MS = 8 * 3_600_000;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** The first time after `after` (both milliseconds since 1970 UTC, exclusive) at which the rule comes due; null: never again.
 *  SCHEDULE_RULE_INVALID for a rule that cannot be read. */
export function nextDue(rule: ScheduleRule, after: number): number | null {
  switch (rule.every) {
    case "minutes":
      return nextOfMinutes(rule.minutes, after);
    case "day":
      return nextOfDay(rule.at, after, () => true);
    case "week":
      return nextOfDay(rule.at, after, (day) => ((day.getUTCDay() + 6) % 7) + 1 === rule.on);
    case "month":
      return nextOfDay(rule.at, after, (day) => day.getUTCDate() === Math.min(rule.on, lastOfMonth(day)));
    case "cron":
      return readCron(rule.expression).nextRun(new Date(after))?.getTime() ?? null;
  }
}

/** SCHEDULE_RULE_INVALID also for a rule that never comes due, such as the 30th of February. */
export function requireRule(rule: ScheduleRule, now: number): void {
  if (rule.every === "minutes" && (!Number.isSafeInteger(rule.minutes) || rule.minutes < 1)) throw invalid(String(rule.minutes));
  if (nextDue(rule, now) === null) throw invalid(rule.every, { zh: "永远不会到期", en: "it never comes due" });
}

function readCron(expression: string): Cron {
  try {
    return new Cron(expression, { mode: "5-part", utcOffset: CHINA_MS / MINUTE_MS, paused: true });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw invalid(
      expression,
      { zh: `cron「${expression}」无法识别（${reason}）`, en: `cron “${expression}” cannot be read (${reason})` },
      cause,
    );
  }
}

/** Counted from midnight in China, so that 30 means at :00 and :30. */
function nextOfMinutes(minutes: number, after: number): number {
  const step = minutes * MINUTE_MS;
  return (Math.floor((after + CHINA_MS) / step) + 1) * step - CHINA_MS;
}

/** Days are counted in China's time: their fields are read as if they were UTC. */
function nextOfDay(at: string, after: number, isDay: (day: Date) => boolean): number {
  const [hours, minutes] = timeOfDay(at);
  const midnight = Math.floor((after + CHINA_MS) / DAY_MS) * DAY_MS;
  for (let days = 0; days <= 62; days++) {
    const day = midnight + days * DAY_MS;
    const due = day + (hours * 60 + minutes) * MINUTE_MS - CHINA_MS;
    if (due > after && isDay(new Date(day))) return due;
  }
  throw invalid(at);
}

function timeOfDay(at: string): [hours: number, minutes: number] {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(at);
  if (!match) throw invalid(at);
  return [Number(match[1]), Number(match[2])];
}

function lastOfMonth(day: Date): number {
  return new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate();
}

function invalid(value: string, reason = { zh: value, en: value }, cause?: unknown): YuejianError {
  return new YuejianError("SCHEDULE_RULE_INVALID", { reason: value, reason_zh: reason.zh, reason_en: reason.en }, { cause });
}
