import { HAN_NUMERAL_CLASS, readAmount } from "@yuejian/identifiers";
import { type DocumentRule, matches } from "../rule.ts";

const FIGURES = /(?<![0-9.,])([0-9][0-9,]*(?:\.[0-9]+)?\s*(?:万元|亿元|元))/g;
const NEAR = 40;
/** Figures in brackets right behind the capitals are theirs. */
const BESIDE = /^[（(](?:人民币|小写|[¥￥：:\s])*([0-9][0-9,]*(?:\.[0-9]+)?(?:万|亿)?元)/;

/** An amount in capitals stands beside one in figures. */
const capitals: DocumentRule = {
  id: "amount-capitals",
  title: { zh: "大小写金额不一致", en: "Figures and capitals differ" },
  severity: "error",
  source: null,
  find: (document) =>
    matches(
      document,
      new RegExp(
        `(大写[：:为]?\\s*(?:人民币)?)([${HAN_NUMERAL_CLASS}]+[元圆](?:[${HAN_NUMERAL_CLASS}]角)?(?:零?[${HAN_NUMERAL_CLASS}]分)?[整正]?)`,
        "g",
      ),
      (found, text) => {
        const [, label = "", amount = ""] = found;
        const inCapitals = readAmount(amount);
        const before = [...text.slice(Math.max(0, found.index - NEAR), found.index).matchAll(FIGURES)].at(-1)?.[1];
        const behind = text.slice(found.index + found[0].length, found.index + found[0].length + NEAR).match(FIGURES)?.[0];
        const beside = BESIDE.exec(text.slice(found.index + found[0].length))?.[1];
        const told = beside ?? before ?? behind;
        const figures = readAmount((told ?? "").replaceAll(/\s/g, ""));
        if ("code" in inCapitals)
          return { from: label.length, suggestion: null, reason: { zh: "大写金额写法不正确", en: "the capitals are no amount" } };
        if ("code" in figures || figures.value === inCapitals.value) return null;
        return {
          from: label.length,
          suggestion: null,
          reason: { zh: `大写与小写“${told}”不一致`, en: `the capitals are not the figures “${told}”` },
        };
      },
    ),
};

export const AMOUNT_RULES: readonly DocumentRule[] = [capitals];
