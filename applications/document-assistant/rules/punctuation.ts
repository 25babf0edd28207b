import type { CheckedDocument } from "../document.ts";
import { kindOf } from "../facts/kind.ts";
import { readOnce } from "../facts/read-once.ts";
import { isQuoted } from "../facts/sentences.ts";
import { type DocumentRule, matches, type RuleHit } from "../rule.ts";

const SOURCE = "GB/T 15834-2011";
const FULL: Readonly<Record<string, string>> = { ",": "，", ";": "；", ":": "：", "?": "？", "!": "！", ".": "。", "(": "（", ")": "）" };
/** What stands between two brackets, with pairs of its own. */
const INSIDE = String.raw`[^()（）\n]{0,60}(?:[（(][^()（）\n]{0,60}[）)][^()（）\n]{0,60}){0,3}`;
/** A bracket of half width whose other half is of full width: （一), (二）. */
const MIXED = String.raw`\((?=${INSIDE}）)|(?<=（${INSIDE})\)`;
const HAN = String.raw`\p{Script=Han}`;
/** Words in brackets of half width: 张三(另案处理)将其盗得. Told in documents of an office alone: collections of statutes are full of them. */
const BOTH_HALVES = [
  String.raw`(?<=${HAN})\((?=[^()（）\n]{0,58}${HAN})[^()（）\n]{1,60}\)|\((?=(?:19|20)[0-9]{2}\)${HAN}[0-9])[0-9]{4}\)`,
  String.raw`(?<=[0-9A-Za-z%])[,;](?=${HAN})|(?<=[${HAN}》”）])[ \u3000][,;](?=[ \u3000]?[${HAN}《“（])|(?<=[${HAN}》”）])[,;:](?=[0-9])`,
  String.raw`(?<=^[\s\u3000]*)\((?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})\)(?=${HAN})|<{1,2}(?=${HAN})[^<>\n]{2,40}>{1,2}|(?<=${HAN})\.{3,6}(?=[${HAN}，。；”]|$)`,
  String.raw`(?<![0-9A-Za-z])"[^"\n]{1,60}"`,
].join("|");
/** Small and half-width forms of the marks themselves. */
const SMALL: Readonly<Record<string, string>> = {
  "﹐": "，",
  "﹑": "、",
  "﹒": "。",
  "﹔": "；",
  "﹕": "：",
  "﹖": "？",
  "﹗": "！",
  "､": "、",
  "｡": "。",
  "｢": "「",
  "｣": "」",
};

const HALF = String.raw`(?<=[${HAN}》”）])[,;:?!.](?=[${HAN}《“（]|$)|[${Object.keys(SMALL).join("")}]|${MIXED}`;
const HALF_WIDTH = new RegExp(HALF, "gu");
const HALF_WIDTH_OF_OFFICE = new RegExp(`${HALF}|${BOTH_HALVES}`, "gu");

const NUMBERING = /^\((?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})\)$/;
const NUMBERED = /^\s*（(?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})）/;

/** What stands in marks of half width with those of full width around it. */
function inFull(marked: string, isInTitle: boolean): string {
  if (marked.startsWith(".")) return "……";
  const inner = marked.replaceAll(/^[<"(]+|[>")]+$/g, "");
  return marked.startsWith('"') ? `“${inner}”` : marked.startsWith("<") ? (isInTitle ? `〈${inner}〉` : `《${inner}》`) : `（${inner}）`;
}

const halfWidth: DocumentRule = {
  id: "punctuation-half-width",
  title: { zh: "半角标点", en: "Mark of half width" },
  severity: "error",
  source: SOURCE,
  find: (document) =>
    matches(document, kindOf(document) === null ? HALF_WIDTH : HALF_WIDTH_OF_OFFICE, ({ 0: mark, index }, text) => {
      const bare = mark.trim();
      if (bare.startsWith('"') && !/\p{Script=Han}/u.test(bare)) return null;
      // Whoever numbers so throughout has a form of his own.
      if (NUMBERING.test(bare) && text.slice(0, index).trim() === "" && !document.paragraphs.some((each) => NUMBERED.test(each.text)))
        return null;
      const full = FULL[bare] ?? SMALL[bare] ?? inFull(bare, isQuoted(text, index, "《"));
      return {
        suggestion: full,
        reason: { zh: `中文之间应当用全角标点“${full}”`, en: `between Chinese characters the mark is “${full}”` },
      };
    }),
};

const PAIRS: Readonly<Record<string, string>> = {
  "《": "》",
  "“": "”",
  "‘": "’",
  "（": "）",
  "〔": "〕",
  "【": "】",
  "〈": "〉",
  "「": "」",
};
const CLOSING = new Set(Object.values(PAIRS));
/** A bracket of half width that one of full width closes: another rule tells the width, and the pair is whole. */
const HALF_OPEN = new RegExp(String.raw`^\(${INSIDE}）`);
const LONGEST_PAIR = 500;

/** Brackets and quotation marks without their pair. */
const unpairedOf = readOnce((document): readonly RuleHit[] => [...unpairedIn(document)]);

