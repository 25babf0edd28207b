import { HAN_NUMERAL_CLASS, readAmount, readHanNumber } from "@yuejian/identifiers";
import type { Amount } from "./amounts.ts";
import { gridsIn } from "./grids.ts";
import { mentionsIn } from "./mentions.ts";
import { readOnce } from "./read-once.ts";
import { rowsIn } from "./rows.ts";
import { numberOf } from "./written-number.ts";

/** An amount in whatever words it is told. */
export interface ToldAmount extends Amount {
  /** Of how much one of what is written tells: 1,245 sheets of 100元 each; 100n: yuan. */
  readonly worth: bigint;
}

const DIGITS = "一二三四五六七八九";
const NUMERALS = `[${HAN_NUMERAL_CLASS}]`;
const YUAN = 100n;

/** What stands behind a number that counts something else than money. */
const NO_MONEY = `(?![${HAN_NUMERAL_CLASS}]|(?:多|余|来|几)?[元圆块个名人位次台部件只支枚平公立斤亩吨克株棵户家年月天日小分秒字条款页本册份张套辆头米里步米度倍股名类余多至~—%％])`;
/** 八千七百元, 壹万贰仟元整, 三百五十块, 一千八百三十六块七毛五, 七万三, 两万, and not 第三百条, 百分之三. */
const SPOKEN = new RegExp(
  `(?<![${HAN_NUMERAL_CLASS}0-9.第之])(?<whole>${NUMERALS}{1,15})(?:(?<yuan>[元圆块](?:钱)?)(?:(?<jiao>[${DIGITS}])(?:毛|角)(?:钱)?(?:(?<fen>[${DIGITS}])分?)?|零?(?<only>[${DIGITS}])分)?|${NO_MONEY})`,
  "g",
);
/** 5万, 3.2万, 2.8w, 4万6, 800块. */
const SHORT = new RegExp(
  `(?<![0-9.,A-Za-z])(?<figure>[0-9][0-9,]*(?:\\.[0-9]+)?)(?:(?<unit>[千万])(?:(?<rest>[1-9])(?=[，。；、？！”）的\\s]|$))?${NO_MONEY}|[wW](?![0-9A-Za-z])|块钱?)`,
  "g",
);

/** 八千七 for 8,700: a digit behind the last unit counts the next lower one. */
function readSpoken(text: string): bigint | null {
  const full = readHanNumber(text);
  if (full !== null) return full;
  const [, head = "", unit = "", last = ""] = new RegExp(`^(.*)([百佰千仟万亿])([${DIGITS}])$`).exec(text) ?? [];
  const [whole, worth] = [readHanNumber(head + unit), readHanNumber(`${DIGITS.charAt(0)}${unit}`)];
  return whole === null || worth === null ? null : whole + (BigInt(DIGITS.indexOf(last) + 1) * worth) / 10n;
}

const numeral = (text: string | undefined): bigint => (text === undefined ? 0n : BigInt(DIGITS.indexOf(text) + 1));

/** A number without a word that is of money alone is money where it is so large. */
const LEAST_SPOKEN = 100n;

/** In Han numerals, with their unit or, as they are spoken, without. */
function* spoken(text: string): Generator<ToldAmount> {
  for (const { 0: written, index: start, groups = {} } of text.matchAll(SPOKEN)) {
    const { whole = "", yuan, jiao, fen, only } = groups;
    const value = readSpoken(whole);
    const isSure = yuan !== undefined && (yuan !== "块" || jiao !== undefined);
    if (value === null || (!isSure && (value < LEAST_SPOKEN || !/[百佰千仟万]/.test(whole)))) continue;
    const end = start + written.length;
    yield { fen: value * YUAN + numeral(jiao) * 10n + numeral(fen ?? only), text: written, start, end, worth: YUAN };
  }
  for (const { 0: written, index: start, groups = {} } of text.matchAll(SHORT)) {
    const { figure = "", unit = "", rest = "0" } = groups;
    const worth = unit === "千" ? 1000n : unit === "万" || /w$/i.test(written) ? 10_000n : 1n;
    const reading = readAmount(figure.replaceAll(",", ""));
    // 手机壳2块
    const isPieces = worth === 1n && !written.endsWith("钱") && !/[0-9]{3}/.test(figure);
    if ("code" in reading || isPieces) continue;
    const fen = reading.value * worth + (BigInt(rest) * worth * YUAN) / 10n;
    yield { fen, text: written, start, end: start + written.length, worth: YUAN };
  }
}

/** Figures in groups of three, which are of money where no unit says otherwise: 备注“3,500”. */
const GROUPED = /(?<![0-9.,A-Za-z])[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{1,2})?(?![0-9.,]*[0-9A-Za-z%％\p{Script=Han}])/gu;

/** 金额：3260 */
const LABELLED =
  /(?<=(?:金额|数额|价款|总价|应[收付缴]|实[收付缴]|款|费|余额|元）)[：:][ \t　]*)[0-9]{3,9}(?:\.[0-9]{1,2})?(?![0-9.,]*[0-9A-Za-z%％\p{Script=Han}-])/gu;

/** Without a unit. */
function* plain(text: string): Generator<ToldAmount> {
  for (const pattern of [GROUPED, LABELLED])
    for (const { 0: written, index: start } of text.matchAll(pattern)) {
      const reading = readAmount(written.replaceAll(",", ""));
      if (!("code" in reading)) yield { fen: reading.value, text: written, start, end: start + written.length, worth: YUAN };
    }
}

