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
  const stem = join(scratchFolder, `upload-${randomBytes(8).toString("hex")}`);
  let written: string | null = null;
  const discard = async () => {
    if (written !== null) await rm(written, { force: true });
  };
  const fields: Record<string, string> = {};
  let file: { path: string; name: string } | null = null;
  try {
    for await (const part of request.parts({ limits: { fileSize: limit } })) {
      if (part.type === "field") {
        fields[part.fieldname] = String(part.value);
        continue;
      }
      const name = safeName(part.filename);
      const path = `${stem}${extname(name).toLowerCase()}`;
      written = path;
      await pipeline(part.file, createWriteStream(path, { mode: 0o600 }));
      if (part.file.truncated) throw new YuejianError("UPLOAD_TOO_LARGE", { limit });
      file = { path, name };
    }
    if (!file)
      throw new YuejianError("REQUEST_INVALID", { where: "body.file", reason: "is missing", reason_zh: "缺少", reason_en: "is missing" });
    return { ...file, fields, discard };
  } catch (cause) {
    await discard();
    if (cause instanceof Error && "code" in cause && cause.code === "FST_REQ_FILE_TOO_LARGE")
      throw new YuejianError("UPLOAD_TOO_LARGE", { limit }, { cause });
    if (cause instanceof Error && "code" in cause && cause.code === "ENOSPC")
      throw new YuejianError("DISK_FULL", { file: file?.name ?? "" }, { cause });
    throw cause;
  }
}

/** A name without folders or control characters: it is shown to people and kept, never used as a path. */
function safeName(name: string): string {
  const bare = basename(name.replaceAll("\\", "/"))
    .replaceAll(/\p{Cc}/gu, "")
    .trim();
  return bare === "" || bare === "." || bare === ".." ? "upload" : bare.slice(-200);
}
