import { createHash } from "node:crypto";
import { closeSync, createReadStream, fsyncSync, mkdirSync, openSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import type { LakeFile } from "@yuejian/contracts";

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
  let size = 0;
  for await (const piece of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    hash.update(piece);
    size += piece.length;
  }
  return { sha256: hash.digest("hex"), size };
}
