import type { CheckedDocument } from "../document.ts";
import { type Amount, amountsOf, isInexact } from "./amounts.ts";
import { type Equation, holds, isInReach } from "./equations.ts";
import { isOneSlipAway } from "./mentions.ts";
import { startOf } from "./sentences.ts";

/** With fewer digits sums are near by chance. */
const LEAST = 2;
const LONGEST = 60;
const APART = 4n;
/** 甲、乙二人领取的28350元: several by their names, their number perhaps, and what they come to. */
const NAMED =
  /(?<names>\p{Script=Han}{2,12}(?:、\p{Script=Han}{2,3}?){1,7}?)(?<number>[两二三四五六七八九][人名家户](?:被告人|被害人|人员)?)?(?<words>[^，。；、：0-9\n]{0,12})$/u;
const OTHER = /各|每|分别|均|除|扣|罚|另/;

/** The amount that is told of somebody alone before a place: the only one of the clauses that name him. */
function amountOf(text: string, all: readonly Amount[], name: string, before: number): Amount | null {
  const own = all.filter(({ start }) => {
    if (start >= before) return false;
    const segment = text.slice(startOf(text, start, "。；\n"), start);
    return (/[^，]*$/.exec(segment)?.[0] ?? "").includes(name);
  });
  return own.length === 1 ? (own[0] ?? null) : null;
}

/** What several who are named come to, each of whom one amount is told. */
export function* sumsByNames(document: CheckedDocument, known: ReadonlySet<number>): Generator<Equation> {
  const { text } = document;
  const all = amountsOf(document);
  for (const whole of all) {
    if (known.has(whole.start)) continue;
    const segment = startOf(text, whole.start, "。；\n");
    const lead = text.slice(Math.max(segment, whole.start - LONGEST), whole.start);
    const { names = "", words = "", number } = (lead.includes("、") && NAMED.exec(lead)?.groups) || {};
    if (names === "" || OTHER.test(words) || isInexact(text.slice(whole.start - 4, whole.end + 4))) continue;
    // The first name stands behind other words.
    const parts = names.split("、").map((name, at) => {
      const ways = at > 0 ? [name] : [name.slice(-3), name.slice(-2)];
      return ways.map((each) => amountOf(text, all, each, segment)).find((each) => each !== null) ?? null;
    });
    const told = parts.flatMap((each) => each ?? []);
    if (told.length < parts.length || new Set(told.map(({ start }) => start)).size < told.length) continue;
    const equation = { parts: told, whole, result: whole };
    // With their number they are all that it is of.
    if (holds(equation) || (number !== undefined && isInReach(equation, APART)) || isOneSlipAway(equation, [...told, whole], LEAST))
      yield equation;
  }
}
