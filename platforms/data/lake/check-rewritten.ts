import { closeSync, openSync, readSync, statSync } from "node:fs";
import { DuckDBBlobValue } from "@duckdb/node-api";
import { countIn, isIn, type NumberRanges, type Progress, unionOf } from "@yuejian/contracts";
import { encodeHex, recordLeafHash } from "@yuejian/digests";
import { createBulkHasher } from "@yuejian/digests/bulk";
import { openKeyTree } from "@yuejian/digests/keys";
import { saltsPerRow } from "../commitment/committed-columns.ts";
import { rowBytes } from "../commitment/digest-records.ts";
import { type BatchSalts, openSalts } from "../commitment/salts.ts";
import type { Engine } from "../engine/engine.ts";
import { quoteName, quoteText } from "../engine/sql-text.ts";
import type { BatchManifest } from "./manifest.ts";
import { addedColumns, committedOf, cutColumn, LEAF, openWith, storedRowSql } from "./stored-row.ts";

/** What the entries of the ledger say was deleted of a batch. Positions are those in the record tree. */
export interface BatchDeletions {
  readonly generation: number;
  readonly deleted: NumberRanges;
  readonly redacted: readonly { readonly leaves: NumberRanges; readonly columns: readonly string[] }[];
}

export interface RewrittenFiles {
  readonly manifest: BatchManifest;
  /** Paths of the rows, the leaf hashes and the keys. */
  readonly rows: string;
  readonly leaves: string;
  readonly keys: string;
  readonly saltsFolder: string;
  readonly deletions: BatchDeletions;
}

type Fault = "rows-vanished" | "deleted-remain" | "cells-vanished" | "leaves-differ" | "root-differs" | "keys-differ" | "salts-missing";

const HASH = 32;
/** Positions that are hashed at once. */
const PIECE = 65_536;
const LEAVES_AT_ONCE = 32_768;

/** A batch from which rows were deleted still fits its root: the leaf hashes give it, the rows that are left are the leaves at their positions, and every
 *  other position was deleted by an entry. Null when it does. */
export async function checkRewritten(
  engine: Engine,
  files: RewrittenFiles,
  { isDeep, progress }: { readonly isDeep: boolean; readonly progress: Progress },
): Promise<Fault | null> {
  const { manifest, deletions } = files;
  const from = `read_parquet(${quoteText(files.rows)})`;
  const added = await addedColumns(engine, files.rows);
  if (!added.has(LEAF)) return "rows-vanished";
  const [counts] = await engine.rows(`SELECT count(*), count(DISTINCT ${LEAF}), min(${LEAF}), max(${LEAF}) FROM ${from}`);
  const [rows, distinct, first, last] = (counts ?? []).map(Number);
  const isWithin = rows === 0 || ((first ?? -1) >= 0 && (last ?? 0) < manifest.rows);
  if (rows !== distinct || !isWithin) return "rows-vanished";
  for (let start = 0; start < deletions.deleted.length; start += 500) {
    const given = deletions.deleted.slice(start, start + 500).map(([from_, to]) => `${LEAF} BETWEEN ${from_} AND ${to}`);
    const [still] = await engine.rows(`SELECT count(*) FROM ${from} WHERE ${given.join(" OR ")}`);
    if (Number(still?.[0]) > 0) return "deleted-remain";
  }
  if ((rows ?? 0) + countIn(deletions.deleted) !== manifest.rows) return "rows-vanished";
  const cut = manifest.columns.filter(({ name }) => added.has(cutColumn(name))).map(({ name }) => name);
  const cells = await checkCut(engine, from, { cut, deletions });
  if (cells !== null || !isDeep) return cells;
  return (await checkTree(files)) ?? (await checkLeaves(engine, files, { from, cut, progress }));
}

/** Cells are redacted where an entry says so, and are empty there. */
async function checkCut(
  engine: Engine,
  from: string,
  { cut, deletions }: { cut: readonly string[]; deletions: BatchDeletions },
): Promise<Fault | null> {
  const said = new Set(deletions.redacted.flatMap(({ columns }) => columns));
  for (const name of new Set([...said, ...cut])) {
    const own = unionOf(deletions.redacted.filter(({ columns }) => columns.includes(name)).map(({ leaves }) => leaves));
    if (!cut.includes(name)) {
      // Redacted, and then all of these rows deleted: nothing of it need be left.
      for (const [first, last] of own) {
        const [there] = await engine.rows(`SELECT count(*) FROM ${from} WHERE ${LEAF} BETWEEN ${first} AND ${last}`);
        if (Number(there?.[0]) > 0) return "deleted-remain";
      }
      continue;
    }
    const digest = quoteName(cutColumn(name));
    const found = engine.stream(`SELECT ${LEAF}, ${digest} IS NOT NULL, ${quoteName(name)} IS NULL FROM ${from}`);
    for await (const piece of found)
      for (const [leaf, isCut, isEmpty] of piece) {
        const isSaid = isIn(own, Number(leaf));
        if (isCut === true && !isSaid) return "cells-vanished";
        if (isSaid && (isCut !== true || isEmpty !== true)) return "deleted-remain";
      }
  }
  return null;
}

