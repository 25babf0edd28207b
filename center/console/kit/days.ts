const DAY_MS = 86_400_000;
const instant = (day: string): number => Date.parse(`${day}T00:00:00Z`);

/** `count` days later, or earlier. Days are `YYYY-MM-DD`. */
export const dayAfter = (day: string, count: number): string => new Date(instant(day) + count * DAY_MS).toISOString().slice(0, 10);

/** Monday of the day's week. */
export function mondayOf(day: string): string {
  const weekday = (new Date(instant(day)).getUTCDay() + 6) % 7;
  return dayAfter(day, -weekday);
}

/** First day of the month so many months later. */
export function monthAfter(day: string, count: number): string {
  const [year = 0, month = 1] = day.split("-").map(Number);
  return new Date(Date.UTC(year, month - 1 + count, 1)).toISOString().slice(0, 10);
}

/** Today where the reader is. */
export const todayHere = (): string => new Date().toLocaleDateString("sv-SE");
