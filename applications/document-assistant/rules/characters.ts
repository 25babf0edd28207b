import { type DocumentRule, matches } from "../rule.ts";

const NAMES: Readonly<Record<string, string>> = {
  "\u00ad": "U+00AD",
  "\u061c": "U+061C",
  "\u200b": "U+200B",
  "\u200c": "U+200C",
  "\u200d": "U+200D",
  "\u200e": "U+200E",
  "\u200f": "U+200F",
  "\u2060": "U+2060",
  "\ufeff": "U+FEFF",
};

/** Characters that nobody sees: zero width, and those that turn the direction of the text, by which what is shown can differ from what is there. */
const invisible: DocumentRule = {
  id: "invisible-character",
  title: { zh: "不可见字符", en: "Invisible character" },
  severity: "error",
  source: null,
  find: (document) =>
    matches(document, /[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+/g, ([found]) => {
      const codes = [...new Set(found)].map((each) => NAMES[each] ?? `U+${each.charCodeAt(0).toString(16).toUpperCase()}`).join(" ");
      return {
        suggestion: "",
        reason: {
          zh: `看不见的字符（${codes}），会影响检索、比对和显示顺序`,
          en: `invisible (${codes}): it misleads search, comparison and the order shown`,
        },
      };
    }),
};

/** Two characters twice that are right so. */
const RIGHTLY_TWICE = /^(?:一.一.|各.各.|.一.一|某某某某|多多多多|讨论讨论|研究研究|商量商量|考虑考虑|了解了解|看看看看)$/u;

const IN_NUMBER = /^[\p{Script=Han}]{0,8}[〔［[(（【〈][0-9]{2,4}[〕］\])）】〉][\p{Script=Han}A-Z]{0,6}[0-9]/u;

const doubled: DocumentRule = {
  id: "word-doubled",
  title: { zh: "词语重复", en: "Word doubled" },
  severity: "warning",
  source: null,
  find: (document) =>
    matches(document, /((?!(\p{Script=Han})\2)\p{Script=Han}{2,8})\1/gu, (found, text) => {
      const [whole, word = ""] = found;
      if (RIGHTLY_TWICE.test(whole) || /[零〇一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾]/.test(word)) return null;
      // 岳检刑检刑不诉〔2024〕1号: letters of the office, of its department and of the kind stand side by side.
      if (IN_NUMBER.test(text.slice(found.index + whole.length))) return null;
      return { suggestion: word, reason: { zh: `“${word}”写了两遍`, en: `“${word}” stands twice` } };
    }),
};

export const CHARACTER_RULES: readonly DocumentRule[] = [invisible, doubled];
