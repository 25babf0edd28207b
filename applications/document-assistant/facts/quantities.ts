import type { CheckedDocument } from "../document.ts";
import { gridsIn } from "./grids.ts";
import { readOnce } from "./read-once.ts";
import { clauseBefore, startOf } from "./sentences.ts";
import { numberOf } from "./written-number.ts";

/** A number of things in their unit: 35名, 0.9克. */
export interface Quantity {
  readonly value: number;
  readonly unit: string;
  /** The figure alone. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Its clause up to it, and what stands right behind its unit. */
  readonly before: string;
  readonly behind: string;
}

const UNITS =
  "平方米|立方米|公斤|千克|公顷|小时|克|亩|吨|人|名|位|件|株|棵|头|只|辆|台|部|张|份|袋|箱|瓶|盒|户|家|条|枚|米|具|艘|尾|粒|支|本|册|间|套|次";
const QUANTITY = new RegExp(`(?<![0-9.,第×xX号])(?<figure>[0-9][0-9,]*(?:\\.[0-9]+)?)(?<unit>${UNITS})(?![0-9民均])`, "g");
/** Units of one thing. */
const classOf = (unit: string): string => (/^[人名位]$/.test(unit) ? "人" : unit === "千克" ? "公斤" : unit);

const quantitiesIn = readOnce(({ text }): readonly Quantity[] =>
  [...text.matchAll(QUANTITY)].map((found) => {
    const { figure = "", unit = "" } = found.groups ?? {};
    const end = found.index + figure.length;
    return {
      value: Number(figure.replaceAll(",", "")),
      unit: classOf(unit),
      text: figure,
      start: found.index,
      end,
      before: clauseBefore(text, found.index, 24),
      behind: /^[^，。；：\n）、]*/.exec(text.slice(end + unit.length, end + unit.length + 10))?.[0] ?? "",
    };
  }),
);

export interface OtherQuantity {
  readonly quantity: Quantity;
  /** The figure that it is elsewhere. */
  readonly meant: string;
}

/** Takes up by its name what was told: 未参保的35名, 查获的0.9克. */
const NAMED = /(?<![0-9])(\p{Script=Han}{2,4})的(?:共|共计|这)?$/u;
/** Of some of them, or of each. */
const OF_SOME = /其中|另|每|各|分别|约|近|余|至少|超过|不足|第|以上|以下/;

/** Quantities that are told again by the words before them, where they are told so just once more. */
function* namedAgain(document: CheckedDocument): Generator<OtherQuantity> {
  const all = quantitiesIn(document);
  for (const quantity of all) {
    const name = NAMED.exec(quantity.before)?.[1];
    if (name === undefined || OF_SOME.test(quantity.before)) continue;
    // The longest end of the name that another one has too.
    for (let length = name.length; length >= 2; length -= 1) {
      const core = name.slice(-length);
      const others = all.filter(
        (each) =>
          each !== quantity &&
          each.unit === quantity.unit &&
          each.before.includes(core) &&
          each.before.length - each.before.lastIndexOf(core) - core.length <= FAR,
      );
      const [other] = others;
      if (!other) continue;
      if (
        others.length === 1 &&
        other.value !== quantity.value &&
        !OF_SOME.test(other.before) &&
        // One is told, the other takes it up: two that are told alike are of two things.
        !NAMED.test(other.before) &&
        !isSameSentence(document.text, other, quantity) &&
        !/其中/.test(document.text.slice(Math.min(other.end, quantity.end), Math.max(other.start, quantity.start)).slice(0, NEXT))
      )
        yield { quantity, meant: other.text };
      break;
    }
  }
}

/** So soon behind what is told something of it is. */
const NEXT = 12;
/** So many characters may stand between what they are called and their number. */
const FAR = 6;
const isSameSentence = (text: string, one: Quantity, other: Quantity): boolean =>
  !/[。\n]/.test(text.slice(Math.min(one.end, other.end), Math.max(one.start, other.start)));

/** Says that all of them are meant. */
const OF_ALL = /共|全部|所有|逐一|合计|总/;

/** 单位有三个，合计: of some of the rows. */
const isOfFewer = (text: string, at: number, rows: number): boolean =>
  text
    .slice(startOf(text, at, "。\n"), at)
    .matchAll(/([0-9]{1,2}|[一二两三四五六七八九十]{1,2})(?:个|家|户|名|人|院|县|村|类|项)/g)
    .some(([, number = ""]) => numberOf(number) < rows);