/** Within a paragraph; a quotation that runs over several paragraphs ends in a later one. */
function* unpairedIn({ paragraphs }: CheckedDocument): Generator<RuleHit> {
  // Numbers of items that stand in both brackets where the document begins a paragraph with them.
  const whole = NUMBERS.filter((pattern) => paragraphs.some(({ text }) => pattern.exec(text.trimStart())?.index === 0));
  const isHanAlone = paragraphs.reduce((sum, { text }) => sum + (text.match(HAN_ITEM)?.length ?? 0), 0) < 2;
  const lone: { readonly mark: string; readonly at: number }[] = [];
  let quotation: number | null = null;
  for (const { text, start } of paragraphs) {
    const open: { readonly mark: string; readonly at: number }[] = [];
    // Each paragraph of a long quotation opens anew, the last one closes.
    if (quotation !== null && /^\s*“/.test(text)) {
      lone.splice(quotation, 1);
      quotation = null;
    }
    for (let at = 0; at < text.length; at += 1) {
      const mark = text.charAt(at);
      if (PAIRS[mark] !== undefined || (mark === "(" && HALF_OPEN.test(text.slice(at, at + LONGEST_PAIR))))
        open.push({ mark, at: start + at });
      else if (CLOSING.has(mark) || (mark === ")" && open.at(-1)?.mark === "（")) {
        const own = open.findLastIndex((each) => (PAIRS[each.mark] ?? "）") === mark.replace(")", "）"));
        if (own >= 0) open.splice(own, 1);
        else if (mark === "”" && quotation !== null) {
          lone.splice(quotation, 1);
          quotation = null;
        } else if (!isNumbering(text, at, { mark, whole, isHanAlone })) lone.push({ mark, at: start + at });
      }
    }
    for (const each of open) {
      lone.push(each);
      if (each.mark === "“") quotation = lone.length - 1;
    }
  }
  for (const { mark, at } of lone.sort((one, other) => one.at - other.at))
    yield { start: at, end: at + 1, suggestion: null, reason: { zh: `“${mark}”没有与之成对的另一半`, en: `“${mark}” has no other half` } };
}

/** 1） or a） at the beginning of an item, where no other item of the paragraph, or that begins another, stands in both brackets. */
function isNumbering(
  text: string,
  at: number,
  { mark, whole, isHanAlone }: { readonly mark: string; readonly whole: readonly RegExp[]; readonly isHanAlone: boolean },
): boolean {
  if (mark !== "）") return false;
  const number = /(?:^|[，。；：\s])([0-9]{1,3}|[a-zA-Z]{1,3}|[一二三四五六七八九十]{1,3})$/.exec(text.slice(Math.max(0, at - 4), at))?.[1];
  if (number === undefined) return false;
  const own = NUMBERS.find((pattern) => pattern.test(`（${number}）`));
  // 一） is no form of a heading, but where several paragraphs have it.
  if (/[一二三四五六七八九十]/.test(number) && isHanAlone) return false;
  const isFirst = text.trimStart().startsWith(`${number}）`);
  if (!own) return true;
  return isFirst ? !whole.includes(own) && !new RegExp(`[：；。]\\s*${own.source}`).test(text) : !own.test(text);
}

const HAN_ITEM = /(?:^|[，。；：\s])[一二三四五六七八九十]{1,3}）/g;
const NUMBERS: readonly RegExp[] = [/（[0-9]{1,3}）/, /（[a-zA-Z]{1,3}）/, /（[一二三四五六七八九十]{1,3}）/];

/** Two marks in a row, of which one may be of half width or behind a space; question marks are doubled rightly in what somebody wrote. */
const TWICE =
  /[，。；、：](?:[ \u3000]?[，。；、：]|[,;](?=[\p{Script=Han}，。；：]))+|(?<=[\p{Script=Han}》”）])[,;][，。；、：]|[？！][，。；、：]|[，。；、：][？！]|([？！])\1+/gu;

function* doubledIn(document: CheckedDocument): Generator<RuleHit> {
  const reason = { zh: "两个标点连用，应当只留一个", en: "two marks where one belongs" };
  const { text } = document;
  yield* matches(document, TWICE, ({ 0: marks, index, 1: loud }, line) =>
    loud !== undefined && isQuoted(line, index, "“")
      ? null
      : { suggestion: /[。？！]/.exec(marks)?.[0] ?? (marks.trim().charAt(0).replace(",", "，").replace(";", "；") || null), reason },
  );
  // One bracket or quotation mark too many beside its like.
  let told = 0;
  for (const { start } of unpairedOf(document)) {
    if (start < told) continue;
    const mark = text.charAt(start);
    let [from, to] = [start, start + 1];
    while (text.charAt(from - 1) === mark) from -= 1;
    while (text.charAt(to) === mark) to += 1;
    told = to;
    if (to - from > 1) yield { start: from, end: to, suggestion: mark, reason };
  }
}

const doubled: DocumentRule = {
  id: "punctuation-doubled",
  title: { zh: "标点重复", en: "Marks doubled" },
  severity: "error",
  source: SOURCE,
  find: (document) => [...doubledIn(document)].sort((one, other) => one.start - other.start),
};

const unpaired: DocumentRule = {
  id: "bracket-unpaired",
  title: { zh: "括号、引号、书名号不成对", en: "Brackets or quotation marks without their pair" },
  severity: "error",
  source: SOURCE,
  find: unpairedOf,
};

export const PUNCTUATION_RULES: readonly DocumentRule[] = [halfWidth, doubled, unpaired];
