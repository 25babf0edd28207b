import { hanDigits, isoDate, isRealDate, readHanNumber } from "@yuejian/identifiers";

export interface DatedPlace {
  /** ISO. */
  readonly on: string;
  readonly start: number;
  readonly end: number;
}

const HAN = "〇零○一二三四五六七八九十";

/** Days as they are written: 2024年3月5日, 2024-03-05, 二〇二四年三月五日, 同年3月5日, 同月5日. A day of the Chinese calendar, and a number with hyphens in it, is none. */
const DAY = new RegExp(
  String.raw`(?<!(?:农历|阴历|旧历)\s?)(?:(?<![0-9])([12][0-9]{3}|[二一][${HAN}]{3}|同|当)\s?年\s?([0-9]{1,2}|[${HAN}]{1,3})\s?月\s?([0-9]{1,2}|[${HAN}]{1,3})\s?日|(?<![0-9A-Za-z./-]|编号[：:]?)((?:19|20)[0-9]{2})([-/.])([0-9]{1,2})\5([0-9]{1,2})(?![0-9A-Za-z./-]|号)|[同当]月([0-9]{1,2}|[${HAN}]{1,3})日)`,
  "g",
);

interface WrittenDay {
  /** ISO, of a day that there may not be. */
  readonly on: string;
  readonly isReal: boolean;
  readonly start: number;
  readonly end: number;
}

const figures = (written: string): number => {
  if (/^[0-9]+$/.test(written)) return Number(written);
  return written.includes("十") ? Number(readHanNumber(written) ?? 0n) : Number(hanDigits(written.replaceAll("○", "〇")) ?? 0);
};

/** Every day that a text tells, real or not. 同年 and 同月 are those of the day before it in the same paragraph. */
export function writtenDaysIn(text: string): WrittenDay[] {
  const days: WrittenDay[] = [];
  for (const found of text.matchAll(DAY)) {
    const [whole, year, month, day, isoYear, , isoMonth, isoDay, dayOfMonth] = found;
    const last = days.at(-1);
    const isCarried = dayOfMonth !== undefined || year === "同" || year === "当";
    if (isCarried && (!last || text.slice(last.end, found.index).includes("\n"))) continue;
    const [lastYear = "0", lastMonth = "0"] = last?.on.split("-") ?? [];
    const numbers = [
      isCarried ? Number(lastYear) : figures(year ?? isoYear ?? ""),
      dayOfMonth === undefined ? figures(month ?? isoMonth ?? "") : Number(lastMonth),
      figures(day ?? isoDay ?? dayOfMonth ?? ""),
    ] as const;
    const on = isoDate(...numbers);
    days.push({ on, isReal: isRealDate(on), start: found.index, end: found.index + whole.length });
  }
  return days;
}

/** Every real day that a text tells. */
export const daysIn = (text: string): DatedPlace[] => writtenDaysIn(text).filter(({ isReal }) => isReal);

/** Steps of a criminal case in their order. */
export const STEPS = ["filed", "detained", "asked", "arrested", "accepted", "told"] as const;
export type CourseStep = (typeof STEPS)[number] | "returned" | "again";

/** Words that tell a step, the more special before the more general. */
const WORDS: readonly (readonly [RegExp, CourseStep])[] = [
  [/退回[^，。；]{0,12}补充侦查/, "returned"],
  [/补查重报|再次移送|重新移送|补充侦查完毕/, "again"],
  [/提请[^，。；]{0,10}逮捕/, "asked"],
  [/(?:执行|被|依法|予以|决定|(?<!不)批准)逮捕/, "arrested"],
  [/行政拘留/, "told"],
  [/拘留/, "detained"],
  [/告知/, "told"],
  [/移送(?:本院|我院|审查)|向(?:本院|我院)移送|收到[^，。；]{0,8}移送|移送起诉|受理/, "accepted"],
  [/立案/, "filed"],
];

export interface DatedStep extends DatedPlace {
  readonly step: CourseStep;
}

/** Steps of another case, and those of others than the house. */
const OTHER_CASE = /曾因|前科|刑满|判处|累犯|司法拘留|劳动教养/;
const OTHERS = /公安|派出所|分局|大队|支队|民警|法院|监察|监委|仲裁|银行/;
const RIGHTS = /权|委托辩护|认罪认罚|回避|法律援助|值班律师|强制措施/;

/** 收案时间：2025年3月4日 */
const LABELS: readonly (readonly [RegExp, CourseStep])[] = [
  [/(?:收案|受案|受理|移送起诉|移送审查起诉)(?:时间|日期)[：:\s]*$/, "accepted"],
  [/立案(?:时间|日期)[：:\s]*$/, "filed"],
  [/(?:刑事)?拘留(?:时间|日期)[：:\s]*$/, "detained"],
  [/逮捕(?:时间|日期)[：:\s]*$/, "arrested"],
];
const labelled = (before: string): CourseStep | null => LABELS.find(([words]) => words.test(before))?.[1] ?? null;

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
    const step = labelled(before) ?? firstStep(behind) ?? (behind.trim() === "" || /^[，,]?$/.test(behind) ? firstStep(before) : null);
    if (step === null || (step === "told" && /行政拘留/.test(behind))) return [];
    const [lead, sentence] = [before.slice(-16), text.slice(day.end, day.end + 90).split(/[。\n]/, 1)[0] ?? ""];
    if (step !== "again" && step !== "returned" && OTHER_CASE.test(behind)) return [];
    // Rights alone are told within days; an opinion of experts is told too.
    if (step === "told" && (OTHERS.test(lead) || !RIGHTS.test(sentence) || /鉴定意见/.test(behind))) return [];
    // A report that the police take up, a claim that a court does, and the request for arrest are no case accepted for prosecution.
    if (
      step === "accepted" &&
      /受理/.test(behind) &&
      !/移送|起诉/.test(behind) &&
      (OTHERS.test(lead) || OTHERS.test(behind) || /逮捕/.test(behind))
    )
      return /本院|我院/.test(lead) || /^[，]?(?:本院|我院)/.test(behind) ? [{ ...day, step }] : [];
    return [{ ...day, step }];
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
