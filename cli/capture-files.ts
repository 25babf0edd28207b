import { createHash } from "node:crypto";
import { constants } from "node:fs";
import { open, readFile, stat, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import {
  type CaptureDocument,
  type CapturedFile,
  encodeCapture,
  HEAD_BYTES,
  mediaTypeOf,
  parseSignerKey,
  type SignerKey,
} from "@yuejian/chain/capture";
import { YuejianError } from "@yuejian/contracts";

/** Name, size, digests and kind of a file, in one pass. */
export async function describeFile(file: string): Promise<CapturedFile> {
  const [sha256, sm3] = [createHash("sha256"), createHash("sm3")];
  let [size, head] = [0, Buffer.alloc(0)];
  const handle = await open(file, constants.O_RDONLY).catch((cause: unknown) => {
    throw new YuejianError("FILE_NOT_FOUND", { file }, { cause });
  });
  try {
    if (!(await handle.stat()).isFile()) throw new YuejianError("FILE_NOT_FOUND", { file });
    for await (const chunk of handle.createReadStream({ highWaterMark: 1 << 20, autoClose: false }) as AsyncIterable<Buffer>) {
      if (head.length < HEAD_BYTES) head = Buffer.concat([head, chunk]).subarray(0, HEAD_BYTES);
      sha256.update(chunk);
      sm3.update(chunk);
      size += chunk.length;
    }
  } finally {
    await handle.close();
  }
  return { name: basename(file), size, sha256: sha256.digest("hex"), sm3: sm3.digest("hex"), mediaType: mediaTypeOf(head) };
}

/** A key that others can read is nobody's signature: refused. */
export async function readKey(file: string): Promise<SignerKey> {
  const mode = await stat(file).catch((cause: unknown) => {
    throw new YuejianError("FILE_NOT_FOUND", { file }, { cause });
  });
  if (process.platform !== "win32" && (mode.mode & 0o077) !== 0) throw new YuejianError("CAPTURE_KEY_EXPOSED", { file });
  return parseSignerKey((await readFile(file, "utf8")).trim());
}

export async function readNamed(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw new YuejianError("FILE_NOT_FOUND", { file }, { cause });
  }
}

/** A new capture never overwrites another file; a signature added to one replaces it. */
export async function keepCapture(file: string, capture: CaptureDocument, how: "new" | "replace"): Promise<void> {
  await writeFile(file, encodeCapture(capture), { flag: how === "new" ? "wx" : "w" }).catch((cause: NodeJS.ErrnoException) => {
    throw cause.code === "EEXIST" ? new YuejianError("FILE_EXISTS", { file }, { cause }) : cause;
  });
}
