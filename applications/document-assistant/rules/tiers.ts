import type { CheckedDocument } from "../document.ts";
import { amountsIn, isInexact } from "../facts/amounts.ts";
import { articlesIn } from "../facts/articles.ts";
import { kindOf } from "../facts/kind.ts";
import { monthsIn } from "../facts/terms.ts";
import { totalsOfActs } from "../facts/whole-amount.ts";
import type { PenaltyRange, PenaltyTier } from "./penalty-ranges.ts";

/** Terms as a law tells them, which are nobody's. */
const QUOTED = /[一二三四五六七八九十]+年以上[^。；]{0,12}[一二三四五六七八九十]+年以下有期徒刑|处[^。；，]{0,12}年以[上下]有期徒刑/;
const YEARS = "([一二三四五六七八九十]{1,3})年";
/** Ranges as the law has them: 三年以上十年以下有期徒刑, 三年以下有期徒刑, 十年以上有期徒刑. */
const RANGE = new RegExp(`(?:${YEARS}以上[、，]?)?${YEARS}(以[上下])(?:的)?有期徒刑`, "g");
/** Before a range that is no more than what may come of it, or what is not meant. */
const NO_RANGE = /(?:可能(?:会)?(?:被)?判处|建议(?:判处)?|拟判处|量刑建议[为：]?|不符合|不应|不在)[^，。；]{0,6}$|的，(?:依法)?处$/;

/** Before words that tell a tier: they are said not to hold. */
const DENIED = /(?:未|没有|不属于|不构成|并非|不是|不具有|尚未|不存在|未达到|不认定|不应认定|不宜区分|不区分|不再区分|无)[^，。；]{0,6}$/;

export interface Told {
  readonly tiers: readonly PenaltyTier[];
  /** The interpretation by which an amount tells it; null: words do. */
  readonly by: string | null;
}

/** Whether words stand there, and are not said not to hold. */
export const tells = (words: RegExp, said: string): boolean =>
  [...said.matchAll(new RegExp(words.source, "g"))].some(({ index }) => !DENIED.test(said.slice(Math.max(0, index - 16), index)));

/** Of whom a range is told: the charge or the article last named before it in its line. */
function isRangeOf(
  said: string,
  at: number,
  { penalty, charge }: { readonly penalty: PenaltyRange; readonly charge: string },
): boolean | null {
  const line = said.slice(said.lastIndexOf("\n", at - 1) + 1, at);
  const own = Math.max(
    line.lastIndexOf(charge.replace(/罪$/, "")),
    ...articlesIn(line, 0, line.length).flatMap((each) => (each.article === penalty.article ? [each.start] : [])),
  );
  const other = Math.max(-1, ...articlesIn(line, 0, line.length).flatMap((each) => (each.article === penalty.article ? [] : [each.start])));
  return own > other ? true : other >= 0 ? false : null;
}

/** The tier whose range the document tells, if it tells one. */
function ownTier(
  said: string,
  penalty: PenaltyRange,
  { charge, isAlone }: { readonly charge: string; readonly isAlone: boolean },
): PenaltyTier | null {
  const told = new Set(
    [...said.matchAll(RANGE)].flatMap(({ index, 1: least, 2: bound = "", 3: side }) => {
      if (NO_RANGE.test(said.slice(Math.max(0, index - 16), index))) return [];
      const isOwn = isRangeOf(said, index, { penalty, charge });
      if (isOwn === false || (isOwn === null && !isAlone)) return [];
      const [from, to] = [monthsIn(`${least ?? (side === "以上" ? bound : "")}年`), side === "以下" ? monthsIn(`${bound}年`) : 0];
      return penalty.tiers.filter((tier) =>
        from > 0 ? tier.least === from && (to === 0 || tier.most === to) : tier.most === to && tier.least < LOWEST,
      );
    }),
  );
  const [tier] = told;
  return told.size === 1 && tier ? tier : null;
}
/** Months: the least of a tier that has no bound of its own below. */
const LOWEST = 12;

/** Tiers of the paragraphs of the article that are cited. */
function byParagraph(said: string, { article, tiers }: PenaltyRange): readonly PenaltyTier[] {
  const cited = new Set(articlesIn(said, 0, said.length).flatMap((each) => (each.article === article ? (each.paragraph ?? []) : [])));
  return cited.size === 1 ? tiers.filter(({ paragraph }) => paragraph !== null && cited.has(paragraph)) : [];
}

const ACT = /(?:价值|价格|窃得|盗得|盗窃|窃取|骗取|骗得|诈骗|抢得|抢夺|索得|索要|勒索|收受|贪污|受贿|行贿|集资|销售金额)[^。；0-9]{0,16}$/;

