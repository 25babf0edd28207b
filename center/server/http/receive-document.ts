import { readFile } from "node:fs/promises";
import { YuejianError } from "@yuejian/contracts";
import { DocumentFieldsBody, type DocumentTextBody } from "@yuejian/contracts/api";
import type { FastifyRequest } from "fastify";
import type { Static } from "typebox";
import type { CheckDesk, CheckOptions } from "../document-checks/index.ts";
import { receiveUpload } from "./upload.ts";
import { validatorOf } from "./validation.ts";

/** Bytes of a document that is checked at once. */
const DOCUMENT_LIMIT = 32 * 1024 ** 2;

export interface ReceivedDocument {
  readonly name: string;
  readonly paragraphs: readonly string[];
  /** The file's bytes, where it is a Word file. */
  readonly word: Uint8Array | null;
  readonly options: CheckOptions;
}

/** A text that was sent as such. */
export function sentText({ text, name, ...options }: Static<typeof DocumentTextBody>): ReceivedDocument {
  return { name: name?.trim() || "文本", paragraphs: text.split(/\r\n|\r|\n/), word: null, options };
}

/** Takes the one document of a multipart request, with how it is to be checked in fields. Nothing of it is left in the scratch folder.
 *  DOCUMENT_TOO_LARGE, DOCUMENT_UNREADABLE, FILE_UNREADABLE, REQUEST_INVALID */
export async function receiveDocument(
  request: FastifyRequest,
  { scratch, desk }: { readonly scratch: string; readonly desk: CheckDesk },
): Promise<ReceivedDocument> {
  const upload = await receiveUpload(request, scratch, DOCUMENT_LIMIT).catch((cause: unknown) => {
    if (cause instanceof YuejianError && cause.code === "UPLOAD_TOO_LARGE")
      throw new YuejianError("DOCUMENT_TOO_LARGE", { limit: DOCUMENT_LIMIT }, { cause });
    throw cause;
  });
  try {
    const judged = validatorOf(DocumentFieldsBody, "body")(upload.fields);
    if ("error" in judged) throw judged.error;
    const { isForPublication, ...options } = judged.value as Static<typeof DocumentFieldsBody>;
    const { paragraphs, isWord } = await desk.read(upload.path, upload.name);
    return {
      name: upload.name,
      paragraphs,
      word: isWord ? await readFile(upload.path) : null,
      options: { ...options, isForPublication: isForPublication === "true" },
    };
  } finally {
    await upload.discard();
  }
}
