import { lineAround } from "./sentences.ts";

/** Cells of a row stand side by side, or each in a line of its own. */
const BETWEEN = /\t|[\u3000|│]|\s{2,}/;
const LONGEST_LABEL = 18;
const LONGEST_ROW = 120;

interface Place {
  readonly start: number;
  readonly end: number;
}

const isLabel = (text: string): boolean => text !== "" && text.length <= LONGEST_LABEL && !/[。，；0-9]/.test(text);

/** What a form says of a cell: the cell before it in its row, or the line before where each cell has one of its own. Null: the place is no cell, or has no label. */
export function cellLabel(text: string, { start, end }: Place): string | null {
  const [lineStart, lineEnd] = lineAround(text, start);
  if (lineEnd - lineStart > LONGEST_ROW) return null;
  const [before, behind] = [text.slice(lineStart, start), text.slice(end, lineEnd)];
  // A time of the day, a stop or a bracket may stand behind it in its cell.
  const isCell = /^(?:[0-9一二三四五六七八九十半上下午时点分许整至：:\s]{0,14}|[；。])?(?:$|\t|[\u3000|│]|\s{2})/.test(behind);
  if (!isCell) return null;
  if (before.trim() === "") {
    if (lineStart === 0 || behind.trim().length > 14) return null;
    const label = text
      .slice(...lineAround(text, lineStart - 1))
      .trim()
      .replace(/[：:]$/, "");
    return isLabel(label) ? label : null;
  }
  const cells = before.split(BETWEEN);
  if (cells.at(-1)?.trim() !== "") return null;
  const label =
    cells
      .findLast((cell) => cell.trim() !== "")
      ?.trim()
      .replace(/[：:]$/, "") ?? "";
  return isLabel(label) ? label : null;
}

const MOST_ROWS = 12;

/** What the head of a column says of a cell in the rows below it; null: it stands in no such row. */
export function columnLabel(text: string, { start }: Place): string | null {
  let [from, until] = lineAround(text, start);
  const row = text.slice(from, until).split(BETWEEN);
  if (row.length < LEAST_COLUMNS || until - from > LONGEST_ROW) return null;
  const at = text.slice(from, start).split(BETWEEN).length - 1;
  for (let rows = 0; from > 0 && rows < MOST_ROWS; rows += 1) {
    [from, until] = lineAround(text, from - 1);
    const cells = text.slice(from, until).split(BETWEEN);
    if (cells.length !== row.length) return null;
    if (cells.every((cell) => isLabel(cell.trim()))) return cells[at]?.trim() ?? null;
  }
  return null;
}
const LEAST_COLUMNS = 3;
