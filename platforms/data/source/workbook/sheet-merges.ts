import type { WorkbookFile } from "./workbook-parts.ts";
import { entryContent } from "./zip-content.ts";
import type { ZipEntry } from "./zip-directory.ts";

/** Cells merged into one; rows from 1, columns from 0, both ends included. */
export interface MergedRange {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** Ranges that begin below this row stand among the records. */
const MOST_ROW = 200;
const LONGEST_TAG = 512;
const MERGE = /<(?:[\w.-]+:)?mergeCell\s[^>]*?ref=["']\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})["']/g;

/** Merged ranges of a sheet. They stand behind its rows, so this is a reading of its own, and a plain search, which is several times faster
 *  than parsing. `below`: how many more begin further down. */
export async function readMerges({
  file,
  entry,
  limits,
}: Pick<WorkbookFile, "file" | "limits"> & { readonly entry: ZipEntry }): Promise<{ ranges: MergedRange[]; below: number }> {
  const ranges: MergedRange[] = [];
  let below = 0;
  let rest: Uint8Array = new Uint8Array(0);
  for await (const piece of entryContent(file, entry, limits)) {
    const bytes = Buffer.concat([rest, piece]);
    let used = 0;
    if (bytes.includes("mergeCell")) {
      const text = bytes.toString("latin1");
      for (const found of text.matchAll(MERGE)) {
        const [, left = "", top, right = "", bottom] = found;
        const range = { top: Number(top), left: columnNumber(left), bottom: Number(bottom), right: columnNumber(right) };
        if (range.top <= MOST_ROW) ranges.push(range);
        else below++;
        used = found.index + found[0].length;
      }
    }
    rest = bytes.subarray(Math.max(used, bytes.length - LONGEST_TAG));
  }
  return { ranges, below };
}

function columnNumber(letters: string): number {
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}
