const DAY_MS = 86_400_000;
/** China has one time, eight hours before UTC, without summer time (since 1991). */
export const CHINA_OFFSET_MS = 8 * 3_600_000;

/** The calendar day in China at an instant. */
export function dayInChina(at: string | number): string {
  return new Date(new Date(at).getTime() + CHINA_OFFSET_MS).toISOString().slice(0, 10);
}

/** The instant at which a day begins in China, in milliseconds since 1970. */
export function startOfDay(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) - CHINA_OFFSET_MS;
}

/** The day `days` after a day. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}