/** The stored leaf hashes give the root and the levels above them, and the keys theirs. */
async function checkTree({ manifest, leaves, keys }: RewrittenFiles): Promise<Fault | null> {
  const tree = (await createBulkHasher()).startTree();
  const file = openSync(leaves, "r");
  try {
    for (let first = 0; first < manifest.rows; first += LEAVES_AT_ONCE) {
      const piece = readAt(file, first * HASH, Math.min(LEAVES_AT_ONCE, manifest.rows - first) * HASH);
      if (!piece) return "leaves-differ";
      tree.append(piece);
    }
    const { root, upperLevels } = tree.finish();
    if (encodeHex(root) !== manifest.recordRoot) return "leaves-differ";
    const size = statSync(leaves).size;
    const stored = readAt(file, manifest.rows * HASH, size - manifest.rows * HASH);
    if (!stored?.equals(upperLevels)) return "leaves-differ";
  } finally {
    closeSync(file);
  }
  return manifest.keys ? checkKeys(manifest.keys, keys) : null;
}

const KEY_LEAF_BYTES = 96;

function checkKeys({ columns }: NonNullable<BatchManifest["keys"]>, path: string): Fault | null {
  const file = openSync(path, "r");
  try {
    let at = 0;
    for (const { root, count } of columns) {
      const leaves = readAt(file, at, count * KEY_LEAF_BYTES);
      if (!leaves || encodeHex(openKeyTree(leaves).root) !== root) return "keys-differ";
      at += leaves.length;
    }
    return null;
  } finally {
    closeSync(file);
  }
}

/** Every row that is left is the leaf at its position. */
async function checkLeaves(
  engine: Engine,
  { manifest, rows, leaves, saltsFolder }: RewrittenFiles,
  { from, cut, progress }: { from: string; cut: readonly string[]; progress: Progress },
): Promise<Fault | null> {
  const [any] = await engine.rows(`SELECT count(*) FROM ${from}`);
  if (Number(any?.[0]) === 0) return null;
  const salts = openSalts(saltsFolder, manifest.batch, saltsPerRow(manifest.columns));
  if (!salts) return "salts-missing";
  const hashRows = await wholeRows(manifest, salts);
  const stored = await storedRowSql(engine, rows, manifest.columns);
  const isCut = cut.length === 0 ? "false" : `(${cut.map((name) => `${quoteName(cutColumn(name))} IS NOT NULL`).join(" OR ")})`;
  const file = openSync(leaves, "r");
  try {
    for (let first = 0; first < manifest.rows; first += PIECE) {
      progress.signal.throwIfAborted();
      const count = Math.min(PIECE, manifest.rows - first);
      const expected = readAt(file, first * HASH, count * HASH);
      if (!expected) return "leaves-differ";
      const here = `${LEAF} >= ${first} AND ${LEAF} < ${first + count}`;
      const isLeaf = (leaf: number, hash: Uint8Array): boolean =>
        expected.subarray((leaf - first) * HASH, (leaf - first + 1) * HASH).equals(hash);
      const [whole] = await engine.rows(
        `SELECT encode(string_agg(${rowBytes(manifest.columns)}, '' ORDER BY ${LEAF})), string_agg(CAST(${LEAF} AS VARCHAR), ',' ORDER BY ${LEAF}) FROM ${from} WHERE ${here} AND NOT ${isCut}`,
      );
      if (whole?.[0] instanceof DuckDBBlobValue) {
        const positions = String(whole[1]).split(",").map(Number);
        const hashes = hashRows(whole[0].bytes, positions, first, count);
        if (hashes === null) return "salts-missing";
        if (positions.some((leaf, at) => !isLeaf(leaf, hashes.subarray(at * HASH, (at + 1) * HASH)))) return "root-differs";
      }
      if (cut.length === 0) continue;
      for (const values of await engine.rows(`${stored.select} WHERE ${here} AND ${isCut}`)) {
        const row = stored.read(values);
        const own = salts.stored(row.leafIndex, 1);
        const opened = own && openWith(own, manifest.columns, row);
        if (!opened) return "salts-missing";
        if (!isLeaf(row.leafIndex, recordLeafHash(opened))) return "root-differs";
      }
    }
    return null;
  } finally {
    closeSync(file);
  }
}

/** Hashes rows that are whole, as many at once as there are. */
async function wholeRows(manifest: BatchManifest, salts: BatchSalts) {
  const bulk = await createBulkHasher();
  const columns = committedOf(manifest.columns);
  return (bytes: Uint8Array, positions: readonly number[], first: number, count: number): Uint8Array | null => {
    const records = bulk.startRecords(columns);
    const size = records.saltBytesPerRow;
    const all = salts.stored(first, count);
    if (!all) return null;
    const own = new Uint8Array(positions.length * size);
    positions.forEach((leaf, at) => {
      own.set(all.subarray((leaf - first) * size, (leaf - first + 1) * size), at * size);
    });
    const hashes = Uint8Array.from(records.append(bytes, own));
    records.finish();
    return hashes;
  };
}

function readAt(file: number, position: number, bytes: number): Buffer | null {
  if (bytes < 0) return null;
  const part = Buffer.alloc(bytes);
  for (let at = 0; at < bytes; ) {
    const read = readSync(file, part, at, bytes - at, position + at);
    if (read === 0) return null;
    at += read;
  }
  return part;
}
