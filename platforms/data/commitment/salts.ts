import { createCipheriv } from "node:crypto";
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, statSync, writeSync } from "node:fs";
import { join } from "node:path";
import { RECORD_COMMITMENT } from "@yuejian/contracts";
import { syncFolder } from "../intake/durable.ts";

/** Salts of a batch's records. They stand apart from the lake, because erasing them makes the committed digests unlinkable:
 *  - `<batch>.key`, 32 bytes: the key of an AES-256-CTR stream; salt n is bytes [16n, 16n + 16)
 *  - `<batch>.salts`: the salts themselves, once some rows were erased and the key with them; an erased salt is 16 zero bytes
 *  Who holds the file can link digests to guessed values, no more: files are 0600, and a backup of them is as confidential as the lake. */
export interface BatchSalts {
  /** Salts of `count` leaves from `firstLeaf`, `perRow` of them each; null when one of them was erased. */
  read(firstLeaf: number, count: number): Uint8Array | null;
}

const { saltBytes } = RECORD_COMMITMENT;
const KEY_BYTES = 32;
const ERASED = Buffer.alloc(saltBytes);

/** Durable when it returns. */
export function createSaltKey(folder: string, batch: string, randomBytes: (size: number) => Uint8Array): void {
  writeDurably(keyPath(folder, batch), randomBytes(KEY_BYTES));
  syncFolder(folder);
}

/** Null when the batch's salts were erased altogether. `perRow`: columns committed alone, plus one for the rest. */
export function openSalts(folder: string, batch: string, perRow: number): BatchSalts | null {
  const written = readIfThere(saltsPath(folder, batch));
  if (written) return { read: (firstLeaf, count) => materialised(written, firstLeaf * perRow, count * perRow) };
  const key = readIfThere(keyPath(folder, batch));
  if (!key) return null;
  return { read: (firstLeaf, count) => keystream(key, firstLeaf * perRow, count * perRow) };
}

/** Erases the salts of some leaves for ever: the others are written out, then the key goes. Durable when it returns. */
export function eraseSalts(folder: string, batch: string, erase: { perRow: number; leaves: number; erased: readonly number[] }): void {
  const { perRow, leaves, erased } = erase;
  const key = readIfThere(keyPath(folder, batch));
  const salts = readIfThere(saltsPath(folder, batch)) ?? (key ? Buffer.from(keystream(key, 0, leaves * perRow)) : null);
  if (!salts) return;
  for (const leaf of erased) salts.fill(0, leaf * perRow * saltBytes, (leaf + 1) * perRow * saltBytes);
  const path = saltsPath(folder, batch);
  writeDurably(`${path}.new`, salts);
  renameSync(`${path}.new`, path);
  syncFolder(folder);
  overwriteAndRemove(keyPath(folder, batch));
  syncFolder(folder);
}

/** Erases all salts of a batch. */
export function removeSalts(folder: string, batch: string): void {
  overwriteAndRemove(keyPath(folder, batch));
  overwriteAndRemove(saltsPath(folder, batch));
  syncFolder(folder);
}

function keystream(key: Uint8Array, firstSalt: number, count: number): Uint8Array {
  const counter = Buffer.alloc(16);
  counter.writeBigUInt64BE(BigInt(firstSalt), 8);
  return createCipheriv("aes-256-ctr", key, counter).update(Buffer.alloc(count * saltBytes));
}

function materialised(salts: Buffer, firstSalt: number, count: number): Uint8Array | null {
  const part = salts.subarray(firstSalt * saltBytes, (firstSalt + count) * saltBytes);
  if (part.length < count * saltBytes) return null;
  for (let at = 0; at < part.length; at += saltBytes) if (ERASED.equals(part.subarray(at, at + saltBytes))) return null;
  return part;
}

function readIfThere(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

function writeDurably(path: string, bytes: Uint8Array): void {
  const file = openSync(path, "w", 0o600);
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Overwriting reaches the disk's old blocks only on file systems that write in place; the key's secrecy does not rest on it alone. */
function overwriteAndRemove(path: string): void {
  const size = statSync(path, { throwIfNoEntry: false })?.size;
  if (size === undefined) return;
  const file = openSync(path, "r+");
  try {
    writeSync(file, Buffer.alloc(size));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  rmSync(path);
}

function keyPath(folder: string, batch: string): string {
  return join(folder, `${batch}.key`);
}

function saltsPath(folder: string, batch: string): string {
  return join(folder, `${batch}.salts`);
}
