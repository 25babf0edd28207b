import type { CheckedDocument } from "../document.ts";
import { amountsIn, isInexact } from "../facts/amounts.ts";
import { articlesIn } from "../facts/articles.ts";
import { columnLabel } from "../facts/cells.ts";
import { isDenied, tells } from "../facts/denials.ts";
import { kindOf } from "../facts/kind.ts";
import { yuanBehind } from "../facts/labelled-amount.ts";
import { lineAround, sentenceStart } from "../facts/sentences.ts";
import { monthsIn } from "../facts/terms.ts";
import { totalsOfActs } from "../facts/whole-amount.ts";
import type { PenaltyRange, PenaltyTier } from "./penalty-ranges.ts";

/** Terms as a law tells them, which are nobody's. */
const QUOTED = /[一二三四五六七八九十]+年以上[^。；]{0,12}[一二三四五六七八九十]+年以下有期徒刑|处[^。；，]{0,12}年以[上下]有期徒刑/;
const YEARS = "([一二三四五六七八九十]{1,3})年";
/** Ranges as the law has them: 三年以上十年以下有期徒刑, 三年以下有期徒刑, 十年以上有期徒刑. */
const RANGE = new RegExp(
  `(?:${YEARS}以上[、，]?)?${YEARS}(以[上下])(?:(?:的)?有期徒刑|(?=[，。]|量刑|的?(?:量刑)?(?:幅度|区间|档次)))`,
  "g",
);
/** Before a range that is no more than what may come of it, or what is not meant. */
const NO_RANGE = /(?:可能(?:会)?(?:被)?判处|建议(?:判处)?|拟判处|量刑建议[为：]?|不符合|不应|不在)[^，。；]{0,6}$|的，(?:依法)?处$/;

export interface Told {
  readonly tiers: readonly PenaltyTier[];
  /** The interpretation by which an amount tells it; null: words do. */
  readonly by: string | null;
}

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

/** 适用缓刑的前提是拘役或者三年以下有期徒刑: no range of a crime. */
const isOfProbation = (said: string, at: number): boolean =>
  /缓刑|第七十二条|宣告刑|累犯|先行羁押/.test(said.slice(Math.max(sentenceStart(said, at), at - 60), at));

