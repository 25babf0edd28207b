import type { DatedPlace } from "./dates.ts";
import { lineAround } from "./sentences.ts";

const ID_BEHIND = /^[\s\u3000|｜│，,、（(]{1,3}[0-9]{17}[0-9Xx]/;

/** The day on which somebody was born, by the identity number beside it: 张某 | 男 | 1990年5月6日 | 430…. */
export function isBirthDay(text: string, { on, start, end }: DatedPlace): boolean {
  if (ID_BEHIND.test(text.slice(end, end + 24))) return true;
  const digits = on.replaceAll("-", "");
  const line = text.slice(...lineAround(text, start));
  return line.includes(digits) && new RegExp(`[0-9]{6}${digits}[0-9]{3}[0-9Xx]`).test(line);
}
