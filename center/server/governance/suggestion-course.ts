import type { CaseEvent, CaseState, Text } from "@yuejian/contracts";
import { EFFECT_LIMITS, type Effect, type EffectRefusal, effectOfSuggestion, type Period } from "@yuejian/effects";
import { dayInChina, startOfDay } from "@yuejian/oversight";
import { sql } from "kysely";
import { firstSince } from "../inbox/index.ts";
import { within } from "../policy/index.ts";
import type { Reading } from "../store/index.ts";

/** What was served, and on what it was to work. */
export interface Suggestion {
  readonly servedOn: string;
  readonly serveEvent: string;
  readonly rules: readonly string[];
  readonly offices: readonly string[];
}

export interface CoursePeriod extends Period {
  /** First day, `YYYY-MM-DD`. */
  readonly from: string;
  readonly part: "before" | "service" | "after";
}

export interface SuggestionEffect {
  readonly suggestion: Suggestion;
  /** Days of a period: 28, or 7 while fewer than twelve of these have passed. */
  readonly days: number;
  readonly course: readonly CoursePeriod[];
  readonly said: Effect | EffectRefusal;
  /** Other instruments served about the same rules and offices in the time that is looked at. */
  readonly alsoServed: number;
}

const DAY_MS = 86_400_000;
const MOST = { 28: 39, 7: 104 } as const;

/** Null while nothing was served. */
export async function suggestionOfCase(
  db: Reading,
  { state, events }: { readonly state: CaseState; readonly events: readonly CaseEvent[] },
): Promise<Suggestion | null> {
  const served = events.findLast(({ deed }) => deed.action === "serve");
  if (!state.hasServed || served?.deed.action !== "serve") return null;
  const leads = await db
    .selectFrom("leads")
    .select(["model", "office"])
    .distinct()
    .where("id", "in", [...state.leads])
    .execute();
  const [rules, offices] = [leads.map(({ model }) => model), leads.map(({ office }) => office)].map((each) =>
    [...new Set(each)].toSorted(),
  );
  return { servedOn: served.deed.servedOn, serveEvent: served.id, rules: rules ?? [state.model], offices: offices ?? [state.office] };
}

/** Counts of what the rules found, by periods that begin at the service, where the suggestion was to work and everywhere else; and what can be said of its effect. Everything that was found
 *  counts, whatever people made of it: recent leads are not judged yet, and leaving out those dismissed would make the past smaller. `today`: the day that is not counted any more. */
export async function effectOf(db: Reading, suggestion: Suggestion, today: string): Promise<SuggestionEffect> {
  const start = startOfDay(suggestion.servedOn);
  const first = await firstFound(db, suggestion.rules);
  const passed = Math.floor((startOfDay(today) - start) / DAY_MS);
  const days = Math.floor(passed / 28) - 1 >= EFFECT_LIMITS.leastAfter ? 28 : 7;
  const most = MOST[days];
  const after = Math.max(0, Math.min(most, Math.floor(passed / days) - 1));
  const before = first === null ? 0 : Math.max(0, Math.min(most, Math.floor((start - first) / (days * DAY_MS))));
  const course: CoursePeriod[] = [];
  for (let at = -before; at <= after; at++) {
    const from = start + at * days * DAY_MS;
    const counted = await countedIn(db, suggestion, { from, before: from + days * DAY_MS });
    course.push({ from: dayInChina(from), part: at < 0 ? "before" : at === 0 ? "service" : "after", ...counted });
  }
  const partOf = (part: CoursePeriod["part"]) => course.filter((each) => each.part === part);
  const said = effectOfSuggestion({ before: partOf("before"), after: partOf("after"), yearly: Math.round(364 / days) });
  return { suggestion, days, course, said, alsoServed: await alsoServedIn(db, suggestion, course) };
}

/** When the house first found anything by these rules: before it, nothing was looked for. */
async function firstFound(db: Reading, rules: readonly string[]): Promise<number | null> {
  const { rows } = await sql<{ at: string | null }>`select min(created_at) as at from leads where number in
    (select min(number) from leads where ${within("model", rules)})`.execute(db);
  const at = rows[0]?.at ?? null;
  return at === null ? null : Date.parse(at);
}

async function countedIn(
  db: Reading,
  { rules, offices }: Suggestion,
  { from, before }: { readonly from: number; readonly before: number },
): Promise<Period> {
  const [first, last] = [await firstSince(db, new Date(from).toISOString()), await firstSince(db, new Date(before).toISOString())];
  const { rows } = await sql<{ office: string; leads: number }>`select office, count(*) as leads from leads
    where number >= ${first} and number < ${last} and ${within("model", rules)} group by office`.execute(db);
  const sum = (isOwn: boolean) => rows.reduce((total, row) => total + (offices.includes(row.office) === isOwn ? row.leads : 0), 0);
  return { own: sum(true), others: sum(false) };
}

