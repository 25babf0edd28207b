import type { CheckedDocument } from "../document.ts";
import { type Amount, amountsIn, isInexact } from "./amounts.ts";
import { type Equation, sumOf } from "./equations.ts";
import { listedIn } from "./introduced.ts";
import { numberOf } from "./written-number.ts";

const NUMBER = "(?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})";
const UNIT = "(?:起|次|笔|宗|节|项|单)?";
/** Several of a list by their numbers, and what they come to: 参与第二起、第三起，金额20800元. */
const NAMED = new RegExp(
  `第(?<numbers>${NUMBER}${UNIT}(?:(?:、|和|及|以及|与|至)第?${NUMBER}${UNIT})+)(?<words>[^。；\\n0-9]{0,24}?(?:金额|数额|价值|损失|合计|共计|共|计|款)[^，。；\\n0-9]{0,8})(?=[0-9])`,
  "g",
);
/** Of something else than what is listed. */
const OTHER = /退|赔|还|获利|分得|销赃|罚|余|欠|各|均|条|款项规定/;

const EACH = new RegExp(`(至)?[^一二三四五六七八九十0-9至]*(${NUMBER})`, "g");

/** The numbers that are named; empty: they cannot be told. */
function numbersIn(written: string): number[] {
  const numbers: number[] = [];
  for (const [, join = "", number = ""] of written.matchAll(EACH)) {
    const value = numberOf(number);
    const last = numbers.at(-1);
    if (value < 1 || (last !== undefined && value <= last)) return [];
    if (join !== "" && last !== undefined) for (let each = last + 1; each < value; each += 1) numbers.push(each);
    numbers.push(value);
  }
  return numbers;
}

/** What some of a list come to that are named by their numbers. */
export function* ofOrdinals(document: CheckedDocument, known: ReadonlySet<number>): Generator<Equation> {
  const { text } = document;
  for (const found of text.matchAll(NAMED)) {
    const { numbers = "", words = "" } = found.groups ?? {};
    const at = found.index + found[0].length;
    const [whole] = amountsIn(text.slice(at, at + 24), at);
    if (whole?.start !== at || known.has(at) || OTHER.test(words) || isInexact(text.slice(at - 4, whole.end + 2))) continue;
    const named = numbersIn(numbers);
    const list = listedIn(document).findLast(({ end, isLoose }) => end <= found.index && !isLoose);
    const ways = (list?.series ?? []).flatMap(({ amounts }): (readonly Amount[])[] => {
      const parts = named.flatMap((each) => amounts[each - 1] ?? []);
      return parts.length === named.length && parts.length > 1 ? [parts] : [];
    });
    const parts = ways.find((each) => sumOf(each) === whole.fen) ?? (new Set(ways.map(sumOf)).size === 1 ? ways[0] : undefined);
    if (parts) yield { parts, whole, result: whole };
  }
}
