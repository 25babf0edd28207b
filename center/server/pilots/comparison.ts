import type { Text } from "@yuejian/contracts";
import type { PilotComparisonView } from "@yuejian/contracts/api";
import { dayInChina } from "@yuejian/oversight";
import { type ComparedCase, type Comparison, comparePilots, type Refusal } from "@yuejian/pilots";
import type { Reading, Row } from "../store/index.ts";

type Told = Pick<PilotComparisonView, "cases" | "refusal" | "result">;

/** What can be said of a pilot by the cases known until a day, or why nothing can. */
export async function comparisonOf(db: Reading, pilot: Row<"pilots">, until: string): Promise<Told> {
  const cases = pilot.source === "business" ? await businessCases(db) : await supervisionCases(db);
  const told = comparePilots(cases, {
    pilots: JSON.parse(pilot.offices) as string[],
    startsOn: pilot.starts_on,
    seenUntil: until,
    daysBefore: pilot.days_before,
    horizon: pilot.horizon,
  });
  if ("code" in told) return { cases: cases.length, refusal: { code: told.code, text: wordsOf(told) }, result: null };
  const { interval, offices, preTrend, kinds, leftOut, effect, probability, choices, share } = told;
  return {
    cases: cases.length,
    refusal: null,
    result: {
      effect,
      low: interval[0],
      high: interval[1],
      probability,
      choices,
      preTrend,
      kinds: [...kinds],
      share,
      leftOut: [...leftOut],
      offices: offices.map(({ office, isPilot, cases: count, days }) => ({
        office,
        isPilot,
        casesBefore: count.before,
        casesAfter: count.after,
        daysBefore: days.before,
        daysAfter: days.after,
      })),
      text: sentenceOf(told, pilot),
    },
  };
}

async function businessCases(db: Reading): Promise<ComparedCase[]> {
  const rows = await db.selectFrom("handled_cases").select(["office", "business_line", "kind", "accepted_on", "decided_on"]).execute();
  return rows.map((row) => ({
    office: row.office,
    kind: `${row.business_line} ${row.kind}`,
    begun: row.accepted_on,
    ended: row.decided_on,
  }));
}

async function supervisionCases(db: Reading): Promise<ComparedCase[]> {
  const rows = await db.selectFrom("cases").select(["office", "business_line", "opened_at", "ended_at"]).execute();
  return rows.map((row) => ({
    office: row.office,
    kind: row.business_line,
    begun: dayInChina(row.opened_at),
    ended: row.ended_at === null ? null : dayInChina(row.ended_at),
  }));
}

const percent = (share: number): string => `${share < 0 ? "−" : "+"}${Math.abs(100 * share).toFixed(0)} %`;

function sentenceOf({ effect, interval: [low, high], probability, choices }: Comparison, pilot: Row<"pilots">): Text {
  const [from, to] = [low, high].map((end) => (end === null ? null : percent(end)));
  const days = pilot.horizon;
  const isFound = probability <= 0.05;
  return {
    zh: `试点单位案件在前 ${days} 天内的平均办理时间，与其他单位同期相比变化 ${percent(effect)}（95% 区间 ${from ?? "无下限"} 至 ${to ?? "无上限"}；在 ${choices} 种可能的试点组合中，偶然达到这一幅度的占 ${(100 * probability).toFixed(1)} %）${isFound ? "" : "，不能排除偶然"}。`,
    en: `Within their first ${days} days, cases of the pilots took ${percent(effect)} as compared with other offices over the same time (95 % interval ${from ?? "without bound"} to ${to ?? "without bound"}; of ${choices} possible choices of pilots ${(100 * probability).toFixed(1)} % show as much by chance)${isFound ? "" : "; chance is not ruled out"}.`,
  };
}

const PERIODS = {
  "before-first": { zh: "开始之前的前半段", en: "the first half of the time before" },
  "before-second": { zh: "开始之前的后半段", en: "the second half of the time before" },
  before: { zh: "开始之前", en: "the time before" },
  after: { zh: "开始之后", en: "the time since" },
} as const satisfies Record<string, Text>;

/** Why nothing is said, in words. */
function wordsOf(refusal: Refusal): Text {
  switch (refusal.code) {
    case "plan-wrong":
      return refusal.where === "seenUntil"
        ? { zh: "试点尚未开始，没有可以比较的案件", en: "The pilot has not begun: there are no cases to compare" }
        : { zh: `登记的 ${refusal.where} 不能用于比较`, en: `The registered ${refusal.where} allows no comparison` };
    case "case-wrong":
      return { zh: `第 ${refusal.at + 1} 个案件的日期不可能成立`, en: `The days of case ${refusal.at + 1} cannot be` };
    case "too-few-offices":
      return {
        zh: `试点 ${refusal.pilots} 个、对照 ${refusal.others} 个单位太少：偶然出现最大差别的可能就有 ${(100 * refusal.leastProbability).toFixed(1)} %，任何结果都不能排除偶然`,
        en: `${refusal.pilots} pilots and ${refusal.others} other offices are too few: the largest difference comes by chance in ${(100 * refusal.leastProbability).toFixed(1)} %, so no result could rule chance out`,
      };
    case "too-few-cases":
      return {
        zh: `试点单位 ${refusal.office} 在${PERIODS[refusal.period].zh}只有 ${refusal.cases} 个案件`,
        en: `The pilot ${refusal.office} has only ${refusal.cases} cases in ${PERIODS[refusal.period].en}`,
      };
    case "case-mix-differs":
      return {
        zh: `各单位前后都有足够数量的案件种类只占全部案件的 ${(100 * refusal.share).toFixed(0)} %，无法在同样的案件构成上比较`,
        en: `Kinds of which every office has enough before and since make up ${(100 * refusal.share).toFixed(0)} % of the cases: they cannot be compared at the same mix`,
      };
    case "follow-up-too-short":
      return {
        zh: `${refusal.office} 在${PERIODS[refusal.period].zh}的案件观察时间不够 ${refusal.horizon} 天，未结案件太多`,
        en: `Cases of ${refusal.office} in ${PERIODS[refusal.period].en} were not seen for ${refusal.horizon} days, and too many are open`,
      };
    case "pre-trend":
      return {
        zh: `试点开始之前，试点单位与其他单位的变化已经不同（${percent(refusal.change)}，偶然达到的可能 ${(100 * refusal.probability).toFixed(1)} %），之后的差别不能归于试点`,
        en: `Before the start the pilots already went another way than other offices (${percent(refusal.change)}, by chance in ${(100 * refusal.probability).toFixed(1)} %): what differs since cannot be put down to the pilot`,
      };
  }
}
