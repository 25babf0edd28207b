import { isoOfDay } from "@yuejian/identifiers";
import type { CheckedDocument } from "../document.ts";
import { isBirthDay } from "./birth-days.ts";
import { columnLabel } from "./cells.ts";
import { type CourseDay, courseDaysIn } from "./course-days.ts";
import type { DatedPlace } from "./dates.ts";
import { momentsIn } from "./moments.ts";
import { readOnce } from "./read-once.ts";
import { lineAround } from "./sentences.ts";
import { signedOn } from "./signature.ts";

/** A day, and what a text tells of it, wherever it stands: around it in its clause, in its row and the head of its column, or in the question that it answers. */
export interface DayAct extends DatedPlace {
  readonly until: string;
  /** Minutes of the day, where the hour is told. */
  readonly minutes: number | null;
  /** What belongs to it, with `@` where the day stands. */
  readonly said: string;
  /** Of a month that is told without its day. */
  readonly isMonth: boolean;
  /** Where its line begins and ends. */
  readonly line: readonly [from: number, to: number];
  /** Where the day is told: of 同日 another place than where the day is written. */
  readonly at: number;
}

const SENTENCE = /[。；;？！\n]/;
const REACH = 120;
const HOUR = /^\s*(凌晨|清晨|早上|上午|中午|下午|傍晚|晚上|晚|夜间)?\s*([0-9]{1,2})\s*[时点:：](?:([0-9]{1,2})分?|(半))?(?:许|左右|整)?/;
const NOON = 12;
/** Of days that are told without any year nothing but how far they lie apart is asked. */
const ANY_YEAR = "2025";

export const dayActsIn = readOnce((document: CheckedDocument): readonly DayAct[] => {
  const { text } = document;
  const signed = signedOn(document);
  const days = [...courseDaysIn(text, ANY_YEAR).map((day) => ({ ...day, isMonth: false })), ...monthsIn(document)].sort(
    (one, other) => one.start - other.start,
  );
  return merged(text, days).flatMap((day, index, all) => {
    if (
      isBirthDay(text, day) ||
      BORN_BEHIND.test(text.slice(day.end, day.end + 3)) ||
      BORN_BEFORE.test(text.slice(Math.max(0, day.start - 8), day.start))
    )
      return [];
    const line = lineAround(text, day.start);
    const place = {
      on: day.on,
      until: day.until,
      start: day.written.start,
      end: day.written.end,
      at: day.start,
      line,
      isMonth: day.isMonth,
    };
    if (signed?.start === day.start) return [{ ...place, minutes: null, said: "落款@" }];
    const { minutes, length } = hourAt(text, day);
    const row = text.slice(...line);
    const said = row.includes("\t")
      ? ofRow(text, day, row, line[0])
      : `${leadOf(text, day, all[index - 1])}@${behindOf(text, day.end + length, all[index + 1])}`;
    return [{ ...place, minutes, said }];
  });
});

type Told = CourseDay & { readonly isMonth: boolean };

/** The months of a stretch as one: 3月至5月. */
function merged(text: string, days: readonly Told[]): Told[] {
  const all: Told[] = [];
  for (const day of days) {
    const last = all.at(-1);
    if (
      last &&
      (last.isMonth || day.isMonth) &&
      day.until >= last.on &&
      /^(?:间|份)?(?:至|到|-|—|–|～|~)$/.test(text.slice(last.end, day.start))
    )
      all[all.length - 1] = { ...last, until: day.until, end: day.end, isMonth: true };
    else all.push(day);
  }
  return all;
}

const BORN_BEHIND = /^[）)\s]?出?生(?!效|活)/;
const BORN_BEFORE = /(?:出生于|生于|出生(?:日期|时间)?(?:：|:|为|是|在)?)\s*$/;

const PART = /^(?:份)?的?(上旬|初|中旬|下旬|底|末)/;
const PARTS: Readonly<Record<string, readonly [first: number, last: number]>> = {
  上旬: [1, 10],
  初: [1, 10],
  中旬: [11, 20],
  下旬: [21, 31],
  底: [21, 31],
  末: [21, 31],
};

/** Months of which no day is told, as stretches: 6月份, 4月中旬. */
function monthsIn(document: CheckedDocument): (CourseDay & { readonly isMonth: true })[] {
  return momentsIn(document).flatMap(({ first, last, start, end }) => {
    if (first === last) return [];
    const found = PART.exec(document.text.slice(end, end + 4));
    const part = PARTS[found?.[1] ?? ""];
    const place = { start, end: end + (found?.[0].length ?? 0) };
    const on = isoOfDay(first + (part?.[0] ?? 1) - 1);
    return [{ on, until: isoOfDay(Math.min(last, first + (part?.[1] ?? 31) - 1)), ...place, written: place, isMonth: true as const }];
  });
}

function hourAt(text: string, { end }: CourseDay): { readonly minutes: number | null; readonly length: number } {
  const found = HOUR.exec(text.slice(end, end + 16));
  if (!found) return { minutes: null, length: 0 };
  const [whole, part = "", hour, minute, half] = found;
  const late = /下午|傍晚|晚/.test(part) && Number(hour) < NOON ? NOON : 0;
  return { minutes: (Number(hour) + late) * 60 + (half === undefined ? Number(minute ?? 0) : 30), length: whole.length };
}

/** The cells before the day in its row and what is written above it. */
function ofRow(text: string, day: CourseDay, row: string, from: number): string {
  const cells = row.slice(0, day.start - from).split("\t");
  return `${columnLabel(text, day) ?? ""}：${cells.filter((cell) => cell.trim() !== "" && !/[0-9]/.test(cell)).join("　")}@${row.slice(day.end - from).split("\t", 1)[0] ?? ""}`;
}

/** Where what is told of a day ends, and what leads to the next one begins: 3月1日受理，本院于|3月5日. */
function seam(between: string): number {
  const words = between.trimEnd();
  const mark = Math.max(...Array.from("，、,　", (each) => words.lastIndexOf(each)));
  if (mark >= 0) return mark + 1;
  return between.search(/[又再并]?[于在]?$/);
}

function leadOf(text: string, day: CourseDay, last: CourseDay | undefined): string {
  const before = text.slice(Math.max(last?.end ?? 0, day.start - REACH), day.start);
  const own = before.split(SENTENCE).at(-1) ?? "";
  if (own.length === before.length && last) return own.slice(seam(own));
  return /^\s*(?:答[：:])?[^，。；]{0,6}$/.test(own) ? questionBefore(text, day.start) + own : own;
}

/** The question that an answer begins with its day to, or the label in the line above. */
function questionBefore(text: string, at: number): string {
  const line = text.lastIndexOf("\n", at - 1);
  if (!/^\s*答/.test(text.slice(line + 1, at))) return "";
  const asked = text.slice(text.lastIndexOf("\n", line - 1) + 1, Math.max(0, line));
  return /^\s*问/.test(asked) ? asked.replace(/[？?]?\s*$/, "") : "";
}

function behindOf(text: string, from: number, next: CourseDay | undefined): string {
  const rest = text.slice(from, from + REACH).split(SENTENCE, 1)[0] ?? "";
  if (!next || next.start > from + rest.length) return rest;
  const between = text.slice(from, next.start);
  return between.slice(0, seam(between));
}
