import { HAN_NUMERAL_CLASS, readAmount } from "@yuejian/identifiers";
import { type Amount, amountsOf } from "./amounts.ts";
import { type Equation, needed } from "./equations.ts";
import { readOnce } from "./read-once.ts";
import { tablesIn } from "./tables.ts";

const CAPITALS = new RegExp(`大写[：:为]?(?:人民币)?([${HAN_NUMERAL_CLASS}]+[元圆])`, "g");

/** Every amount of a document: in figures, in capitals, and in the cells of its tables. */
export const mentionsIn = readOnce((document): readonly Amount[] => {
  const { text } = document;
  const mentions = new Map(amountsOf(document).map((each) => [each.start, each]));
  for (const { columns } of tablesIn(document))
    for (const { parts, whole } of columns) for (const each of [...parts, whole]) mentions.set(each.start, each);
  for (const found of text.matchAll(CAPITALS)) {
    const written = found[1] ?? "";
    const reading = readAmount(written);
    const end = found.index + found[0].length;
    if (!("code" in reading)) mentions.set(end - written.length, { fen: reading.value, text: written, start: end - written.length, end });
  }
  return [...mentions.values()].sort((one, other) => one.start - other.start);
});

/** Whether an amount is written in the numerals of bankers. */
export const isInCapitals = ({ text }: Amount): boolean => /[壹贰叁肆伍陆柒捌玖拾佰仟]/.test(text);

/** Digits of an amount without the zeros behind them: how much it says. */
export const digitsOf = (fen: bigint): number => String(fen).replace(/0+$/, "").length;

/** One digit written for another, two that changed places, a digit too many or too few. */
export function isMistyped(one: bigint, other: bigint): boolean {
  const [a, b] = [String(one), String(other)];
  if (one === other) return false;
  if (a.length === b.length) {
    const at = Array.from(a).flatMap((digit, index) => (digit === b[index] ? [] : [index]));
    const [first = 0, second = 0] = at;
    if (at.length === 1 || (at.length === 2 && second === first + 1 && a[first] === b[second] && a[second] === b[first])) return true;
  }
  if (Math.abs(a.length - b.length) === 1) {
    const [long, short] = a.length > b.length ? [a, b] : [b, a];
    if (Array.from(long).some((_, at) => `${long.slice(0, at)}${long.slice(at + 1)}` === short)) return true;
  }
  return false;
}

/** 1.86元 for 1.86万元, 2200元 for 22000元. */
export const isUnitLost = (one: bigint, other: bigint): boolean =>
  one * 10_000n === other || other * 10_000n === one || one * 10n === other || other * 10n === one;

/** Whether an amount is another one rounded to what it is written in: 17644万元 for 17643.91万元. */
export function isRounded({ fen, text }: Amount, other: bigint): boolean {
  const [, decimals = "", unit] = /(?:\.([0-9]+))?(亿|万)?元?$/.exec(text) ?? [];
  const last = (unit === "亿" ? 10_000_000_000n : unit === "万" ? 1_000_000n : 100n) / 10n ** BigInt(decimals.length);
  const apart = fen > other ? fen - other : other - fen;
  return apart > 0n && last > 0n && apart < last;
}

/** Mistyped, or a round sum more or less. */
export function isSlip(one: bigint, other: bigint): boolean {
  if (one === other) return false;
  if (isMistyped(one, other)) return true;
  const apart = one > other ? one - other : other - one;
  return /^[1-4]0*$/.test(String(apart)) && apart * 4n < one;
}

/** Whether a slip in one of these amounts of an equation, of so many digits, keeps it from being right. */
export const isOneSlipAway = (equation: Equation, amounts: readonly Amount[], digits: number): boolean =>
  amounts.some((amount) => {
    const meant = needed(equation, amount);
    return meant > 0n && Math.min(digitsOf(amount.fen), digitsOf(meant)) >= digits && isSlip(amount.fen, meant);
  });
