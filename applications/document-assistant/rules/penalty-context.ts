import type { CheckedDocument } from "../document.ts";
import { aboutWhom, isOfAll } from "../facts/accused.ts";
import { articlesIn } from "../facts/articles.ts";
import { CHARGES } from "../facts/charge-names.ts";
import { chargedOf } from "../facts/charged.ts";
import type { ChargePlace } from "../facts/charges.ts";
import { factsOf } from "../facts/facts.ts";
import { readOnce } from "../facts/read-once.ts";
import { lineAround, sentenceEnd, sentenceStart } from "../facts/sentences.ts";
import { oddCharges } from "./charges.ts";
import { penaltyOf } from "./penalty-ranges.ts";
import type { Judged } from "./tiers.ts";

/** Before another's name, that both are told of together: 与李四共同. */
const BESIDE = /(?:[与和同跟、]|伙同|会同|连同)(?:被告人|犯罪嫌疑人)?$/;

/** Clauses that are of somebody: those behind the name until another begins one, and those that are of all. */
function saidOf({ text }: CheckedDocument, name: string, others: ReadonlySet<string>): string {
  let isOwn = true;
  return text
    .split(/(?<=[，。；：\n])/)
    .filter((clause) => {
      const own = clause.indexOf(name);
      const other = Math.min(...[...others].map((each) => clause.indexOf(each)).filter((at) => at >= 0));
      const isBeside = Number.isFinite(other) && BESIDE.test(clause.slice(0, other));
      if (own >= 0 || isOfAll(clause)) isOwn = true;
      else if (Number.isFinite(other) && !isBeside) isOwn = false;
      return isOwn;
    })
    .join("");
}

export interface PenaltyContext {
  /** What is told of whoever the penalty is for; all of it where there is one. */
  readonly said: string;
  /** Null: of all, or it is not told. */
  readonly whose: ReadonlySet<string> | null;
}

const ITEM = /^\s*(?:[（(]?[一二三四五六七八九十0-9]{1,3}[）)、.．]|案例[一二三四五六七八九十0-9]|——)|\t/;
const OF_ONE = /(?:罪|盗窃|诈骗|贪污|受贿|挪用|[0-9]元|万元)[^\n]*(?:徒刑|拘役|管制)/;

/** An item or a row that tells a crime and its penalty, beside others that do; null: the text is of one case. */
function ownItem(text: string, at: number): string | null {
  const line = text.slice(...lineAround(text, at));
  const isOne = (each: string): boolean => ITEM.test(each) && OF_ONE.test(each);
  return isOne(line) && text.split("\n").filter(isOne).length > 1 ? line : null;
}

/** Whoever a penalty is for, and what is said of them. */
export function contextOf(document: CheckedDocument, at: number): PenaltyContext {
  const charged = chargedOf(document);
  const whose = aboutWhom(document.text, at, charged);
  const [name, ...more] = whose ?? [];
  if (name === undefined || more.length > 0) return { said: ownItem(document.text, at) ?? document.text, whose };
  return { said: saidOf(document, name, charged.difference(new Set([name]))), whose };
}

export interface Charged extends ChargePlace {
  readonly whose: ReadonlySet<string> | null;
}

/** The charges of a document; one that is written wrongly is the one that is meant. */
const chargesOf = readOnce((document): readonly Charged[] => {
  const charged = chargedOf(document);
  const meant = new Map(oddCharges(document).map(({ odd, meant: charge }) => [odd.start, charge] as const));
  return factsOf(document)
    .charges.filter(({ stance }) => stance !== "argued" && stance !== "denied")
    .map((each) => ({ ...each, charge: meant.get(each.start) ?? each.charge, whose: aboutWhom(document.text, each.start, charged) }));
});

const judged = (charge: string | undefined): Judged | null => {
  const penalty = charge === undefined ? null : penaltyOf(charge);
  return penalty && charge !== undefined ? { penalty, charge } : null;
};

/** Of an article the only charge, or one of several that are punished alike. */
const FORMER: ReadonlySet<string> = new Set(["338", "341", "344", "253-1", "237", "201", "205"]);
const BY_ARTICLE: ReadonlyMap<string, string> = new Map(
  [...Map.groupBy(CHARGES.values(), ({ articles }) => (articles[0] ?? "").split(".")[0] ?? "")].flatMap(([article, named]) => {
    const families = new Set(named.map(({ family }) => family));
    // Where names of before stand too, as the law calls it today.
    const [family, ...more] = [...families].filter((each) => penaltyOf(each)?.article === article);
    return family !== undefined && (more.length === 0 || FORMER.has(article)) ? [[article, family] as const] : [];
  }),
);

/** Crimes that are told by their names alone where no charge is written out: 贪污补贴17万元, 盗窃数额. */
const BARE =
  /盗窃|诈骗|抢劫|抢夺|敲诈勒索|职务侵占|挪用公款|挪用资金|贪污|受贿|行贿|故意伤害|强奸|交通肇事|危险驾驶|开设赌场|寻衅滋事|聚众斗殴|故意毁坏财物|扒窃|窃取|窃得|盗走/g;
