import { YuejianError } from "@yuejian/contracts";

/** Rows looked at for the header, and how many title and empty lines may stand before it. */
export const HEADER_SAMPLE_ROWS = 60;
const MOST_LEADING_ROWS = 20;

export interface Header {
  /** Position of the header among the sampled rows. */
  readonly index: number;
  readonly headings: readonly string[];
  /** Rows with content before it. */
  readonly titleRows: number;
  readonly unnamed: number;
}

/** Finds the header: the first row that fills more than half of the table's width. Rows before it are titles («2024年度发放明细») or empty.
 *  HEADER_MISSING when there is none or when it looks like data; HEADER_DUPLICATE when two columns bear one name. */
export function findHeader(rows: readonly (readonly string[])[], file: string): Header {
  const width = usualWidth(rows);
  const index = rows.findIndex((row) => filled(row) >= (width > 1 ? Math.max(2, Math.floor(width / 2) + 1) : 1));
  const row = rows[index];
  if (row === undefined || index > MOST_LEADING_ROWS) throw new YuejianError("HEADER_MISSING", { file });
  const cleaned = row.map(cleanHeading);
  // Cells behind the last heading are no columns unless some row uses them.
  while (cleaned.length > width && cleaned.at(-1) === "") cleaned.pop();
  if (looksLikeData(cleaned)) throw new YuejianError("HEADER_MISSING", { file, row: index + 1 });
  requireDistinct(cleaned, file, index + 1);
  const taken = new Set(cleaned);
  const headings = cleaned.map((heading, position) => (heading === "" ? unusedName(taken, position + 1) : heading));
  return {
    index,
    headings,
    titleRows: rows.slice(0, index).filter((each) => filled(each) > 0).length,
    unnamed: cleaned.filter((heading) => heading === "").length,
  };
}

/** Number of columns that most rows have, rows counted up to their last filled cell; of equals the larger. */
export function usualWidth(rows: readonly (readonly string[])[]): number {
  const widths = new Map<number, number>();
  for (const row of rows) {
    const width = row.findLastIndex((cell) => cell.trim() !== "") + 1;
    if (width > 0) widths.set(width, (widths.get(width) ?? 0) + 1);
  }
  let best = 0;
  let most = 0;
  for (const [width, count] of widths) {
    // A row may end with empty cells, so a width holds for the narrower rows of two columns and more as well.
    if (count > most || (count === most && width > best)) {
      most = count;
      best = width;
    }
  }
  return best;
}

export function cleanHeading(text: string): string {
  return text.replaceAll(/[\u3000\ufeff\r\n]/g, "").trim();
}

function filled(row: readonly string[]): number {
  return row.filter((cell) => cell.trim() !== "").length;
}

const DAY = /^(19|20)\d{2}([-/.]\d{1,2}[-/.]\d{1,2}|年\d{1,2}月\d{1,2}日)/;
const LONG_NUMBER = /^\d{11,}[\dXx]?$/;
const NUMBER = /^[+-]?[\d,]*\d(\.\d+)?%?$/;

/** Days and long numbers never head a column; plain numbers may (years), unless most cells are numbers and the first one too. */
export function looksLikeData(headings: readonly string[]): boolean {
  const named = headings.filter((heading) => heading !== "");
  if (named.some((heading) => DAY.test(heading) || LONG_NUMBER.test(heading))) return true;
  return named.filter((heading) => NUMBER.test(heading)).length * 2 > named.length && NUMBER.test(headings[0] ?? "");
}

export function requireDistinct(headings: readonly string[], file: string, row: number): void {
  const positions = new Map<string, number[]>();
  headings.forEach((heading, index) => {
    if (heading !== "") positions.set(heading, [...(positions.get(heading) ?? []), index + 1]);
  });
  for (const [column, found] of positions) {
    if (found.length > 1) throw new YuejianError("HEADER_DUPLICATE", { file, row, column, positions: found.join(", ") });
  }
}

function unusedName(taken: Set<string>, position: number): string {
  let name = `第${position}列`;
  while (taken.has(name)) name += "_";
  taken.add(name);
  return name;
}
