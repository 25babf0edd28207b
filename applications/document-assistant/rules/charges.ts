import type { CheckedDocument } from "../document.ts";
import { aboutWhom, accusedOf } from "../facts/accused.ts";
import { articlesIn, type CitedArticle } from "../facts/articles.ts";
import { type ChargePlace, isSameCharge } from "../facts/charges.ts";
import { factsOf } from "../facts/facts.ts";
import { sentenceEnd, sentenceStart } from "../facts/sentences.ts";
import type { DocumentRule, RuleHit } from "../rule.ts";

/** What is told of a charge that was changed on the way. */
const CHANGED =
  /(?:罪名|定性|(?<![犯认])罪(?!嫌疑|一?案))[^，。；]{0,10}(?:不当|有误|错误|不准|不妥|变更|改变|更正|调整)|(?:变更|改变|更正|调整)(?:了)?[^，。；]{0,6}(?:罪名|定性|指控|起诉)|(?:变更|改变|改|更正)(?:以|定|为|认定)[^，。；]{0,30}(?<![犯认])罪(?!嫌疑)|择一重|从一重|竞合|牵连|转化|按照处罚较重|处罚较重/;
/** Told anywhere, the document judges otherwise than whoever sent the case. */
const JUDGED_OTHERWISE = /(?:罪名|定性)[^，。；]{0,8}(?:不当|有误|错误|不准|不妥)|(?:变更|改变|更正)(?:了)?(?:起诉|指控)?的?(?:罪名|定性)/;
/** Between two charges of one sentence: both are meant, or each at its own step. */
const BOTH_MEANT = /[、和或]|[以]?及|与|同时|又|还|亦|并|分别|另|后|再|因涉嫌|移送|提请|立案|拘留|逮捕|侦查/;
/** What a court holds need not be what was charged. */
const COURT = /法院(?:以|判|作出|认定)|判决|原判|被判处/;
/** Beside another charge it is set against it. */
const AGAINST_OTHER = /不构成|而非|而不是|不属于|定性|(?:变更|改变|改)(?:罪名|起诉|指控|定性)|有误|不当|不应/;
/** What keeps two charges apart names both: 职务侵占罪与债务纠纷应当区分 is of one. */
const KEPT_APART = /[^，。；\n]*(?:区别|区分|界限)[^，。；\n]*/g;
/** What an amendment leaves as it is. */
const UNCHANGED = /除[^，。；\n]{0,12}(?:更正|变更)[^，。；\n]{0,6}外|(?:更正|变更)(?:部分|内容)/g;

export interface OddCharge {
  readonly odd: ChargePlace;
  /** What is meant; null: one of several. */
  readonly meant: string | null;
  /** The article cited beside it, which has another charge. */
  readonly by: string | null;
}

interface Mention extends ChargePlace {
  readonly from: number;
  readonly to: number;
  readonly whose: ReadonlySet<string> | null;
}

/** Told in the sentence of the other, of the same people. */
const isIn = (place: Mention, { from, to, whose }: Mention): boolean =>
  place.start >= from && place.start < to && overlap(place.whose, whose);

/** Whether what is said of some can be said of others. */
const overlap = (one: ReadonlySet<string> | null, other: ReadonlySet<string> | null): boolean =>
  one === null || other === null || !one.isDisjointFrom(other);

/** What stands between two charges, without what is quoted of a law there. */
const between = (text: string, one: Mention, other: Mention): string =>
  (one.start < other.start ? text.slice(one.end, other.start) : text.slice(other.end, one.start)).replaceAll(/“[^“”]*”|《[^《》]*》/g, "");

/** 是否构成甲罪，是否可以不起诉，以及甲罪的赔偿: what is asked of one charge. */
const IS_ASKED = /^，是否[^。；]*，以及$/;

function mentionsOf(document: CheckedDocument): Mention[] {
  const { text } = document;
  const { charges, names } = factsOf(document);
  const accused = accusedOf(names);
  return charges.map((place) => ({
    ...place,
    from: sentenceStart(text, place.start),
    to: sentenceEnd(text, place.end),
    whose: aboutWhom(text, place.start, accused),
  }));
}

const isBothMeant = (words: string): boolean => BOTH_MEANT.test(words) && !IS_ASKED.test(words);

