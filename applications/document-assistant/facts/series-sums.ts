import type { CheckedDocument } from "../document.ts";
import { type Amount, amountsOf, isInexact, isMultiplied } from "./amounts.ts";
import { canBeMade, type Equation, holds, isInReach, sumOf } from "./equations.ts";
import { nounAt } from "./introduced.ts";
import { isOneSlipAway } from "./mentions.ts";
import { clauseBefore, pairsOf, startOf } from "./sentences.ts";
import { numberOf } from "./written-number.ts";

/** Says that it is of all that was told before. */
const SUMS_UP = /共(?!同|犯)|合计|总[额计价值和数共]|累计|加起来|合起来|(?:以上|上述|前述|这)(?:[两二三四五六七八九十]|[2-9])/;
/** What is told of one of several, by its number or its day, sums up none of the others. */
const IS_ITEM = /^\s*(?:[（(]?[0-9一二三四五六七八九十]{1,3}[.．、）)]|第[一二三四五六七八九十0-9]|[①-⑳])|[0-9]月|[0-9]日/;
/** Of something else than all of them: of some, of each, of what is left. */
const OTHER = /其中|每|各|单价|均价|平均|扣除|剩余|余款|[尚仍还][欠剩余差有未]|其余|另|除|参与|单独|分别|未遂|限额|最[低高]|以上的/;
const COUNTED = /([两二三四五六七八九十]|[2-9])(?:名|人|家|户|笔|次|起|处|个[^，。；0-9]{1,4}|项|类|种|期|批|回|晚|天|场|块|张|台|辆)/g;
/** Sums this many times apart are of other things. */
const APART = 12n;
/** With fewer digits sums are near by chance. */
const LEAST = 2;
const MOST = 14;
const FAR = 1200;

/** So many as were told right before. */
const TAKES_UP = /^\s*(?:以上|上述|前述|这)(?:[两二三四五六七八九十]|[2-9])/;
const IS_TOTAL = /合\s*计|总\s*计|共计/;

interface Item {
  readonly from: number;
  readonly to: number;
  readonly amounts: readonly Amount[];
}

/** Stretches between marks right before a place, back to the first that holds no amount. */
function itemsBefore(text: string, all: readonly Amount[], { from, to, marks }: { from: number; to: number; marks: RegExp }): Item[] {
  const items: Item[] = [];
  let end = to;
  while (end > from && items.length <= MOST) {
    const stretch = text.slice(from, end).replace(marks, "");
    const cut = Math.max(...Array.from(stretch.matchAll(new RegExp(marks.source.replace("+$", ""), "g")), ({ index }) => index), -1);
    const [start, stop] = [from + cut + 1, from + stretch.length];
    const amounts = all.filter((each) => each.start >= start && each.end <= stop);
    if (IS_TOTAL.test(text.slice(start, stop))) break;
    if (amounts.length === 0) {
      // A heading of its own.
      if (!/^\s*[（(]?[一二三四五六七八九十0-9]{1,3}[、）).．][^。]{0,30}$/.test(text.slice(start, stop))) break;
      end = start;
      continue;
    }
    items.unshift({ from: start, to: stop, amounts });
    end = start;
  }
  return items;
}

/** The ways in which what stands before a sentence may be items: clauses between semicolons, sentences, paragraphs. */
function waysBefore(text: string, all: readonly Amount[], at: number): Item[][] {
  const line = startOf(text, at, "\n");
  const segment = startOf(text, at, "。；\n");
  const isFirst = segment === line;
  const former = isFirst ? startOf(text, line - 1, "\n") : line;
  const to = isFirst ? Math.max(former, line - 1) : segment;
  return [
    itemsBefore(text, all, { from: former, to, marks: /[；]+$/ }),
    itemsBefore(text, all, { from: former, to, marks: /[。]+$/ }),
    itemsBefore(text, all, { from: former, to, marks: /[。；]+$/ }),
    ...(isFirst ? [itemsBefore(text, all, { from: Math.max(0, line - FAR), to: line, marks: /[\n]+$/ })] : []),
  ].filter((items) => items.length > 1 && items.length <= MOST);
}