const NUMBER = "[0-9][0-9,]*|[一二两三四五六七八九十百千]+";
/** 面额均为一百元，共1,245张; 百元面额的人民币35张. */
const SHEETS = [
  new RegExp(`(?:面额|面值|每张)[^，。；0-9一二五十百]{0,6}(?<face>${NUMBER})元[^。；0-9]{0,16}?(?<count>${NUMBER})张`, "g"),
  new RegExp(`(?<face>${NUMBER})元(?:面额|面值|大钞|纸币|现钞|钞票|人民币)[^。；0-9，]{0,8}?(?<count>${NUMBER})张`, "g"),
];

/** Bundles of notes, of 10,000元 each where nothing else is said: 十捆百元钞票，每捆一万; 五沓. */
const BUNDLES = new RegExp(
  `(?<count>[0-9]{1,2}|[一二两三四五六七八九十]{1,2})(?<unit>[捆沓扎叠摞])(?![0-9一二三四五六七八九十])(?:[^。\\n]{0,40}?(?<rate>每\\k<unit>(?<each>[0-9.]+|[${HAN_NUMERAL_CLASS}]+)(?:万)?元?))?`,
  "g",
);
const BUNDLE = 10_000n;

function* inBundles(text: string): Generator<ToldAmount & { readonly rate: readonly [number, number] | null }> {
  for (const { 0: written, index: start, groups = {} } of text.matchAll(BUNDLES)) {
    const { count = "", each, rate } = groups;
    const worth = each === undefined ? BUNDLE : (readSpoken(each) ?? 0n) * (rate?.replace(/元$/, "").endsWith(`${each}万`) ? BUNDLE : 1n);
    const number = BigInt(numberOf(count));
    const end = start + written.length;
    if (worth >= YUAN && number > 0n)
      yield {
        fen: number * worth * YUAN,
        text: count,
        start,
        end: start + count.length,
        worth: worth * YUAN,
        rate: rate === undefined ? null : [end - rate.length, end],
      };
  }
}

/** By the number of notes of one value. */
function* inNotes(text: string): Generator<ToldAmount> {
  for (const pattern of SHEETS)
    for (const { 0: written, index, groups = {} } of text.matchAll(pattern)) {
      const [face, count] = [groups["face"] ?? "", groups["count"] ?? ""].map((each) =>
        BigInt(numberOf(each.replaceAll(",", "").replace(/^(?=[百千])/, "一"))),
      );
      const figure = groups["count"] ?? "";
      const start = index + written.length - 1 - figure.length;
      if (face && count) yield { fen: face * count * YUAN, text: figure, start, end: start + figure.length, worth: face * YUAN };
    }
}

const UNITS: Readonly<Record<string, bigint>> = { 元: 100n, 千元: 100_000n, 万元: 1_000_000n, 亿元: 10_000_000_000n };
const FIGURE = /^[0-9][0-9,]*(?:\.[0-9]{1,6})?$/;
const UNIT_IN_HEADING = /(?:单位[：:]|[（(])(?:人民币)?(亿元|万元|千元|元)[）)]?$/;

function cellAmount({ text, start }: { readonly text: string; readonly start: number }, worth: bigint): ToldAmount[] {
  if (!FIGURE.test(text)) return [];
  const [whole = "", decimals = ""] = text.replaceAll(",", "").split(".");
  const fen = (BigInt(whole + decimals) * worth) / 10n ** BigInt(decimals.length);
  return [{ fen, text, start, end: start + text.length, worth }];
}

/** Figures in cells whose unit stands in a cell of its own beside them, or in the heading of their column. */
function* inCells(document: Parameters<typeof rowsIn>[0]): Generator<ToldAmount> {
  for (const row of rowsIn(document)) {
    const unit = row.find(({ text }) => text in UNITS);
    if (unit) for (const cell of row) yield* cellAmount(cell, UNITS[unit.text] ?? YUAN);
  }
  for (const { headings, rows, total } of gridsIn(document))
    for (const [at, heading] of headings.entries()) {
      const unit = UNIT_IN_HEADING.exec(heading)?.[1];
      if (unit === undefined) continue;
      for (const row of [...rows, ...(total ? [total] : [])])
        if (row.length === headings.length && row[at]) yield* cellAmount(row[at], UNITS[unit] ?? YUAN);
    }
}

/** Every amount of a document in whatever words it is told, in their order. */
export const toldAmountsIn = readOnce((document): readonly ToldAmount[] => {
  const { text } = document;
  const told: ToldAmount[] = [];
  const bundles = [...inBundles(text)];
  // What one bundle holds is no amount of its own.
  const isRate = ({ start }: ToldAmount): boolean => bundles.some(({ rate }) => rate !== null && start >= rate[0] && start < rate[1]);
  const all = [
    ...inCells(document),
    ...inNotes(text),
    ...bundles,
    ...mentionsIn(document).map((each) => ({ ...each, worth: YUAN })),
    ...spoken(text),
    ...plain(text),
  ].toSorted((one, other) => one.start - other.start);
  for (const each of all) {
    const last = told.at(-1);
    if (each.fen > 0n && !isRate(each) && (!last || each.start >= last.end)) told.push(each);
  }
  return told;
});
