import type { CheckedDocument } from "../document.ts";
import { sentenceStart } from "../facts/sentences.ts";
import { monthsIn } from "../facts/terms.ts";
import type { DocumentRule, RuleHit } from "../rule.ts";
import { outsideRange } from "./penalties.ts";
import { sentenceNumber } from "./penalty-ranges.ts";
import { stanceOf } from "./penalty-stances.ts";
import { toldProbations } from "./told-probations.ts";

const NUMBERS = "一二三四五六七八九十两";
const KINDS = [
  {
    word: "拘役",
    pattern: new RegExp(`拘役([${NUMBERS}]{1,3}年)?零?([${NUMBERS}]{1,3}个月)?`, "g"),
    least: "detention-least",
    most: "detention-most",
  },
  {
    word: "管制",
    pattern: new RegExp(`(?<=[处为])管制([${NUMBERS}]{1,3}年)?零?([${NUMBERS}]{1,3}个月)?`, "g"),
    least: "control-least",
    most: "control-most",
  },
  {
    word: "有期徒刑",
    pattern: new RegExp(`(?<=[处刑为])有期徒刑([${NUMBERS}]{1,3}年)?零?([${NUMBERS}]{1,3}个月)?`, "g"),
    least: "fixed-term-least",
    most: "fixed-term-most",
  },
] as const;

function outsideOrSuspended(document: CheckedDocument): readonly RuleHit[] {
  const hits = [...outsideRange(document)];
  for (const hit of toldProbations(document)) if (!hits.some(({ start, end }) => start < hit.end && hit.start < end)) hits.push(hit);
  return hits.sort((one, other) => one.start - other.start);
}

/** Bounds that hold whatever the charge: detention (42), control (38) and imprisonment (45). A sentence for several crimes may be longer. */
function* bounds(document: CheckedDocument): Generator<RuleHit> {
  const { text } = document;
  // One fault is told once.
  const told = outsideOrSuspended(document);
  const isTold = (at: number): boolean => told.some(({ start, end }) => start <= at && at < end);
  for (const { word, pattern, least, most } of KINDS)
    for (const found of text.matchAll(pattern)) {
      const months = monthsIn(found[0]);
      const [from, to] = [sentenceNumber(least), sentenceNumber(most)];
      if (
        months === 0 ||
        isTold(found.index) ||
        stanceOf(document, { from: sentenceStart(text, found.index), start: found.index, end: found.index + found[0].length }) === null ||
        (months >= from.value && months <= to.value) ||
        /数罪|并罚|决定执行|曾因|前罪/.test(text) ||
        isQuotedLaw(text, found.index)
      )
        continue;
      yield {
        start: found.index,
        end: found.index + found[0].length,
        suggestion: null,
        reason: {
          zh: `${word}的期限为 ${from.value} 个月至 ${to.value} 个月（刑法${to.article}）`,
          en: `${word}: ${from.value} to ${to.value} months`,
        },
      };
    }
}

/** The words of a law, or 以上, 以下 behind the term: no sentence for somebody. */
const isQuotedLaw = (text: string, at: number): boolean => /^[^。；\n]{0,24}(?:以上|以下)/.test(text.slice(at, at + 30));

export const SENTENCE_RULES: readonly DocumentRule[] = [
  {
    id: "sentence-out-of-range",
    title: { zh: "刑期、缓刑超出法定幅度", en: "Sentence or probation outside the range" },
    severity: "warning",
    source: "刑法",
    find: outsideOrSuspended,
  },
  {
    id: "sentence-bounds",
    title: { zh: "刑期超出法定界限", en: "Term beyond the bounds of the law" },
    severity: "error",
    source: "刑法",
    find: bounds,
  },
];
