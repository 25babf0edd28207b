import type { LegalNumber } from "@yuejian/contracts";
import { legalNumberHistory } from "@yuejian/deadlines";
import { CHARGES } from "../facts/charge-names.ts";
import { PENALTY_LINES, type PenaltyLine } from "./penalty-table.ts";

/** A range of fixed-term imprisonment within an article, in months, and the words by which a document says that it is meant. */
export interface PenaltyTier {
  readonly least: number;
  readonly most: number;
  /** Words of the tier; null: it holds where no other is told. */
  readonly words: RegExp | null;
  /** Criminal detention, control or a fine alone may be proposed instead. */
  readonly hasLighter: boolean;
  /** The paragraph that has it, where tiers stand in several. */
  readonly paragraph: number | null;
}

/** Amounts in yuan of which the tier is certain in every province, from the interpretation that sets the limits. */
export interface AmountLimits {
  readonly source: string;
  /** Words of what is measured, where it is not what was taken: 税额. */
  readonly of?: RegExp;
  /** By telephone or network (法发〔2016〕32号): one limit in the whole country. */
  readonly ofTelecom?: readonly (readonly [number, number])[];
  /** For each tier [from, below]. */
  readonly certain: readonly (readonly [number, number])[];
}

export interface PenaltyRange {
  /** 264, 287-2. */
  readonly article: string;
  /** 第二百六十四条 */
  readonly articleName: string;
  readonly tiers: readonly PenaltyTier[];
  readonly amounts: AmountLimits | null;
}

/** As the law stands: the last entry of a number. */
export const sentenceNumber = (id: string): LegalNumber => legalNumberHistory(`sentence.${id}`).at(-1) as LegalNumber;

/** Shortest and longest term of imprisonment for one crime (刑法 45). */
const [SHORTEST, LONGEST] = [sentenceNumber("fixed-term-least").value, sentenceNumber("fixed-term-most").value];

/** Charges whose bounds stand in the table of legal numbers. */
const BY_NUMBERS: Readonly<Record<string, string>> = {
  盗窃: "theft",
  诈骗: "fraud",
  抢夺: "snatching",
  敲诈勒索: "extortion",
  职务侵占: "embezzlement",
};

const [TEN_THOUSAND, ANY] = [10_000, Number.POSITIVE_INFINITY];
/** No amount alone makes the tier certain. */
const NONE = [ANY, ANY] as const;

/** Of invoices and of refunds for exports alike. */
const TAX_FRAUD: Omit<AmountLimits, "source"> = {
  of: /税[额款]/,
  certain: [
    [10 * TEN_THOUSAND, 50 * TEN_THOUSAND],
    [50 * TEN_THOUSAND, 500 * TEN_THOUSAND],
    [500 * TEN_THOUSAND, ANY],
  ],
};

