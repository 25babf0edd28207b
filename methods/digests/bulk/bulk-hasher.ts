import type { CommittedColumn } from "@yuejian/contracts";

/** SHA-256 over many small messages at once, four lanes side by side. Instances are not shared between threads. */
export interface BulkHasher {
  /** The RFC 6962 tree over `leafHashes` (n × 32 bytes, n ≥ 0) in one go. */
  treeLevels(leafHashes: Uint8Array): RecordTree;
  /** The same tree from leaf hashes that arrive in pieces; memory grows by a quarter byte per leaf. */
  startTree(): TreeBuilder;
  /** Starts the commitment of a batch's records (contracts/record-commitment.ts). */
  startRecords(columns: readonly CommittedColumn[]): RecordHasher;
  /** One piece that holds whole rows: see `RecordHasher`. Result: one leaf hash of 32 bytes a row. */
  recordLeaves(input: { bytes: Uint8Array; columns: readonly CommittedColumn[]; salts: Uint8Array }): Uint8Array;
}

/** Takes standardised rows in any pieces and gives their leaf hashes, in order.
 *
 *  Row layout, raw UTF-8 without quoting:
 *    record number ‖ 0x1f ‖ line ‖ { 0x1f ‖ value }* ‖ 0x1f ‖ 0x1e ‖ 0x0a        values in schema order, null value: the single byte 0x1e
 *  The closing field 0x1e marks the end of the row, so that values may hold line breaks.
 *
 *  Salts: 16 bytes for each column committed alone, in schema order, then 16 bytes for the rest; row after row.  */
export interface RecordHasher {
  readonly saltBytesPerRow: number;
  /** Rows that `append` of this piece will complete: the caller provides their salts. Looks at the piece, changes nothing. */
  rowsIn(bytes: Uint8Array): number;
  /** Leaf hashes (32 bytes each) of the rows completed by this piece. A row cut off at its end waits for the next piece.
   *  Throws RangeError when a row does not have the columns, or the salts are too few. */
  append(bytes: Uint8Array, salts: Uint8Array): Uint8Array;
  /** Throws RangeError when a row is unfinished. Returns the number of rows. */
  finish(): number;
}

export interface TreeBuilder {
  append(leafHashes: Uint8Array): void;
  finish(): RecordTree;
}

/** What to keep of a tree so that paths are cheap: the leaf hashes stay with the caller, the levels from 8 upwards are here (1/128 of their size). */
export interface RecordTree {
  readonly size: number;
  /** 32 bytes; for no leaves SHA-256 of the empty string. */
  readonly root: Uint8Array;
  /** Hashes of the complete subtrees of 2^8 leaves, then of 2^9, and so on: floor(size / 2^height) × 32 bytes each, one after the other. */
  readonly upperLevels: Uint8Array;
}
