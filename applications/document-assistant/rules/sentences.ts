import type { CheckedDocument } from "../document.ts";
import { monthsIn } from "../facts/terms.ts";
import type { DocumentRule, RuleHit } from "../rule.ts";
import { outsideRange } from "./penalties.ts";
import { sentenceNumber } from "./penalty-ranges.ts";
import { probationAgainst } from "./probation.ts";

const NUMBERS = "一二三四五六七八九十两";
const PERIOD = `(?:[${NUMBERS}]{1,3}年)?零?(?:[${NUMBERS}]{1,3}个月)?`;
const SUSPENDED = new RegExp(`(有期徒刑|拘役)(${PERIOD})[，,、]?(?:并)?(?:宣告|适用)?缓刑(?:考验期)?(?:为|的)?(${PERIOD})`, "g");
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

/** Bounds that hold whatever the charge: probation (刑法 72、73), detention (42), control (38) and imprisonment (45). A sentence for several crimes may be longer. */
function* bounds(document: CheckedDocument): Generator<RuleHit> {
  const { text } = document;
  // One fault is told once.
  const told = [...outsideRange(document)];
  const isTold = (at: number): boolean => told.some(({ start, end }) => start <= at && at < end);
  for (const found of text.matchAll(SUSPENDED)) {
    const [whole, kind = "", sentence = "", period = ""] = found;
    if (isQuotedLaw(text, found.index) || isTold(found.index)) continue;
    const wrong = probationAgainst(kind === "拘役" ? "拘役" : "有期徒刑", monthsIn(sentence), monthsIn(period));
    if (wrong) yield { start: found.index, end: found.index + whole.length, suggestion: null, reason: wrong };
  }
  for (const { word, pattern, least, most } of KINDS)
    for (const found of text.matchAll(pattern)) {
      const months = monthsIn(found[0]);
      const [from, to] = [sentenceNumber(least), sentenceNumber(most)];
      if (
        months === 0 ||
        isTold(found.index) ||
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
    title: { zh: "量刑建议超出法定刑幅度", en: "Proposed sentence outside the range" },
    severity: "warning",
    source: "刑法",
    find: outsideRange,
  },
  {
    id: "sentence-bounds",
    title: { zh: "刑期、缓刑考验期超出法定界限", en: "Term or probation beyond the bounds of the law" },
    severity: "error",
    source: "刑法",
    find: bounds,
  },
];
