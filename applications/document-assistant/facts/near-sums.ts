import type { CheckedDocument } from "../document.ts";
import { type Amount, isInexact, isMultiplied, listingsIn, totalsOf } from "./amounts.ts";
import { type Equation, holds, isInReach, needed, partsOfRight, sumOf } from "./equations.ts";
import { isInCapitals, isOneSlipAway, mentionsIn } from "./mentions.ts";
import { startOf } from "./sentences.ts";
import { isLimit } from "./whole-amount.ts";

/** What is left of a whole, or lacks of it. */
const REST =
  /(?:其余|余款|余额|余下|剩余|结余|下余|尚有|仍有|还有|尚欠|仍欠|还欠|尚余|缺口|差额|短缺|相差|还差|尚差|尚未|仍未|至今未|未能|实际损失|净得|实得|净额|仍在|仍被|[少漏欠短][缴交付退还发算]|[多超][付收领发支划扣算]\p{Script=Han}?|余下|差距|虚[报列增]|核[减增]|调减|[多冒]领|拖欠|(?:扣除|除去|减去|剔除)[^，。；0-9]{0,10}后)[^0-9。；，\n]{0,14}(?<amount>[0-9][0-9,]*(?:\.[0-9]+)?(?:万|亿)?元)/gu;
/** 余5000元未还 */
const LEFT =
  /(?:(?<=[，；、（])(?:尚|仍|还|余)|(?<=[，；、（])(?:而|另)?)(?<amount>[0-9][0-9,]*(?:\.[0-9]+)?(?:万|亿)?元)(?=[^0-9。；，\n]{0,6}(?:未|没有|尚|仍))/g;

/** How far before it what makes up a result is told. */
const NEAR = 500;
/** More parts than these are not looked at. */
const MOST = 14;
/** With fewer digits sums are near by chance. */
const LEAST = 2;

/** Numbers of parts: 三项合计, 两笔共. */
const COUNT = /([两二三四五六七八九十])(?:项|笔|起|次|人|家|户|张|名|部分|者|个[^，。；0-9]{1,4})[^，。；0-9]{0,12}$/;
const HAN = "零一二三四五六七八九十";

/** Takes up what was told before: 以上罚金合计. */
const TAKES_UP = /以上|上述|综上|前述|上列|[二两三四五](?:被告人|项|笔)/;
const ADDS_UP = /加起来|相加|加在一起|合起来|总共|一共/;
/** One of several is left out: 除该笔外, 扣除其中一笔. */
const ONE_OUT = /除|扣|减|剔|其中|不含|该笔/;

interface Place {
  readonly text: string;
  readonly all: readonly Amount[];
  readonly lists: readonly (readonly Amount[])[];
  /** Results of other sums, which are no parts of the next. */
  readonly results: ReadonlySet<number>;
  /** What another sum that is right is made of: its total stands for it. */
  readonly inner: ReadonlySet<number>;
}

/** Without what is told twice: 3000元（叁仟元）, 共3000元，该3000元. */
const distinct = (amounts: readonly Amount[]): Amount[] =>
  amounts.filter(({ fen }, at) => amounts.findIndex((other) => other.fen === fen) === at);

/** A way in which a result may come about, and how many digits an amount has to have for it to be near by no chance; 0: there is no other way, however far it is from right. */
interface Way {
  readonly equation: Equation;
  readonly least: number;
  /** What the whole has to be by its own parts, where they do not make it. */
  readonly meant?: bigint | undefined;
}

/** Which of several parts is left out, by its place among them: 最后一笔与本案无关. */
function leftOut(between: string, parts: readonly Amount[]): readonly Amount[] {
  const place = /(最后|末|第?[一二三四五六七八九十首])(?:一)?(?:笔|项|次|起|部分)/.exec(between)?.[1]?.replace("第", "");
  if (place === undefined) return parts;
  const at = place === "最后" || place === "末" ? -1 : place === "首" ? 0 : HAN.indexOf(place) - 1;
  const part = parts.at(at);
  return part ? [part] : parts;
}