/** One amount of each item: the one that is called so, or the only one. Null: some item has none, or several. */
function seriesOf(text: string, items: readonly Item[], word: string): readonly Amount[] | null {
  const parts: Amount[] = [];
  for (const { from, amounts } of items) {
    const called = amounts.filter(({ start }, at) => text.slice(amounts[at - 1]?.end ?? Math.max(from, start - 40), start).includes(word));
    const [only] = called.length === 1 ? called : amounts.length === 1 ? amounts : [];
    if (!only) return null;
    parts.push(only);
  }
  return parts;
}

/** What the amounts of the last item are of. */
const nounsOf = (text: string, items: readonly Item[]): string[] =>
  (items.at(-1)?.amounts ?? []).map(({ start }) => nounAt(text, start)).filter((noun) => noun !== "");

/** What a sentence sums up behind clauses, sentences or paragraphs that each tell one amount of the same. */
export function* seriesSums(document: CheckedDocument, known: ReadonlySet<number>): Generator<Equation> {
  const { text } = document;
  const all = amountsOf(document);
  if (all.length < 3) return;
  // Of what is told by itself one more may be summed up.
  const isToldApart = ({ parts, whole }: Equation): boolean => all.some(({ fen }) => fen === whole.fen - sumOf(parts));
  for (const whole of all) {
    const segment = startOf(text, whole.start, "。；\n");
    const lead = text.slice(segment, whole.start);
    if (known.has(whole.start) || lead.length > 120 || !SUMS_UP.test(lead) || IS_ITEM.test(lead)) continue;
    const clause = clauseBefore(text, whole.start, 40);
    if (OTHER.test(clause) || /不含|其中/.test(lead) || isInexact(text.slice(segment, whole.end + 4))) continue;
    const counts = [...lead.matchAll(COUNTED)].map(([, number = ""]) => numberOf(number));
    const isTaken = TAKES_UP.test(lead);
    const words = [...new Set(pairsOf(clause))].filter((pair) => /^\p{Script=Han}{2}$/u.test(pair));
    let near = null as Equation | null;
    let right = null as Equation | null;
    const sure = new Map<bigint, Equation>();
    for (const items of waysBefore(text, all, whole.start)) {
      if (isInexact(text.slice(items[0]?.from, items.at(-1)?.to))) continue;
      for (const word of isTaken && counts.includes(items.length) ? [...words, ...nounsOf(text, items), ""] : words) {
        // Items that say nothing of it are of something else, where the others are as many as are told.
        const own = word === "" ? items : items.filter((each) => text.slice(each.from, each.to).includes(word));
        const parts = seriesOf(text, own.length > 1 && counts.includes(own.length) ? own : items, word);
        const isCalled = parts?.some(({ start }) => clauseBefore(text, start, 40).includes(word));
        if (!parts || !isCalled || parts.some(({ start }) => start === whole.start)) continue;
        const equation = { parts, whole, result: whole };
        if (holds(equation)) right ??= equation;
        else if (isOneSlipAway(equation, [...parts, whole], LEAST) && !isToldApart(equation)) near ??= equation;
        else if (counts.includes(parts.length) && isInReach(equation, APART)) sure.set(sumOf(parts), equation);
      }
    }
    const own = all.filter(({ start }) => start >= segment && start < whole.start);
    const [only, ...others] = sure.values();
    const isOnly = others.length === 0 && !(own.length > 1 && canBeMade(whole.fen, own));
    // An amount of its own among others of the sentence sums up nothing.
    const isTotal = SUMS_UP.test(clause) || (isTaken && own.length === 0);
    const told = right ?? (isMultiplied(lead) || !isTotal ? null : (near ?? (isOnly ? only : undefined)));
    if (told) yield told;
  }
}
