import type { Locale } from "@yuejian/contracts";

export interface Formats {
  /** 12,345 */
  readonly count: (value: number) => string;
  /** Headline figures: 20.3万, 203K. */
  readonly compact: (value: number) => string;
  /** Share of a whole, one decimal below 10 %. */
  readonly percent: (part: number, whole: number) => string;
  /** Amounts are whole fen. */
  readonly money: (fen: number) => string;
  /** YYYY-MM-DD as a calendar day, without a time zone. */
  readonly day: (day: string) => string;
  /** An instant, in the zone of the reader. */
  readonly time: (instant: string) => string;
  /** «3 minutes ago» for the last day, the day before that. */
  readonly ago: (instant: string, now: number) => string;
  readonly bytes: (size: number) => string;
  readonly seconds: (seconds: number) => string;
}

export function createFormats(locale: Locale): Formats {
  const tag = locale === "zh" ? "zh-CN" : "en-GB";
  const count = new Intl.NumberFormat(tag);
  const compact = new Intl.NumberFormat(tag, { notation: "compact", maximumFractionDigits: 1 });
  const yuan = new Intl.NumberFormat(tag, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const short = new Intl.NumberFormat(tag, { maximumFractionDigits: 1 });
  const relative = new Intl.RelativeTimeFormat(tag, { numeric: "auto" });
  const englishDay = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
  const two = (value: number) => String(value).padStart(2, "0");
  const day = (value: string) => (locale === "zh" ? value : englishDay.format(new Date(`${value}T00:00:00Z`)));
  const localDay = (date: Date) => day(`${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`);
  return {
    count: (value) => count.format(value),
    compact: (value) => compact.format(value),
    percent: (part, whole) => (whole === 0 ? "—" : `${percentText(part / whole)}%`),
    money: (fen) => (locale === "zh" ? `${yuan.format(fen / 100)} 元` : `CNY ${yuan.format(fen / 100)}`),
    day: (value) => (/^\d{4}-\d{2}-\d{2}$/.test(value) ? day(value) : value),
    time: (instant) => {
      const date = new Date(instant);
      return `${localDay(date)} ${two(date.getHours())}:${two(date.getMinutes())}`;
    },
    ago: (instant, now) => {
      const date = new Date(instant);
      const minutes = Math.round((date.getTime() - now) / 60_000);
      if (Math.abs(minutes) < 60) return relative.format(minutes, "minute");
      const hours = Math.round(minutes / 60);
      return Math.abs(hours) < 24 ? relative.format(hours, "hour") : localDay(date);
    },
    bytes: (size) => {
      const power = size < 1024 ? 0 : Math.min(4, Math.floor(Math.log2(size) / 10));
      return `${short.format(size / 1024 ** power)} ${["B", "KB", "MB", "GB", "TB"][power] ?? "B"}`;
    },
    seconds: (value) => {
      if (value < 60) return `${short.format(value)} ${locale === "zh" ? "秒" : "s"}`;
      const minutes = `${Math.floor(value / 60)} ${locale === "zh" ? "分" : "min"}`;
      return `${minutes} ${Math.round(value % 60)} ${locale === "zh" ? "秒" : "s"}`;
    },
  };
}

/** A share that is not all never reads 100 %, and one that is not nothing never reads 0 %. */
function percentText(share: number): string {
  const percent = share * 100;
  if (percent > 0 && percent < 0.1) return "<0.1";
  if (percent < 100 && percent > 99.9) return ">99.9";
  return percent < 10 || percent > 99 ? String(Math.round(percent * 10) / 10) : String(Math.round(percent));
}
