import { readDate } from "@yuejian/identifiers";

export interface DatedPlace {
  /** ISO. */
  readonly on: string;
  readonly start: number;
  readonly end: number;
}

const DAY =
  /[12][0-9]{3}年[0-9]{1,2}月[0-9]{1,2}日|[二一][〇零○一二三四五六七八九]{3}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日/g;

/** Every real day that a text tells. */
export function daysIn(text: string): DatedPlace[] {
  return [...text.matchAll(DAY)].flatMap((found) => {
    const reading = readDate(found[0].replaceAll("○", "〇"));
    return "code" in reading ? [] : [{ on: reading.value, start: found.index, end: found.index + found[0].length }];
  });
}

/** Steps of a criminal case in their order. */
export const STEPS = ["filed", "detained", "asked", "arrested", "accepted", "told"] as const;
export type CourseStep = (typeof STEPS)[number] | "returned" | "again";

/** Words that tell a step, the more special before the more general. */
const WORDS: readonly (readonly [RegExp, CourseStep])[] = [
  [/退回[^，。；]{0,12}补充侦查/, "returned"],
  [/补查重报|再次移送|重新移送|补充侦查完毕/, "again"],
  [/提请[^，。；]{0,10}逮捕/, "asked"],
  [/(?:执行|被|依法|予以|决定)逮捕/, "arrested"],
  [/行政拘留/, "told"],
  [/拘留/, "detained"],
  [/告知/, "told"],
  [/移送(?:本院|我院|审查)|向(?:本院|我院)移送|收到[^，。；]{0,8}移送|移送起诉|受理/, "accepted"],
  [/立案/, "filed"],
];

export interface DatedStep extends DatedPlace {
  readonly step: CourseStep;
}

/** The steps of a case with their days: told in the clause behind the day, else in the one before it. */
export function stepsIn(text: string): DatedStep[] {
  const days = daysIn(text);
  return days.flatMap((day, index) => {
    const until = Math.min(days[index + 1]?.start ?? text.length, day.end + 60);
    const behind = text.slice(day.end, until).split(/[。；;\n]/, 1)[0] ?? "";
    const from = Math.max(days[index - 1]?.end ?? 0, day.start - 30);
    const before =
      text
        .slice(from, day.start)
        .split(/[。；;\n]/)
        .at(-1) ?? "";
    const step = firstStep(behind) ?? (behind.trim() === "" || /^[，,]?$/.test(behind) ? firstStep(before) : null);
    return step === null || (step === "told" && /行政拘留/.test(behind)) ? [] : [{ ...day, step }];
  });
}

function firstStep(clause: string): CourseStep | null {
  let [at, found]: [number, CourseStep | null] = [Number.POSITIVE_INFINITY, null];
  for (const [words, step] of WORDS) {
    const place = clause.search(words);
    if (place >= 0 && place < at) [at, found] = [place, step];
  }
  return found;
}
