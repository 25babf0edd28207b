import type { CheckedDocument } from "../document.ts";
import type { CheckContext, DocumentRule, RuleHit } from "../rule.ts";

/** Registration of a vehicle: province, office, five or six signs (GA 36). */
const PLATE =
  /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][A-HJ-NP-Z0-9]{4,5}[A-HJ-NP-Z0-9挂学警](?![0-9A-Za-z*])/g;

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
  for (const { index, 0: plate } of text.matchAll(PLATE))
    yield {
      start: index,
      end: index + plate.length,
      suggestion: `${plate.slice(0, 2)}****`,
      reason: { zh: "对外公开前应当遮盖车牌号", en: "number plates are masked before publication" },
    };
}

export const PUBLICATION_RULES: readonly DocumentRule[] = [
  { id: "unmasked-data", title: { zh: "公开前未遮盖", en: "Not masked for publication" }, severity: "error", source: null, find: unmasked },
];
