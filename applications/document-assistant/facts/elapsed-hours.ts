import type { CheckedDocument } from "../document.ts";
import { isMeasured } from "./elapsed.ts";
import { momentsIn } from "./moments.ts";
import { readOnce } from "./read-once.ts";
import { startOf } from "./sentences.ts";
import { numberOf } from "./written-number.ts";

/** Minutes from one time of a day to another, and how many are told. */
export interface ElapsedHours {
  readonly minutes: number;
  readonly told: number;
  readonly isRound: boolean;
  readonly start: number;
  readonly end: number;
}

const NUMBER = "[0-9]{1,3}|[一二三四五六七八九十两]{1,3}";
const CLOCK =
  /(?<![0-9])(?<half>上午|早上|凌晨|中午|下午|晚上?|夜里)?(?<hour>[01]?[0-9]|2[0-4])(?:[时点](?!间|候)(?:(?<minute>[0-5]?[0-9])分?(?!钟)|(?<semi>半))?|[：:](?<after>[0-5][0-9])(?![：:0-9]))/g;
const HOURS = new RegExp(
  `(?<![0-9一二三四五六七八九十第每近约])(?:(?<hours>${NUMBER})(?<semi>个半)?个?(?:小时|钟头)(?<half>半)?(?:零?(?<minutes>${NUMBER})分钟?)?|(?<only>${NUMBER})分钟)(?!(?:以|之)?[内后前上下外]|左右|[多余]|[至到])`,
  "g",
);
const DAY = 1440;
/** How far behind its day a time stands. */
const BESIDE = 3;

/** 9时10分至11时25分……历时2小时15分: told of two times of one day, or of the night to the next. */
export const elapsedHoursIn = readOnce((document: CheckedDocument): readonly ElapsedHours[] => {
  const { text } = document;
  const lengths = [...text.matchAll(HOURS)];
  if (lengths.length === 0) return [];
  const clocks = [...text.matchAll(CLOCK)].map(({ index: start, 0: { length }, groups = {} }) => {
    const hour = Number(groups["hour"]);
    const isLate = /下午|晚|夜/.test(groups["half"] ?? "") && hour < 12;
    const minute = groups["semi"] === undefined ? Number(groups["minute"] ?? groups["after"] ?? 0) : 30;
    return { at: (isLate ? hour + 12 : hour) * 60 + minute, start, end: start + length };
  });
  const days = momentsIn(document);
  return lengths.flatMap(({ index, 0: { length }, groups = {} }) => {
    const { hours = "", semi, half, minutes = "", only = "" } = groups;
    const told =
      only === ""
        ? numberOf(hours) * 60 + (semi === undefined && half === undefined ? 0 : 30) + (minutes === "" ? 0 : numberOf(minutes))
        : numberOf(only);
    const sentence = startOf(text, index, "。；\n");
    const own = clocks.filter(({ start, end }) => start >= sentence && end <= index);
    const [from, to] = own.slice(-2);
    const isStay =
      own.length === 2 &&
      /^[^。；]{0,8}，\p{Script=Han}{2,4}$/u.test(text.slice(to?.end ?? index, index)) &&
      !/休息|[每另还]|中间/.test(text.slice(to?.end ?? index, index));
    if (!from || !to || told === 0 || !(isStay || isMeasured(text, to.end, index))) return [];
    const isStretch = /^[^，。；0-9]{0,6}[至到－—～~-][^，。；0-9]{0,6}$/.test(text.slice(from.end, to.start));
    if (own.length > 2 && !isStretch) return [];
    // 5月1日8时……5月4日8时
    const dayOf = (at: number): (typeof days)[number] | undefined => days.findLast(({ end }) => end <= at);
    const [first, last] = [dayOf(from.start), dayOf(to.start)];
    if (days.some(({ start, end }) => start >= to.end && end <= index)) return [];
    if (last && last.start >= from.end && (!first || from.start - first.end > BESIDE || to.start - last.end > BESIDE)) return [];
    const nights = first && last && last.start >= from.end ? last.first - first.first : 0;
    const apart = to.at - from.at + nights * DAY;
    return [
      { minutes: apart < 0 ? apart + DAY : apart, told, isRound: only === "" && minutes === "", start: from.start, end: index + length },
    ];
  });
});

/** What is told in hours may be some minutes more or less. */
export const holdsHours = ({ minutes, told, isRound }: ElapsedHours): boolean => Math.abs(minutes - told) <= (isRound ? 15 : 1);
