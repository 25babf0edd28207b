import { HAN_NUMERAL_CLASS, readAmount } from "@yuejian/identifiers";
import type { CheckedDocument } from "../document.ts";
import { type Amount, amountsOf, totalsOf } from "./amounts.ts";
import { digitsOf, isMistyped } from "./mentions.ts";
import { readOnce } from "./read-once.ts";

const NUMERAL = `[${HAN_NUMERAL_CLASS}]`;
/** 大写：人民币叁万元整; without the word only what has a banker's numeral in it. */
const CAPITALS = new RegExp(
  `(?<label>大写[）)]?[\\s　]*(?:金额)?[：:为是]?[\\s　]*[“"]?(?:人民币)?[：:]?[\\s　]*)?(?<amount>${NUMERAL}+[元圆](?:零?${NUMERAL}角)?(?:零?${NUMERAL}分)?[整正]?)`,
  "g",
);
const BANKERS = /[壹贰貳叁叄參肆伍陆陸柒捌玖拾佰仟]/;
/** Where the numerals are gone: 3000元（大写元整）. */
const EMPTY = /(?:大写[）)]?[：:为是]?\s*(?:人民币)?|[0-9万亿]元?[（(](?:人民币)?)(?<amount>[元圆][整正])/g;

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

interface Told {
  readonly text: string;
  readonly fen: bigint;
}

const toldBy = (text: string | undefined): Told | null => {
  if (text === undefined) return null;
  const reading = readAmount(text.replaceAll(/[\s,，]/g, ""));
  return "code" in reading ? null : { text, fen: reading.value };
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
  const all = amountsOf(document);
  if (digitsOf(fen) < LEAST || all.some((each) => each.fen === fen)) return null;
  const near = new Map(all.filter((each) => isMistyped(fen, each.fen) && digitsOf(each.fen) >= LEAST).map((each) => [each.fen, each]));
  return near.size === 1 ? ([...near.values()][0] ?? null) : null;
}

/** A power of ten apart: a nought or a unit is lost in the figures; in words of several digits nobody loses it. */
function isOfOtherPlace(one: bigint, other: bigint): boolean {
  const bare = (fen: bigint): string => String(fen).replace(/0+$/, "");
  return one !== other && bare(one) === bare(other) && digitsOf(one) > 1;
}

const CELL = /(?<=^|[\t\n\u3000|│])[0-9][0-9,]*(?:\.[0-9]+)?(?=$|[\t\n\u3000|│])/gm;
const cellsOf = (text: string): Amount[] =>
  [...text.matchAll(CELL)].flatMap((found) => {
    const reading = readAmount(found[0].replaceAll(",", ""));
    return "code" in reading ? [] : [{ fen: reading.value, text: found[0], start: found.index, end: found.index + found[0].length }];
  });

/** Where the figures beside capitals stand, if what the capitals tell is right: they are told nowhere else, and that is; null: the capitals are wrong, or it cannot be told. */
function oddFigures(document: CheckedDocument, beside: Told, capital: Capitals & { readonly fen: bigint }): Place | null {
  const { text } = document;
  // In a cell of a table figures stand without their unit.
  const [all, cells] = [amountsOf(document), cellsOf(text)];
  const before = text.lastIndexOf(beside.text, capital.start - 1);
  const start = before >= capital.start - NEAR ? before : text.indexOf(beside.text, capital.end);
  const isTold = (fen: bigint): boolean =>
    cells.some((each) => each.fen === fen) ||
    all.some((each) => each.fen === fen && each.start !== start && (each.end <= capital.start || each.start >= capital.end));
  if (isTold(beside.fen) || start < 0 || start > capital.end + NEAR) return null;
  const isTotal = totalsOf(document).some((total) => total.start === start);
  return isTold(capital.fen) || (!isTotal && isOfOtherPlace(beside.fen, capital.fen)) ? { start, end: start + beside.text.length } : null;
}

interface Place {
  readonly start: number;
  readonly end: number;
}

/** An amount in capitals and the figures that it has to be. */
export interface Capitals extends Place {
  /** Null: they are no amount. */
  readonly fen: bigint | null;
  readonly told: Told | null;
  /** The figures stand beside them. */
  readonly isBeside: boolean;
  /** The figures, where they are wrong and not the capitals. */
  readonly odd: Place | null;
}

/** Every amount in capitals that is not what the figures tell. */
export const wrongCapitalsIn = readOnce((document): readonly Capitals[] => {
  const { text } = document;
  const wrong: Capitals[] = [];
  for (const found of text.matchAll(CAPITALS)) {
    const { label, amount = "" } = found.groups ?? {};
    if (label === undefined && !BANKERS.test(amount)) continue;
    const start = found.index + (label ?? "").length;
    const end = start + amount.length;
    const reading = readAmount(amount);
    const beside = besideOf(text, start - (label ?? "").length, end) ?? (label === undefined ? null : nearestOf(text, start, end));
    if ("code" in reading) {
      if (label !== undefined || beside) wrong.push({ start, end, fen: null, told: null, isBeside: true, odd: null });
      continue;
    }
    const told = beside ?? elsewhere(document, reading.value);
    if (!told || told.fen === reading.value) continue;
    const capitals = { start, end, fen: reading.value, told, isBeside: beside !== null, odd: null };
    wrong.push({ ...capitals, odd: beside && oddFigures(document, beside, capitals) });
  }
  for (const found of text.matchAll(EMPTY)) {
    const end = found.index + found[0].length;
    wrong.push({ start: end - (found.groups?.["amount"] ?? "").length, end, fen: null, told: null, isBeside: true, odd: null });
  }
  return wrong.sort((one, other) => one.start - other.start);
});

const ORDINARY = "一二三四五六七八九十百千〇两";
const CAPITAL = "壹贰叁肆伍陆柒捌玖拾佰仟零贰";
const ORDINARY_NUMERAL = new RegExp(`[${ORDINARY}]`, "g");

/** Amounts in capitals with an ordinary numeral among them, and how they are written (票据 and 公文: 正式数字 throughout). */
export function* mixedCapitalsIn({ text }: CheckedDocument): Generator<Place & { readonly pure: string }> {
  for (const found of text.matchAll(CAPITALS)) {
    const { label = "", amount = "" } = found.groups ?? {};
    if (!BANKERS.test(amount)) continue;
    const pure = amount.replaceAll(ORDINARY_NUMERAL, (numeral) => CAPITAL.charAt(ORDINARY.indexOf(numeral)));
    const start = found.index + label.length;
    if (pure !== amount) yield { start, end: start + amount.length, pure };
  }
}