/** The amount that the acts come to, in yuan; null: none is told, or several. */
function amountOf(said: string): number | null {
  const totals = new Set(totalsOfActs(said).map(({ fen }) => Number(fen) / 100));
  const [total = null] = totals;
  if (totals.size > 0) return totals.size === 1 ? total : null;
  const told = amountsIn(said, 0).filter(
    ({ start, end }) => ACT.test(said.slice(Math.max(0, start - 24), start)) && !isInexact(said.slice(Math.max(0, start - 4), end + 4)),
  );
  const [only] = new Set(told.map(({ fen }) => Number(fen) / 100));
  return only !== undefined && new Set(told.map(({ fen }) => fen)).size === 1 ? only : null;
}

/** What may raise the tier from half its amount on. */
const MORE = /情节(?:特别)?严重|多次|入户|入室|扒窃|凶器|前科|曾因|累犯|老年人|残疾人|孤寡|未成年被害|救灾|救济|医疗款/;

function byAmount(said: string, { amounts, tiers }: PenaltyRange): Told | null {
  const yuan = amounts === null ? null : amountOf(said);
  const isMore = MORE.test(said);
  const at =
    yuan === null ? -1 : (amounts?.certain.findIndex(([from, below]) => yuan >= from && yuan < (isMore ? below / 2 : below)) ?? -1);
  const tier = tiers[at];
  return tier && amounts ? { tiers: [tier], by: amounts.source } : null;
}

/** Where a document that tells a whole case says nothing of what makes a crime graver, the sentence is that of the plain crime. */
function plainTier(document: CheckedDocument, said: string, tiers: readonly PenaltyTier[]): readonly PenaltyTier[] | null {
  const kind = kindOf(document);
  const [first, ...graver] = tiers;
  const isWhole =
    kind === "indictment" || kind === "sentencing-proposal" || kind === "review-report" || kind === "non-prosecution-decision";
  return isWhole && first?.words === null && graver.every(({ words }) => words === null || !tells(words, said)) ? [first] : null;
}

/** Heroin and methamphetamine (刑法 347、348): ten and fifty grams. */
const GRAMS = /(?:海洛因|甲基苯丙胺|冰毒)[^。；\n0-9]{0,16}([0-9]+(?:\.[0-9]+)?)克/g;
const [SOME, MANY] = [10, 50] as const;
const DRUGS: ReadonlySet<string> = new Set(["347", "348"]);

function byGrams(said: string, { article, tiers }: PenaltyRange): readonly PenaltyTier[] | null {
  const weights = DRUGS.has(article) ? [...said.matchAll(GRAMS)].map(([, grams]) => Number(grams)) : [];
  const [most, sum] = [Math.max(0, ...weights), weights.reduce((whole, each) => whole + each, 0)];
  if (weights.length === 0) return null;
  if (most >= MANY) return tiers.slice(-1);
  if (most >= SOME && sum < MANY) return tiers.length > 3 ? tiers.slice(2, 3) : tiers.slice(0, 2);
  return sum < SOME && tiers.length > 3 ? tiers.slice(0, 2) : null;
}

/** What is quoted of a law, also where it is quoted wrongly. */
const QUOTATION = /“[^”\n]*的，处[^”\n]*”/g;

const withoutLaw = (said: string): string =>
  said
    .replaceAll(QUOTATION, "")
    .split(/(?<=[。；\n])/)
    .filter((sentence) => !QUOTED.test(sentence))
    .join("");

/** A charge and its range. */
export interface Judged {
  readonly penalty: PenaltyRange;
  readonly charge: string;
}

/** What a document tells. */
export interface Said {
  /** Of the person. */
  readonly all: string;
  /** Of the crime, where the person has several: what tells of no other, and what tells of it among others. */
  readonly crime: readonly string[] | null;
}

/** Tiers that a document tells for a crime: by the range that it names, the words that the law has, the paragraph that it cites, its amount, or by nothing that would make the crime graver. All of the article where none does. */
export function toldTiers(document: CheckedDocument, { penalty, charge }: Judged, { all, crime }: Said): Told {
  const { tiers } = penalty;
  const range = ownTier(all, penalty, { charge, isAlone: crime === null });
  if (range) return { tiers: [range], by: null };
  const said = withoutLaw(all);
  const cited = byParagraph(said, penalty);
  for (const part of crime?.map(withoutLaw) ?? [said]) {
    const named = tiers.filter(({ words }) => words !== null && tells(words, part));
    // Words of several tiers: the paragraph tells which.
    const both = named.filter((tier) => cited.includes(tier));
    if (named.length > 0) return { tiers: both.length > 0 ? both : named, by: null };
  }
  if (cited.length > 0) return { tiers: cited, by: null };
  const amount = crime === null ? byAmount(said, penalty) : null;
  if (amount) return amount;
  return { tiers: byGrams(said, penalty) ?? plainTier(document, said, tiers) ?? tiers, by: null };
}
