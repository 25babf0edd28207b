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

export const sumOf = (amounts: readonly Amount[]): bigint => amounts.reduce((whole, { fen }) => whole + fen, 0n);

export const holds = ({ parts, whole }: Equation): boolean => sumOf(parts) === whole.fen;

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
    if (!TAKEN.test(text.slice(Math.max(sentence, taken.start - 30), taken.start)) || taken.start < found.index - 40) continue;
    const from = Math.max(0, taken.start - BEFORE);
    const before = [
      ...amountsIn(text.slice(from, taken.start), from),
      ...columns.filter(({ end }) => end <= taken.start && end >= from),
    ].sort((one, other) => one.start - other.start);
    const wholes = before.filter(({ fen }) => fen > taken.fen && fen > left.fen);
    const right = wholes.find(({ fen }) => fen === taken.fen + left.fen);
    const totals = new Set(totalsIn(text.slice(from, taken.start)).map((each) => each.start + from));
    // The whole is the amount just before, or the last total.
    const whole =
      right ??
      (own.length === 2 ? own[0] : own.length === 1 ? (before.findLast(({ start: at }) => totals.has(at)) ?? before.at(-1)) : undefined);
    if (whole) yield { parts: [taken, left], whole, result: left };
  }
}

/** What the tables and the rests of a document tell; sums of sentences and lists are read by their rule. */
export function equationsIn(document: CheckedDocument): Equation[] {
  const columns = tablesIn(document).flatMap((table) => table.columns.map(({ parts, whole }) => ({ parts, whole, result: whole })));
  return [...columns, ...rests(document)];
}
