import type { CheckedDocument } from "../document.ts";
import { type Amount, amountsIn, amountsOf, isInexact, isMultiplied, totalsOf } from "./amounts.ts";
import { type Equation, holds, isInReach, sumOf } from "./equations.ts";
import { isOneSlipAway, isRounded } from "./mentions.ts";
import { startOf, unbracketed } from "./sentences.ts";
import { numberOf } from "./written-number.ts";

/** Says that a whole is told of part by part behind it. */
const OPENS = /其中(?!之?一[个名起人笔次家])|(?:具体|明细|分别|构成)(?:情况)?(?:如下|包括|为|是|有)?[：，]?|包括|：/g;
/** Beside the parts, of other things. */
const OF_OTHERS =
  /[%％]|每|各|单价|均价|平均|占(?![用地道有])|同比|环比|增长|下降|比上|比去|利息|利率|其中|除|不含|含|另|参与|均|都|罚金|获利|分得/;
/** People and cases that are of several kinds at once. */
const OVERLAPS = /男|女|岁|党员|学历|本科|大专|民族|以上|以下|既|兼|同时/;
const REST = /(?:其他|其它|其余|余下|剩余)[^，。；、0-9]{0,8}$/;
const COUNTED = /([两二三四五六七八九]|[2-9])(?:名|人|家|户|笔|次|起|处|个[^，。；0-9]{1,4}|项|类|种|期|批|回|块|张|台|辆)/g;
/** Sums this many times apart are of other things. */
const APART = 12n;
/** With fewer digits sums are near by chance. */
const LEAST = 2;
const MOST = 12;
/** So much text may stand between one part and the next. */
const FAR = 40;

/** Amounts that a whole may be, right before what opens its parts: the last one of its sentence, or of the sentence before where this one begins so. */
function wholesBefore(text: string, all: readonly Amount[], at: number): readonly Amount[] {
  const sentence = startOf(text, at, "。\n");
  const own = all.filter(({ start, end }) => start >= sentence && end <= at);
  if (own.length > 0) return own.slice(-3);
  // 以上费用……，其中: of the total right before.
  if (/^\s*(?:以上|上述)/.test(text.slice(sentence, at))) {
    const last = all.findLast(({ end }) => end <= sentence);
    return last && sentence - last.end < 4 && /(?:合\s*计|总\s*计|总额)/.test(text.slice(startOf(text, last.start, "\n"), last.start))
      ? [last]
      : [];
  }
  if (!/^\s*$/.test(text.slice(sentence, at))) return [];
  const former = startOf(text, text.charAt(sentence - 2) === "。" ? sentence - 2 : sentence - 1, "。\n");
  return all.filter(({ start, end }) => start >= former && end <= sentence).slice(-3);
}

const NEXT = /^[^，。；：、0-9]{0,8}(?:、|和|及|以及)[^，。；：、0-9]{1,14}$/u;

/** Several side by side and what they come to right behind them, without a word for it: 围网31亩、网箱11亩、养鸭5亩，占用水面47亩. */
export function* runsSummed(document: CheckedDocument, known: ReadonlySet<number>): Generator<Equation> {
  const { text } = document;
  const all = amountsOf(document);
  for (const [at, whole] of all.entries()) {
    const parts: Amount[] = [];
    const last = all[at - 1];
    if (!last || known.has(whole.start) || !/^[^，。；：、0-9]{0,6}，[^，。；：、0-9]{1,10}$/.test(text.slice(last.end, whole.start)))
      continue;
    for (let each: Amount | undefined = last; each; each = all[at - 1 - parts.length]) {
      const next = parts[0];
      if (next && !NEXT.test(text.slice(each.end, next.start))) break;
      parts.unshift(each);
    }
    const equation = { parts, whole, result: whole };
    const lead = text.slice(startOf(text, whole.start, "。；\n"), whole.end + 2);
    if (parts.length < 3 || isInexact(lead) || isMultiplied(lead) || OF_OTHERS.test(text.slice(last.end, whole.start))) continue;
    if (holds(equation) || (isOneSlipAway(equation, [...parts, whole], LEAST) && parts.every(({ fen }) => fen < whole.fen))) yield equation;
  }
}

/** What became of all of it in the clauses behind: 共786公斤，封存437公斤，售出349公斤. */
export function* dividedBehind(document: CheckedDocument, known: ReadonlySet<number>): Generator<Equation> {
  const { text } = document;
  const all = amountsOf(document);
  for (const whole of totalsOf(document)) {
    if (known.has(whole.start)) continue;
    const end = whole.end + (/[。；\n]/.exec(text.slice(whole.end, whole.end + 120))?.index ?? 0);
    const parts = all.filter(({ start }) => start > whole.end && start < end);
    const leads = parts.map(({ start }, at) => text.slice(parts[at - 1]?.end ?? whole.end, start));
    const segment = startOf(text, whole.start, "。；\n");
    const own = text.slice(segment, end);
    const isFirst = !all.some((each) => each.start >= segment && each.end < whole.start);
    if (!isFirst || parts.length < 2 || isInexact(own) || isMultiplied(own)) continue;
    if (!leads.every((lead) => /^[^，。；、：0-9]{0,4}[，、][^，。；、：0-9]{1,8}$/.test(lead) && !OF_OTHERS.test(lead))) continue;
    const equation = { parts, whole, result: whole };
    if (holds(equation) || (isOneSlipAway(equation, [...parts, whole], LEAST) && parts.every(({ fen }) => fen < whole.fen))) yield equation;
  }
}

