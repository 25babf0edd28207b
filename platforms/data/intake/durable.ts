import { createHash } from "node:crypto";
import { closeSync, existsSync, fstatSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, statSync, writeSync } from "node:fs";
import { open } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { LakeFile } from "@yuejian/contracts";
import { freeBytes } from "../engine/free-bytes.ts";

/** Bytes read at once for a digest. */
const DIGEST_BYTES = 256 * 1024;

/** After this the folder's entries survive a power cut. Windows has no such call and needs none. */
export function syncFolder(folder: string): void {
  if (process.platform === "win32") return;
  const handle = openSync(folder, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** After this the file's content survives a power cut; its name does once its folder is synced. */
export function syncFile(path: string): void {
  const handle = openSync(path, "r+");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Erases a file. Overwriting reaches the disk's old blocks only on file systems that write in place, so that secrecy does not rest on it alone. */
export function overwriteAndRemove(path: string): void {
  if (!existsSync(path)) return;
  const file = openSync(path, "r+");
  try {
    overwrite(file);
  } finally {
    closeSync(file);
  }
  rmSync(path, { force: true });
}

/** Puts a durable file in the place of another, whose content is then overwritten. At every moment one of the two is there, whole. */
export function replaceAndOverwrite(from: string, to: string): void {
  const old = existsSync(to) ? openSync(to, "r+") : null;
  try {
    renameSync(from, to);
    syncFolder(dirname(to));
    if (old !== null) overwrite(old);
  } finally {
    if (old !== null) closeSync(old);
  }
}

/** With a byte that no compressed page, salt or key begins with: whoever still reads the file fails instead of reading something else. */
function overwrite(file: number): void {
  const size = fstatSync(file).size;
  const piece = Buffer.alloc(Math.min(size, 1 << 20), 0xff);
  for (let at = 0; at < size; ) at += writeSync(file, piece, 0, Math.min(piece.length, size - at), at);
  fsyncSync(file);
}

export function makeFolder(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })) return;
  mkdirSync(folder, { recursive: true });
  syncFolder(dirname(folder));
}

export async function describeLakeFile(lakeFolder: string, path: string): Promise<LakeFile> {
  const { sha256, size } = await digestOfFile(join(lakeFolder, path));
  return { path, size, sha256 };
}

export async function digestOfFile(path: string): Promise<{ sha256: string; size: number }> {
  const hash = createHash("sha256");
  const file = await open(path);
  const piece = Buffer.allocUnsafeSlow(DIGEST_BYTES);
  let size = 0;
  try {
    for (;;) {
      const { bytesRead } = await file.read(piece, 0, piece.length, size);
      if (bytesRead === 0) return { sha256: hash.digest("hex"), size };
      hash.update(piece.subarray(0, bytesRead));
      size += bytesRead;
    }
  } finally {
    freeBytes(piece);
    await file.close();
  }
}
