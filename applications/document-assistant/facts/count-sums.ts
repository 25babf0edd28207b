import { amountsIn } from "./amounts.ts";
import { type Equation, holds } from "./equations.ts";
import type { ToldCount } from "./told-counts.ts";

/** What parts of a sum are counted by: 三项共, 两笔合计, 四个渠道累计. */
const OF_PARTS = /^(?:项|笔|次|起|类|样|种|者|宗|回|个[^，。；、0-9]{0,6})/;
/** What stands between the last part and the number of all. */
const BETWEEN = /^[，、；。（）\s]{0,3}[^，。；0-9]{0,6}$/;
/** How far behind the number its sum is told. */
const NEAR = 24;

/** How many parts a sum has that is told with their number right behind them: 3900元、8800元，两项共12700元. The sum is right, so the parts are. */
export function partsCounted(text: string, equations: readonly Equation[], told: ToldCount): number | null {
  const behind = text.slice(told.end, told.end + 24);
  if (!OF_PARTS.test(behind)) return null;
  const sum = equations.find(
    (each) =>
      holds(each) &&
      each.result === each.whole &&
      each.whole.start > told.end &&
      each.whole.start - told.end < NEAR &&
      amountsIn(text.slice(told.end, each.whole.start), 0).length === 0 &&
      !/[。\n]/.test(text.slice(told.end, each.whole.start)),
  );
  const last = sum?.parts.at(-1);
  if (!sum || !last || last.end > told.start) return null;
  return BETWEEN.test(text.slice(last.end, told.start)) || isOwnSentence(text, sum, told) ? sum.parts.length : null;
}

/** The number stands at the beginning of the sentence behind that of all parts. */
function isOwnSentence(text: string, { parts }: Equation, told: ToldCount): boolean {
  const [first, last] = [parts[0], parts.at(-1)];
  if (!first || !last) return false;
  const between = text.slice(last.end, told.start);
  return /^[^。\n0-9]{0,30}[。\n]\s*(?:以上|上述|上列|前述|这)?$/.test(between);
}

/** Amounts enumerated right behind a number of payments: 分三笔入账：1万元、2万元和3万元. */
export function amountsCounted(text: string, told: ToldCount): number | null {
  if (told.of !== "acts") return null;
  const behind = text.slice(told.end, told.end + 240);
  const found =
    /^(?:起|次|笔)[^，。；0-9]{0,12}?(?:[：:，]|分别[为是]?|依次[为是]?)?[^，。；：、0-9]{0,10}(?=[0-9一二两三四五六七八九十])/.exec(
      behind,
    );
  if (!found) return null;
  const amounts = amountsIn(behind, 0);
  if (amounts[0]?.start !== found[0].length) return null;
  let count = 1;
  for (const [at, amount] of amounts.entries()) {
    const next = amounts[at + 1];
    if (!next || !/^(?:、|和|及|以及|，|、另)$/.test(behind.slice(amount.end, next.start))) break;
    count += 1;
  }
  return count > 1 ? count : null;
}
