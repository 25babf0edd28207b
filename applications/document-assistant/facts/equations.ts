import type { CheckedDocument } from "../document.ts";
import { type Amount, amountsIn, isInexact, totalsIn } from "./amounts.ts";
import { tablesIn } from "./tables.ts";

/** What a document says to be the sum of others. */
export interface Equation {
  readonly parts: readonly Amount[];
  readonly whole: Amount;
  /** The one that the sentence works out. */
  readonly result: Amount;
}

export const sumOf = (amounts: readonly Pick<Amount, "fen">[]): bigint => amounts.reduce((whole, { fen }) => whole + fen, 0n);

export const holds = ({ parts, whole }: Equation): boolean => sumOf(parts) === whole.fen;

/** Where the parts stand of sums that are right: their total stands for them. */
export const partsOfRight = (equations: readonly Equation[]): ReadonlySet<number> =>
  new Set(equations.flatMap((each) => (holds(each) && each.result === each.whole ? each.parts.map(({ start }) => start) : [])));

/** Whether the sum and the whole are less than so many times apart: further apart they are of other things. */
export const isInReach = ({ parts, whole }: Pick<Equation, "parts" | "whole">, apart: bigint): boolean =>
  sumOf(parts) < whole.fen * apart && whole.fen < sumOf(parts) * apart;

/** What an amount would have to be for the others of its equation to be right. */
export const needed = ({ parts, whole }: Equation, amount: Amount): bigint =>
  amount === whole ? sumOf(parts) : amount.fen + whole.fen - sumOf(parts);

/** What is left of a whole. */
const REST =
  /(?:(?<=[，；、])(?:其余|余款|余额)(?:为|的|是|计|款项?|部分)?|(?:尚有|仍有|还有|尚欠|仍欠|还欠|尚余|剩余)(?:人民币)?)(?<amount>[0-9][0-9,]*(?:\.[0-9]+)?万?元)(?<behind>[^，。；\n]{0,16})/g;
/** What is taken off it. */
const TAKEN = /(?:扣除|减去|除去|已|其中|没收|退|还|付|追回|扣押|对应|核实|查实)[^，。；、0-9]{0,24}$/;
/** Where the whole may stand: this far before what is taken off. */
const BEFORE = 160;
/** Of so many amounts what is left may be made up. */
const LAST = 3;

/** With more parts a sum is not looked for among them. */
const MOST_PARTS = 12;

/** Whether a total is made by adding some of the parts and taking off others. */
export function canBeMade(total: bigint, parts: readonly Amount[]): boolean {
  if (parts.length > MOST_PARTS) return true;
  let made = new Set<bigint>([0n]);
  for (const { fen } of parts) made = new Set([...made].flatMap((each) => [each, each + fen, each - fen]));
  return made.has(total);
}

/** Whether a total is the sum of some of the parts, two or more. */
export function isSumOfSome(total: bigint, parts: readonly Amount[]): boolean {
  if (parts.length > MOST_PARTS) return [...parts.keys()].some((at) => parts.length - at > 1 && sumOf(parts.slice(at)) === total);
  let made: (readonly [sum: bigint, count: number])[] = [[0n, 0]];
  for (const { fen } of parts) made = made.concat(made.map(([sum, count]) => [sum + fen, count + 1] as const));
  return made.some(([sum, count]) => sum === total && count > 1);
}

/** T，已退A，尚有B未退: what is taken off and what is left make the whole that was told just before. */
function* rests(document: CheckedDocument): Generator<Equation> {
  const { text } = document;
  const columns = tablesIn(document).flatMap((table) => table.columns.map(({ whole }) => whole));
  for (const found of text.matchAll(REST)) {
    const { amount = "", behind = "" } = found.groups ?? {};
    const start = found.index + found[0].length - behind.length - amount.length;
    const [left] = amountsIn(amount, start);
    const sentence = Math.max(text.lastIndexOf("。", start), text.lastIndexOf("\n", start)) + 1;
    const isSure = /未|没有|仅/.test(behind) || /其余|尚欠|仍欠/.test(found[0]);
    const own = amountsIn(text.slice(sentence, found.index), sentence);
    const taken = own.at(-1);
    if (!left || !taken || !isSure || isInexact(text.slice(sentence, start + amount.length + 4))) continue;
    if (
      !TAKEN.test(text.slice(Math.max(sentence, taken.start - 30), taken.start)) ||
      !/^[^。；0-9但]{0,16}$/.test(text.slice(taken.end, found.index))
    )
      continue;
    const from = Math.max(0, taken.start - BEFORE);
    const before = [
      ...amountsIn(text.slice(from, taken.start), from),
      ...columns.filter(({ end }) => end <= taken.start && end >= from),
    ].sort((one, other) => one.start - other.start);
    const wholes = before.filter(({ fen }) => fen > taken.fen && fen > left.fen);
    const right = wholes.find(({ fen }) => fen === taken.fen + left.fen);
    const totals = new Set(totalsIn(text.slice(from, taken.start)).map((each) => each.start + from));
    // The whole is told before in the sentence; where the sentence begins with what is taken off it, before that.
    const isContinued = /扣除|其中|其余/.test(text.slice(sentence, start));
    const whole =
      right ??
      (own.length === 2
        ? own[0]
        : own.length === 1 && isContinued
          ? (before.findLast(({ start: at }) => totals.has(at)) ?? before.at(-1))
          : undefined);
    // What is left after several payments.
    if (!right && whole && canBeMade(left.fen, before.slice(-LAST).concat(taken))) continue;
    if (whole) yield { parts: [taken, left], whole, result: left };
  }
}

/** What the tables and the rests of a document tell; sums of sentences and lists are read by their rule. */
export function equationsIn(document: CheckedDocument): Equation[] {
  const columns = tablesIn(document).flatMap((table) => table.columns.map(({ parts, whole }) => ({ parts, whole, result: whole })));
  return [...columns, ...rests(document)];
}