async function alsoServedIn(db: Reading, { serveEvent, rules, offices }: Suggestion, course: readonly CoursePeriod[]): Promise<number> {
  const [first, last] = [course[0], course.at(-1)];
  if (!first || !last) return 0;
  const { total } = await db
    .selectFrom("case_events")
    .innerJoin("cases", "cases.id", "case_events.case_id")
    .select((build) => build.fn.countAll<number>().as("total"))
    .where("case_events.action", "=", "serve")
    .where("case_events.id", "<>", serveEvent)
    .where("case_events.at", ">=", new Date(startOfDay(first.from)).toISOString())
    .where(within("cases.model", rules))
    .where(within("cases.office", offices))
    .executeTakeFirstOrThrow();
  return total;
}

const percent = (share: number): string => `${share < 0 ? "−" : "+"}${Math.abs(100 * share).toFixed(0)} %`;

/** In one sentence, with the uncertainty, or why nothing can be said. */
export function effectSentence({ said, days, suggestion, course }: SuggestionEffect): Text {
  if ("code" in said) return refusalWords(said, days);
  const after = course.filter(({ part }) => part === "after");
  const observed = after.reduce((sum, { own }) => sum + own, 0);
  const expected = said.expected.reduce((sum, each) => sum + each, 0);
  const isFound = said.probability <= 0.05;
  const against =
    said.comparison === "others"
      ? { zh: "与同期其他单位的同类线索相比", en: "against the same rules at other offices" }
      : said.areSeasonsOut
        ? { zh: "没有可比的其他单位，已除去季节影响", en: "with nothing to compare with elsewhere, seasons taken out" }
        : { zh: "没有可比的其他单位，季节影响未除去", en: "with nothing to compare with elsewhere, and seasons not taken out" };
  return {
    zh: `${suggestion.servedOn} 送达之后发现线索 ${observed} 条，按此前的水平和趋势应有 ${expected.toFixed(0)} 条；平均变化 ${percent(said.effect)}（95% 区间 ${percent(said.low)} 至 ${percent(said.high)}，${against.zh}）${isFound ? "" : "，不能排除没有变化"}。`,
    en: `Since the service on ${suggestion.servedOn} ${observed} leads were found where level and trend before let expect ${expected.toFixed(0)}: ${percent(said.effect)} on average (95 % interval ${percent(said.low)} to ${percent(said.high)}, ${against.en})${isFound ? "" : "; no change is not ruled out"}.`,
  };
}

function refusalWords(refusal: EffectRefusal, days: number): Text {
  const each = days === 28 ? { zh: "四周", en: "four weeks" } : { zh: "一周", en: "a week" };
  switch (refusal.code) {
    case "too-short-before":
      return {
        zh: `无法判断：送达之前只有 ${refusal.periods} 个时段（每个${each.zh}），至少要 ${refusal.least} 个`,
        en: `It cannot be said: there are only ${refusal.periods} periods of ${each.en} before the service, ${refusal.least} are needed`,
      };
    case "too-short-after":
      return {
        zh: `无法判断：送达之后只有 ${refusal.periods} 个完整时段（每个${each.zh}），至少要 ${refusal.least} 个`,
        en: `It cannot be said: only ${refusal.periods} whole periods of ${each.en} have passed since, ${refusal.least} are needed`,
      };
    case "too-few-counted":
      return {
        zh: `无法判断：送达之前平均每个时段（${each.zh}）只有 ${refusal.mean.toFixed(1)} 条线索，少于 ${refusal.least} 条，变化与偶然波动分不开`,
        en: `It cannot be said: ${refusal.mean.toFixed(1)} leads in a period of ${each.en} before are fewer than ${refusal.least}; a change could not be told from chance`,
      };
    case "not-estimable":
      return { zh: "无法判断：各时段的数量不足以估计", en: "It cannot be said: the counts allow no estimate" };
  }
}

/** What the reader should bear in mind. */
export function effectDoubts({ said, alsoServed, days }: SuggestionEffect): Text[] {
  if ("code" in said) return [];
  return [
    {
      zh: "数量按发现时间计，模型是否运行、数据是否更新会影响；与其他单位比较可以抵消共同的部分",
      en: "Counts go by when leads were found: runs and deliveries of data move them; the comparison takes out what all have in common",
    },
    ...(said.comparison === "alone"
      ? [{ zh: "没有可比的其他单位，变化可能另有原因", en: "With nothing to compare with, other causes are not told apart" }]
      : []),
    ...(alsoServed > 0
      ? [
          {
            zh: `同一规则和单位在这段时间还送达了 ${alsoServed} 份文书，效果分不开`,
            en: `${alsoServed} more instruments about the same rules and offices were served in this time; their effects cannot be told apart`,
          },
        ]
      : []),
    ...(days === 7
      ? [{ zh: "送达不满一年，按周计算；满一年后按四周重新计算", en: "By weeks, since less than a year has passed; later by four weeks" }]
      : []),
  ];
}
