import type { Amount } from "./amounts.ts";
import { readOnce } from "./read-once.ts";
import { amountIn, type Cell, type Row, rowsIn } from "./rows.ts";

/** Amounts of a column and what the table tells as their sum. */
export interface SummedColumn {
  readonly parts: readonly Amount[];
  readonly whole: Amount;
}

export interface Table {
  readonly columns: readonly SummedColumn[];
  /** Rows between the heading and the total. */
  readonly rows: number;
  readonly start: number;
  readonly end: number;
}

const IS_TOTAL =
  /^(?:合\s*计|总\s*计|共\s*计|小\s*计|累\s*计|总\s*额|总\s*数|总金额)|^[^0-9，。；：]{0,6}(?:合计|总计|共计|小计|总额|总数|总价)$/;
const IS_SUBTOTAL = /^小/;
/** Cells that add nothing. */
const EMPTY = /^(?:[—–\-/]+|无|零|\/)$/;
/** A paragraph that may be a cell. */
const LONGEST_CELL = 30;
const MOST_COLUMNS = 10;

/** The amounts of a column of so many rows; null: it holds what is no amount. */
function columnOf(rows: readonly Row[], at: number): Amount[] | null {
  const cells = rows.flatMap((row) => row[at] ?? []).filter(({ text }) => !EMPTY.test(text));
  const amounts = cells.flatMap((cell) => amountIn(cell) ?? []);
  return amounts.length === cells.length && amounts.length >= 2 ? amounts : null;
}

const isCounted = (amounts: readonly Amount[]): boolean => amounts.every(({ text }, at) => text === String(at + 1));

/** Columns that the cells of a row of totals add up. In a row with fewer cells than the others the totals are of the columns that hold amounts, from the right. */
function summed(total: Row, added: readonly Row[]): SummedColumn[] {
  const width = added[0]?.length ?? 0;
  if (total.length === width)
    return total.flatMap((cell, at) => {
      const whole = amountIn(cell);
      const parts = whole && columnOf(added, at);
      return whole && parts ? [{ parts, whole }] : [];
    });
  const wholes = total.flatMap((cell) => amountIn(cell) ?? []);
  const columns = Array.from({ length: width }, (_, at) => columnOf(added, at)).filter((each) => each !== null && !isCounted(each));
  return wholes.flatMap((whole, at) => {
    const parts = columns.at(at - wholes.length);
    return parts ? [{ parts, whole }] : [];
  });
}

/** Rows of which one amount is what the others make, as in most rows of their table. */
function sumsOfRows(rows: readonly Row[], wholeOf: (amounts: readonly Amount[]) => number): SummedColumn[] {
  const sums = rows.flatMap((row) => {
    const amounts = row.slice(1).flatMap((cell) => amountIn(cell) ?? []);
    const at = wholeOf(amounts);
    const [whole, parts] = [amounts[at], amounts.toSpliced(at, 1)];
    return whole && parts.length >= 2 && whole.fen > 0n ? [{ parts, whole }] : [];
  });
  const right = sums.filter(({ parts, whole }) => parts.reduce((sum, { fen }) => sum + fen, 0n) === whole.fen).length;
  return sums.length === rows.length && right >= 2 && right * 2 > sums.length ? sums : [];
}

/** The last amount of the row, else the first: 前期, 后期, 小计; 投入, 已领回, 未兑付. */
function rowSums(rows: readonly Row[]): SummedColumn[] {
  const sums = sumsOfRows(rows, ({ length }) => length - 1);
  return sums.length > 0 ? sums : sumsOfRows(rows, () => 0);
}

const isTotalRow = (cells: Row): boolean => cells.slice(0, 2).some(({ text }) => IS_TOTAL.test(text));

/** Tables whose rows are paragraphs of cells, with a row that adds them up. A row of subtotals adds up the rows since the one before it, a total all rows. */
function* tablesOfRows(paragraphs: readonly Row[], ends: readonly number[]): Generator<Table> {
  let rows: Row[] = [];
  let group: Row[] = [];
  for (const [at, cells] of paragraphs.entries()) {
    if (cells.length >= 2 && isTotalRow(cells) && rows.length >= 2) {
      const added = IS_SUBTOTAL.test(cells[0]?.text ?? "") ? group : rows;
      yield {
        columns: [...summed(cells, added), ...rowSums(rows)],
        rows: rows.length,
        start: rows[0]?.[0]?.start ?? 0,
        end: ends[at] ?? 0,
      };
      group = [];
      continue;
    }
    const isRow = cells.length >= 2 && cells.some((cell) => amountIn(cell) !== null);
    if (!isRow || (rows.length > 0 && rows[0]?.length !== cells.length)) [rows, group] = [[], []];
    if (!isRow) continue;
    rows.push(cells);
    group.push(cells);
  }
}

/** Whether two rows have amounts in the same columns. */
const isAlike = (row: Row, other: Row): boolean =>
  row.every((cell, at) => {
    const beside = other[at];
    return (
      beside !== undefined &&
      (EMPTY.test(cell.text) || EMPTY.test(beside.text) || (amountIn(cell) === null) === (amountIn(beside) === null))
    );
  });

/** Rows of so many cells before a place, from the last one back as long as they are alike. */
function rowsBefore(cells: Row, to: number, width: number): Row[] {
  const rows: Row[] = [];
  for (let at = to - width; at >= 0; at -= width) {
    const row = cells.slice(at, at + width);
    if (amountIn(row[0] as Cell)?.text.endsWith("元") || !row.some((cell) => amountIn(cell) !== null)) break;
    if (rows.length > 0 && !isAlike(row, rows.at(-1) as Row)) break;
    rows.push(row);
  }
  return rows.toReversed();
}

/** Tables whose cells are paragraphs: of the widths in which they make rows alike the one that leaves the fewest cells over, a heading apart. */
function* tablesOfCells(run: Row): Generator<Table> {
  for (const [at, label] of run.entries()) {
    if (!IS_TOTAL.test(label.text)) continue;
    let best = null as { rows: Row[]; width: number; left: number } | null;
    for (let width = 2; width <= MOST_COLUMNS; width += 1) {
      const rows = rowsBefore(run, at, width);
      if (rows.length < 2) continue;
      const over = at - rows.length * width;
      const left = over >= width && !run.slice(over - width, over).some((cell) => amountIn(cell) !== null) ? over - width : over;
      if (!best || left < best.left) best = { rows, width, left };
    }
    const total = best && run.slice(at, at + best.width);
    if (!best || !total || total.length < 2) continue;
    const last = total.at(-1) as Cell;
    yield {
      columns: [...summed(total, best.rows), ...rowSums(best.rows)],
      rows: best.rows.length,
      start: best.rows[0]?.[0]?.start ?? 0,
      end: last.start + last.text.length,
    };
  }
}

/** Every table of a document that has a row of totals. */
export const tablesIn = readOnce((document): readonly Table[] => {
  const rows = rowsIn(document);
  const tables = [
    ...tablesOfRows(
      rows,
      document.paragraphs.map(({ text, start }) => start + text.length),
    ),
  ];
  let run: Cell[] = [];
  const close = (): void => {
    if (run.length > 4) tables.push(...tablesOfCells(run));
    run = [];
  };
  for (const cells of rows) {
    const [cell] = cells;
    if (cells.length === 1 && cell && cell.text.length <= LONGEST_CELL && !/[。；]/.test(cell.text)) run.push(cell);
    else close();
  }
  close();
  tables.sort((one, other) => one.end - other.end);
  return tables;
});