const CALLED: Readonly<Record<string, string>> = { 扒窃: "盗窃", 窃取: "盗窃", 窃得: "盗窃", 盗走: "盗窃" };
/** 先后收受财物，为其谋取利益 */
/** 驾驶货车将行人撞倒致其死亡，负全部责任 */
const RUNS_OVER = /(?:驾驶|驾车|倒车)[^。]{0,60}(?:撞|碰|碾|轧)[\s\S]{0,80}(?:死亡|重伤)[\s\S]{0,60}责任/;
/** 贩卖12克, 向一人出售甲基苯丙胺 */
const SELLS_DRUGS = /贩卖[^。；\n]{0,24}(?:毒品|[0-9]克)|(?:出售|卖给)[^。；\n]{0,12}(?:甲基苯丙胺|海洛因|冰毒|毒品)/;
const TAKES_BRIBES = /(?:收受|非法收取|索取)[^。；]{0,40}(?:谋取利益|谋利|提供帮助|关照)/;

function bareIn(text: string): string | undefined {
  const [only, ...more] = new Set([
    ...[...text.matchAll(BARE)].map(([name]) => `${CALLED[name] ?? name}罪`),
    ...(TAKES_BRIBES.test(text) ? ["受贿罪"] : []),
    ...(RUNS_OVER.test(text) ? ["交通肇事罪"] : []),
    ...(SELLS_DRUGS.test(text) ? ["贩卖毒品罪"] : []),
  ]);
  return more.length === 0 ? only : undefined;
}

/** The charge of a penalty: the one named in its part of the sentence, else in the sentence, else in its line, else the only one of whom it is for, else the only one of the document, else the one whose article is cited, or that is told by a bare word. Null: it cannot be told, or the law is not in the table. */
export function chargeOf(document: CheckedDocument, at: number, whose: ReadonlySet<string> | null): Judged | null {
  const { text } = document;
  const charges = chargesOf(document);
  const of = (isWanted: (each: Charged) => boolean): ReadonlySet<string> => new Set(charges.filter(isWanted).map(({ charge }) => charge));
  const within = ([from, to]: readonly [number, number]): ReadonlySet<string> => of(({ start }) => start >= from && start < to);
  const line = lineAround(text, at);
  const part = [sentenceStart(text, at), sentenceEnd(text, at)] as const;
  const sentence = [
    Math.max(line[0], text.lastIndexOf("。", at - 1) + 1),
    at + text.slice(at, line[1]).split("。", 1).join("").length,
  ] as const;
  const candidates: ReadonlySet<string>[] = [
    within(part),
    within(sentence),
    ...(whose === null ? [] : [of((each) => each.whose !== null && !each.whose.isDisjointFrom(whose))]),
    within(line),
  ];
  const own = ownItem(text, at) === null ? undefined : bareIn(text.slice(...line));
  candidates.push(own === undefined ? of(() => true) : new Set([own]));
  const known = candidates.find(({ size }) => size === 1);
  if (known) return judged([...known][0]);
  if (charges.length > 0) return null;
  const cited = new Set(articlesIn(text, 0, text.length).flatMap(({ article }) => BY_ARTICLE.get(article) ?? []));
  const [by, ...more] = cited;
  return judged(by !== undefined && more.length === 0 ? by : (bareIn(text.slice(...line)) ?? bareIn(text)));
}

/** The charge right before a term of several: 以寻衅滋事罪判处有期徒刑五年. */
export function ownChargeOf(document: CheckedDocument, from: number, at: number): Judged | null {
  const own = chargesOf(document).findLast(({ start, end }) => start >= from && end <= at);
  return own && TO_TERM.test(document.text.slice(own.end, at)) ? judged(own.charge) : null;
}
/** 以敲诈勒索罪判处有期徒刑四年: what stands between a charge and its term. */
const TO_TERM = /^[”）]?(?:（[^（）]*）)?(?:[^，。；]{0,12}，)?[^，。；执]{0,14}(?:判处|处以|处)?$/;

/** Words of what is done, for charges whose name is not what is told. */
const TOLD_AS: Readonly<Record<string, string>> = {
  诈骗罪: "诈骗|骗取|骗得",
  盗窃罪: "盗窃|窃取|窃得",
  敲诈勒索罪: "敲诈|勒索|索要|索取",
  故意伤害罪: "伤害|殴打|轻伤|重伤",
  开设赌场罪: "赌场|抽头|赌博",
  寻衅滋事罪: "滋事|殴打|辱骂|恐吓",
  抢劫罪: "抢劫|劫取",
  "掩饰、隐瞒犯罪所得罪": "掩饰|隐瞒|收购|转移",
};
const wordsOf = (charge: string): RegExp => new RegExp(TOLD_AS[charge] ?? charge.replace(/罪$/, "").split("、")[0] ?? charge);

/** Of several crimes what is told of one: parts of sentences with its own words and none of another, and those that have others too. Null: there is one crime. */
export function saidOfCrime(document: CheckedDocument, said: string, charge: string): readonly string[] | null {
  const { text } = document;
  const all = new Set(
    chargesOf(document)
      .filter((each) => each.charge === charge || said.includes(text.slice(each.start, each.end)))
      .map((each) => each.charge),
  );
  if (all.size < 2) return null;
  const [own, others] = [wordsOf(charge), [...all].filter((each) => each !== charge).map(wordsOf)];
  const parts = said.split(/(?<=[。；\n])/).filter((part) => own.test(part));
  return [parts.filter((part) => !others.some((other) => other.test(part))).join(""), parts.join("")];
}
