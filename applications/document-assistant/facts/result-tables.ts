import type { CheckedDocument } from "../document.ts";
import type { Figure } from "./figures.ts";
import { type Grid, gridsIn } from "./grids.ts";
import type { Cell } from "./rows.ts";
import { isClose, nearness } from "./workings.ts";

/** A cell that the others of its row do not make, as they do in the other rows. */
export interface WrongCell {
  readonly figure: Figure;
  readonly meant: number;
  readonly result: Figure;
}

const NUMBER = /^[¥￥]?([0-9][0-9,]*)((?:\.[0-9]+)?)([%％]|\p{Script=Han}{0,3})$/u;

function figureOf({ text, start }: Cell): Figure | null {
  const [, whole, fraction = "", unit = ""] = NUMBER.exec(text) ?? [];
  if (whole === undefined) return null;
  const value = Number(whole.replaceAll(",", "") + fraction);
  const step = 10 ** -Math.max(0, fraction.length - 1);
  return { value, step, unit: unit === "％" ? "%" : unit, per: [], perCount: 1, isInexact: false, text, start, end: start + text.length };
}

/** What a column may be of two others. */
const MADE: Readonly<Record<string, (one: number, other: number) => number>> = {
  product: (one, other) => one * other,
  sum: (one, other) => one + other,
  difference: (one, other) => one - other,
  share: (one, other) => (100 * one) / other,
};
/** For the result to be as it is told one of the two would have to be this. */
const NEEDED: Readonly<Record<string, (result: number, other: number, isFirst: boolean) => number>> = {
  product: (result, other) => result / other,
  sum: (result, other) => result - other,
  difference: (result, other, isFirst) => (isFirst ? result + other : other - result),
  share: (result, other, isFirst) => (isFirst ? (result * other) / 100 : (100 * other) / result),
};
const PRICE = /价/;
const AMOUNT = /金额|合计|小计|总价|货值|价款/;
const NUMBER_OF = /数|量|重/;

type Column = readonly (Figure | null)[];

/** Every column of numbers, with shares of its total behind it where there are any. */
function columnsOf({ rows, headings }: Grid): Map<number, Column> {
  const columns = new Map<number, Column>();
  for (const at of headings.keys()) {
    const cells = rows.map((row) => (row.length === headings.length && row[at] ? figureOf(row[at]) : null));
    if (cells.filter((each) => each !== null).length >= 2) columns.set(at, cells);
  }
  return columns;
}

const isMade = (made: number, told: Figure): boolean =>
  isClose(made, told.value) || (!isClose(made / told.step, Math.round(made / told.step)) && Math.abs(made - told.value) < told.step);

/** Rows in which one column is made of two others, but for one row. */
function* brokenRows(
  one: Column,
  other: Column,
  result: Column,
  { kind, isNamed }: { kind: string; isNamed: boolean },
): Generator<WrongCell> {
  const make = MADE[kind];
  const need = NEEDED[kind];
  if (!make || !need) return;
  const broken: (readonly [Figure, Figure, Figure])[] = [];
  let holding = 0;
  for (const [at, told] of result.entries()) {
    const [first, second] = [one[at], other[at]];
    if (!told || !first || !second) continue;
    if (isMade(make(first.value, second.value), told)) holding += 1;
    else broken.push([first, second, told]);
  }
  const [row, ...rest] = broken;
  if (!row || rest.length > 0 || holding < (isNamed ? 1 : 2)) return;
  const [first, second, told] = row;
  const meant = make(first.value, second.value);
  const options = [
    { figure: told, meant, near: nearness(told.value, meant) + 0.1 },
    ...(kind === "share" ? [] : [first, second]).map((figure, at) => {
      const value = need(told.value, at === 0 ? second.value : first.value, at === 0);
      return { figure, meant: value, near: nearness(figure.value, value) };
    }),
  ].sort((a, b) => b.near - a.near);
  const [best] = options;
  if (best && meant > 0) yield { figure: best.figure, meant: best.meant, result: told };
}

/** A column of shares of the total of another: 占比. */
function* brokenShares(column: Column, shares: Column, total: Figure | null): Generator<WrongCell> {
  const all = column.every((each) => each !== null) ? column.reduce((sum, each) => sum + (each?.value ?? 0), 0) : 0;
  const whole = total?.value ?? all;
  if (whole <= 0) return;
  const rows = shares.flatMap((told, at) => (told && column[at] ? [{ told, meant: (100 * column[at].value) / whole }] : []));
  const broken = rows.filter(({ told, meant }) => !isMade(meant, told));
  const [row] = broken;
  if (row && broken.length === 1 && rows.length > 2) yield { figure: row.told, meant: Math.round(row.meant * 100) / 100, result: row.told };
}

/** Cells of tables that are not what their rows make, where the other rows make theirs. */
export function* wrongCells(document: CheckedDocument): Generator<WrongCell> {
  for (const grid of gridsIn(document)) {
    const columns = columnsOf(grid);
    const heading = (at: number): string => grid.headings[at] ?? "";
    for (const [at, result] of columns)
      for (const [left, one] of columns) {
        if (at === left) continue;
        const areShares = result.every((each) => each === null || each.unit === "%");
        if (areShares) {
          const cell = grid.total?.length === grid.headings.length ? grid.total[left] : undefined;
          yield* brokenShares(one, result, cell ? figureOf(cell) : null);
        }
        for (const [right, other] of columns) {
          if (right === at || right === left) continue;
          const isNamed = PRICE.test(heading(left)) && NUMBER_OF.test(heading(right)) && AMOUNT.test(heading(at));
          if (areShares) yield* brokenRows(one, other, result, { kind: "share", isNamed: false });
          else if (left < right || isNamed)
            for (const kind of ["product", "sum"]) yield* brokenRows(one, other, result, { kind, isNamed: isNamed && kind === "product" });
          if (!areShares) yield* brokenRows(one, other, result, { kind: "difference", isNamed: false });
        }
      }
  }
}
