import type { CommittedColumn } from "@yuejian/contracts";
import type { BulkHasher } from "@yuejian/digests/bulk";
import { freeBytes } from "../engine/free-bytes.ts";
import { saltsPerRow } from "./committed-columns.ts";
import { openSalts } from "./salts.ts";

/** Whose records are hashed, and with which salts. */
export interface HashedBatch {
  readonly columns: readonly CommittedColumn[];
  readonly saltsFolder: string;
  readonly batch: string;
}

export interface RecordDigest {
  readonly root: Uint8Array;
  readonly size: number;
  readonly upperLevels: Uint8Array;
}

/** Turns rows into leaf hashes and the record tree. */
export interface RecordHashing {
  /** Whole rows in the layout of `RecordHasher` → their leaf hashes. */
  take(rows: Uint8Array): Uint8Array<ArrayBuffer>;
  finish(): RecordDigest;
}

export function hashRecords(hasher: BulkHasher, { columns, saltsFolder, batch }: HashedBatch): RecordHashing {
  const records = hasher.startRecords(columns);
  const tree = hasher.startTree();
  const salts = openSalts(saltsFolder, batch, saltsPerRow(columns));
  let leaves = 0;
  return {
    take(rows) {
      const count = records.rowsIn(rows);
      const own = salts?.read(leaves, count);
      if (!own) throw new Error(`salts of ${batch} were erased`);
      const leafHashes = records.append(rows, own) as Uint8Array<ArrayBuffer>;
      freeBytes(own);
      tree.append(leafHashes);
      leaves += count;
      return leafHashes;
    },
    finish() {
      records.finish();
      const { root, size, upperLevels } = tree.finish();
      return { root, size, upperLevels };
    },
  };
}
