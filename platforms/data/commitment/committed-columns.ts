import { type ColumnSchema, type CommittedColumn, canonicalJson, type DataClass } from "@yuejian/contracts";
import { encodeHex, sha256 } from "@yuejian/digests";

const ALONE: ReadonlySet<DataClass> = new Set(["personal", "sensitive", "sealed"]);

/** Columns in schema order; those with personal data are committed alone. */
export function committedColumns(columns: readonly ColumnSchema[]): CommittedColumn[] {
  return columns.map(({ name, dataClass }) => ({ name, alone: ALONE.has(dataClass) }));
}

/** Salts of one row: one for each column committed alone, one for the rest. */
export function saltsPerRow(columns: readonly CommittedColumn[]): number {
  return columns.filter((column) => column.alone).length + 1;
}

export function columnsDigest(columns: readonly CommittedColumn[]): string {
  return encodeHex(sha256(new TextEncoder().encode(canonicalJson(columns))));
}
