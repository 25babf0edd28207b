import type { CheckedDocument } from "../document.ts";
import { articlesIn, type CitedArticle } from "../facts/articles.ts";
import { CHARGES } from "../facts/charge-names.ts";
import { lineAround } from "../facts/sentences.ts";
import type { Mention, OddCharge } from "./charge-mentions.ts";

/** Whose charge an article tells, between it and the charge: nothing of another one. */
const TO_OTHER = /罪(?![行名犯责])|同时|择一|处罚较重|竞合|转化|论处|变更|改|移送|另案/;
const LED_ON = /(?:以|构成|认定为|罪名[为是：]{0,2}|犯|涉嫌|[\t　：（])$/;
/** Articles that have charges of their own. */
const WITH_CHARGES: ReadonlySet<string> = new Set(
  [...CHARGES.values()].flatMap(({ articles }) => articles.map((each) => each.split(".")[0] ?? each)),
);

/** A charge that its own sentence, or its row, draws from an article that has others: 触犯《刑法》第二百六十六条，应当以盗窃罪追究. */
export function againstArticle({ text }: CheckedDocument, mention: Mention, held: readonly Mention[]): OddCharge[] {
  if (mention.articles.length === 0 || mention.stance !== "held") return [];
  const isRow = text.slice(...lineAround(text, mention.start)).includes("\t");
  const cited = chargingIn(text, mention.from, mention.to);
  if (support(cited, mention) > 0) return [];
  if (cited.length === 0) return alone(text, mention, held);
  const beside = held.filter((each) => each !== mention && each.from === mention.from);
  const by = isRow
    ? cited.find(({ start }) => start > mention.end && !beside.some((each) => each.start > mention.end && each.start < start))
    : cited.findLast(({ start }) => start < mention.start);
  if (!by) return alone(text, mention, held);
  const [from, to] = by.start < mention.start ? [by.start, mention.start] : [mention.end, by.start];
  const between = text.slice(from, to);
  if (!isRow && (TO_OTHER.test(between.replaceAll("犯罪", "")) || (beside.length > 0 && !LED_ON.test(between)))) return [];
  const told = new Set(held.filter((each) => likeness(by, each) > 0).map(({ charge }) => charge));
  const [meant, ...more] =
    told.size > 0 ? told : new Set([...CHARGES.values()].filter((each) => likeness(by, each) > 1).map(({ family }) => family));
  return [{ odd: mention, meant: more.length === 0 ? (meant ?? null) : null, by: by.text }];
}
/** Articles that have charges, but for those that are said not to be applied: 没有适用第一百三十三条. */
export const chargingIn = (text: string, from: number, to: number): CitedArticle[] =>
  articlesIn(text, from, to).filter(
    ({ article, start }) =>
      WITH_CHARGES.has(article) &&
      article !== OF_MEANS &&
      !/(?:没有|未|不|而非)(?:应)?(?:适用|依照|按照|是)?[^，。；]{0,12}$/.test(text.slice(Math.max(from, start - 18), start)),
  );

/** The only article of the whole document, said to be what is applied, against the charge that is concluded. */
function alone(text: string, mention: Mention, held: readonly Mention[]): OddCharge[] {
  if (!APPLIES.test(text) || !/(?:以|认定为|构成|犯|罪名[为是：]{0,2})$/.test(text.slice(Math.max(0, mention.start - 6), mention.start)))
    return [];
  const cited = chargingIn(text, 0, text.length);
  const [by, ...more] = cited;
  if (!by || new Set(cited.map(({ article }) => article)).size > 1 || support([by, ...more], mention) > 0) return [];
  const meant = new Set(held.filter((each) => likeness(by, each) > 0).map(({ charge }) => charge));
  return [{ odd: mention, meant: meant.size === 1 ? ([...meant][0] ?? null) : null, by: by.text }];
}
const APPLIES = /(?:法律依据|适用(?:的)?(?:条款|法条|法律|条文)|依据的?(?:条款|法条|条文))(?:[为是：]|均为)/;
/** Frauds by computer and the like are punished as what they are (刑法 287). */
const OF_MEANS = "287";

/** How surely an article is that of a charge: its own before one that refers to it. */
export function likeness({ article, paragraph }: CitedArticle, { articles }: Pick<Mention, "articles">): 0 | 1 | 2 {
  const at = articles.findIndex((each) => {
    const [own, only] = each.split(".");
    return own === article && (only === undefined || paragraph === null || Number(only) === paragraph);
  });
  return at < 0 ? 0 : at === 0 ? 2 : 1;
}

export const support = (cited: readonly CitedArticle[], mention: Mention): number =>
  Math.max(0, ...cited.map((each) => likeness(each, mention)));

/** The only article of the sentence leads to it: 触犯《刑法》第二百六十六条，应当以盗窃罪追究. */
export function isConcluded(text: string, cited: readonly CitedArticle[], mention: Mention): boolean {
  const [only, ...more] = cited;
  if (!only || more.length > 0 || only.start > mention.start) return false;
  const between = text.slice(only.start, mention.start);
  return /(?:以|认定为|构成|犯)$/.test(between) && !/罪/.test(between.replaceAll(/犯罪/g, ""));
}
