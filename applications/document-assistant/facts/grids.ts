import type { CheckedDocument } from "../document.ts";
import type { Amount } from "./amounts.ts";
import { readOnce } from "./read-once.ts";
import { amountIn, type Cell, isFigure, type Row, rowsIn } from "./rows.ts";

/** Rows of cells that are alike, under a row of headings. */
export interface Grid {
  readonly headings: readonly string[];
  /** Without headings and totals. */
  readonly rows: readonly Row[];
  readonly total: Row | null;
  readonly start: number;
  readonly end: number;
}

const IS_TOTAL =
  /^(?:合\s*计|总\s*计|共\s*计|小\s*计|累\s*计|总\s*额|总金额|总数)|^[^0-9，。；：]{0,6}(?:合计|总计|共计|小计|总额|总数|总价)$/;
const IS_NUMBER = /^(?:编号|序号|次序|次数|序次|顺序|序|号)$/;
const LONGEST_CELL = 40;
const MOST_COLUMNS = 10;

const endOf = (row: Row): number => {
  const last = row.at(-1);
  return last ? last.start + last.text.length : 0;
};
const isTotal = (row: Row): boolean => row.slice(0, 2).some(({ text }) => IS_TOTAL.test(text));
const isHeading = (row: Row): boolean => row.every(({ text }) => !/^[0-9]|[0-9](?!月|年|季)/.test(text) && text.length <= 16);

function gridOf(headings: Row, rows: readonly Row[], total: Row | null): Grid {
  return {
    headings: headings.map(({ text }) => text),
    rows,
    total,
    start: headings[0]?.start ?? rows[0]?.[0]?.start ?? 0,
    end: endOf(total ?? rows.at(-1) ?? []),
  };
}

/** Grids whose rows are paragraphs. */
function* ofRows(all: readonly Row[]): Generator<Grid> {
  let headings: Row | null = null;
  let rows: Row[] = [];
  let total: Row | null = null;
  /** Rows without headings. */
  let bare: Row[] = [];
  for (const cells of [...all, []]) {
    const isWide = cells.length >= 2 && cells.every(({ text }) => text.length <= LONGEST_CELL);
    if (headings && !total && isWide && isTotal(cells) && rows.length > 0) {
      total = cells;
      continue;
    }
    if (headings && !total && isWide && !isHeading(cells) && cells.length <= headings.length && cells.length >= headings.length - 1) {
      rows.push(cells);
      continue;
    }
    if (headings && rows.length >= 2) yield gridOf(headings, rows, total);
    const isBare = !isHeading(cells) && cells.length >= 3 && isWide && !isTotal(cells) && cells.some((cell) => moneyIn(cell) !== null);
    if (isBare && bare[0]?.length === cells.length) bare.push(cells);
    else {
      if (bare.length >= 2) yield gridOf([], bare, null);
      bare = isBare ? [cells] : [];
    }
    [headings, rows, total] = [isWide && isHeading(cells) ? cells : null, [], null];
  }
}

/** Grids whose cells are paragraphs: told by a column of numbers under a heading that says so. */
function* ofCells(run: Row): Generator<Grid> {
  for (const [at, cell] of run.entries()) {
    if (!IS_NUMBER.test(cell.text)) continue;
    const first = run.findIndex((each, place) => place > at && /^(?:1|一)$/.test(each.text));
    const width = first - at;
    if (width < 2 || width > MOST_COLUMNS) continue;
    const rows: Row[] = [];
    for (
      let from = first;
      run[from]?.text === (run[first]?.text === "1" ? String(rows.length + 1) : "一二三四五六七八九"[rows.length]);
      from += width
    )
      rows.push(run.slice(from, from + width));
    const behind = first + rows.length * width;
    const total = run.slice(behind, behind + width);
    if (rows.length >= 2) yield gridOf(run.slice(at, first), rows, isTotal(total) ? total : null);
  }
}

const kindOf = (text: string): string =>
  isFigure(text) ? "figure" : /^20[0-9]{2}[-.．/年]/.test(text) ? "day" : /[0-9]/.test(text) ? "digits" : "words";

/** Grids whose cells are paragraphs, without numbers: headings, and rows whose cells are of the same kind in each column. The run may begin with a line or two that are no cells. */
function headedGrid(run: Row): Grid | null {
  const label = run.findIndex(({ text }) => IS_TOTAL.test(text));
  const end = label < 0 ? run.length : label;
  for (let from = 0; from <= MOST_BEFORE; from += 1)
    for (let width = 2; width <= MOST_COLUMNS; width += 1) {
      const count = (end - from) / width - 1;
      const headings = run.slice(from, from + width);
      if (count < 2 || !Number.isInteger(count) || !isHeading(headings) || headings.some(({ text }) => text.length > 10)) continue;
      const rows = Array.from({ length: count }, (_, at) => run.slice(from + (at + 1) * width, from + (at + 2) * width));
      const kinds = headings.map((_, at) => new Set(rows.map((row) => kindOf(row[at]?.text ?? ""))));
      if (kinds.some((each) => each.size > 1) || kinds.every((each) => each.has("words")) || !kinds[0]?.has("words")) continue;
      return gridOf(headings, rows, label < 0 ? null : run.slice(label, label + width));
    }
  return null;
}
const MOST_BEFORE = 2;

/** Every table of a document that has headings. */
export const gridsIn = readOnce((document: CheckedDocument): readonly Grid[] => {
  const all = rowsIn(document);
  const grids = [...ofRows(all)];
  let run: Cell[] = [];
  for (const cells of [...all, []]) {
    const [cell] = cells;
    if (cells.length === 1 && cell && cell.text.length <= LONGEST_CELL && !/[。；]/.test(cell.text)) run.push(cell);
    else {
      if (run.length > 4) {
        const numbered = [...ofCells(run)];
        const headed = numbered.length === 0 ? headedGrid(run) : null;
        grids.push(...numbered, ...(headed ? [headed] : []));
      }
      run = [];
    }
  }
  return grids.sort((one, other) => one.start - other.start);
});

/** An amount that fills a cell, or stands behind a word: 计7920元. */
function moneyIn({ text: whole, start }: Cell): Amount | null {
  const text = whole.replace(/^(?:计|共|合计|小计|共计|罚金|人民币)/, "");
  return amountIn({ text, start: start + whole.length - text.length });
}

const MONEY = /元|金额|款|数额|价|费|额|资金|收入|支出|损失|罚/;
const NO_MONEY = /号|日期|时间|比例|数量|张数|人数|年龄|单价|序/;

/** A column of money: its heading and one amount of each row. */
export interface MoneyColumn {
  readonly heading: string;
  readonly amounts: readonly Amount[];
}

/** Columns that hold an amount in each row. */
export const moneyColumns = ({ headings, rows }: Grid): MoneyColumn[] =>
  (headings.length > 0 ? headings : (rows[0]?.map(() => "") ?? [])).flatMap((heading, at) => {
    if (NO_MONEY.test(heading) && !/元/.test(heading)) return [];
    // A cell that is empty is not there: columns are counted from the right where the heading is one of the last.
    const amounts = rows.flatMap((row) =>
      row.length === (headings.length || row.length) ? (row[at] ? (moneyIn(row[at]) ?? []) : []) : [],
    );
    const isMoney = MONEY.test(heading) || amounts.every(({ text }) => /元$|\.[0-9]{2}$/.test(text));
    return isMoney && amounts.length === rows.length ? [{ heading, amounts }] : [];
  });
