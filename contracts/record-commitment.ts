/** How a record is committed to the ledger, version 1 (DESIGN §4: personal columns one by one with a salt, the rest of the row together).
 *
 *  Texts are UTF-8; NUL … below are single bytes. A value's text: text as standardised, integers and amounts (fen) in decimal,
 *  dates YYYY-MM-DD, booleans `true`/`false`, decimals as the shortest text that reads back equal. Standardised values never hold bytes 0x1e or 0x1f and are never empty: empty is null.
 *
 *  - cell digest, for each column committed alone:  SHA-256( 0x43 ‖ salt[16] ‖ column name ‖ 0x1f ‖ value )      null value: the single byte 0x1e
 *  - rest digest, for all other columns together:   SHA-256( 0x52 ‖ salt[16] ‖ line in decimal ‖ { 0x1f ‖ value }* )  in schema order, null value: the single byte 0x1e
 *  - leaf data:  0x4c ‖ record number in decimal ‖ 0x1f ‖ cell digests in schema order ‖ rest digest
 *  - leaf hash:  SHA-256( 0x00 ‖ leaf data ), the tree above is RFC 6962 over accepted rows by ascending record number.
 *
 *  Record numbers are 1-based positions in the source file, so quarantined rows leave gaps; the leaf index counts accepted rows.
 *  A salt is disclosed only with the cell it belongs to: erasing it makes the digest unlinkable to any guess of the value. */
export const RECORD_COMMITMENT = {
  version: 1,
  cellTag: 0x43,
  restTag: 0x52,
  leafTag: 0x4c,
  separator: 0x1f,
  nullMark: 0x1e,
  saltBytes: 16,
} as const;

/** One column of a committed dataset, in schema order; the list's canonical JSON is digested into the batch statement. */
export interface CommittedColumn {
  readonly name: string;
  /** Committed alone with its own salt, because it holds personal data. */
  readonly alone: boolean;
}

/** One row opened for a proof. `cells[column]` of a withheld personal column carries its digest instead of salt and value. */
export interface OpenedRecord {
  readonly row: number;
  readonly line: number;
  readonly columns: readonly CommittedColumn[];
  readonly cells: Readonly<Record<string, OpenedCell>>;
  /** Salt (hex) and values of the columns committed together. */
  readonly rest: { readonly salt: string; readonly values: Readonly<Record<string, string | null>> };
}

export type OpenedCell = { readonly salt: string; readonly value: string | null } | { readonly digest: string };
