import type { LegalNumber } from "@yuejian/contracts";
import { legalNumberHistory } from "@yuejian/deadlines";
import type { CheckedDocument } from "../document.ts";
import { monthsIn } from "../facts/terms.ts";
import type { DocumentRule, RuleHit } from "../rule.ts";

interface Range {
  readonly level: RegExp;
  /** Months of fixed-term imprisonment. */
  readonly least: number;
  readonly most: number;
}

/** Charges whose range goes by the amount, and their names in the table of legal numbers. */
const CHARGES = [
  { charge: "盗窃罪", id: "theft" },
  { charge: "诈骗罪", id: "fraud" },
  { charge: "抢夺罪", id: "snatching" },
  { charge: "敲诈勒索罪", id: "extortion" },
  { charge: "职务侵占罪", id: "embezzlement" },
] as const;

/** As the law stands: the last entry of a number. */
const newest = (id: string): LegalNumber => legalNumberHistory(`sentence.${id}`).at(-1) as LegalNumber;

/** The highest level first: 数额特别巨大 holds no 数额巨大, and a text that names several is judged by the highest. */
const rangesOf = (id: string): readonly Range[] => [
  { level: /数额特别巨大/, least: newest(`${id}-enormous-least`).value, most: newest("fixed-term-most").value },
  { level: /数额巨大/, least: newest(`${id}-huge-least`).value, most: newest(`${id}-huge-most`).value },
  { level: /数额较大/, least: newest("fixed-term-least").value, most: newest(`${id}-large-most`).value },
];

const RANGES = CHARGES.map(({ charge, id }) => ({ charge, article: newest(`${id}-large-most`).article, ranges: rangesOf(id) }));

const TERM = /有期徒刑(?:[一二三四五六七八九十两]{1,3}年)?(?:零)?(?:[一二三四五六七八九十]{1,3}个月)?/g;
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
      const months = monthsIn(found[0]);
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

export const SENTENCE_RULES: readonly DocumentRule[] = [
  {
    id: "sentence-out-of-range",
    title: { zh: "量刑建议超出法定刑幅度", en: "Proposed sentence outside the range" },
    severity: "warning",
    source: "刑法",
    find: outside,
  },
];