/** 得款186000元，甲分得80000元，乙分得66000元，丙分得40000元. */
export function* sharedOut(document: CheckedDocument, known: ReadonlySet<number>): Generator<Equation> {
  const { text } = document;
  const all = amountsOf(document);
  const isShare = ({ start }: Amount, from: number): boolean =>
    /^[^，。；、：0-9]{0,6}[，、；](?:其中)?[^，。；、：0-9]{2,14}(?:分得|分到|分了|分赃)(?:赃款|人民币|现金)?$/u.test(
      text.slice(from, start),
    );
  for (const [at, whole] of all.entries()) {
    const parts: Amount[] = [];
    for (let each = all[at + 1]; each && isShare(each, parts.at(-1)?.end ?? whole.end); each = all[at + 1 + parts.length]) parts.push(each);
    const own = text.slice(startOf(text, whole.start, "，。；\n"), parts.at(-1)?.end);
    if (
      parts.length < 2 ||
      known.has(whole.start) ||
      /分得|分到|分了/.test(text.slice(startOf(text, whole.start, "，。；\n"), whole.start))
    )
      continue;
    if (isInexact(own) || isMultiplied(own)) continue;
    const equation = { parts, whole, result: whole };
    const isMore = sumOf(parts) > whole.fen && isInReach(equation, APART);
    if (holds(equation) || isMore || isOneSlipAway(equation, [...parts, whole], LEAST)) yield equation;
  }
}

/** Parts behind the words that open them. Those that are less than their whole must be all of them: one is told as the rest, or as many as are counted before. */
export function* amongWholes(document: CheckedDocument, known: ReadonlySet<number>): Generator<Equation> {
  const { text } = document;
  const all = amountsOf(document);
  const totals = new Set(totalsOf(document).map(({ start }) => start));
  if (all.length < 3) return;
  for (const found of text.matchAll(OPENS)) {
    const from = found.index + found[0].length;
    const isBracketed = /（[^）\n]{0,12}$/.test(text.slice(Math.max(0, found.index - 12), found.index));
    const length = text.slice(from, from + 400).search(isBracketed ? /[）。\n]/ : /[。\n]/);
    const rest = unbracketed(text.slice(from, length < 0 ? from + 400 : from + length));
    const parts = amountsIn(rest, from);
    const [first] = parts;
    if (!first || parts.length < 2 || parts.length > MOST || first.start - from > FAR) continue;
    if (isInexact(rest) || parts.some(({ start }) => totals.has(start) || known.has(start))) continue;
    const leads = parts.map(({ start }, at) => text.slice(parts[at - 1]?.end ?? from, start));
    if (leads.some((lead) => lead.length > FAR || OF_OTHERS.test(lead))) continue;
    const wholes = wholesBefore(text, all, found.index);
    const right = wholes.find(({ fen }) => fen === sumOf(parts));
    const ofLast = wholes.at(-1);
    const behindLast = ofLast ? text.slice(ofLast.end, found.index) : "";
    const isCounted = [...behindLast.matchAll(COUNTED)].some(([, number = ""]) => numberOf(number) === parts.length);
    const isWord = /^(?:：|分别)/.test(found[0]) && !isCounted;
    const whole = right ?? (wholes.length === 1 && !isWord ? wholes[0] : wholes.findLast(({ start }) => totals.has(start)));
    if (!whole || known.has(whole.start) || isInexact(text.slice(Math.max(0, whole.start - 4), whole.end + 4))) continue;
    const equation = { parts, whole, result: whole };
    if (parts.every(({ fen }) => fen === whole.fen) || isRounded(whole, sumOf(parts))) continue;
    if (holds(equation)) {
      yield equation;
      continue;
    }
    const lead = text.slice(startOf(text, whole.start, "。\n"), found.index);
    if (isMultiplied(lead) || isMultiplied(rest) || !isInReach(equation, APART) || OVERLAPS.test(rest)) continue;
    const counts = [...lead.matchAll(COUNTED)].map(([, number = ""]) => numberOf(number));
    const isAll = REST.test(leads.at(-1) ?? "") || counts.includes(parts.length);
    if (sumOf(parts) > whole.fen || isAll || isOneSlipAway(equation, [...parts, whole], LEAST)) yield equation;
  }
}
