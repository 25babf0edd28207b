/** How a number is meant: a plain number, a day, a day with time, or a time of day. */
export type NumberStyle = "number" | "day" | "day-time" | "time";

/** Built-in formats (ECMA-376 part 1, 18.8.30), with those of Chinese and Japanese Excel: 27–36 and 50–58. */
const BUILT_IN: ReadonlyMap<number, NumberStyle> = new Map([
  ...[14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58].map((id) => [id, "day"] as const),
  [22, "day-time"],
  ...[18, 19, 20, 21, 32, 33, 34, 35, 45, 47, 55, 56].map((id) => [id, "time"] as const),
]);

export function numberStyle(id: number, format: string | undefined): NumberStyle {
  if (format === undefined) return BUILT_IN.get(id) ?? "number";
  // Quoted and escaped literals, colours, conditions and locales say nothing; elapsed hours [h] are a duration, which stays a number.
  const [positive = ""] = format.replaceAll(/"[^"]*"|\\.|_.|\*./g, "").split(";");
  if (/\[(h+|m+|s+)\]/i.test(positive)) return "number";
  const letters = positive.replaceAll(/\[[^\]]*\]/g, "").replaceAll(/AM\/PM|A\/P|上午\/下午|General|G\/通用格式/gi, "");
  // Era years (e) count as years; without day or year an m is minutes.
  const hasDay = /[yd]|e(?![+-])/i.test(letters) || (/m/i.test(letters) && !/[hs]/i.test(letters));
  const hasTime = /[hs]/i.test(letters);
  if (hasDay) return hasTime ? "day-time" : "day";
  return hasTime ? "time" : "number";
}

const DAY_MS = 86_400_000;

/** A serial number as ISO text. The 1900 system counts a day 1900-02-29 that never was: serial 60 keeps that name, so that it is set aside as impossible. */
export function serialText(serial: number, style: Exclude<NumberStyle, "number">, is1904: boolean): string | null {
  if (!Number.isFinite(serial) || serial < 0 || serial >= 2_958_466) return null;
  // To whole seconds: fractions of a day are never exact.
  const seconds = Math.round(serial * 86_400);
  const day = Math.floor(seconds / 86_400);
  const time = new Date((seconds % 86_400) * 1000).toISOString().slice(11, 19);
  if (style === "time" && day === 0) return time;
  const text = dayText(day, is1904);
  return seconds % 86_400 === 0 && style !== "time" ? text : `${text} ${time}`;
}

function dayText(day: number, is1904: boolean): string {
  if (is1904) return isoDay(Date.UTC(1904, 0, 1) + day * DAY_MS);
  if (day === 60) return "1900-02-29";
  return isoDay(Date.UTC(1899, 11, day < 60 ? 31 : 30) + day * DAY_MS);
}

function isoDay(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

const PLAIN = /^-?\d+(\.\d+)?$/;

/** Text of a number as a person would have typed it. Beyond 15 digits Excel has lost digits: such numbers keep their exponent (4.30602198001011E+17),
 *  which no identifier can pass as. Whole numbers written out by other programs are kept digit by digit. */
export function numberText(written: string): string {
  const text = written.trim();
  if (/^-?\d+$/.test(text) || (text.length <= 16 && PLAIN.test(text))) return text;
  const value = Number(text);
  if (text === "" || !Number.isFinite(value)) return text;
  if (Math.abs(value) >= 1e15) return text.toUpperCase().includes("E") ? text.toUpperCase() : `${value}`;
  const shortened = Number(value.toPrecision(15));
  const shown = String(shortened);
  if (PLAIN.test(shown)) return shown;
  // Below 1e-6 JavaScript writes an exponent.
  return shortened.toFixed(20).replace(/\.?0+$/, "");
}