/** Parts that a total may have, in the ways in which parts are told before it. */
function* partsBefore(
  { text, all, lists, results, inner }: Place,
  total: Amount,
): Generator<readonly [parts: readonly Amount[], least: number]> {
  const line = startOf(text, total.start, "\n");
  const sentence = startOf(text, total.start, "。\n");
  const before = all.filter(({ start }) => start < total.start && start >= total.start - NEAR);
  const since = (from: number): Amount[] => before.filter(({ start }) => start >= from);
  const last = before.findLast(({ start }) => results.has(start));
  const own = since(sentence);
  yield [own, 2];
  if (last && last.start >= sentence) yield [since(last.end), LEAST];
  yield [own.filter(({ start }) => !results.has(start)), LEAST];
  const previous = startOf(text, sentence - 1, "。\n");
  if (own.length === 0 && previous >= line) yield [since(previous).filter(({ start }) => !results.has(start)), 2];
  yield [since(Math.max(line, last?.end ?? 0)), LEAST];
  yield [since(line).filter(({ start }) => !results.has(start)), LEAST];
  const isTaken = TAKES_UP.test(text.slice(sentence, total.start));
  const count = HAN.indexOf((COUNT.exec(text.slice(sentence, total.start))?.[1] ?? "").replace("两", "二"));
  const outer = before.filter(({ start }) => !inner.has(start));
  const counted = outer.length < before.length ? outer.slice(-count) : before.filter(({ start }) => !results.has(start)).slice(-count);
  yield [outer.filter(({ start }) => start >= line), LEAST];
  if (count >= 2) {
    const isOwn = own.length === count && !/[人名者][^，。；0-9]{0,12}$/.test(text.slice(sentence, total.start));
    const isLine = isTaken && own.length === 0 && (counted[0]?.start ?? 0) >= line && counted.length === since(line).length;
    // In an answer of its own before it: 两个人加起来 of the two told there.
    const lastLine = startOf(text, counted.at(-1)?.start ?? 0, "\n");
    const isAnswer =
      own.length === 0 &&
      ADDS_UP.test(text.slice(sentence, total.start)) &&
      counted.length === count &&
      counted.length === outer.filter(({ start }) => start >= lastLine).length;
    yield [counted, isOwn || isLine || isAnswer ? 0 : ADDS_UP.test(text.slice(sentence, total.start)) ? 1 : 2];
  }
  const [only, ...others] = own;
  // 手机值2850元，连同现金一共6450元
  const isMore = only && /除[^，。；]{0,16}外，?[^，。；]{0,4}另|另(?:行|外)?(?:补|赔|支|付)/.test(text.slice(sentence, only.start));
  if (only && others.length === 0 && (isMore || /连同|加上|另加|再加/.test(text.slice(only.end, total.start))))
    for (const each of before.filter(({ start }) => start < sentence))
      yield [
        [each, only],
        bigram(text, each.start) !== undefined && text.slice(only.end, total.start).includes(bigram(text, each.start) as string)
          ? 0
          : LEAST,
      ];
  const noun = nounOf(text, total.start);
  if (noun !== undefined) {
    const named = all.filter(({ start }) => start < total.start && nounOf(text, start) === noun && !results.has(start));
    yield [named, named.length === count ? 0 : isTaken ? 1 : LEAST];
  }
  if (own.length > 0) return;
  const list = lists.findLast((each) => (each.at(-1)?.end ?? 0) <= line);
  if (list && total.start - (list.at(-1)?.end ?? 0) < NEAR) yield [list, isTaken ? 2 : LEAST];
}

const bigram = (text: string, at: number): string | undefined =>
  /\p{Script=Han}{2}(?=(?:人民币)?$)/u.exec(text.slice(Math.max(0, at - 8), at))?.[0];

/** What an amount is of, by the word before it: 罚金 of 并处罚金人民币3000元. */
const NOUN = /(\p{Script=Han}{2})(?:共|合计|总计|共计|累计|数额|金额|总额|为|计|人民币|[：:]){0,3}$/u;
const nounOf = (text: string, at: number): string | undefined => NOUN.exec(text.slice(Math.max(0, at - 20), at))?.[1];

/** The amounts right before a total, where they make it exactly. */
function runBefore({ all }: Place, total: Amount): Equation | null {
  const before = all.filter(({ start }) => start < total.start).slice(-MOST);
  for (let from = before.length - 2; from >= 0; from -= 1) {
    const parts = before.slice(from);
    if (sumOf(parts) === total.fen) return { parts, whole: total, result: total };
  }
  return null;
}

/** Of a whole beside it in the sentence, by a word that says so. */
const TAKEN = /[退赔缴交付支还收划扣核用]|返|追回|发放|兑现|落实|投入|挽回/;
/** By how much two amounts are apart. */
const APART_BY = /相差|差额|差距|多|超|少/;

/** What is left when the rest is taken off: of the last total before it, of one of its parts less, of an amount beside it, or of any amount before. */
function* restsOf({ text, all, results }: Place, left: Amount, told: readonly Equation[]): Generator<Way> {
  const before = all.filter(
    ({ start, fen }) => start < left.start && start >= left.start - NEAR && (fen !== left.fen || results.has(start)),
  );
  const total = before.findLast(({ start }) => results.has(start));
  const sentence = startOf(text, left.start, "。\n");
  const clause = text.slice(sentence, left.start);
  const own = before.filter(({ start }) => start >= sentence);
  const [first, second] = own.slice(-2);
  if (first && second) {
    const isTaken = TAKEN.test(text.slice(first.end, second.start)) || APART_BY.test(text.slice(second.end, left.start));
    const least = own.length === 2 && isTaken ? 1 : LEAST;
    yield { equation: { parts: [second, left], whole: first, result: left }, least };
    if (APART_BY.test(text.slice(second.end, left.start)) && second.fen > first.fen)
      yield { equation: { parts: [first, left], whole: second, result: left }, least };
  }
  const previous = total && before.findLast(({ start }) => results.has(start) && start < total.start);
  if (total && previous && APART_BY.test(text.slice(total.end, left.start)) && total.fen > previous.fen)
    yield { equation: { parts: [previous, left], whole: total, result: left }, least: 1 };
  for (const [at, whole] of before.entries()) {
    const isTotal = whole === total;
    if (whole.fen <= left.fen && !isTotal) continue;
    const between = before.slice(at + 1).filter(({ fen }) => isTotal || fen < whole.fen);
    const ways = [between, between.slice(-1), between.filter(({ start }) => !results.has(start))];
    for (const [order, taken] of ways.entries())
      if (taken.length > 0 && taken.length <= MOST)
        yield { equation: { parts: [...taken, left], whole, result: left }, least: isTotal && order === 0 ? 1 : LEAST };
    const sum =
      isTotal && between.length === 0 && ONE_OUT.test(clause) ? told.find(({ result }) => result.start === whole.start) : undefined;
    for (const part of sum ? leftOut(text.slice(whole.end, left.start), sum.parts) : [])
      yield {
        equation: { parts: [part, left], whole, result: left },
        least: 2,
        meant: sum && !holds(sum) ? sumOf(sum.parts) : undefined,
      };
  }
}

