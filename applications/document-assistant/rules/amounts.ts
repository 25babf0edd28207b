import { HAN_NUMERAL_CLASS, readAmount } from "@yuejian/identifiers";
import { monthsIn } from "../facts/terms.ts";
import { type DocumentRule, matches } from "../rule.ts";

const FIGURES = /(?<![0-9.,])([0-9][0-9,]*(?:\.[0-9]+)?\s*(?:万元|亿元|元))/g;
const NEAR = 40;

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
        const figures = readAmount((before ?? behind ?? "").replaceAll(/\s/g, ""));
        if ("code" in inCapitals)
          return { from: label.length, suggestion: null, reason: { zh: "大写金额写法不正确", en: "the capitals are no amount" } };
        if ("code" in figures || figures.value === inCapitals.value) return null;
        return {
          from: label.length,
          suggestion: null,
          reason: { zh: `大写与小写“${before ?? behind}”不一致`, en: `the capitals are not the figures “${before ?? behind}”` },
        };
      },
    ),
};

/** 自…起至…止，共…: a term from its first to its last day. */
const term: DocumentRule = {
  id: "term-wrong",
  title: { zh: "期限与起止日期不符", en: "Term that its days contradict" },
  severity: "error",
  source: null,
  find: (document) =>
    matches(
      document,
      /自([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日起?至([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日止?[，,（(]?(?:共|计|共计|合计|为|期限)?(?:为)?((?:[一二三四五六七八九十两0-9]+(?:年|个月))+)/g,
      (found) => {
        const [, ...numbers] = found;
        const [fromYear, fromMonth, fromDay, toYear, toMonth, toDay] = numbers.slice(0, 6).map(Number) as [
          number,
          number,
          number,
          number,
          number,
          number,
        ];
        const told = monthsIn(numbers[6] ?? "");
        // The last day is the one before the same day of the month.
        const after = new Date(Date.UTC(toYear, toMonth - 1, toDay + 1));
        const months = (after.getUTCFullYear() - fromYear) * 12 + after.getUTCMonth() + 1 - fromMonth;
        if (told === 0 || (months === told && after.getUTCDate() === fromDay)) return null;
        const isWhole = after.getUTCDate() === fromDay;
        // Where the last day lies in a month without the first day's number, a month's end is right.
        if (!isWhole && months === told && after.getUTCDate() === 1 && fromDay > 28) return null;
        return {
          suggestion: null,
          reason: isWhole
            ? { zh: `起止日期相隔 ${months} 个月，不是 ${told} 个月`, en: `from day to day it is ${months} months, not ${told}` }
            : { zh: "起止日期与期限不符", en: "the days do not make the term" },
        };
      },
    ),
};

export const AMOUNT_RULES: readonly DocumentRule[] = [capitals, term];
