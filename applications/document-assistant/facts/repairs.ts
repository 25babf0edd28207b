import type { Amount } from "./amounts.ts";
import { type Equation, holds, needed } from "./equations.ts";
import { digitsOf, isMistyped, isSlip, isUnitLost } from "./mentions.ts";

/** An amount that keeps sums from being right, and what it would have to be. */
export interface Repair {
  readonly amount: Amount;
  readonly right: bigint;
  readonly equation: Equation;
  /** What is right stands elsewhere in the document, and the wrong amount nowhere else. */
  readonly isOdd: boolean;
}

const membersOf = ({ parts, whole }: Equation): readonly Amount[] => [...parts, whole];

/** Whether a sum holds once an amount is told otherwise wherever it stands. */
function holdsWith(equation: Equation, from: bigint, to: bigint): boolean {
  const told = (amount: Amount): Amount => (amount.fen === from ? { ...amount, fen: to } : amount);
  return holds({ ...equation, parts: equation.parts.map(told), whole: told(equation.whole) });
}

/** With fewer digits what is no slip stands elsewhere by chance. */
const LEAST = 3;

/** The fewest amounts that have to be told otherwise for all sums to hold: what mends several sums and spoils none, what stands right elsewhere, what is a slip, and, all being alike, the result. */
export function repairsOf(equations: readonly Equation[], all: readonly Amount[]): Repair[] {
  const repairs: Repair[] = [];
  const right = equations.filter(holds);
  let broken = equations.filter((each) => !holds(each));
  const isElsewhere = (fen: bigint, apart: readonly Amount[]): boolean =>
    all.some((each) => each.fen === fen && !apart.some(({ start }) => start === each.start));
  while (broken.length > 0) {
    let best = null as (Repair & { readonly score: number; readonly mended: readonly Equation[] }) | null;
    for (const equation of broken) {
      const members = membersOf(equation);
      for (const amount of members) {
        const meant = needed(equation, amount);
        if (meant <= 0n) continue;
        const mended = broken.filter((each) => holdsWith(each, amount.fen, meant));
        const spoiled = right.filter(
          (each) => membersOf(each).some(({ fen }) => fen === amount.fen) && !holdsWith(each, amount.fen, meant),
        );
        const isOdd =
          (isSlip(amount.fen, meant) || isUnitLost(amount.fen, meant) || digitsOf(meant) >= LEAST) &&
          isElsewhere(meant, members) &&
          !isElsewhere(amount.fen, [amount]);
        const score =
          4 * (mended.length - spoiled.length) +
          (isOdd ? 3 : 0) +
          (isMistyped(amount.fen, meant) ? 1 : 0) +
          (amount === equation.result ? 2 : 0);
        if (!best || score > best.score) best = { amount, right: meant, equation, isOdd, score, mended };
      }
    }
    if (!best) break;
    const { score: _, mended, ...repair } = best;
    repairs.push(repair);
    const rest = broken.filter((each) => !mended.includes(each));
    broken = rest.length < broken.length ? rest : rest.filter((each) => each !== repair.equation);
  }
  return repairs.sort((one, other) => one.amount.start - other.amount.start);
}
