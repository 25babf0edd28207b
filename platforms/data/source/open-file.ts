import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { YuejianError } from "@yuejian/contracts";

export const PIECE_BYTES = 1024 * 1024;

/** Opens a plain file for reading. FILE_NOT_FOUND, FILE_UNREADABLE, FILE_EMPTY. */
export async function openSourceFile(path: string, name: string): Promise<{ handle: FileHandle; size: number }> {
  let handle: FileHandle;
  try {
    // Without O_NONBLOCK, opening a named pipe would wait for a writer for ever.
    handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (cause) {
    throw fileError(cause, name);
  }
  try {
    const facts = await handle.stat();
    if (!facts.isFile())
      throw new YuejianError("FILE_UNREADABLE", {
        file: name,
        reason: facts.isDirectory() ? "目录 / folder" : "不是普通文件 / not a plain file",
      });
    if (facts.size === 0) throw new YuejianError("FILE_EMPTY", { file: name });
    return { handle, size: facts.size };
  } catch (cause) {
    await handle.close();
    throw cause;
  }
}

export function fileError(cause: unknown, name: string): YuejianError {
  const code = errorCode(cause);
  if (code === "ENOENT" || code === "ENOTDIR") return new YuejianError("FILE_NOT_FOUND", { file: name }, { cause });
  if (code === "ENOSPC" || code === "EDQUOT") return new YuejianError("DISK_FULL", { file: name }, { cause });
  return new YuejianError("FILE_UNREADABLE", { file: name, reason: code ?? String(cause) }, { cause });
}

export function errorCode(cause: unknown): string | null {
  return cause instanceof Error && "code" in cause && typeof cause.code === "string" ? cause.code : null;
}

export async function readPiece(handle: FileHandle, position: number, into: Uint8Array): Promise<number> {
  let filled = 0;
  while (filled < into.length) {
    const { bytesRead } = await handle.read(into, filled, into.length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return filled;
}

/** The name's suffix in lower case with its dot; empty when it has none. */
export function fileSuffix(name: string): string {
  const base = name.slice(name.lastIndexOf("/") + 1);
  const at = base.lastIndexOf(".");
  return at <= 0 ? "" : base.slice(at).toLowerCase();
}
