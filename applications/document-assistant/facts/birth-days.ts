import { columnLabel } from "./cells.ts";
import type { DatedPlace } from "./dates.ts";
import { lineAround } from "./sentences.ts";

const ID_BEHIND = /^[\s\u3000|｜│，,、（(]{1,3}[0-9]{17}[0-9Xx]/;

const BORN_COLUMN = /出生|生日/;
/** 问：你和哥哥是哪天生的？ */
const ASKS_BIRTH = /(?:哪|什么|何)[^，。；]{0,8}(?<![发产])生(?:的|日)?$|出生|生日/;

/** The question that the line of a place answers. */
function questionOf(text: string, at: number): string {
  const line = text.lastIndexOf("\n", at - 1);
  if (!/^\s*答/.test(text.slice(line + 1, at))) return "";
  const asked = text.slice(text.lastIndexOf("\n", line - 1) + 1, Math.max(0, line)).replace(/[？?]?\s*$/, "");
  return /^\s*问/.test(asked) ? asked : "";
}

/** The day on which somebody was born, by the identity number beside it: 张某 | 男 | 1990年5月6日 | 430…. */
export function isBirthDay(text: string, { on, start, end }: DatedPlace): boolean {
  if (ID_BEHIND.test(text.slice(end, end + 24)) || BORN_COLUMN.test(columnLabel(text, { start, end }) ?? "")) return true;
  if (ASKS_BIRTH.test(questionOf(text, start)) && !/今天[是为]?$|现在[是为]?$/.test(text.slice(Math.max(0, start - 4), start))) return true;
  const digits = on.replaceAll("-", "");
  const line = text.slice(...lineAround(text, start));
  return line.includes(digits) && new RegExp(`[0-9]{6}${digits}[0-9]{3}[0-9Xx]`).test(line);
}
