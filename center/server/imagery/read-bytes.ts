import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { YuejianError } from "@yuejian/contracts";

/** FILE_NOT_FOUND, FILE_UNREADABLE */
export async function readBytes(path: string): Promise<Uint8Array> {
  return readFile(path).catch((cause: unknown) => {
    throw fileFault(cause, basename(path));
  });
}

export function fileFault(cause: unknown, file: string): YuejianError {
  const isMissing = cause instanceof Error && "code" in cause && cause.code === "ENOENT";
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new YuejianError(isMissing ? "FILE_NOT_FOUND" : "FILE_UNREADABLE", { file, reason }, { cause });
}
