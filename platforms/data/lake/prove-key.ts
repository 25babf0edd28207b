import { closeSync, openSync, readSync } from "node:fs";
import { join } from "node:path";
import { type CommittedKeys, KEY_COMMITMENT, type KeyProof, YuejianError } from "@yuejian/contracts";
import { encodeHex } from "@yuejian/digests";
import { openKeyTree, vrfKey } from "@yuejian/digests/keys";
import type { Engine } from "../engine/engine.ts";
import { quoteName, quoteText } from "../engine/sql-text.ts";
import { canonicalText } from "../standardise/canonical-text.ts";
import { batchPaths } from "./lake-paths.ts";
import { type Generations, readManifest } from "./manifest.ts";

const LEAF_BYTES = KEY_COMMITMENT.betaBytes + 32;

export interface KeyQuestion {
  readonly dataset: string;
  readonly batch: string;
  readonly column: string;
  /** Canonical text, see RECORD_COMMITMENT. */
  readonly value: string;
}

export interface KeyAnswer {
  readonly proof: KeyProof;
  /** Numbers of the batch's records with the key; none where it is absent. */
  readonly rows: readonly number[];
  /** What the batch committed to, to be compared with its statement. */
  readonly keys: CommittedKeys;
}

/** Proves a key absent from a batch, or gives all its rows. Null when the batch committed to no keys of that column. LAKE_FILE_CORRUPT when rows and
 *  key tree do not agree; KEY_ROWS_DELETED where rows with the key were deleted; VRF_KEY_CHANGED when the batch was committed under another key than this seed's. */
export async function proveKey(
  engine: Engine,
  given: { lakeFolder: string; seed: Uint8Array; generations: Generations },
  of: KeyQuestion,
): Promise<KeyAnswer | null> {
  const paths = batchPaths(of.dataset, of.batch, given.generations.get(of.batch));
  const manifest = await readManifest(join(given.lakeFolder, paths.manifest), paths.manifest);
  const keys = manifest.keys ?? null;
  const at = keys?.columns.findIndex(({ column }) => column === of.column) ?? -1;
  const tree = keys?.columns[at];
  const column = manifest.columns.find(({ name }) => name === of.column);
  if (keys === null || tree === undefined || column === undefined) return null;
  const key = vrfKey(given.seed);
  if (encodeHex(key.publicKey) !== keys.vrf) throw new YuejianError("VRF_KEY_CHANGED", { batch: of.batch });
  const before = keys.columns.slice(0, at).reduce((sum, { count }) => sum + count, 0);
  const leaves = openKeyTree(readPart(join(given.lakeFolder, paths.keys), before * LEAF_BYTES, tree.count * LEAF_BYTES));
  if (encodeHex(leaves.root) !== tree.root) throw new YuejianError("LAKE_FILE_CORRUPT", { file: paths.keys });
  const found = await engine.rows(
    `SELECT _row FROM read_parquet(${quoteText(join(given.lakeFolder, paths.rows))}) WHERE ${canonicalText(column, quoteName(of.column))} = $1 ORDER BY _row`,
    [of.value],
  );
  const rows = found.map(([row]) => Number(row));
  try {
    return { proof: leaves.prove(key, of, rows), rows, keys };
  } catch (cause) {
    // The leaf stays for the sake of its neighbours, and opens only with all of its rows.
    if (cause instanceof RangeError && given.generations.has(of.batch))
      throw new YuejianError("KEY_ROWS_DELETED", { batch: of.batch, column: of.column }, { cause });
    if (cause instanceof RangeError) throw new YuejianError("LAKE_FILE_CORRUPT", { file: paths.keys }, { cause });
    throw cause;
  }
}

function readPart(path: string, position: number, bytes: number): Uint8Array {
  const file = openSync(path, "r");
  try {
    const part = new Uint8Array(bytes);
    for (let at = 0; at < bytes; ) {
      const read = readSync(file, part, at, bytes - at, position + at);
      if (read === 0) throw new YuejianError("LAKE_FILE_CORRUPT", { file: path });
      at += read;
    }
    return part;
  } finally {
    closeSync(file);
  }
}