/** Quantities behind a table that tell the total of one of its columns, by what that is of. */
function* totalsAgain(document: CheckedDocument): Generator<OtherQuantity> {
  const { text } = document;
  const all = quantitiesIn(document);
  for (const { headings, rows, total, end } of gridsIn(document)) {
    if (!total || total.length !== headings.length) continue;
    for (const [at, heading] of headings.entries()) {
      const cell = total[at]?.text ?? "";
      const [, core = "", unit] = /^(\p{Script=Han}{2,8}?)(?:数量?|总数)?(?:[（(](\p{Script=Han}{1,3})[）)])?$/u.exec(heading) ?? [];
      if (!/^[0-9][0-9,.]*$/.test(cell) || core.length < 2 || /金额|数额|元/.test(heading)) continue;
      const value = Number(cell.replaceAll(",", ""));
      for (const quantity of all)
        if (
          quantity.start > end &&
          quantity.value !== value &&
          (unit === undefined || quantity.unit === classOf(unit)) &&
          Array.from(core).every((character) => (quantity.before + quantity.behind).includes(character)) &&
          OF_ALL.test(quantity.before) &&
          !isOfFewer(text, quantity.start, rows.length) &&
          !OF_SOME.test(quantity.before) &&
          rows.every((row) => row[at]?.text !== quantity.text)
        )
          yield { quantity, meant: cell };
    }
  }
}

/** Quantities that a document tells twice, and differently. */
export function* otherQuantities(document: CheckedDocument): Generator<OtherQuantity> {
  const seen = new Set<number>();
  for (const each of [...totalsAgain(document), ...namedAgain(document)]) {
    if (!seen.has(each.quantity.start)) yield each;
    seen.add(each.quantity.start);
  }
}

export interface HeadSum {
  readonly whole: Pick<Quantity, "text" | "start" | "end">;
  readonly sum: number;
}

/** Numbers of several kinds and that of all behind them, by their common name or as what was told: 大车3辆、小车2辆在场，5辆车…; 抽查2次、走访3次，记载的5次…. */
export function* headSums(document: CheckedDocument): Generator<HeadSum> {
  const { text } = document;
  const all = quantitiesIn(document);
  for (const [at, whole] of all.entries()) {
    const parts: Quantity[] = [];
    for (let each = all[at - 1]; each && each.unit === whole.unit; each = all[at - 1 - parts.length]) {
      const next = parts[0] ?? whole;
      const between = text.slice(each.end, next.start);
      const isNext =
        parts.length === 0
          ? /^[^，。；：、0-9]{1,12}，[^，。；：、0-9]{0,10}$/
          : /^[^，。；：、0-9]{1,10}(?:、|和|及|以及)[^，。；：、0-9]{1,10}$/;
      if (!isNext.test(between) || OF_SOME.test(each.before + between)) break;
      parts.unshift(each);
    }
    if (parts.length < 2) continue;
    const heads = new Set(parts.map(({ before }) => before.at(-1)));
    const [head] = heads;
    const isNamed = heads.size === 1 && head !== undefined && whole.before === "" && whole.behind.startsWith(head);
    const isTaken =
      /(?:记载|记录|登记|载明|填[写报]|上报|报告|显示|所称|所列|上述)的$/.test(whole.before) &&
      /^\p{Script=Han}/u.test(whole.behind) &&
      !/[未不没]/.test(whole.before);
    const sum = parts.reduce((made, { value }) => made + value, 0);
    if ((isNamed || isTaken) && sum !== whole.value) yield { whole, sum: Math.round(sum * 1000) / 1000 };
  }
}

const NUMBER = "(?:[0-9]{1,4}|[一二两三四五六七八九十]{1,3})";
const PIECES = `[\\p{Script=Han}A-Za-z“”]{1,24}?(${NUMBER})[册张个本份件袋盒套枚部台只把条块支根卷箱瓶盘副辆双顶桶罐艘]`;
const EACH = new RegExp(PIECES, "gu");
/** Things in units of their own, and how many they are together: 图册2本、硬盘一块、印章3枚，共6件. */
const MIXED = new RegExp(
  `(?<=^|[，。；：\\s])(?<parts>${PIECES}(?:[、，和及]${PIECES})+)[，、；]?(?:以上|上述)?(?:共计|合计|总计|共)(?<whole>${NUMBER})[件项样](?!套)`,
  "gmu",
);

/** The number of things that are told in different units. */
export function* mixedSums({ text }: CheckedDocument): Generator<HeadSum> {
  for (const found of text.matchAll(MIXED)) {
    const { parts = "", whole = "" } = found.groups ?? {};
    const before = /[^。；：\n]*$/.exec(text.slice(Math.max(0, found.index - 60), found.index))?.[0] ?? "";
    // Other things are told before them.
    if (/[0-9一二两三四五六七八九十若数]|等/.test(before) || /等|其中|每|各/.test(parts)) continue;
    const counts = [...parts.matchAll(EACH)].map(([, number = ""]) => numberOf(number));
    const sum = counts.reduce((all, each) => all + each, 0);
    const start = found.index + found[0].length - 1 - whole.length;
    if (numberOf(whole) !== sum) yield { whole: { text: whole, start, end: start + whole.length }, sum };
  }
}