/** That the document tells why the charge differs: beside it, or in the sentences around it together with another charge. */
function isExplained(text: string, mention: Mention, others: readonly Mention[]): boolean {
  const paragraph = text.lastIndexOf("\n", mention.start - 1) + 1;
  const before = Math.max(paragraph, sentenceStart(text, mention.from - 1));
  const after = text.charAt(mention.to) === "\n" ? mention.to : sentenceEnd(text, Math.min(text.length, mention.to + 1));
  // 关于诈骗罪的定性不当: what is denied is what was charged.
  if (mention.stance !== "denied" && CHANGED.test(text.slice(before, after).replaceAll(UNCHANGED, ""))) return true;
  const near = [mention, ...others].filter(({ start }) => start >= before && start < after);
  const isSeveral = (from: number, to: number): boolean =>
    new Set(near.filter(({ start }) => start >= from && start < to).map(({ charge }) => charge)).size > 1;
  return (
    isSeveral(before, after) &&
    (AGAINST_OTHER.test(text.slice(before, after)) ||
      [...text.slice(before, after).matchAll(KEPT_APART)].some(({ 0: { length }, index }) =>
        isSeveral(before + index, before + index + length),
      ))
  );
}

/** The acts are told under a heading that names the charge: （二）职务侵占的事实. */
function hasOwnHeading({ paragraphs }: CheckedDocument, charge: string): boolean {
  const name = charge.replace(/罪$/, "");
  return paragraphs.some(
    ({ text }) =>
      text.length < 40 && text.includes(name) && /^\s*(?:[（(]?[一二三四五六七八九十0-9]{1,3}[）)、.．]|第[一二三四五六])/.test(text),
  );
}

const MOST_SINGLE = 4;
const ARTICLES_OF_NORM = 4;
/** A law, an interpretation or a list of charges: of no case. */
export const isNorm = ({ paragraphs }: CheckedDocument): boolean =>
  paragraphs.filter(({ text }) => /^\s*\**第[一二三四五六七八九十百零]+条(?:之[一二三四五六七八九])?[\s　*]/.test(text)).length >=
  ARTICLES_OF_NORM;

/** Documents that are there to charge otherwise, or with more. */
const addsCharges = ({ paragraphs }: CheckedDocument): boolean =>
  paragraphs.slice(0, 4).some(({ text }) => /(?:变更|追加|补充)起诉决定书\s*$/.test(text.replaceAll(" ", "")));

/** Charges that are named once, while the document tells another where they stand. */
export function oddCharges(document: CheckedDocument): OddCharge[] {
  const { text } = document;
  if (isNorm(document) || addsCharges(document)) return [];
  const all = mentionsOf(document);
  const held = all.filter(({ stance }) => stance !== "argued");
  if (held.length < 2) return [];
  const single = held.filter((mention) => !all.some((each) => each !== mention && isSameCharge(each, mention)));
  // A survey of cases, or a list of charges.
  if (single.length > MOST_SINGLE) return [];
  return single.flatMap((mention) => {
    const found = meantBy(
      document,
      mention,
      held.filter((each) => each !== mention),
    );
    return found && !isExplained(text, mention, all) && !hasOwnHeading(document, mention.charge) ? [{ odd: mention, ...found }] : [];
  });
}

/** How surely an article is that of a charge: its own before one that refers to it. */
function likeness({ article, paragraph }: CitedArticle, { articles }: Mention): 0 | 1 | 2 {
  const at = articles.findIndex((each) => {
    const [own, only] = each.split(".");
    return own === article && (only === undefined || paragraph === null || Number(only) === paragraph);
  });
  return at < 0 ? 0 : at === 0 ? 2 : 1;
}

const support = (cited: readonly CitedArticle[], mention: Mention): number => Math.max(0, ...cited.map((each) => likeness(each, mention)));

/** The only article of the sentence leads to it: 触犯《刑法》第二百六十六条，应当以盗窃罪追究. */
function isConcluded(text: string, cited: readonly CitedArticle[], mention: Mention): boolean {
  const [only, ...more] = cited;
  if (!only || more.length > 0 || only.start > mention.start) return false;
  const between = text.slice(only.start, mention.start);
  return /(?:以|认定为|构成|犯)$/.test(between) && !/罪/.test(between.replaceAll(/犯罪/g, ""));
}

/** All mentions of the charges of a document, by charge. */
function byCharge(mentions: readonly Mention[]): readonly (readonly [charge: string, places: readonly Mention[]])[] {
  const usual = new Map<string, Mention[]>();
  for (const each of mentions) {
    const key = [...usual.keys()].find((known) => usual.get(known)?.some((one) => isSameCharge(one, each))) ?? each.charge;
    usual.set(key, [...(usual.get(key) ?? []), each]);
  }
  return [...usual];
}

