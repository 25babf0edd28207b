import { readHanNumber } from "@yuejian/identifiers";
import type { CheckedDocument } from "../document.ts";
import type { DocumentRule, RuleHit } from "../rule.ts";

interface Range {
  readonly level: RegExp;
  /** Months of fixed-term imprisonment; null: no limit on that side. */
  readonly least: number;
  readonly most: number;
}

const LARGE = /数额较大/;
const HUGE = /数额巨大/;
const ENORMOUS = /数额特别巨大/;
const BY_AMOUNT: readonly Range[] = [
  { level: ENORMOUS, least: 120, most: 180 },
  { level: HUGE, least: 36, most: 120 },
  { level: LARGE, least: 6, most: 36 },
];

/** Ranges of the Criminal Law by amount (state of 2024-03-01; embezzlement within firms by these since 2021-03-01). */
const RANGES: readonly { readonly charge: string; readonly article: string; readonly ranges: readonly Range[] }[] = [
  { charge: "盗窃罪", article: "第二百六十四条", ranges: BY_AMOUNT },
  { charge: "诈骗罪", article: "第二百六十六条", ranges: BY_AMOUNT },
  { charge: "抢夺罪", article: "第二百六十七条", ranges: BY_AMOUNT },
  { charge: "敲诈勒索罪", article: "第二百七十四条", ranges: BY_AMOUNT },
  { charge: "职务侵占罪", article: "第二百七十一条", ranges: BY_AMOUNT },
];

const TERM = /有期徒刑([一二三四五六七八九十两]{1,3}年)?(?:零)?([一二三四五六七八九十]{1,3}个月)?/g;
/** What makes a sentence below the range lawful (Criminal Law 17, 22 to 24, 27, 67, 68). */
const MITIGATED = /减轻处罚|从犯|未遂|中止|预备|自首|立功|未成年/;

function* outside({ text }: CheckedDocument): Generator<RuleHit> {
  const own = RANGES.filter(({ charge, article }) => text.includes(charge) && text.includes(article));
  if (own.length !== 1) return;
  const { ranges, article, charge } = own[0] as (typeof RANGES)[number];
  const range = ranges.find(({ level }) => level.test(text));
  if (!range) return;
  for (const proposal of text.matchAll(/建议[^。\n]{0,80}?(?:判处|处)/g)) {
    const from = proposal.index + proposal[0].length;
    const clause = text.slice(from, from + 160).split(/[。\n]/, 1)[0] ?? "";
    for (const found of clause.matchAll(TERM)) {
      const months = monthsOf(found[1], found[2]);
      if (months === 0 || (months <= range.most && (months >= range.least || MITIGATED.test(text)))) continue;
      const start = from + found.index;
      yield {
        start,
        end: start + found[0].length,
        suggestion: null,
        reason: {
          zh: `${charge}（刑法${article}）在所写的数额档次内是 ${range.least / 12} 年至 ${range.most / 12} 年有期徒刑`,
          en: `for ${charge} (Criminal Law ${article}) of the amount told the range is ${range.least} to ${range.most} months`,
        },
      };
    }
  }
}

const numberOf = (text: string): number => Number(readHanNumber(text.replace("两", "二")) ?? 0n);

function monthsOf(years: string | undefined, months: string | undefined): number {
  return (years === undefined ? 0 : 12 * numberOf(years.slice(0, -1))) + (months === undefined ? 0 : numberOf(months.slice(0, -2)));
}

export const SENTENCE_RULES: readonly DocumentRule[] = [
  {
    id: "sentence-out-of-range",
    title: { zh: "量刑建议超出法定刑幅度", en: "Proposed sentence outside the range" },
    severity: "warning",
    source: "刑法",
    find: outside,
  },
];
