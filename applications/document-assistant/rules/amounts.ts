import type { CheckedDocument } from "../document.ts";
import { mixedCapitalsIn, wrongCapitalsIn } from "../facts/capitals.ts";
import type { DocumentRule, RuleHit } from "../rule.ts";

/** An amount in capitals stands beside one in figures; where the figures are wrong, they are told of by the rule on amounts that are told twice. */
function* capitals(document: CheckedDocument): Generator<RuleHit> {
  for (const { start, end, told, odd } of wrongCapitalsIn(document)) {
    if (odd) continue;
    const reason = told
      ? { zh: `大写与小写“${told.text}”不一致`, en: `the capitals are not the figures “${told.text}”` }
      : { zh: "大写金额写法不正确", en: "the capitals are no amount" };
    yield { start, end, suggestion: null, reason };
  }
  const wrong = new Set(wrongCapitalsIn(document).map(({ start }) => start));
  for (const { start, end, pure } of mixedCapitalsIn(document))
    if (!wrong.has(start))
      yield { start, end, suggestion: pure, reason: { zh: "大写金额中混有普通数字", en: "ordinary numerals stand among the capitals" } };
}

export const AMOUNT_RULES: readonly DocumentRule[] = [
  {
    id: "amount-capitals",
    title: { zh: "大小写金额不一致", en: "Figures and capitals differ" },
    severity: "error",
    source: null,
    find: capitals,
  },
];
