import { randomBytes } from "node:crypto";
import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { YuejianError } from "@yuejian/contracts";
import type { FastifyRequest } from "fastify";

export interface Upload {
  /** Where the content lies now. */
  readonly path: string;
  /** Name that the sender gave it, for people. */
  readonly name: string;
  readonly fields: Readonly<Record<string, string>>;
  /** Removes the file. */
  discard(): Promise<void>;
}

/** Streams the one file of a multipart request into the scratch folder; fields may come before or after it. Nothing is left on failure.
 *  @throws YuejianError REQUEST_INVALID, UPLOAD_TOO_LARGE */
export async function receiveUpload(request: FastifyRequest, scratchFolder: string, limit: number): Promise<Upload> {
  const { files, ...upload } = await receiveParts(request, scratchFolder, { file: limit, all: limit, files: 1 });
  const [file] = files;
  if (file) return { path: file.path, name: file.name, ...upload };
  throw missing();
}

/** A file of a request with several. */
export interface SentFile {
  /** Name of the form's field. */
  readonly field: string;
  readonly path: string;
  readonly name: string;
  readonly size: number;
}

export interface Parts extends Pick<Upload, "fields" | "discard"> {
  readonly files: readonly SentFile[];
}

/** Streams the files of a multipart request into the scratch folder. Nothing is left on failure. `limits`: bytes of one file and of all, and how many files.
 *  @throws YuejianError REQUEST_INVALID, UPLOAD_TOO_LARGE */
export async function receiveParts(
  request: FastifyRequest,
  scratchFolder: string,
  limits: { readonly file: number; readonly all: number; readonly files: number },
): Promise<Parts> {
  const stem = join(scratchFolder, `upload-${randomBytes(8).toString("hex")}`);
  const written: string[] = [];
  const discard = async () => {
    for (const path of written) await rm(path, { force: true });
  };
  const fields: Record<string, string> = {};
  const files: SentFile[] = [];
  let [sum, name] = [0, ""];
  try {
    for await (const part of request.parts({ limits: { fileSize: limits.file, files: limits.files, parts: limits.files + 12 } })) {
      if (part.type === "field") {
        fields[part.fieldname] = String(part.value);
        continue;
      }
      name = safeName(part.filename);
      const path = `${stem}${files.length === 0 ? "" : `-${files.length}`}${extname(name).toLowerCase()}`;
      written.push(path);
      const content = createWriteStream(path, { mode: 0o600 });
      await pipeline(part.file, content);
      sum += content.bytesWritten;
      if (part.file.truncated || sum > limits.all) throw new YuejianError("UPLOAD_TOO_LARGE", { limit: limits.file });
      files.push({ field: part.fieldname, path, name, size: content.bytesWritten });
    }
    if (files.length === 0) throw missing();
    return { files, fields, discard };
  } catch (cause) {
    await discard();
    if (cause instanceof Error && "code" in cause) {
      if (cause.code === "FST_REQ_FILE_TOO_LARGE") throw new YuejianError("UPLOAD_TOO_LARGE", { limit: limits.file }, { cause });
      if (cause.code === "FST_FILES_LIMIT" && limits.files > 1) {
        const [zh, en] = [`一次最多 ${limits.files} 个文件`, `at most ${limits.files} files at once`];
        throw new YuejianError("REQUEST_INVALID", { where: "body", reason: en, reason_zh: zh, reason_en: en }, { cause });
      }
      if (cause.code === "ENOSPC") throw new YuejianError("DISK_FULL", { file: name }, { cause });
    }
    throw cause;
  }
}

function missing(): YuejianError {
  return new YuejianError("REQUEST_INVALID", { where: "body.file", reason: "is missing", reason_zh: "缺少", reason_en: "is missing" });
}

/** A name without folders or control characters: it is shown to people and kept, never used as a path. */
function safeName(name: string): string {
  const bare = basename(name.replaceAll("\\", "/"))
    .replaceAll(/\p{Cc}/gu, "")
    .trim();
  return bare === "" || bare === "." || bare === ".." ? "upload" : bare.slice(-200);
}
