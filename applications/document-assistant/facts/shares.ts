import type { CheckedDocument } from "../document.ts";
import { type Amount, amountsIn, isInexact, isMultiplied, totalsIn } from "./amounts.ts";
import { type Equation, holds, needed, sumOf } from "./equations.ts";
import { nounAt } from "./introduced.ts";
import { digitsOf, isSlip } from "./mentions.ts";
import { numberOf } from "./told-counts.ts";

/** Takes up a whole that is shared out: 上述款项中, 赃款, 其中. */
const TAKES_UP = /上述|前述|以上|该(?:笔|款|赃|资金|款项)|赃款|所得|款项|其中|得款|利润|全部/;
/** How far before its shares a whole is told. */
const NEAR = 400;
/** With fewer digits sums are near by chance. */
const LEAST = 2;

/** What is told beside each other of the same: 甲分得3000元，乙分得2000元. */
function runsIn(text: string, from: number, to: number): Amount[][] {
  const runs = new Map<string, Amount[]>();
  for (const amount of amountsIn(text.slice(from, to), from)) {
    const noun = nounAt(text, amount.start);
    if (noun !== "") runs.set(noun, [...(runs.get(noun) ?? []), amount]);
  }
  return [...runs.values()].filter((run) => run.length > 1);
}

/** Shares many times what is shared out are of something else. */
const APART = 12n;
const PEOPLE = /([二两三四五六七八九])(?:名)?(?:被告人|犯罪嫌疑人|被不起诉人|人|公司|家|户)/g;

/** Whether shares must make up their whole: they alone are told in their sentence, and are more than it or so many as share in it. */
function isSure(sentence: string, lead: string, { parts, whole }: Equation): boolean {
  const sum = sumOf(parts);
  if (amountsIn(sentence, 0).length !== parts.length || sum > whole.fen * APART || whole.fen > sum * APART) return false;
  const isMore = /^\s*其中/.test(sentence) && sum > whole.fen;
  const shared = [...lead.matchAll(PEOPLE)].at(-1)?.[1];
  return isMore || (shared !== undefined && numberOf(shared) === parts.length);
}

/** Shares behind the whole that they make up. */
export function* sharesBehind({ text, paragraphs }: CheckedDocument, told: readonly Equation[]): Generator<Equation> {
  const known = new Set(told.flatMap(({ parts, whole }) => [...parts, whole]).map(({ start }) => start));
  const results = [...told.filter(holds).map(({ result }) => result), ...totalsIn(text)].sort((one, other) => one.start - other.start);
  for (const paragraph of paragraphs) {
    let from = paragraph.start;
    for (const sentence of paragraph.text.split(/(?<=[。；])/)) {
      const to = from + sentence.length;
      if (!isInexact(sentence) && !isMultiplied(sentence))
        for (const parts of runsIn(text, from, to)) {
          const first = parts[0]?.start ?? 0;
          if (parts.some(({ start }) => known.has(start))) continue;
          const wholes = results.filter(
            ({ start, end }) => end <= first && start >= first - NEAR && !parts.some((part) => part.start === start),
          );
          const right = wholes.findLast(({ fen }) => fen === sumOf(parts));
          const last = wholes.at(-1);
          if (right) yield { parts, whole: right, result: parts.at(-1) as Amount };
          else if (last && TAKES_UP.test(text.slice(Math.max(from, last.end), first))) {
            const equation = { parts, whole: last, result: parts.at(-1) as Amount };
            const isNear = parts.some((part) => {
              const meant = needed(equation, part);
              return meant > 0n && Math.min(digitsOf(part.fen), digitsOf(meant)) >= LEAST && isSlip(part.fen, meant);
            });
            if (isNear || isSure(text.slice(from, to), text.slice(last.start - 60, last.start), equation)) yield equation;
          }
        }
      from = to;
    }
  }
}
