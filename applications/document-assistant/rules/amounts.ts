import { HAN_NUMERAL_CLASS, readAmount } from "@yuejian/identifiers";
import type { CheckedDocument } from "../document.ts";
import { amountsIn } from "../facts/amounts.ts";
import { digitsOf, isMistyped } from "../facts/mentions.ts";
import type { DocumentRule, RuleHit } from "../rule.ts";

const NUMERAL = `[${HAN_NUMERAL_CLASS}]`;
/** 大写：人民币叁万元整; without the word only what has a banker's numeral in it. */
const CAPITALS = new RegExp(
  `(?<label>大写[）)]?[\\s　]*(?:金额)?[：:为是]?[\\s　]*[“"]?(?:人民币)?[：:]?[\\s　]*)?(?<amount>${NUMERAL}+[元圆](?:零?${NUMERAL}角)?(?:零?${NUMERAL}分)?[整正]?)`,
  "g",
);
const BANKERS = /[壹贰貳叁叄參肆伍陆陸柒捌玖拾佰仟]/;

const FIGURE = "(?<told>[0-9][0-9,，]*(?:\\.[0-9]+)?\\s*(?:亿|万)?(?:元|(?![0-9,.])))";
const SIGN = "[¥￥]";
/** Words between the two that say that they are the same: 5000元（大写：…）, 小写：5000元. */
const SAME = '(?:人民币|大写|小写|金额|合计|共计|即|计|为|是|整|正|RMB|CNY|[¥￥“”"（()）：:，,、；\\s　])';
const BEFORE = new RegExp(`(?<![0-9.,，])(?<sign>${SIGN}\\s*)?${FIGURE}(?<mark>${SAME}{0,12})$`);
const BEHIND = new RegExp(`^(?<mark>${SAME}{0,12}?)${FIGURE}`);
/** Words or brackets that bind figures to the capitals before them: 叁万元（30000元）, 叁万元，小写30000元. */
const BINDS = /[（(¥￥]|小写|即/;

const ANYWHERE = /(?<![0-9.,])([0-9][0-9,]*(?:\.[0-9]+)?\s*(?:万元|亿元|元))/g;
const NEAR = 40;
/** With fewer digits amounts are alike by chance. */
const LEAST = 4;

const read = (told: string): bigint | null => {
  const reading = readAmount(told.replaceAll(/[\s,，]/g, ""));
  return "code" in reading ? null : reading.value;
};

interface Told {
  readonly text: string;
  readonly fen: bigint;
}

const toldBy = (text: string | undefined): Told | null => {
  const fen = text === undefined ? null : read(text);
  return fen === null ? null : { text: text as string, fen };
};

/** Figures that stand beside capitals and mean the same amount. */
function besideOf(text: string, start: number, end: number): Told | null {
  const behind = BEHIND.exec(text.slice(end, end + NEAR))?.groups;
  if (behind && BINDS.test(behind["mark"] ?? "")) return toldBy(behind["told"]);
  const before = BEFORE.exec(text.slice(Math.max(0, start - NEAR), start))?.groups;
  if (!before) return null;
  const { sign, told = "", mark = "" } = before;
  return sign !== undefined || told.endsWith("元") || /^[（(]/.test(mark) ? toldBy(told) : null;
}

/** The nearest figures of the sentence. */
function nearestOf(text: string, start: number, end: number): Told | null {
  const before =
    text
      .slice(Math.max(0, start - NEAR), start)
      .split(/[。\n]/)
      .at(-1) ?? "";
  const behind = text.slice(end, end + NEAR).split(/[。；，\n]/, 1)[0] ?? "";
  return toldBy([...before.matchAll(ANYWHERE)].at(-1)?.[1] ?? behind.match(ANYWHERE)?.[0]);
}

/** Of the amounts that a document tells in figures the only one that capitals may mean, one slip away; null: they are told in figures, or none or several are near. */
function elsewhere(document: CheckedDocument, fen: bigint): Told | null {
  const all = amountsIn(document.text, 0);
  if (digitsOf(fen) < LEAST || all.some((each) => each.fen === fen)) return null;
  const near = new Map(all.filter((each) => isMistyped(fen, each.fen) && digitsOf(each.fen) >= LEAST).map((each) => [each.fen, each]));
  return near.size === 1 ? ([...near.values()][0] ?? null) : null;
}

/** Where the figures beside capitals stand, if they are told nowhere else and what the capitals tell is; null: the capitals are wrong, or it cannot be told. */
function oddFigures(
  document: CheckedDocument,
  beside: Told,
  capital: { readonly fen: bigint; readonly start: number; readonly end: number },
): { readonly start: number; readonly end: number } | null {
  const { text } = document;
  const all = amountsIn(text, 0);
  const isTold = (fen: bigint): boolean =>
    all.some((each) => each.fen === fen && (each.end < capital.start - NEAR || each.start > capital.end + NEAR));
  if (isTold(beside.fen) || !isTold(capital.fen)) return null;
  const before = text.lastIndexOf(beside.text, capital.start - 1);
  const start = before >= capital.start - NEAR ? before : text.indexOf(beside.text, capital.end);
  return start < 0 || start > capital.end + NEAR ? null : { start, end: start + beside.text.length };
}

/** An amount in capitals stands beside one in figures. */
function* capitals(document: CheckedDocument): Generator<RuleHit> {
  const { text } = document;
  for (const found of text.matchAll(CAPITALS)) {
    const { label, amount = "" } = found.groups ?? {};
    if (label === undefined && !BANKERS.test(amount)) continue;
    const start = found.index + (label ?? "").length;
    const end = start + amount.length;
    const inCapitals = readAmount(amount);
    const beside = besideOf(text, start - (label ?? "").length, end) ?? (label === undefined ? null : nearestOf(text, start, end));
    if ("code" in inCapitals) {
      if (label !== undefined || beside)
        yield { start, end, suggestion: null, reason: { zh: "大写金额写法不正确", en: "the capitals are no amount" } };
      continue;
    }
    const told = beside ?? elsewhere(document, inCapitals.value);
    if (told && told.fen !== inCapitals.value)
      yield {
        ...((beside && oddFigures(document, beside, { fen: inCapitals.value, start, end })) ?? { start, end }),
        suggestion: null,
        reason: { zh: `大写与小写“${told.text}”不一致`, en: `the capitals are not the figures “${told.text}”` },
      };
  }
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
