import type { CheckedDocument } from "../document.ts";
import type { CheckContext, DocumentRule, RuleHit } from "../rule.ts";

/** Numbers shown whole in what is to be published. */
function* unmasked({ text }: CheckedDocument, { isForPublication }: CheckContext): Generator<RuleHit> {
  if (isForPublication !== true) return;
  for (const found of text.matchAll(/(?<![0-9A-Za-z*])(?:[1-9][0-9]{16}[0-9Xx]|1[3-9][0-9]{9}|[0-9]{16,19})(?![0-9A-Za-z*])/g)) {
    const number = found[0];
    yield {
      start: found.index,
      end: found.index + number.length,
      suggestion: `${number.slice(0, number.length > 11 ? 6 : 3)}${"*".repeat(number.length > 11 ? number.length - 10 : 4)}${number.slice(number.length > 11 ? number.length - 4 : 7)}`,
      reason: { zh: "对外公开前应当遮盖号码", en: "numbers are masked before publication" },
    };
  }
}

export const PUBLICATION_RULES: readonly DocumentRule[] = [
  { id: "unmasked-data", title: { zh: "公开前未遮盖", en: "Not masked for publication" }, severity: "error", source: null, find: unmasked },
];
