import { amountsIn } from "./amounts.ts";

const FARTHEST = 8;

/** The only amount, in yuan, that is told right behind such words: 违法所得1.2万元, 销售金额共计31.2万元. Null: none, or several. */
export function yuanBehind(said: string, words: RegExp): number | null {
  const told = [...said.matchAll(new RegExp(words.source, "g"))].flatMap(({ index, 0: { length } }) => {
    const rest = said.slice(index + length, index + length + 30);
    const [amount] = amountsIn(rest, 0);
    return amount && amount.start < FARTHEST && !/[，。；\n（）]/.test(rest.slice(0, amount.start)) ? [Number(amount.fen) / 100] : [];
  });
  const [only, ...more] = new Set(told);
  return only !== undefined && more.length === 0 ? only : null;
}