/** The tier whose range the document tells, if it tells one. */
function ownTier(
  said: string,
  penalty: PenaltyRange,
  { charge, isAlone }: { readonly charge: string; readonly isAlone: boolean },
): PenaltyTier | null {
  const told = new Set(
    [...said.matchAll(RANGE)].flatMap(({ index, 1: least, 2: bound = "", 3: side }) => {
      if (NO_RANGE.test(said.slice(Math.max(0, index - 16), index)) || isOfProbation(said, index)) return [];
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

const SAME_ARTICLE = /(?:该|同|本)条第([一二三四五六])款/g;

/** Tiers of the paragraphs of the article that are cited. */
function byParagraph(said: string, { article, tiers }: PenaltyRange): readonly PenaltyTier[] {
  const cited = new Set(articlesIn(said, 0, said.length).flatMap((each) => (each.article === article ? (each.paragraph ?? []) : [])));
  // 该条第二款: of the only article that is cited.
  const articles = new Set(articlesIn(said, 0, said.length).map((each) => each.article));
  if (cited.size === 0 && articles.size < 2)
    for (const [, paragraph = ""] of said.matchAll(SAME_ARTICLE)) cited.add("零一二三四五六".indexOf(paragraph));
  return cited.size === 1 ? tiers.filter(({ paragraph }) => paragraph !== null && cited.has(paragraph)) : [];
}

/** Words of what the acts came to, before an amount or as the label of it. */
const ACT =
  /(?:价值|价格|窃得|盗得|盗窃|窃取|盗走|偷走|骗取|骗得|骗走|诈骗|抢得|抢夺|抢走|劫得|索得|索要|勒索|得款|收受|受贿|贪污|侵吞|行贿|送给|集资|挪用|公司账上|侵占|透支|销售金额|销售额|货值|经营数额|偷逃|虚开|毁坏|毁损|损毁|损失|本金|涉案|犯罪数额|认定为|认定价)[^。；\n0-9]{0,20}$|(?:数额|金额)(?:[为是计：:]|人民币){0,2}$/;
/** What was given back or paid, gained or fined: nothing of what was taken. */
const NO_ACT = /(?:退|赔|返还|罚金|罚款|保证金|缴|获利|违法所得|分得|扣押|报酬|工资|谅解|丧葬|医疗|销赃得款|变卖)[^，。；\n]{0,14}$/;
const LABEL = /数额|金额|价值|损失|本金/;

/** At the least and at the most what the acts come to, in yuan: a total, the only amount, or several that may be added or be parts of one another; null: none is told. */
export function amountsTold(
  document: CheckedDocument,
  said: string,
  at: number | null = null,
): readonly [least: number, most: number] | null {
  const inRow = at === null ? null : amountOfRow(document, at);
  if (inRow !== null) return [inRow, inRow];
  const own = (text: string): number[] => {
    const totals = new Set(totalsOfActs(text).map(({ fen }) => Number(fen) / 100));
    if (totals.size > 0) return [...totals];
    return [
      ...new Set(
        amountsIn(text, 0).flatMap(({ start, end, fen }) => {
          const before = text.slice(Math.max(0, start - 28), start);
          const isAct = ACT.test(before) && !NO_ACT.test(before) && !isDenied(text, start);
          return isAct && !isInexact(text.slice(Math.max(0, start - 4), end + 4)) && !isBound(text, start, end) ? [Number(fen) / 100] : [];
        }),
      ),
    ];
  };
  const told = own(said);
  // 参与全部十一次: as much as whoever did all of it.
  const all =
    told.length === 0 && /参与(?:全部|所有)/.test(said)
      ? own(document.text)
          .toSorted((one, other) => other - one)
          .slice(0, 1)
      : told;
  return all.length === 0 ? null : [Math.max(...all), all.reduce((sum, each) => sum + each, 0)];
}

/** 五十万元以上, 不满三万元: of the law. */
const isBound = (text: string, start: number, end: number): boolean =>
  /^(?:以[上下内])/.test(text.slice(end, end + 2)) || /(?:不满|未满|不足|超过|达到|至|到)$/.test(text.slice(Math.max(0, start - 3), start));

/** The amount of a row whose column tells what was taken. */
function amountOfRow({ text }: CheckedDocument, at: number): number | null {
  const [from, to] = lineAround(text, at);
  if (!/[\t　│]/.test(text.slice(from, to))) return null;
  const [only, ...more] = amountsIn(text.slice(from, to), from).filter((amount) => {
    const label = columnLabel(text, amount) ?? "";
    return LABEL.test(label) && !/退|赔|罚/.test(label);
  });
  return only && more.length === 0 ? Number(only.fen) / 100 : null;
}

/** What may raise the tier from half its amount on. */
const MORE = /情节(?:特别)?严重|多次|入户|入室|扒窃|凶器|前科|曾因|累犯|老年人|残疾人|孤寡|未成年被害|救灾|救济|医疗款/;

/** Crimes of which a count tells the tier: tons of dangerous waste (2023 环境解释), pieces of information (法释〔2017〕10号第五条). */
const COUNTED: Readonly<Record<string, { readonly of: RegExp; readonly graver: number; readonly source: string }>> = {
  338: { of: /([0-9.]+)(万)?吨/g, graver: 100, source: "法释〔2023〕7号第二条" },
  "253-1": { of: /([0-9.]+)(万)?余?条/g, graver: 50_000, source: "法释〔2017〕10号第五条" },
};

function byCount(said: string, { article, tiers }: PenaltyRange): Told | null {
  const counted = COUNTED[article];
  const most = Math.max(
    0,
    ...[...said.matchAll(counted?.of ?? /(?!)/g)].map(([, figure, ten]) => Number(figure) * (ten ? TEN_THOUSAND : 1)),
  );
  const tier = tiers[1];
  return counted && tier && most >= counted.graver ? { tiers: [tier], by: counted.source } : null;
}
const TEN_THOUSAND = 10_000;

const alone = (yuan: number | null): readonly [number, number] | null => (yuan === null ? null : [yuan, yuan]);

function byAmount(document: CheckedDocument, said: string, { amounts, tiers }: PenaltyRange): Told | null {
  const yuan = amounts === null ? null : amounts.of ? alone(yuanBehind(said, amounts.of)) : amountsTold(document, said);
  const isMore = tells(MORE, said);
  const certain = amounts?.ofTelecom && /电信网络诈骗|电信诈骗|电诈/.test(said) ? amounts.ofTelecom : amounts?.certain;
  const at =
    yuan === null
      ? -1
      : (certain?.findIndex(
          ([from, below], place) => (yuan[0] >= from || (place === 0 && Number.isFinite(from))) && yuan[1] < (isMore ? below / 2 : below),
        ) ?? -1);
  const tier = tiers[at];
  return tier && amounts ? { tiers: [tier], by: amounts.source } : null;
}

/** Where a document that tells a whole case says nothing of what makes a crime graver, the sentence is that of the plain crime. */
function plainTier(document: CheckedDocument, said: string, tiers: readonly PenaltyTier[]): readonly PenaltyTier[] | null {
  const kind = kindOf(document);
  const [first, ...graver] = tiers;
  const isWhole =
    kind === "indictment" || kind === "sentencing-proposal" || kind === "review-report" || kind === "non-prosecution-decision";
  // What would make it graver is denied in so many words.
  const isDeniedAll =
    /(?:[无没]有?|不具有|不存在|未发现)[^，。；\n]{0,6}加重|(?:其他|另有|加重)情节[：:\t　]\s*无/.test(said) ||
    /未(?:造成|致|发生)[^，。；]{0,8}(?:伤亡|重伤|死亡|严重后果|人身损害)/.test(said) ||
    (graver.length === 1 && /(?:未达到?|不属于?|不构成|尚未)[^，。；]{0,4}特别(?:严重|巨大)/.test(said));
  const isDenied = graver.some(({ words }) => words?.test(said) === true);
  return (isWhole || isDeniedAll || isDenied) && first?.words === null && graver.every(({ words }) => words === null || !tells(words, said))
    ? [first]
    : null;
}

/** Heroin and methamphetamine (刑法 347、348): ten and fifty grams. */
/** Each so much of what weighs as much as heroin (法释〔2016〕8号第一条). */
const DRUGS_ALIKE: readonly (readonly [drug: RegExp, of: number])[] = [
  [/海洛因|甲基苯丙胺|冰毒|麻古|可卡因/, 1],
  [/摇头丸|MDMA|亚甲二氧基/, 2],
  [/氯胺酮|K粉/, 10],
  [/鸦片|美沙酮/, 20],
];
const WEIGHT = /([0-9]+(?:\.[0-9]+)?)(千克|公斤|克)/g;
const TOTAL_WEIGHT = /(?:共计?|合计|总计|总重|净重共|总净重)[^，。；\n0-9]{0,10}([0-9]+(?:\.[0-9]+)?)(千克|公斤|克)/;
/** 3克、4克、5克 */
const EACH_WEIGHT = /(?:[0-9.]+克[、，和及]){1,}[0-9.]+克/;
const [SOME, MANY] = [10, 50] as const;
const DRUGS: ReadonlySet<string> = new Set(["347", "348"]);
const inGrams = (figure: string, unit: string): number => Number(figure) * (unit === "克" ? 1 : 1_000);

/** At the least and at the most what such drugs weigh together; null: no weight of them is told. */
function gramsTold(said: string, whole: string): readonly [least: number, most: number] | null {
  const alike = DRUGS_ALIKE.filter(([drug]) => drug.test(whole));
  const [only, ...more] = alike;
  if (!only || more.length > 0) return null;
  const [drug, of] = only;
  const parts = said.split(/(?<=[。；\n])/).filter((part) => (drug.test(part) || !drug.test(said)) && !/以上|不满/.test(part));
  const totals = parts.flatMap((part) => {
    const [, figure, unit = ""] = TOTAL_WEIGHT.exec(part) ?? [];
    return figure === undefined ? [] : [inGrams(figure, unit) / of];
  });
  if (totals.length > 0) return [Math.max(...totals), Math.max(...totals)];
  const weights = parts.flatMap((part) => {
    const told = [...part.slice(Math.max(0, part.search(drug))).matchAll(WEIGHT)].map(
      ([, figure = "", unit = ""]) => inGrams(figure, unit) / of,
    );
    return EACH_WEIGHT.test(part) ? [told.reduce((sum, each) => sum + each, 0)] : told;
  });
  return weights.length === 0 ? null : [Math.max(...weights), weights.reduce((sum, each) => sum + each, 0)];
}

function byGrams(said: string, whole: string, { article, tiers }: PenaltyRange): readonly PenaltyTier[] | null {
  const told = DRUGS.has(article) ? gramsTold(said, whole) : null;
  if (!told) return null;
  const [most, sum] = told;
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

/** 属于最重的一档, 第二档: a tier by its place among them. */
function byOrdinal(said: string, tiers: readonly PenaltyTier[]): PenaltyTier | null {
  if (/(?:属于?|系|适用|处于|落在|应在)[^，。；]{0,8}最[重高]的?(?:一档|一个量刑(?:档次|幅度))/.test(said)) return tiers.at(-1) ?? null;
  const told = new Set(
    [...said.matchAll(/(?:属于?|系|适用|处于|落在|应在)[^，。；]{0,8}第([一二三])(?:档|个?量刑(?:档次|幅度))/g)].map(([, at = ""]) =>
      "零一二三".indexOf(at),
    ),
  );
  const [only] = told;
  return told.size === 1 && only !== undefined ? (tiers[only - 1] ?? null) : null;
}

/** Crimes of which the result tells the tier: 交通肇事, 故意伤害, 非法拘禁. */
const BY_RESULT: ReadonlySet<string> = new Set(["133", "234", "238"]);

/** Tiers that a document tells for a crime: by the range that it names, the words that the law has, the paragraph that it cites, its amount, or by nothing that would make the crime graver. All of the article where none does. */
export function toldTiers(document: CheckedDocument, { penalty, charge }: Judged, { all, crime }: Said): Told {
  const { tiers } = penalty;
  const ordinal = byOrdinal(all, tiers);
  if (ordinal) return { tiers: [ordinal], by: null };
  const range = ownTier(all, penalty, { charge, isAlone: crime === null });
  if (range) return { tiers: [range], by: null };
  const said = withoutLaw(all);
  const cited = byParagraph(said, penalty);
  for (const part of crime?.map(withoutLaw) ?? [said]) {
    const told = tiers.filter(({ words }) => words !== null && tells(words, part));
    // Of what came of one act the gravest counts.
    const named = BY_RESULT.has(penalty.article) ? told.slice(-1) : told;
    // Words of several tiers: the paragraph tells which.
    const both = named.filter((tier) => cited.includes(tier));
    if (named.length > 0) return { tiers: both.length > 0 ? both : named, by: null };
  }
  if (cited.length > 0) return { tiers: cited, by: null };
  const amount = byAmount(document, crime === null ? said : (crime[0] ?? ""), penalty);
  const told = amount ?? byCount(crime === null ? said : (crime[0] ?? ""), penalty);
  if (told) return told;
  return { tiers: byGrams(said, document.text, penalty) ?? plainTier(document, said, tiers) ?? tiers, by: null };
}
