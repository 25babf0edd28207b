import type { Text } from "@yuejian/contracts";
import { type Effect, type EffectRefusal, effectOfSuggestion, type Period } from "@yuejian/effects";
import type { Reading, Row } from "../store/index.ts";
import { countedChecks } from "./statistics.ts";

export interface CourseMonth extends Required<Period> {
  readonly month: string;
  readonly part: "before" | "start" | "after";
}

export type DocumentRefusal =
  | EffectRefusal
  | { readonly code: "not-its-feature" }
  | { readonly code: "nothing-final" }
  | { readonly code: "months-missing"; readonly months: readonly string[] };

export interface DocumentEffect {
  readonly course: readonly CourseMonth[];
  readonly said: Effect | DocumentRefusal;
}

/** What became of errors in documents as they left the house since a pilot of the assistant began: rates by month in its offices against the others, level and trend of the time before continued.
 *  The pilot was fixed beforehand, so nobody chooses the day when the figures are there. The month of the start, and the one that goes on, are left out. */
export async function documentEffect(db: Reading, pilot: Row<"pilots">, today: string): Promise<DocumentEffect> {
  if (pilot.feature !== "document-assistant") return { course: [], said: { code: "not-its-feature" } };
  const start = pilot.starts_on.slice(0, 7);
  const end = (pilot.ended_on !== null && pilot.ended_on < today ? pilot.ended_on : today).slice(0, 7);
  const own = new Set(JSON.parse(pilot.offices) as string[]);
  const all = await countedChecks(db, { offices: "all", from: "0000-00", to: "9999-99" });
  const finals = all.filter(({ stage, month }) => stage === "final" && month < end);
  const ours = Map.groupBy(
    finals.filter(({ office }) => own.has(office)),
    ({ month }) => month,
  );
  const theirs = Map.groupBy(
    finals.filter(({ office }) => !own.has(office)),
    ({ month }) => month,
  );
  const first = [...ours.keys()].toSorted()[0];
  if (first === undefined) return { course: [], said: { code: "nothing-final" } };
  const course: CourseMonth[] = [];
  for (let month = first; month < end; month = monthAfter(month)) {
    const [here, there] = [sumOf(ours.get(month)), sumOf(theirs.get(month))];
    course.push({
      month,
      part: month < start ? "before" : month === start ? "start" : "after",
      own: here.errors,
      ownExposure: here.characters,
      others: there.errors,
      othersExposure: there.characters,
    });
  }
  const counted = course.filter(({ part }) => part !== "start");
  const missing = counted.filter(({ ownExposure }) => ownExposure === 0).map(({ month }) => month);
  if (missing.length > 0) return { course, said: { code: "months-missing", months: missing } };
  // Offices to compare with that were not counted in every month are none.
  const isCompared = counted.every(({ othersExposure }) => othersExposure > 0);
  const periods = (part: CourseMonth["part"]): Period[] =>
    course
      .filter((each) => each.part === part)
      .map(({ own: errors, ownExposure, others, othersExposure }) =>
        isCompared ? { own: errors, ownExposure, others, othersExposure } : { own: errors, ownExposure, others: 0 },
      );
  return { course, said: effectOfSuggestion({ before: periods("before"), after: periods("after"), yearly: 12 }) };
}

const sumOf = (checks: readonly { readonly errors: number; readonly characters: number }[] = []) => ({
  errors: checks.reduce((sum, { errors }) => sum + errors, 0),
  characters: checks.reduce((sum, { characters }) => sum + characters, 0),
});

function monthAfter(month: string): string {
  const [year = 0, number = 0] = month.split("-").map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, "0")}`;
}

const percent = (share: number): string => `${share < 0 ? "−" : "+"}${Math.abs(100 * share).toFixed(1)} %`;

/** In one sentence with the interval, or why nothing is claimed. */
export function documentEffectSentence({ said, course }: DocumentEffect): Text {
  if ("code" in said) return refusalWords(said);
  const documents = course.filter(({ part }) => part === "after").length;
  const isFound = said.probability <= 0.05;
  const against =
    said.comparison === "others"
      ? { zh: "与同期其他单位相比", en: "against the other offices" }
      : { zh: "没有可比的其他单位", en: "with no other office to compare with" };
  return {
    zh: `试点开始后的 ${documents} 个月，已发出文书每万字错误平均变化 ${percent(said.effect)}（95% 区间 ${percent(said.low)} 至 ${percent(said.high)}，${against.zh}）${isFound ? "" : "，不能排除没有变化"}。`,
    en: `In the ${documents} months since the pilot began, errors for 10,000 characters of documents as they left changed by ${percent(said.effect)} on average (95 % interval ${percent(said.low)} to ${percent(said.high)}, ${against.en})${isFound ? "" : "; no change is not ruled out"}.`,
  };
}

function refusalWords(refusal: DocumentRefusal): Text {
  switch (refusal.code) {
    case "not-its-feature":
      return { zh: "这个试点不是试行文书校核", en: "This pilot does not try the document assistant" };
    case "nothing-final":
      return {
        zh: "无法判断：试点单位没有校核过已发出的文书。开始之前和之后各月都要抽取已发出的文书校核（document submit --final --written 日期）",
        en: "It cannot be said: no document of the pilots was checked as it left. Check such documents of the months before and since (document submit --final --written DAY)",
      };
    case "months-missing":
      return {
        zh: `无法判断：这些月份没有校核过已发出的文书：${refusal.months.join("、")}`,
        en: `It cannot be said: no documents as they left were checked of ${refusal.months.join(", ")}`,
      };
    case "too-short-before":
      return {
        zh: `无法判断：试点开始之前只有 ${refusal.periods} 个月的数据，至少要 ${refusal.least} 个月`,
        en: `It cannot be said: there are only ${refusal.periods} months before the start, ${refusal.least} are needed`,
      };
    case "too-short-after":
      return {
        zh: `无法判断：试点开始之后只有 ${refusal.periods} 个完整的月份，至少要 ${refusal.least} 个月`,
        en: `It cannot be said: only ${refusal.periods} whole months have passed since the start, ${refusal.least} are needed`,
      };
    case "too-few-counted":
      return {
        zh: `无法判断：试点开始之前平均每月只有 ${refusal.mean.toFixed(1)} 处错误，少于 ${refusal.least} 处，变化与偶然波动分不开`,
        en: `It cannot be said: ${refusal.mean.toFixed(1)} errors a month before are fewer than ${refusal.least}; a change could not be told from chance`,
      };
    case "not-estimable":
      return { zh: "无法判断：各月的数量不足以估计", en: "It cannot be said: the counts allow no estimate" };
  }
}

/** What the reader should bear in mind. */
export function documentEffectDoubts({ said }: DocumentEffect): Text[] {
  if ("code" in said) return [];
  return [
    {
      zh: "只有规则能发现的错误计入；规则的增减会同时改变前后的数量，对照单位可以抵消一部分。",
      en: "Only errors that the rules find are counted; a rule added or muted changes the counts, which the other offices take out in part.",
    },
    {
      zh: "抽取哪些已发出的文书由人决定；各月抽取的方法应当一致。",
      en: "People choose which documents are checked as they left; the way of choosing should be the same in every month.",
    },
    ...(said.comparison === "alone"
      ? [
          {
            zh: "没有对照单位：同期发生的其他变化（人员、案件种类）会算在文书校核上。",
            en: "Nothing is compared with: whatever else changed at the time (staff, kinds of cases) is put down to the assistant.",
          },
        ]
      : []),
  ];
}
