import { randomBytes } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { YuejianError } from "@yuejian/contracts";
import type { FastifyRequest } from "fastify";

/** Files of one upload, and folders above each. */
const [MOST_FILES, DEEPEST] = [5000, 12];

export interface UploadedFolder {
  readonly path: string;
  readonly files: number;
  discard(): Promise<void>;
}

/** Streams the files of a multipart request into a new folder below the scratch folder. The field `path` before each says where in the folder it lies. Nothing is left
 *  on failure. REQUEST_INVALID, UPLOAD_TOO_LARGE (all files together, bytes) */
export async function receiveFolder(request: FastifyRequest, scratchFolder: string, limit: number): Promise<UploadedFolder> {
  const folder = join(scratchFolder, `upload-${randomBytes(8).toString("hex")}`);
  const discard = () => rm(folder, { recursive: true, force: true });
  const taken = new Set<string>();
  let [told, written]: [string | null, number] = [null, 0];
  try {
    for await (const part of request.parts({ limits: { fileSize: limit, files: MOST_FILES, fields: MOST_FILES, parts: 2 * MOST_FILES } })) {
      if (part.type === "field") {
        if (part.fieldname === "path") told = String(part.value);
        continue;
      }
      const name = placeOf(told ?? part.filename);
      told = null;
      if (taken.has(name)) throw invalid(`「${name}」出现两次`, `“${name}” occurs twice`);
      taken.add(name);
      const target = join(folder, name);
      await mkdir(dirname(target), { recursive: true, mode: 0o700 });
      const content = createWriteStream(target, { mode: 0o600, flags: "wx" });
      await pipeline(part.file, content);
      written += content.bytesWritten;
      if (part.file.truncated || written > limit) throw new YuejianError("UPLOAD_TOO_LARGE", { limit });
    }
    if (taken.size === 0) throw invalid("缺少文件", "no file was sent");
    return { path: folder, files: taken.size, discard };
  } catch (cause) {
    await discard();
    if (cause instanceof Error && "code" in cause) {
      if (cause.code === "FST_REQ_FILE_TOO_LARGE") throw new YuejianError("UPLOAD_TOO_LARGE", { limit }, { cause });
      if (cause.code === "FST_FILES_LIMIT" || cause.code === "FST_PARTS_LIMIT" || cause.code === "FST_FIELDS_LIMIT")
        throw invalid(`一次最多 ${MOST_FILES} 个文件`, `at most ${MOST_FILES} files at once`);
      if (cause.code === "ENOSPC") throw new YuejianError("DISK_FULL", { file: "" }, { cause });
    }
    throw cause;
  }
}

/** The sender's place, made harmless: segments without `..`, control characters or separators. Parse as hostile. */
export function placeOf(told: string): string {
  const segments = told
    .replaceAll("\\", "/")
    .split("/")
    .map((segment) => segment.replaceAll(/[\p{Cc}:]/gu, "").trim())
    .filter((segment) => segment !== "" && segment !== "." && segment !== "..");
  if (segments.length === 0 || segments.length > DEEPEST || segments.some((segment) => Buffer.byteLength(segment) > 240))
    throw invalid(`文件的位置不能用：${told.slice(0, 80)}`, `a file cannot lie at ${told.slice(0, 80)}`);
  return segments.join("/");
}

function invalid(zh: string, en: string): YuejianError {
  return new YuejianError("REQUEST_INVALID", { where: "body", reason: en, reason_zh: zh, reason_en: en });
}
