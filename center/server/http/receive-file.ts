import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import type { Readable } from "node:stream";
import { YuejianError } from "@yuejian/contracts";
import { ATTACHMENT_TYPES } from "@yuejian/contracts/api";
import type { FastifyReply, FastifyRequest } from "fastify";
import { SNIFFED_BYTES, type SniffedType, sniff } from "../files/index.ts";
import type { Home } from "../home/index.ts";
import { receiveUpload } from "./upload.ts";

/** Boundaries, headings and fields around the file. */
const AROUND = 64 * 1024;
const NOTE_LENGTH = 1000;
const WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/** Takes one file of a multipart request into the file store. ATTACHMENT_TOO_LARGE, ATTACHMENT_EMPTY */
export async function receiveFile(request: FastifyRequest, { files, paths }: Pick<Home, "files" | "paths">, limit: number) {
  const declared = Number(request.headers["content-length"] ?? 0);
  if (declared > limit + AROUND) throw new YuejianError("ATTACHMENT_TOO_LARGE", { limit });
  const upload = await receiveUpload(request, paths.scratch, limit).catch((cause: unknown) => {
    if (cause instanceof YuejianError && cause.code === "UPLOAD_TOO_LARGE")
      throw new YuejianError("ATTACHMENT_TOO_LARGE", { limit }, { cause });
    throw cause;
  });
  try {
    const head = await headOf(upload.path);
    if (head.length === 0) throw new YuejianError("ATTACHMENT_EMPTY", { name: upload.name });
    const stored = await files.put(createReadStream(upload.path) as AsyncIterable<Uint8Array>);
    const note = (upload.fields["note"] ?? "").trim().slice(0, NOTE_LENGTH);
    return { name: upload.name, type: sniff(head), note: note === "" ? null : note, stored };
  } finally {
    await upload.discard();
  }
}

/** Sends a kept file as a download under its own name. */
export function sendFile(
  reply: FastifyReply,
  content: Readable,
  { type, size, name }: { type: string; size: number; name: string },
): FastifyReply {
  void reply.header("content-type", type === "docx" ? WORD : ATTACHMENT_TYPES[type as SniffedType]);
  void reply.header("content-length", size);
  void reply.header("content-disposition", `attachment; filename="attachment"; filename*=UTF-8''${encodeName(name)}`);
  return reply.send(content);
}

async function headOf(file: string): Promise<Uint8Array> {
  const handle = await open(file, "r");
  try {
    const { buffer, bytesRead } = await handle.read(new Uint8Array(SNIFFED_BYTES), 0, SNIFFED_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** RFC 8187 */
function encodeName(name: string): string {
  return encodeURIComponent(name.toWellFormed()).replaceAll(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
