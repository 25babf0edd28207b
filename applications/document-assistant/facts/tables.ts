import { readAmount } from "@yuejian/identifiers";
import type { CheckedDocument, CheckedParagraph } from "../document.ts";
import type { Amount } from "./amounts.ts";

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

interface Cell {
  readonly text: string;
  readonly start: number;
}

const BETWEEN = /[\t\u3000|│]+| {2,}/;
const IS_TOTAL = /^(?:合\s*计|总\s*计|共\s*计|小\s*计)/;
const IS_SUBTOTAL = /^小/;
const FIGURE = /^[¥￥]?[0-9][0-9,]*(?:\.[0-9]+)?(?:万|亿)?元{0,2}$/;
/** Cells that add nothing. */
const EMPTY = /^(?:[—–\-/]+|无|零|\/)$/;

function cellsOf({ text, start }: CheckedParagraph): Cell[] {
  const cells: Cell[] = [];
  let at = 0;
  for (const cell of text.split(new RegExp(`(${BETWEEN.source})`))) {
    const trimmed = cell.trim();
    if (trimmed !== "" && !BETWEEN.test(cell)) cells.push({ text: trimmed, start: start + at + cell.indexOf(trimmed) });
    at += cell.length;
  }
  return cells;
}

function amountIn({ text, start }: Cell): Amount | null {
  if (!FIGURE.test(text)) return null;
  const reading = readAmount(text.replaceAll(/^[¥￥]|,/g, "").replace("元元", "元"));
  return "code" in reading ? null : { fen: reading.value, text, start, end: start + text.length };
}

/** The column of a table at a place from its right end; null: it holds what is no amount. */
function columnOf(rows: readonly (readonly Cell[])[], fromRight: number): Amount[] | null {
  const cells = rows.flatMap((row) => row.at(-fromRight) ?? []).filter(({ text }) => !EMPTY.test(text));
  const amounts = cells.flatMap((cell) => amountIn(cell) ?? []);
  return amounts.length === cells.length && amounts.length >= 2 ? amounts : null;
}

/** Tables whose rows are paragraphs of cells, with a row that adds them up. A row of subtotals adds up the rows since the one before it, a total all rows. */
export function tablesIn({ paragraphs }: CheckedDocument): Table[] {
  const tables: Table[] = [];
  let rows: (readonly Cell[])[] = [];
  let group: (readonly Cell[])[] = [];
  let start = 0;
  for (const paragraph of paragraphs) {
    const cells = cellsOf(paragraph);
    const isTotal = cells.length >= 2 && IS_TOTAL.test(cells[0]?.text ?? "");
    if (isTotal && rows.length >= 2) {
      const added = IS_SUBTOTAL.test(cells[0]?.text ?? "") ? group : rows;
      const columns = cells.flatMap((cell, at) => {
        const whole = amountIn(cell);
        const parts = whole && columnOf(added, cells.length - at);
        return whole && parts ? [{ parts, whole }] : [];
      });
      tables.push({ columns, rows: rows.length, start, end: paragraph.start + paragraph.text.length });
      group = [];
      continue;
    }
    const isRow = cells.length >= 2 && cells.some((cell) => amountIn(cell) !== null);
    if (!isRow || (rows.length > 0 && rows[0]?.length !== cells.length)) [rows, group] = [[], []];
    if (!isRow) continue;
    if (rows.length === 0) start = paragraph.start;
    rows.push(cells);
    group.push(cells);
  }
  return tables;
}
