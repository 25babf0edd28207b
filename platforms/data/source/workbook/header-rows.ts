import { cleanHeading, looksLikeData, usualWidth } from "../header.ts";
import type { MergedRange } from "./sheet-merges.ts";

export interface SheetRow {
  /** Number at the sheet's edge. */
  readonly row: number;
  readonly cells: readonly string[];
}

const MOST_HEADER_ROWS = 5;

/** Makes one header row of several: 被告人 over 姓名 and 性别 becomes 被告人/姓名 and 被告人/性别. Rows of which no merged cells make a header stay
 *  as they are. `headerRows`: how many became one. */
export function joinHeaderRows(
  rows: readonly SheetRow[],
  merges: readonly MergedRange[],
): { rows: readonly SheetRow[]; headerRows: number } {
  const none = { rows, headerRows: 1 };
  const width = Math.max(
    usualWidth(rows.map(({ cells }) => cells)),
    ...merges.filter(({ top }) => top <= (rows[0]?.row ?? 0)).map(({ right }) => right + 1),
  );
  const byRow = new Map(rows.map(({ row, cells }) => [row, cells]));
  const textAt = (row: number, column: number): string => {
    const range = merges.find((each) => each.top <= row && row <= each.bottom && each.left <= column && column <= each.right);
    return cleanHeading(byRow.get(range?.top ?? row)?.[range?.left ?? column] ?? "");
  };
  const first = rows.find(({ row, cells }) => {
    const texts = Array.from({ length: width }, (_, column) => textAt(row, column));
    // A title over all columns is one cell, however wide.
    const written = cells.filter((cell) => cell.trim() !== "");
    // 填报单位：… and 单位：元 stand above a header.
    if (written.some((cell) => /[：:]/.test(cell))) return false;
    return written.length > 1 && texts.filter((text) => text !== "").length * 2 > width;
  });
  if (first === undefined || width < 2) return none;
  const last = lastHeaderRow(first.row, { merges, width, byRow });
  if (last === first.row) {
    // A heading that spans columns has a place in each, or records would have cells too many.
    const right = Math.max(-1, ...merges.filter(({ top }) => top === first.row).map((range) => range.right));
    const cells = Array.from(
      { length: Math.max(first.cells.length, Math.min(right + 1, width)) },
      (_, column) => first.cells[column] ?? "",
    );
    return { rows: rows.map((each) => (each === first ? { ...each, cells } : each)), headerRows: 1 };
  }
  const joined = Array.from({ length: width }, (_, column) => {
    const levels: string[] = [];
    for (let row = first.row; row <= last; row++) {
      const text = textAt(row, column);
      if (text !== "" && text !== levels.at(-1)) levels.push(text);
    }
    return levels.join("/");
  });
  return {
    rows: [...rows.filter(({ row }) => row < first.row), { row: last, cells: joined }, ...rows.filter(({ row }) => row > last)],
    headerRows: last - first.row + 1,
  };
}

function lastHeaderRow(
  first: number,
  { merges, width, byRow }: { merges: readonly MergedRange[]; width: number; byRow: ReadonlyMap<number, readonly string[]> },
): number {
  let last = first;
  while (last - first + 1 < MOST_HEADER_ROWS) {
    // A cell that reaches further down takes the header with it.
    const reach = Math.max(last, ...merges.filter(({ top }) => first <= top && top <= last).map(({ bottom }) => bottom));
    const next = reach > last ? reach : hasSubheadings(last, { merges, width, byRow }) ? last + 1 : last;
    if (next === last || next - first + 1 > MOST_HEADER_ROWS) return last;
    last = next;
  }
  return last;
}

/** Below cells that span columns stand their parts, and nothing stands below the others, or the row is the first record. */
function hasSubheadings(
  row: number,
  { merges, width, byRow }: { merges: readonly MergedRange[]; width: number; byRow: ReadonlyMap<number, readonly string[]> },
): boolean {
  const below = byRow.get(row + 1);
  const spans = merges.filter(({ top, bottom, left, right }) => top === row && bottom === row && right > left);
  if (below === undefined || spans.length === 0) return false;
  const under = Array.from({ length: width }, (_, column) => ({
    text: (below[column] ?? "").trim(),
    isSpanned: spans.some(({ left, right }) => left <= column && column <= right),
  }));
  const texts = under.filter(({ isSpanned }) => isSpanned).map(({ text }) => text);
  return under.every(({ text, isSpanned }) => isSpanned || text === "") && texts.some((text) => text !== "") && !looksLikeData(texts);
}

const TOTAL = /^(合计|总计|共计|小计|累计|总和|total|sum|grandtotal)(金额|人数)?[:：]?$/i;
const REMARK = /^(注|备注|说明|附注|填表|制表|填报|审核|复核|负责人|单位负责人|经办|联系|打印|报送|日期)[^：:]{0,8}[：:]/;

/** A row behind the records that is none: totals, remarks, who filled the form in. */
export function isClosingRow(cells: readonly string[], width: number): boolean {
  const texts = cells.map((cell) => cell.replaceAll(/\s/g, "")).filter((cell) => cell !== "");
  const [first = ""] = texts;
  if (width < 3) return false;
  if (TOTAL.test(first)) return texts.slice(1).every((text) => /^[-+¥￥\d,.%元万人]+$/.test(text));
  return texts.length * 2 <= width && texts.every((text) => REMARK.test(text));
}
