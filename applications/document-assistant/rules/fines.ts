import type { Text } from "@yuejian/contracts";
import type { CheckedDocument } from "../document.ts";
import { type Amount, amountsIn } from "../facts/amounts.ts";
import { columnLabel } from "../facts/cells.ts";
import { yuanBehind } from "../facts/labelled-amount.ts";
import { lineAround } from "../facts/sentences.ts";
import { lacks } from "./penalty-kinds.ts";
import type { PenaltyTier } from "./penalty-ranges.ts";
import type { Judged } from "./tiers.ts";

/** 并处罚金人民币八万元, 罚金：5000元 */
const FINE =
  /(?<!没收|减交|免除)罚金(?:数额|金额)?(?:人民币)?(?:[为计是：:\s]|各|共|分别为){0,4}(?:人民币)?(?=[0-9一二两三四五六七八九十¥￥])/g;
/** 罚金一千元以上, 罚金二万元至三万元: a range, or nothing that is imposed. */
const NO_FINE_BEHIND = /^(?:以[上下内]|[至到—~-]|不等|左右)/;

/** Fines that are told to the yuan, also in a column for them. */
export function* finesIn({ text }: CheckedDocument): Generator<Amount> {
  for (const { index, 0: led } of text.matchAll(FINE)) {
    const at = index + led.length;
    const [amount] = amountsIn(text.slice(at, at + 24), at);
    if (amount?.start === at && !NO_FINE_BEHIND.test(text.slice(amount.end, amount.end + 2))) yield amount;
  }
  if (!/\t|　|│/.test(text) || !/罚金/.test(text)) return;
  for (const amount of amountsIn(text, 0)) {
    const [from] = lineAround(text, amount.start);
    if (/[\t　│]\s*$/.test(text.slice(from, amount.start)) && /罚金/.test(columnLabel(text, amount) ?? "")) yield amount;
  }
}

const TEN_THOUSAND = 10_000;
/** Bounds of fines in ten thousands of yuan, a pair a tier. */
const BY_TIER: Readonly<Record<string, readonly (readonly [number, number])[]>> = Object.fromEntries(
  (
    [
      ["162 162-1 162-2 208", "2-20"],
      ["171 193 194 195 196 197 206 207 205 178", "2-20 5-50 5-50"],
      ["172 198", "1-10 2-20 5-50"],
      ["173 177-1", "1-10 2-20"],
      ["174 187", "2-20 5-50"],
      ["177", "2-20 5-50 5-50"],
      ["186", "1-10 2-20"],
      ["185-1", "3-30 5-50"],
    ] as const
  ).flatMap(([articles, pairs]) =>
    articles
      .split(" ")
      .map((article) => [article, pairs.split(" ").map((pair) => pair.split("-").map(Number) as unknown as readonly [number, number])]),
  ),
);

interface Multiple {
  /** What the fine is so many times of. */
  readonly of: RegExp;
  readonly least: number;
  readonly most: number;
}
const SALES: Multiple = { of: /销售(?:金|数)额|销售额|货值金额/, least: 0.5, most: 2 };
const GAINS: Multiple = { of: /违法所得|非法获利|获利/, least: 1, most: 5 };
const TAX: Multiple = { of: /税[额款]/, least: 1, most: 5 };
const MULTIPLES: Readonly<Record<string, Multiple>> = {
  140: SALES,
  145: SALES,
  146: SALES,
  147: SALES,
  148: SALES,
  175: GAINS,
  180: GAINS,
  225: GAINS,
  153: TAX,
  202: TAX,
  203: TAX,
  204: TAX,
  227: { of: /票[证面]?(?:价额|面额)/, least: 1, most: 5 },
};
/** Where no amount is told: from so much to so much (法释〔2013〕8号第十四条, 法释〔2013〕10号第八条). */
const BY_TAKEN: Readonly<Record<string, { readonly least: number; readonly by: string }>> = {
  264: { least: 1_000, by: "法释〔2013〕8号第十四条" },
  274: { least: 2_000, by: "法释〔2013〕10号第八条" },
};
/** 贪污, 受贿: by the term that is imposed (法释〔2016〕9号第十九条), in ten thousands. */
const BY_TERM: ReadonlySet<string> = new Set(["382", "383", "385", "386"]);
/** Fines of whoever is grown up and of whoever is not (法释〔2000〕45号第二条). */
const [LEAST, LEAST_OF_YOUTH] = [1_000, 500] as const;

