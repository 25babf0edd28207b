import { createCipheriv } from "node:crypto";
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, readSync, writeSync } from "node:fs";
import { join } from "node:path";
import { type NumberRanges, RECORD_COMMITMENT } from "@yuejian/contracts";
import { overwriteAndRemove, replaceAndOverwrite, syncFolder } from "../intake/durable.ts";

/** Salts of a batch's records. They stand apart from the lake, because erasing them makes the committed digests unlinkable:
 *  - `<batch>.key`, 32 bytes: the key of an AES-256-CTR stream; salt n is bytes [16n, 16n + 16)
 *  - `<batch>.salts`: the salts themselves, once some rows were erased and the key with them; an erased salt is 16 zero bytes
 *  Who holds the file can link digests to guessed values, no more: files are 0600, and a backup of them is as confidential as the lake. */
export interface BatchSalts {
  /** Salts of `count` leaves from `firstLeaf`, `perRow` of them each; null when one of them was erased. */
  read(firstLeaf: number, count: number): Uint8Array | null;
  /** The same with erased ones, which are zero; null when there are not so many. */
  stored(firstLeaf: number, count: number): Uint8Array | null;
}

const { saltBytes } = RECORD_COMMITMENT;
const KEY_BYTES = 32;
const ERASED = Buffer.alloc(saltBytes);
/** Salts that are written out at once, in bytes. */
const PIECE_BYTES = 4 * 1024 * 1024;

/** Durable when it returns. */
export function createSaltKey(folder: string, batch: string, randomBytes: (size: number) => Uint8Array): void {
  writeDurably(keyPath(folder, batch), [randomBytes(KEY_BYTES)]);
  syncFolder(folder);
}

/** Null when the batch's salts were erased altogether. `perRow`: columns committed alone, plus one for the rest. */
export function openSalts(folder: string, batch: string, perRow: number): BatchSalts | null {
  const stored = storedSalts(folder, batch);
  if (stored === null) return null;
  const bytes = (firstLeaf: number, count: number): Buffer | null => stored(firstLeaf * perRow, count * perRow);
  const mayBeErased = existsSync(saltsPath(folder, batch));
  return {
    read: (firstLeaf, count) => (mayBeErased ? whole(bytes(firstLeaf, count)) : bytes(firstLeaf, count)),
    stored: bytes,
  };
}

/** What is erased of the salts of a batch. */
export interface SaltErasure {
  readonly perRow: number;
  readonly leaves: number;
  readonly erased: readonly {
    readonly leaves: NumberRanges;
    /** Which of each leaf's salts; all of them when not given. */
    readonly salts?: readonly number[];
  }[];
}

/** Erases salts for ever: the others are written out, then the key goes. Durable when it returns; repeating it changes nothing. */
export function eraseSalts(folder: string, batch: string, { perRow, leaves, erased }: SaltErasure): void {
  const stored = storedSalts(folder, batch);
  if (stored === null) return;
  const pieceRows = Math.max(1, Math.floor(PIECE_BYTES / (perRow * saltBytes)));
  const path = saltsPath(folder, batch);
  writeDurably(
    `${path}.new`,
    (function* () {
      for (let first = 0; first < leaves; first += pieceRows) {
        const count = Math.min(pieceRows, leaves - first);
        const piece = stored(first * perRow, count * perRow);
        if (!piece) throw new Error(`salts of ${batch} end before leaf ${first + count}`);
        for (const each of erased) eraseIn(piece, { first, count, perRow }, each);
        yield piece;
      }
    })(),
  );
  // What was written out before holds salts that are erased now.
  replaceAndOverwrite(`${path}.new`, path);
  overwriteAndRemove(keyPath(folder, batch));
  syncFolder(folder);
}

function eraseIn(
  piece: Buffer,
  { first, count, perRow }: { first: number; count: number; perRow: number },
  { leaves, salts }: SaltErasure["erased"][number],
): void {
  for (const [from, to] of leaves) {
    const [start, end] = [Math.max(from, first), Math.min(to, first + count - 1)];
    if (start > end) continue;
    if (salts === undefined) {
      piece.fill(0, (start - first) * perRow * saltBytes, (end - first + 1) * perRow * saltBytes);
      continue;
    }
    for (let leaf = start; leaf <= end; leaf++)
      for (const salt of salts)
        piece.fill(0, ((leaf - first) * perRow + salt) * saltBytes, ((leaf - first) * perRow + salt + 1) * saltBytes);
  }
}

/** Erases all salts of a batch. */
export function removeSalts(folder: string, batch: string): void {
  overwriteAndRemove(keyPath(folder, batch));
  overwriteAndRemove(saltsPath(folder, batch));
  syncFolder(folder);
}

/** Bytes of salts by the number of the first; null where the file does not reach so far. */
type StoredSalts = (firstSalt: number, count: number) => Buffer | null;

function storedSalts(folder: string, batch: string): StoredSalts | null {
  const path = saltsPath(folder, batch);
  if (existsSync(path)) return (firstSalt, count) => readPart(path, firstSalt * saltBytes, count * saltBytes);
  const key = readIfThere(keyPath(folder, batch));
  return key && ((firstSalt, count) => keystream(key, firstSalt, count));
}

function readPart(path: string, position: number, bytes: number): Buffer | null {
  const file = openSync(path, "r");
  try {
    const part = Buffer.alloc(bytes);
    for (let at = 0; at < bytes; ) {
      const read = readSync(file, part, at, bytes - at, position + at);
      if (read === 0) return null;
      at += read;
    }
    return part;
  } finally {
    closeSync(file);
  }
}

function whole(part: Buffer | null): Uint8Array | null {
  if (part === null) return null;
  for (let at = 0; at < part.length; at += saltBytes) if (ERASED.equals(part.subarray(at, at + saltBytes))) return null;
  return part;
}

/** Encrypted again and again, never written to. */
let zeros = Buffer.alloc(0);

function keystream(key: Uint8Array, firstSalt: number, count: number): Buffer {
  const counter = Buffer.alloc(16);
  counter.writeBigUInt64BE(BigInt(firstSalt), 8);
  const bytes = count * saltBytes;
  if (zeros.length < bytes && bytes <= PIECE_BYTES) zeros = Buffer.alloc(bytes);
  return createCipheriv("aes-256-ctr", key, counter).update(bytes <= PIECE_BYTES ? zeros.subarray(0, bytes) : Buffer.alloc(bytes));
}

function readIfThere(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

function writeDurably(path: string, pieces: Iterable<Uint8Array>): void {
  const file = openSync(path, "w", 0o600);
  try {
    for (const bytes of pieces) for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function keyPath(folder: string, batch: string): string {
  return join(folder, `${batch}.key`);
}

function saltsPath(folder: string, batch: string): string {
  return join(folder, `${batch}.salts`);
}