/** With nothing else that could be meant, sums this many times apart are of other things. */
const APART = 12n;

/** Whether a sum is right but for one slip in an amount that says enough. */
const isNear = ({ equation, least }: Way): boolean =>
  (least === 0 && isInReach(equation, APART)) || isOneSlipAway(equation, [...equation.parts, equation.whole], least);

/** The only one of several sums that a slip keeps from being right, of those that need the fewest digits. Null: none, or several are near. */
function nearestOf(ways: readonly Way[]): Equation | null {
  const right = ways.find(({ equation, meant }) => holds(equation) || (meant !== undefined && sumOf(equation.parts) === meant));
  if (right) return right.equation;
  for (const least of [0, 1, 2, LEAST]) {
    const near = new Map(
      ways.filter((way) => way.least === least && isNear(way)).map(({ equation }) => [needed(equation, equation.result), equation]),
    );
    if (near.size > 0) return near.size === 1 ? ([...near.values()][0] ?? null) : null;
  }
  return null;
}

/** Amounts with their capitals behind them: nobody writes a part so. */
const capitalised = (text: string): number[] =>
  [...text.matchAll(/(?<![0-9.,])[0-9][0-9,.]*(?:万|亿)?元(?=（(?:大写|人民币[壹贰叁肆伍陆柒捌玖拾]))/g)].map(({ index }) => index);

/** Totals and rests whose sentence does not tell what they are made of, by what was told before: right, or a slip away from it. */
export function* nearSums(document: CheckedDocument, told: readonly Equation[]): Generator<Equation> {
  const { text } = document;
  const known = new Set(told.map(({ result }) => result.start));
  const sums = [...told];
  const totals = totalsOf(document);
  const all = mentionsIn(document).filter((each) => (/[0-9]/.test(each.text) || !isInCapitals(each)) && !isLimit(text, each));
  const place: Place = {
    text,
    all,
    lists: listingsIn(document).flatMap(({ amounts, isWhole }) => (isWhole ? [amounts] : [])),
    inner: partsOfRight(told),
    results: new Set([...totals.map(({ start }) => start), ...known, ...capitalised(text)]),
  };
  const isExact = (from: number, to: number): boolean => {
    const sentence = text.slice(startOf(text, from, "。\n"), to + 4);
    return !isInexact(sentence) && !isMultiplied(sentence);
  };
  for (const total of totals) {
    // A total that was right is told again.
    const isAgain = sums.some((each) => holds(each) && each.result.fen === total.fen);
    if (known.has(total.start) || isAgain || !isExact(total.start, total.end)) continue;
    const ways = [...partsBefore(place, total)]
      .flatMap(([parts, least]) => [[parts, least] as const, [distinct(parts), MOST] as const])
      .filter(([parts, least]) => parts.length >= 2 && parts.length <= MOST && (least === 0 || parts.every(({ fen }) => fen !== total.fen)))
      .map(([parts, least]) => ({ equation: { parts, whole: total, result: total }, least }));
    // So many as are counted are its parts, though some of them alone make it.
    const counted = ways.find(({ least }) => least === 0);
    const way =
      (counted && !holds(counted.equation) && isInReach(counted.equation, APART) ? null : runBefore(place, total)) ?? nearestOf(ways);
    if (!way) continue;
    sums.push(way);
    yield way;
  }
  for (const pattern of [REST, LEFT])
    for (const found of text.matchAll(pattern)) {
      const amount = found.groups?.["amount"] ?? "";
      const end = found.index + found[0].length;
      const left = all.find(({ start }) => start === end - amount.length);
      const isAgain = left && sums.some((each) => holds(each) && each.result !== each.whole && each.result.fen === left.fen);
      if (!left || isAgain || known.has(left.start) || !isExact(left.start, left.end)) continue;
      const way = nearestOf([...restsOf(place, left, sums)]);
      if (way) yield way;
    }
}