export interface Fined extends Judged {
  readonly yuan: number;
  /** What is told of whoever is fined, and of the crime. */
  readonly said: string;
  readonly tiers: readonly PenaltyTier[];
  /** The amount of the acts; null: it is not told. */
  readonly taken: readonly [least: number, most: number] | null;
  /** Months that are imposed with it; null: none are told beside it. */
  readonly months: number | null;
}

interface Bounds {
  readonly least: number;
  readonly most: number;
  readonly by: string;
}

function byTerm(months: number, taken: Fined["taken"]): Bounds | null {
  const by = "法释〔2016〕9号第十九条";
  if (months < THREE_YEARS) return { least: 10 * TEN_THOUSAND, most: 50 * TEN_THOUSAND, by };
  if (months === THREE_YEARS)
    return { least: 10 * TEN_THOUSAND, most: Math.max(50 * TEN_THOUSAND, 2 * (taken?.[1] ?? Number.POSITIVE_INFINITY)), by };
  return { least: (months > TEN_YEARS ? 50 : 20) * TEN_THOUSAND, most: 2 * (taken?.[1] ?? Number.POSITIVE_INFINITY), by };
}
const [THREE_YEARS, TEN_YEARS] = [36, 120] as const;

/** The bounds of a fine for the charge, as it is told; null: the law leaves them open, or what they are measured by is not told. */
function boundsOf({ penalty: { article, articleName, tiers: all }, said, tiers, taken, months }: Fined): Bounds | null {
  const [byTier, multiple, byTaken] = [BY_TIER[article], MULTIPLES[article], BY_TAKEN[article]];
  const by = `刑法${articleName}`;
  if (byTier) {
    const pairs = all.flatMap((tier, at) => (tiers.includes(tier) ? [byTier[at] ?? byTier.at(-1) ?? [0, 0]] : []));
    return {
      least: Math.min(...pairs.map(([least]) => least)) * TEN_THOUSAND,
      most: Math.max(...pairs.map(([, most]) => most)) * TEN_THOUSAND,
      by,
    };
  }
  if (multiple) {
    const base = yuanBehind(said, multiple.of);
    return base === null ? null : { least: base * multiple.least, most: base * multiple.most, by };
  }
  if (byTaken)
    return { least: byTaken.least, most: taken === null ? 10 * TEN_THOUSAND : Math.max(2 * taken[1], byTaken.least), by: byTaken.by };
  return BY_TERM.has(article) && months !== null ? byTerm(months, taken) : null;
}

const inYuan = (yuan: number): string => (yuan % TEN_THOUSAND === 0 ? `${yuan / TEN_THOUSAND} 万元` : `${Math.round(yuan)} 元`);

/** Why a fine cannot be imposed for the charge, or not so high or so low; null: it can. */
export function againstFine(fined: Fined): Text | null {
  const { charge, yuan, said, penalty } = fined;
  if (lacks(charge, "fine"))
    return {
      zh: `${charge}（刑法${penalty.articleName}）没有规定罚金`,
      en: `the law has no fine for ${charge} (Criminal Law ${penalty.articleName})`,
    };
  const bounds = boundsOf(fined);
  if (bounds && (yuan < bounds.least || yuan > bounds.most)) {
    const { least, most, by } = bounds;
    const upTo = Number.isFinite(most) ? `至 ${inYuan(most)}` : "以上";
    return {
      zh: `${charge}的罚金在所写的情形下是 ${inYuan(least)}${upTo}（${by}）`,
      en: `for ${charge} as it is told the fine is ${least} to ${most} yuan (${by})`,
    };
  }
  const lowest = /未成年|[未不]满(?:十八|18)/.test(said) ? LEAST_OF_YOUTH : LEAST;
  return yuan >= lowest ? null : { zh: `罚金不少于 ${lowest} 元（法释〔2000〕45号第二条）`, en: `a fine is no less than ${lowest} yuan` };
}
