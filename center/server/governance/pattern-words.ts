import { CAUSES, type Cause, fill, type ModelManifest, type Office, type Text } from "@yuejian/contracts";
import type { Row } from "../store/index.ts";
import type { PatternNumbers } from "./search-handler.ts";

export interface PatternNames {
  readonly offices: readonly Office[];
  readonly manifestOf: (rule: string) => ModelManifest | null;
}

export function ruleTitle({ manifestOf }: PatternNames, rule: string): Text {
  return manifestOf(rule)?.title ?? { zh: rule, en: rule };
}

export function unitName({ offices }: PatternNames, { family, unit }: Row<"patterns">): Text {
  return (family === "cases-by-authority" ? null : offices.find(({ id }) => id === unit)?.name) ?? { zh: unit, en: unit };
}

export function groupTitle(names: PatternNames, kind: Row<"patterns">["group_kind"], id: string): Text {
  if (kind === "all") return { zh: "全部规则", en: "all rules" };
  if (kind === "cause") return Object.hasOwn(CAUSES, id) ? CAUSES[id as Cause] : { zh: id, en: id };
  return ruleTitle(names, id);
}

const both = (text: Text, values: { zh: Readonly<Record<string, string>>; en: Readonly<Record<string, string>> }): Text => ({
  zh: fill(text.zh, values.zh),
  en: fill(text.en, values.en),
});

const SENTENCES = {
  time: {
    zh: "{group}，{unit}：{from} 至 {to} 有{what} {observed} 件；按其全期所占份额和各月总数应有 {expected} 件，实际是应有的 {ratio} 倍（偶然达到的可能 {probability}；计入全部 {tests} 次比较后为 {adjusted}）。",
    en: "{group}, {unit}: {observed} {what} from {from} to {to}, where its share of the whole time and all counts of these months let expect {expected}: {ratio} times as many (by chance in {probability}; after all {tests} comparisons {adjusted}).",
  },
  share: {
    zh: "{group}，{unit}：{from} 至 {to} 有{what} {observed} 件；按其在其他规则中所占份额应有 {expected} 件，实际是应有的 {ratio} 倍（偶然达到的可能 {probability}；计入全部 {tests} 次比较后为 {adjusted}）。",
    en: "{group}, {unit}: {observed} {what} from {from} to {to}, where its share of all rules lets expect {expected}: {ratio} times as many (by chance in {probability}; after all {tests} comparisons {adjusted}).",
  },
} as const satisfies Record<string, Text>;

/** What was counted, what was expected, how sure. */
export function sentenceOf(names: PatternNames, row: Row<"patterns">, tests: number): Text {
  const { expected, probability, adjusted } = JSON.parse(row.content) as PatternNumbers;
  const title = groupTitle(names, row.group_kind, row.group_id);
  const unit = unitName(names, row);
  const isLeads = row.family === "leads-by-place";
  const numbers = {
    from: row.from_month,
    to: row.to_month,
    observed: String(row.observed),
    expected: expected.toFixed(1),
    ratio: (row.observed / expected).toFixed(1),
    probability: chance(probability),
    adjusted: chance(adjusted),
    tests: String(tests),
  };
  return both(SENTENCES[row.kind], {
    zh: { ...numbers, group: title.zh, unit: unit.zh, what: isLeads ? "线索" : "案件" },
    en: { ...numbers, group: title.en, unit: unit.en, what: isLeads ? "leads" : "cases" },
  });
}

const chance = (share: number): string => (share < 0.0001 ? "< 0.01 %" : `${(100 * share).toPrecision(2)} %`);

/** Innocent explanations that people rule out before they propose anything. */
export function toRuleOut(row: Row<"patterns">): Text[] {
  const { beside, dispersion } = JSON.parse(row.content) as PatternNumbers;
  const rose = beside !== null && beside.expected > 0 && beside.observed >= 1.5 * beside.expected;
  return [
    ...(row.kind === "time" && rose
      ? [
          {
            zh: `同一时间其他规则也多于应有（${beside.observed} 件，应有 ${beside.expected.toFixed(1)} 件）：可能是数据在这段时间才接入或集中补录`,
            en: `Other rules too show more in these months (${beside.observed}, ${beside.expected.toFixed(1)} expected): the data may have come in only then`,
          },
        ]
      : []),
    row.kind === "time"
      ? {
          zh: "这段时间的数据是否比平时完整，或者把以前的问题一次补录",
          en: "Data of these months may be more complete, or make up for earlier ones at once",
        }
      : { zh: "该地区人口、企业、案件的构成是否本来不同", en: "The place may simply have other people, firms and cases" },
    row.family === "leads-by-place"
      ? {
          zh: "未核实的线索是否属实：核实比例见下方各行",
          en: "Leads that nobody verified may be wrong: see their states in the rows below",
        }
      : { zh: "是否因为集中办理同一批线索而增多", en: "Cases may be many because one batch of leads was filed together" },
    ...(dispersion > 1.2
      ? [
          {
            zh: `这类数量的波动是偶然波动的 ${dispersion.toFixed(1)} 倍（成批出现），判断时已按此放宽`,
            en: `Such counts vary ${dispersion.toFixed(1)} times as much as by chance alone (they come in clumps); this is allowed for`,
          },
        ]
      : []),
  ];
}

export interface SuggestionFacts {
  readonly row: Row<"patterns">;
  readonly search: Row<"pattern_searches">;
  readonly leads: { readonly total: number; readonly verified: number };
  readonly cases: readonly { readonly number: string }[];
}

/** A draft with the evidence filled in; what is in 【】 people write. */
export function suggestionOf(
  names: PatternNames,
  { row, search, leads, cases }: SuggestionFacts,
): { title: string; body: string; receiver: string } {
  const rules = JSON.parse(row.rules) as string[];
  const { course } = JSON.parse(row.content) as PatternNumbers;
  const unit = unitName(names, row).zh;
  const basis = rules.flatMap((rule) => names.manifestOf(rule)?.legalBasis ?? []);
  const laws = [...new Set(basis.map(({ law, article }) => `《${law}》${article}`))];
  const subject = groupTitle(names, row.group_kind, row.group_id).zh;
  const total = course.reduce((sum, { observed }) => sum + observed, 0);
  const body = [
    `本院在履行法律监督职责中发现，${unit}在“${subject}”方面存在带有普遍性的问题。`,
    "一、发现的情况",
    `${sentenceOf(names, row, search.tests).zh}统计区间内该项合计 ${total} 件；其中现有线索 ${leads.total} 条，经核实（含已立案）${leads.verified} 条；已立案件 ${cases.length} 件${
      cases.length > 0
        ? `（${cases
            .slice(0, 20)
            .map(({ number }) => number)
            .join("、")}${cases.length > 20 ? "等" : ""}）`
        : ""
    }。`,
    `依据：${laws.length > 0 ? laws.join("；") : "【填写依据】"}。`,
    "二、原因分析",
    "【由承办人填写：制度、流程、数据共享方面的原因】",
    "三、建议",
    "【由承办人填写：针对上述原因的具体、可核验的措施】",
  ].join("\n");
  return {
    title: `关于加强“${subject}”治理的检察建议`,
    body,
    receiver: row.family === "cases-by-authority" ? row.unit : "",
  };
}
