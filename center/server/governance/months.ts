import { CHINA_OFFSET_MS, startOfDay } from "@yuejian/oversight";

/** Months count from year 0; the month of an instant, in China. */
export function monthOf(at: string): number {
  const day = new Date(Date.parse(at) + CHINA_OFFSET_MS);
  return day.getUTCFullYear() * 12 + day.getUTCMonth();
}

/** `YYYY-MM`. */
export function monthName(month: number): string {
  return `${String(Math.floor(month / 12)).padStart(4, "0")}-${String((month % 12) + 1).padStart(2, "0")}`;
}

export function monthNamed(name: string): number {
  return Number(name.slice(0, 4)) * 12 + Number(name.slice(5, 7)) - 1;
}

/** The instant at which a month begins in China, UTC. */
export function startOfMonth(month: number): string {
  return new Date(startOfDay(`${monthName(month)}-01`)).toISOString();
}