/** That the document judges otherwise than whoever sent the case: one charge before it says so, the other since. */
function isChangedAt(text: string, mention: Mention, places: readonly Mention[]): boolean {
  const at = JUDGED_OTHERWISE.exec(text)?.index;
  if (at === undefined || (mention.from <= at && at < mention.to)) return false;
  return places.every(({ start }) => start < at !== mention.start < at);
}

/** 对张三诈骗罪一案作出判决：张三犯盗窃罪: the case that is judged and what it is judged for, with nothing of a change. */
const isJudgedCase = (text: string, named: Mention, judged: Mention): boolean =>
  named.from === judged.from &&
  !/指控|起诉/.test(text.slice(named.from, judged.start)) &&
  /^一案[^。；]{0,24}(?:判决|裁定)/.test(text.slice(named.end, named.end + 40));

/** What stands in its place elsewhere; null: nothing that could be meant. */
function meantBy({ text }: CheckedDocument, mention: Mention, others: readonly Mention[]): Pick<OddCharge, "meant" | "by"> | null {
  const [cited, told] = [articlesIn(text, mention.from, mention.to), others.filter((each) => isIn(each, mention))];
  const usual = byCharge(others).filter(([, places]) => !isChangedAt(text, mention, places));
  // An article that has another charge of the document, and none that has this one.
  const ownSupport = support(cited, mention);
  if (mention.articles.length > 0 && cited.length > 0) {
    const meant = usual.flatMap(([charge, places]) => {
      const by = cited.find((each) => places.some((place) => likeness(each, place) > ownSupport));
      return by && (!places.some((each) => isIn(each, mention)) || isConcluded(text, cited, mention))
        ? [{ meant: charge, by: by.text }]
        : [];
    });
    const [first] = meant;
    if (first && meant.length === 1) return first;
    if (ownSupport > 0) return null;
  }
  const everywhere = articlesIn(text, 0, text.length);
  const isCited = support(everywhere, mention) > 1;
  const common = usual.filter(([, places]) => places.length > 1 || (!isCited && places.some((each) => support(everywhere, each) > 1)));
  const [chosen] = common.length > 0 ? common : usual;
  const [meant, places] = chosen ?? ["", []];
  // Told once and told once otherwise: the later one is pointed at.
  const [only] = others;
  const isPair =
    only !== undefined &&
    others.length === 1 &&
    !isCited &&
    mention.start > only.start &&
    !(mention.from === only.from && /数罪|并罚/.test(text.slice(mention.from, mention.to))) &&
    (!COURT.test(text.slice(mention.from, mention.to)) || isJudgedCase(text, only, mention));
  if (common.length === 1 || (common.length === 0 && isPair)) {
    const isOwn = places.some(({ whose }) => overlap(whose, mention.whose));
    return isOwn && !told.some((each) => isBothMeant(between(text, each, mention))) ? { meant, by: null } : null;
  }
  const own = common.filter(([, places]) => places.some(({ whose }) => overlap(whose, mention.whose)));
  const missing = own.filter(([, places]) => !places.some((each) => isIn(each, mention)));
  const [first] = missing;
  if (!first) return null;

  // One of a list: as many are told together elsewhere.
  const together = Math.max(
    0,
    ...others
      .filter((each) => overlap(each.whose, mention.whose))
      .map((each) => new Set(others.filter((one) => isIn(one, each)).map(({ charge }) => charge)).size),
  );
  const size = new Set([...told, mention].map(({ charge }) => charge)).size;
  if (size > together) return null;
  return { meant: missing.length === 1 ? first[0] : null, by: null };
}

function* inconsistent(document: CheckedDocument): Generator<RuleHit> {
  for (const { odd, meant, by } of oddCharges(document)) {
    const reason =
      by !== null
        ? { zh: `所引${by}规定的是“${meant ?? ""}”，别处的罪名也是`, en: `${by}, cited here, has “${meant ?? ""}”, as is told elsewhere` }
        : meant !== null
          ? { zh: `别处的罪名是“${meant}”`, en: `elsewhere the charge is “${meant}”` }
          : { zh: "别处没有这一罪名", en: "no other place names this charge" };
    yield { start: odd.start, end: odd.end, suggestion: meant, reason };
  }
}

export const CHARGE_RULES: readonly DocumentRule[] = [
  {
    id: "charge-inconsistent",
    title: { zh: "罪名前后不一致", en: "Charge told in two ways" },
    severity: "error",
    source: null,
    find: inconsistent,
  },
];
