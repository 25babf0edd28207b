import type { ReminderRules } from "@yuejian/contracts";
import type { WorkCalendar } from "@yuejian/deadlines";
import { dayFromIso } from "@yuejian/identifiers";
import { dayInChina, startOfDay } from "@yuejian/oversight";

/** China has one time all year. */
const DAY_MS = 86_400_000;
/** No run of days off is longer. */
const MOST_DAYS = 40;

/** The first moment from `now` on at which messages may leave: between the office's hours, on a day on which people work. Milliseconds since 1970. */
export function sendingTime(
  now: number,
  { sendFrom, sendUntil }: Pick<ReminderRules, "sendFrom" | "sendUntil">,
  calendar: WorkCalendar,
): number {
  for (let ahead = 0; ahead < MOST_DAYS; ahead++) {
    const midnight = midnightOf(now) + ahead * DAY_MS;
    const [from, until] = [midnight + minutesOf(sendFrom) * 60_000, midnight + minutesOf(sendUntil) * 60_000];
    if (isWorkingDay(midnight, calendar) && now < until) return Math.max(now, from);
  }
  return now;
}

/** The next moment after `now` at which somebody's daily mail leaves. */
export function digestTime(now: number, at: string, calendar: WorkCalendar): number {
  for (let ahead = 0; ahead < MOST_DAYS; ahead++) {
    const midnight = midnightOf(now) + ahead * DAY_MS;
    const moment = midnight + minutesOf(at) * 60_000;
    if (isWorkingDay(midnight, calendar) && moment > now) return moment;
  }
  return now;
}

function isWorkingDay(midnight: number, calendar: WorkCalendar): boolean {
  return calendar.isWorkingDay(dayFromIso(dayInChina(midnight)));
}

function midnightOf(now: number): number {
  return startOfDay(dayInChina(now));
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}
