import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import path from "node:path";
import { YuejianError } from "@yuejian/contracts";

export interface DigestOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

/** Size and both digests of a file on this machine, in one pass. FILE_NOT_FOUND, FILE_UNREADABLE */
export async function digestFile(
  file: string,
  { signal, onProgress }: DigestOptions = {},
): Promise<{ size: number; sha256: string; sm3: string }> {
  const [sha256, sm3] = [createHash("sha256"), createHash("sm3")];
  let size = 0;
  try {
    const total = (await stat(file)).size;
    const content = createReadStream(file, { highWaterMark: 1 << 20, ...(signal ? { signal } : {}) }) as AsyncIterable<Buffer>;
    for await (const chunk of content) {
      sha256.update(chunk);
      sm3.update(chunk);
      size += chunk.length;
      onProgress?.(size, total);
    }
  } catch (cause) {
    const isMissing = cause instanceof Error && "code" in cause && cause.code === "ENOENT";
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new YuejianError(isMissing ? "FILE_NOT_FOUND" : "FILE_UNREADABLE", { file: path.basename(file), reason }, { cause });
  }
  return { size, sha256: sha256.digest("hex"), sm3: sm3.digest("hex") };
}
