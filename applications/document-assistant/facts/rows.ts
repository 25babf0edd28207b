import { readAmount } from "@yuejian/identifiers";
import type { CheckedDocument } from "../document.ts";
import type { Amount } from "./amounts.ts";
import { readOnce } from "./read-once.ts";

export interface Cell {
  readonly text: string;
  readonly start: number;
}

export type Row = readonly Cell[];

const BETWEEN = /[\t\u3000|│]+| {2,}/;
const CELLS = new RegExp(`(${BETWEEN.source})`);
const FIGURE = /^[¥￥]?[0-9][0-9,]*(?:\.[0-9]+)?(?:万|亿)?元{0,2}$/;

/** The cells of a line that is a row; one where it is none. */
export function cellsOf({ text, start }: Cell): Cell[] {
  const cells: Cell[] = [];
  let at = 0;
  for (const cell of text.split(CELLS)) {
    const trimmed = cell.trim();
    if (trimmed !== "" && !BETWEEN.test(cell)) cells.push({ text: trimmed, start: start + at + cell.indexOf(trimmed) });
    at += cell.length;
  }
  return cells;
}

/** The cells of each paragraph. */
export const rowsIn = readOnce(({ paragraphs }: CheckedDocument): readonly Row[] => paragraphs.map(cellsOf));

export const isFigure = (text: string): boolean => FIGURE.test(text);

/** An amount that fills a cell; null: it holds something else. */
export function amountIn({ text, start }: Cell): Amount | null {
  if (!isFigure(text)) return null;
  const reading = readAmount(text.replaceAll(/^[¥￥]|,/g, "").replace("元元", "元"));
  return "code" in reading ? null : { fen: reading.value, text, start, end: start + text.length };
}
