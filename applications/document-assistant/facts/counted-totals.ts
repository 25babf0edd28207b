import type { CheckedDocument } from "../document.ts";
import { type Amount, amountsIn, isComputed, isInexact } from "./amounts.ts";
import { canBeMade, type Equation, holds, isSumOfSome, sumOf } from "./equations.ts";
import { startOf } from "./sentences.ts";
import { numberOf } from "./written-number.ts";

/** A number of what was told and an amount: 三项16100元, 这两样就花了10500元, 三笔财产达81400元; and 计 right behind what it adds up. */
const COUNTED =
  /(?<=[，。；、\n（]|就付过|就收过|总共|一共|[，。；](?:以上|上述|这|该))(?:以上|上述|上列|前述|这)?(?<number>[一两二三四五六七八九]|[1-9])(?:项|笔|样|类|起|次|者|回|处|种|个[^，。；0-9]{1,4})[^。；\n0-9一二三四五六七八九十]{0,14}(?=[0-9]|[一二三四五六七八九十]{1,2}[百千万])/gu;
const PLAIN = /(?<=[0-9元）][，、；])(?:总)?计(?:人民币)?(?=[0-9])/g;
/** Says that it is all of them, or stands right beside their number. */
const SUMS_UP = /共|计|合|总|累|达|花|到手|净|(?:项|笔|样|者|回|次)(?:人民币|就|是|为)?$/;
/** No whole: what comes of each, what is paid. */
const OTHER = /每|各|均价|单价|平均|分别|罚|押金|退|还给|赔/;
/** Parts beside their sum are its parts, however much the figures differ. */
const APART = 12n;
const LEAST = 2;

/** Amounts before a place, from the nearest back over its sentence, and further back in its paragraph. */
function before(text: string, at: number, from: number): Amount[] {
  return amountsIn(text.slice(from, at), from);
}

/** Whether a total is made by other amounts than some of the parts that it has to be made of: one of these may be forgotten. */
const isMadeOtherwise = (total: bigint, parts: readonly Amount[], all: readonly Amount[]): boolean =>
  canBeMade(total, all) && !isSumOfSome(total, parts);

/** Totals that their parts stand right before, by the number of these or by 计 alone. */
export function* countedTotals({ text }: CheckedDocument, told: readonly Equation[]): Generator<Equation> {
  const known = new Set(told.map(({ result }) => result.start));
  for (const pattern of [COUNTED, PLAIN])
    for (const found of text.matchAll(pattern)) {
      const at = found.index + found[0].length;
      const [whole] = amountsIn(text.slice(at, at + 24), at);
      if (
        !whole ||
        whole.start !== at ||
        known.has(at) ||
        OTHER.test(found[0]) ||
        /^(?:、|和|及)[^，。；]{0,10}[0-9]/.test(text.slice(whole.end, whole.end + 14))
      )
        continue;
      const sentence = startOf(text, found.index, "。\n；");
      const line = startOf(text, found.index, "\n");
      if (isInexact(text.slice(sentence, whole.end + 2)) || isComputed(text.slice(sentence, whole.end))) continue;
      if (pattern === COUNTED && !SUMS_UP.test(found[0])) continue;
      const number = numberOf(found.groups?.["number"] ?? "零");
      const [own, all] = [before(text, found.index, startOf(text, found.index, "。\n")), before(text, found.index, line)];
      // A sum of so many parts that was right is told again: 四家店铺共…, behind a table of the four.
      const again = told.findLast((each) => holds(each) && each.parts.length === number && each.result.end <= found.index);
      const runs = [...(own.length < 2 && again ? [again.parts] : []), own, all.slice(-number), own.slice(-number)].filter(
        (parts) => parts.length > 1,
      );
      const right = [own, ...all.map((_, from) => all.slice(from))].find((parts) => parts.length > 1 && sumOf(parts) === whole.fen);
      if (right) {
        yield { parts: right, whole, result: whole };
        continue;
      }
      const parts = number === 0 ? own : runs.find((each) => each.length === number);
      if (!parts || parts.length < LEAST || isComputed(text.slice(parts[0]?.start, whole.end))) continue;
      const sum = sumOf(parts);
      // Of a number of amounts nothing else can be made than their sum; of others perhaps.
      if (sum > whole.fen * APART || whole.fen > sum * APART || (number !== own.length && isMadeOtherwise(whole.fen, parts, all.slice(-6))))
        continue;
      yield { parts, whole, result: whole };
    }
}