const AMOUNTS: Readonly<Record<string, AmountLimits>> = {
  盗窃: {
    source: "法释〔2013〕8号第一条",
    certain: [
      [3_000, 3 * TEN_THOUSAND],
      [10 * TEN_THOUSAND, 30 * TEN_THOUSAND],
      [50 * TEN_THOUSAND, ANY],
    ],
  },
  诈骗: {
    source: "法释〔2011〕7号第一条",
    ofTelecom: [
      [3_000, 3 * TEN_THOUSAND],
      [3 * TEN_THOUSAND, 50 * TEN_THOUSAND],
      [50 * TEN_THOUSAND, ANY],
    ],
    certain: [
      [TEN_THOUSAND, 3 * TEN_THOUSAND],
      [10 * TEN_THOUSAND, 50 * TEN_THOUSAND],
      [50 * TEN_THOUSAND, ANY],
    ],
  },
  抢夺: {
    source: "法释〔2013〕25号第一条",
    certain: [
      [3_000, 3 * TEN_THOUSAND],
      [8 * TEN_THOUSAND, 20 * TEN_THOUSAND],
      [40 * TEN_THOUSAND, ANY],
    ],
  },
  敲诈勒索: {
    source: "法释〔2013〕10号第一条",
    certain: [
      [5_000, 3 * TEN_THOUSAND],
      [10 * TEN_THOUSAND, 30 * TEN_THOUSAND],
      [50 * TEN_THOUSAND, ANY],
    ],
  },
  贪污: {
    source: "法释〔2016〕9号第一条至第三条",
    certain: [
      [3 * TEN_THOUSAND, 10 * TEN_THOUSAND],
      [20 * TEN_THOUSAND, 150 * TEN_THOUSAND],
      [300 * TEN_THOUSAND, ANY],
    ],
  },
  行贿: {
    source: "法释〔2016〕9号第七条至第九条",
    certain: [[3 * TEN_THOUSAND, 50 * TEN_THOUSAND], [100 * TEN_THOUSAND, 250 * TEN_THOUSAND], NONE],
  },
  故意毁坏财物: {
    source: "公通字〔2008〕36号第三十三条",
    certain: [[5_000, 2 * TEN_THOUSAND], NONE],
  },
  信用卡诈骗: {
    source: "法释〔2018〕19号第五条",
    certain: [[5_000, 5 * TEN_THOUSAND], NONE, [500 * TEN_THOUSAND, ANY]],
  },
  "虚开增值税专用发票、用于骗取出口退税、抵扣税款发票": {
    source: "法释〔2024〕4号第十一条",
    ...TAX_FRAUD,
  },
  骗取出口退税: {
    source: "法释〔2024〕4号第八条",
    ...TAX_FRAUD,
  },
  "走私普通货物、物品": {
    source: "法释〔2014〕10号第十六条",
    of: /税[额款]/,
    certain: [
      [10 * TEN_THOUSAND, 50 * TEN_THOUSAND],
      [50 * TEN_THOUSAND, 250 * TEN_THOUSAND],
      [250 * TEN_THOUSAND, ANY],
    ],
  },
  职务侵占: {
    source: "法释〔2016〕9号第十一条",
    certain: [[3 * TEN_THOUSAND, 100 * TEN_THOUSAND], [100 * TEN_THOUSAND, 1_000 * TEN_THOUSAND], NONE],
  },
  挪用资金: {
    source: "法释〔2016〕9号第十一条",
    certain: [[5 * TEN_THOUSAND, 200 * TEN_THOUSAND], NONE, NONE],
  },
  非法采矿: {
    source: "法释〔2016〕25号第三条",
    of: /(?:矿产品|开采|采出|采挖|盗采)[^。；，\n]{0,14}(?:价值|价格|金额)(?:[为是：]|共计|合计|人民币)*|价值(?:共计|合计|人民币)*/,
    certain: [
      [10 * TEN_THOUSAND, 50 * TEN_THOUSAND],
      [150 * TEN_THOUSAND, ANY],
    ],
  },
  挪用公款: {
    source: "法释〔2016〕9号第五条、第六条",
    certain: [
      [5 * TEN_THOUSAND, 100 * TEN_THOUSAND],
      [200 * TEN_THOUSAND, ANY],
    ],
  },
  非法吸收公众存款: {
    source: "法释〔2022〕5号第四条、第五条",
    of: /吸收(?:公众)?(?:存款|资金)?/,
    certain: [NONE, [500 * TEN_THOUSAND, 5_000 * TEN_THOUSAND], [5_000 * TEN_THOUSAND, ANY]],
  },
  集资诈骗: {
    source: "法释〔2022〕5号第八条",
    certain: [
      [10 * TEN_THOUSAND, 50 * TEN_THOUSAND],
      [100 * TEN_THOUSAND, ANY],
    ],
  },
  "生产、销售伪劣产品": {
    source: "刑法第一百四十条",
    certain: [
      [5 * TEN_THOUSAND, 20 * TEN_THOUSAND],
      [20 * TEN_THOUSAND, 50 * TEN_THOUSAND],
      [50 * TEN_THOUSAND, 200 * TEN_THOUSAND],
      [200 * TEN_THOUSAND, ANY],
    ],
  },
};
const SAME_AMOUNTS: Readonly<Record<string, string>> = {
  受贿: "贪污",
  非国家工作人员受贿: "职务侵占",
  虚开增值税专用发票: "虚开增值税专用发票、用于骗取出口退税、抵扣税款发票",
};

const DIGITS = "零一二三四五六七八九";
/** 264 → 第二百六十四条, 287-2 → 第二百八十七条之二 */
function articleName(article: string): string {
  const [number = 0, more] = article.split("-").map(Number);
  const [hundreds, tens, ones] = [Math.floor(number / 100), Math.floor((number % 100) / 10), number % 10];
  const rest =
    tens === 0 ? (ones === 0 ? "" : `零${DIGITS.charAt(ones)}`) : `${DIGITS.charAt(tens)}十${ones === 0 ? "" : DIGITS.charAt(ones)}`;
  return `第${DIGITS.charAt(hundreds)}百${rest}条${more === undefined ? "" : `之${DIGITS.charAt(more)}`}`;
}

/** The article of a charge: of a line of several each its own. */
function articleOf(line: PenaltyLine, name: string): string {
  const articles = CHARGES.get(name)?.articles.map((each) => each.split(".")[0] ?? each) ?? [];
  return articles.includes(line.article) ? line.article : (articles[0] ?? line.article);
}

function rangeOf(line: PenaltyLine, name: string): PenaltyRange {
  const [article, { tiers }] = [articleOf(line, name), line];
  const id = BY_NUMBERS[name];
  const [large, huge, enormous] = ["large", "huge", "enormous"];
  return {
    article,
    articleName: articleName(article),
    amounts: AMOUNTS[SAME_AMOUNTS[name] ?? name] ?? null,
    tiers: tiers.map(({ least, most, words, hasLighter, paragraph }, at) => {
      const bound = (end: string, years: number): number =>
        id === undefined ? 12 * years : sentenceNumber(`${id}-${[large, huge, enormous][at] ?? ""}-${end}`).value;
      return {
        least: most === 0 ? 0 : least === 0 ? SHORTEST : bound("least", least),
        most: most === null ? LONGEST : most === 0 ? 0 : bound("most", most),
        words,
        hasLighter,
        paragraph,
      };
    }),
  };
}

const RANGES: ReadonlyMap<string, PenaltyRange> = new Map(
  PENALTY_LINES.flatMap((line) => line.names.map((name) => [`${name}罪`, rangeOf(line, name)] as const)),
);

/** The range that the law has for a charge, or for the whole of which it is a part; null: it is not in the table. */
export const penaltyOf = (charge: string): PenaltyRange | null =>
  RANGES.get(charge) ?? RANGES.get(CHARGES.get(charge.replace(/罪$/, ""))?.family ?? "") ?? null;
