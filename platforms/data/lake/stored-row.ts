import { DuckDBBlobValue, type DuckDBValue } from "@duckdb/node-api";
import { type CommittedColumn, type OpenedCell, type OpenedRecord, RECORD_COMMITMENT } from "@yuejian/contracts";
import { encodeHex } from "@yuejian/digests";
import type { Engine } from "../engine/engine.ts";
import { quoteName, quoteText } from "../engine/sql-text.ts";
import { canonicalText } from "../standardise/canonical-text.ts";
import type { BatchManifest } from "./manifest.ts";

/** Position of a row in the record tree, in files that were rewritten; in others it is the position in the file. */
export const LEAF = "_leaf";

/** Column with the digests of a redacted column's cells; null where the cell is as it was committed. */
export function cutColumn(column: string): string {
  return `_cut_${column}`;
}

/** A row as a file of the lake holds it. */
export interface StoredRow {
  readonly row: number;
  readonly line: number;
  /** Canonical texts in the order of the columns. */
  readonly texts: readonly (string | null)[];
  /** Digests (hex) of the cells that were redacted. */
  readonly cut: ReadonlyMap<string, string>;
}

/** Columns that stand in a file beside the committed ones. */
export async function addedColumns(engine: Engine, path: string): Promise<ReadonlySet<string>> {
  const names = await engine.rows(`SELECT name FROM parquet_schema(${quoteText(path)})`);
  return new Set(names.map(([name]) => String(name)).filter((name) => name === LEAF || name.startsWith("_cut_")));
}

/** SQL that reads rows of a file (a WHERE may follow), and what reads its result. */
export async function storedRowSql(
  engine: Engine,
  path: string,
  columns: BatchManifest["columns"],
): Promise<{ readonly select: string; read(values: readonly DuckDBValue[]): StoredRow & { readonly leafIndex: number } }> {
  const added = await addedColumns(engine, path);
  const isRewritten = added.has(LEAF);
  const cut = columns.filter(({ name }) => added.has(cutColumn(name))).map(({ name }) => name);
  const texts = columns.map((column) => canonicalText(column, quoteName(column.name)));
  const fields = [isRewritten ? LEAF : "file_row_number", "_row", "_line", ...cut.map((name) => quoteName(cutColumn(name))), ...texts];
  const from = `read_parquet(${quoteText(path)}${isRewritten ? "" : ", file_row_number = true"})`;
  return {
    select: `SELECT ${fields.join(", ")} FROM ${from}`,
    read([leafIndex, row, line, ...values]) {
      const digests = values.slice(0, cut.length);
      return {
        leafIndex: Number(leafIndex),
        row: Number(row),
        line: Number(line),
        texts: values.slice(cut.length) as (string | null)[],
        cut: new Map(
          cut.flatMap((name, at) => {
            const digest = digests[at];
            return digest instanceof DuckDBBlobValue ? [[name, encodeHex(digest.bytes)] as const] : [];
          }),
        ),
      };
    },
  };
}

/** The row with its salts; null when one of those that it needs was erased. `salts`: of the row's leaf. */
export function openWith(salts: Uint8Array, columns: BatchManifest["columns"], found: StoredRow): OpenedRecord | null {
  const cells: Record<string, OpenedCell> = {};
  const values: Record<string, string | null> = {};
  let next = 0;
  let isWhole = true;
  const salt = (isNeeded: boolean): string => {
    const own = salts.subarray(next, (next += RECORD_COMMITMENT.saltBytes));
    if (isNeeded && own.every((byte) => byte === 0)) isWhole = false;
    return encodeHex(own);
  };
  columns.forEach(({ name, alone }, index) => {
    const value = found.texts[index] ?? null;
    const digest = found.cut.get(name);
    if (!alone) values[name] = value;
    else {
      const own = salt(digest === undefined);
      cells[name] = digest === undefined ? { salt: own, value } : { digest };
    }
  });
  const rest = { salt: salt(true), values };
  return isWhole ? { row: found.row, line: found.line, columns: committedOf(columns), cells, rest } : null;
}

export function committedOf(columns: BatchManifest["columns"]): CommittedColumn[] {
  return columns.map(({ name, alone }) => ({ name, alone }));
}
