import type { CheckedDocument } from "../document.ts";
import { type Amount, amountsIn, amountsOf, isInexact, isMultiplied, listingsIn, totalsOf } from "./amounts.ts";
import { type Equation, holds, isInReach } from "./equations.ts";
import { nounAt } from "./introduced.ts";
import { startOf } from "./sentences.ts";
import { numberOf } from "./written-number.ts";

/** Sums this many times apart are of other things. */
const APART = 3n;
/** Where it is sure that they are its parts. */
const SURE = 2000n;

interface Told extends Equation {
  readonly isSure?: boolean;
}

/** Begins to tell totals of so many, of every noun that follows: 三年合计取得发票27份，税额…元，开票费…元. */
const TOTALS =
  /(?<number>[两二三四五六七八九十]|[2-9])(?:个)?(?:年度?|月|季度?|次|笔|项|起|批|期|人|家|户)[^，。；]{0,4}?(?:合计|共计|总计|累计|总共|一共|合共)/;

/** 甲、乙的罚金总额为14000元: so many as are named. */
const NAMED = /((?:[\p{Script=Han}·]{2,10}、)+[\p{Script=Han}·]{2,10})的[^，。；、0-9]{2,8}$/u;

/** What persons named got or owe together, of the amounts of its noun before. */
function* byName(document: CheckedDocument, all: readonly Amount[]): Generator<Equation> {
  const { text } = document;
  for (const whole of totalsOf(document)) {
    const named = NAMED.exec(text.slice(Math.max(0, whole.start - 60), whole.start))?.[1]?.split("、").length;
    const noun = nounAt(text, whole.start);
    if (named === undefined || noun === "") continue;
    const parts = all.filter(({ start }) => start < whole.start && nounAt(text, start) === noun).slice(-named);
    if (parts.length === named) yield { parts, whole, result: whole };
  }
}

/** Takes up what so many were told to have done: 二人退缴的20000元. */
const OF_SO_MANY =
  /(?<number>[两二三四五六七八九])(?:名)?(?:被告人|犯罪嫌疑人|被不起诉人|被害人|人|家|户|笔|单位|公司)(?<core>\p{Script=Han}{2,4})的(?=[0-9])/gu;

/** What several together got or gave, by the verb that each of them has. */
function* bySoMany(text: string, all: readonly Amount[]): Generator<Equation> {
  for (const found of text.matchAll(OF_SO_MANY)) {
    const { number = "", core = "" } = found.groups ?? {};
    const at = found.index + found[0].length;
    const whole = all.find(({ start }) => start === at);
    const parts = all.filter(
      ({ start }) => start < found.index && start > found.index - NEAR_BEFORE && text.slice(Math.max(0, start - 10), start).includes(core),
    );
    if (whole && parts.length === numberOf(number) && !isInexact(text.slice(found.index, whole.end + 2)))
      yield { parts, whole, result: whole };
  }
}
const NEAR_BEFORE = 300;

/** Totals of several things in one sentence, each of the amounts of its noun before. */
function* byNoun(text: string, all: readonly Amount[]): Generator<Equation> {
  for (const whole of all) {
    const noun = nounAt(text, whole.start);
    if (noun === "") continue;
    const sentence = startOf(text, whole.start, "。\n");
    const lead = text.slice(sentence, whole.start);
    const marker = TOTALS.exec(lead);
    if (!marker) continue;
    const line = startOf(text, whole.start, "\n");
    const parts = all.filter(({ start }) => start >= line && start < sentence + marker.index && nounAt(text, start) === noun);
    if (parts.length >= 2 && parts.length === numberOf(marker.groups?.["number"] ?? "") && !isInexact(text.slice(line, whole.end + 4)))
      yield { parts, whole, result: whole };
  }
}

const SUMS_UP = /以上|上述|综上|前述|相加/;
/** What is told beside the whole of a list. */
const OTHER = /退|赔|还|扣押|追|缴|付|罚|余|欠|每|平均|获利|所得|分得|佣金|报酬|费|其中|参与|租金/;
const COUNTED = /([0-9]{1,2}|[一二两三四五六七八九十]{1,3})(?:起|次|笔|宗|晚|名|人|样|件|项|处|家|户|类|种|批|份)/g;
/** How far behind a list its whole is told. */
const NEAR = 80;

/** The whole of a list in the sentence behind it: by the number of its items, or that it sums up. And of the first so many of them: 参与前三起. */
function* ofLists(document: CheckedDocument, all: readonly Amount[]): Generator<Told> {
  const { text } = document;
  for (const { amounts, items, isWhole, end } of listingsIn(document)) {
    if (!isWhole) continue;
    const rest = text
      .slice(end, end + 400)
      .split("\n")
      .slice(0, 2)
      .join("\n");
    const sentenceEnd = rest.indexOf("。", 1);
    const sentence = sentenceEnd < 0 ? rest : rest.slice(0, sentenceEnd);
    const firsts = /前([0-9]|[一二两三四五六七八九])(?:起|次|笔)[^。；0-9]{0,20}/.exec(rest);
    if (firsts) {
      const at = end + firsts.index + firsts[0].length;
      const whole = all.find(({ start }) => start === at);
      const parts = amounts.slice(0, numberOf(firsts[1] ?? ""));
      if (whole && parts.length >= 2 && parts.length < items) yield { parts, whole, result: whole };
    }
    const isCounted = [...sentence.matchAll(COUNTED)].some(([, number = ""]) => numberOf(number) === items);
    const whole = all.find(({ start }) => start >= end && start < end + Math.min(sentence.length, NEAR));
    const lead = whole ? text.slice(end, whole.start) : "";
    if (whole && (isCounted || SUMS_UP.test(lead)) && !OTHER.test(lead.slice(-14)) && !/前[0-9一二三四五六七八九]/.test(lead))
      yield { parts: amounts, whole, result: whole, isSure: isCounted && SUMS_UP.test(lead) };
  }
}

const INTRODUCES = /(?:如下|下列|下表|分述|：)[：。]?$/;

/** 共计57.5万元。具体如下： and sections that tell subtotals. */
function* ofSections(document: CheckedDocument): Generator<Equation> {
  const { paragraphs } = document;
  const totals = totalsOf(document);
  for (const [at, paragraph] of paragraphs.entries()) {
    if (!INTRODUCES.test(paragraph.text.trim())) continue;
    const end = paragraph.start + paragraph.text.length;
    const whole = totals.findLast(({ start }) => start >= paragraph.start && start < end);
    if (!whole) continue;
    const subtotals: Amount[] = [];
    for (const { text: line, start } of paragraphs.slice(at + 1)) {
      const told = totals.find((each) => each.start >= start && each.start < start + line.length);
      if (told) subtotals.push(told);
      else if (amountsIn(line, start).length > 0 || line.endsWith("。")) break;
    }
    if (subtotals.length >= 2) yield { parts: subtotals, whole, result: whole };
  }
}

/** Sums that are told by what they are of, by the number of what was listed, or before their parts. */
export function* nounSums(document: CheckedDocument, known: ReadonlySet<number>): Generator<Equation> {
  const { text } = document;
  const all = amountsOf(document);
  const told: readonly Told[] = [
    ...ofLists(document, all),
    ...ofSections(document),
    ...byNoun(text, all),
    ...byName(document, all),
    ...bySoMany(text, all),
  ];
  for (const { isSure, ...each } of told) {
    const sentence = startOf(text, each.whole.start, "。\n");
    if (known.has(each.whole.start) || isMultiplied(text.slice(sentence, each.whole.end))) continue;
    if (holds(each) || isInReach(each, isSure === true ? SURE : APART)) yield each;
  }
}
