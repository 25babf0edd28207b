import type { CheckedDocument } from "../document.ts";
import { readOnce } from "./read-once.ts";
import { type Cell, type Row, rowsIn } from "./rows.ts";

/** Cells that stand below one another in lines of as many cells. */
export interface Column {
  /** The cell above them that holds no digit; null: there is none. */
  readonly heading: string | null;
  readonly cells: readonly Cell[];
}

const LEAST_CELLS = 3;
const LONGEST_CELL = 40;

function* columnsOf(rows: readonly Row[]): Generator<Column> {
  const [first, ...rest] = rows;
  if (!first) return;
  const isHeaded = rest.length > 0 && first.every(({ text }) => text.length <= 18 && !/[0-9]{2}/.test(text));
  for (const [at, cell] of first.entries())
    yield {
      heading: isHeaded ? cell.text.replaceAll(/\s/g, "") : null,
      cells: (isHeaded ? rest : rows).flatMap((row) => row[at] ?? []),
    };
}

/** Every column of lines that are rows of cells, under headings or none. */
export const columnsIn = readOnce((document: CheckedDocument): readonly Column[] => {
  const columns: Column[] = [];
  let rows: Row[] = [];
  for (const cells of [...rowsIn(document), []]) {
    const isRow = cells.length >= LEAST_CELLS && cells.every(({ text }) => text.length <= LONGEST_CELL);
    if (isRow && rows[0]?.length === cells.length) {
      rows.push(cells);
      continue;
    }
    columns.push(...columnsOf(rows));
    rows = isRow ? [cells] : [];
  }
  return columns;
});
