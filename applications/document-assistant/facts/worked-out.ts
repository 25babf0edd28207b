import { type Amount, amountsIn, isInexact } from "./amounts.ts";
import { canBeMade, type Equation, holds, needed } from "./equations.ts";
import { isSlip } from "./mentions.ts";

const AMOUNT = "(?<amount>[0-9][0-9,]*(?:\\.[0-9]+)?万?元)";
/** 所以还欠他7000元 */
const OWED = new RegExp(`(?:还|尚|仍)欠(?:他|她|我|对方|人家|他们)?${AMOUNT}`, "g");
/** 诈骗数额应为276400元 */
const SHOULD_BE = new RegExp(`(?:数额|金额|总额)(?:应当?|实际)(?:认定)?(?:为|是)${AMOUNT}`, "g");
/** How far before it what is owed is added up. */
const NEAR = 400;

/** The one of several sums that is right, or the only one that is a slip away from it; null: none or several are near. */
function nearly(equations: readonly Equation[]): Equation | null {
  const told = equations.find(holds);
  if (told) return told;
  const near = equations.filter((each) => [...each.parts, each.whole].some((amount) => isSlip(amount.fen, needed(each, amount))));
  return near.length === 1 ? (near[0] ?? null) : null;
}

/** Results that no sentence works out where they stand: they are sums of what was told, or by one slip none. */
export function* workedOut(text: string, right: readonly Equation[]): Generator<Equation> {
  const amountOf = (found: RegExpExecArray): Amount | undefined => {
    const written = found.groups?.["amount"] ?? "";
    const end = found.index + found[0].length;
    const sentence = Math.max(text.lastIndexOf("。", found.index), text.lastIndexOf("\n", found.index)) + 1;
    const isAlone = amountsIn(text.slice(sentence, found.index), sentence).length === 0;
    return isAlone && !isInexact(text.slice(sentence, end + 2)) ? amountsIn(written, end - written.length)[0] : undefined;
  };
  for (const found of text.matchAll(OWED)) {
    const left = amountOf(found);
    const sum = right.findLast(({ result }) => result.end <= found.index && found.index - result.end <= NEAR);
    if (!left || !sum || canBeMade(left.fen, sum.parts)) continue;
    const wrong = nearly(sum.parts.map((part) => ({ parts: [part, left], whole: sum.whole, result: left })));
    if (wrong) yield wrong;
  }
  for (const found of text.matchAll(SHOULD_BE)) {
    const whole = amountOf(found);
    const sum = right.find(({ result }) => result.end <= found.index);
    if (!whole || !sum || sum.whole.fen === whole.fen) continue;
    const behind = text.slice(sum.whole.end, found.index).split("\n", 1)[0] ?? "";
    const wrong = nearly(amountsIn(behind, sum.whole.end).map((part) => ({ parts: [sum.whole, part], whole, result: whole })));
    if (wrong) yield wrong;
  }
}
