import { readFile } from "node:fs/promises";
import { type DocumentCaseRecord, MOST_OTHER_DOCUMENTS, YuejianError } from "@yuejian/contracts";
import type { DocumentFieldsBody, DocumentTextBody } from "@yuejian/contracts/api";
import type { FastifyRequest } from "fastify";
import type { Static, TSchema } from "typebox";
import { caseRecordOf } from "../assistant/index.ts";
import {
  type CheckDesk,
  type CheckOptions,
  type Comparison,
  type DocumentMaterial,
  materialOfFile,
  materialOfText,
  type NamedText,
  NOTHING_TO_COMPARE,
} from "../document-checks/index.ts";
import { receiveParts, type SentFile } from "./upload.ts";
import { validatorOf } from "./validation.ts";

/** Bytes of a document that is checked at once, of all files of a request together, and of what a file knows of a case. */
const [DOCUMENT_LIMIT, REQUEST_LIMIT, RECORD_LIMIT] = [32 * 1024 ** 2, 96 * 1024 ** 2, 1024 ** 2];

export interface ReceivedDocument {
  readonly material: DocumentMaterial;
  /** What came along. */
  readonly sent: Comparison;
  readonly options: CheckOptions;
  /** Of which case it is said to be. */
  readonly caseId: string | null;
}

/** A document whose pages have to be recognised first. */
export interface ReceivedScan extends Omit<ReceivedDocument, "material"> {
  readonly name: string;
  /** Where its file lies as long as it is dealt with. */
  readonly scan: string;
}

/** A text that was sent as such. */
export function sentText({ text, name, case: of, ...options }: Static<typeof DocumentTextBody>): ReceivedDocument {
  return { material: materialOfText(name?.trim() || "文本", text), sent: NOTHING_TO_COMPARE, options, caseId: of ?? null };
}

/** Takes the document of a multipart request and what came with it, and lets it be dealt with. Nothing of it is left in the scratch folder.
 *  DOCUMENT_TOO_LARGE, DOCUMENT_UNREADABLE, FILE_UNREADABLE, DOCUMENT_OTHERS_TOO_MANY, REQUEST_INVALID */
export async function receiveDocument<Result>(
  request: FastifyRequest,
  { scratch, desk, fields: shape }: { readonly scratch: string; readonly desk: CheckDesk; readonly fields: TSchema },
  dealWith: (received: ReceivedDocument | ReceivedScan) => Promise<Result>,
): Promise<Result> {
  const limits = { file: DOCUMENT_LIMIT, all: REQUEST_LIMIT, files: MOST_OTHER_DOCUMENTS + 2 };
  const upload = await receiveParts(request, scratch, limits).catch((cause: unknown) => {
    if (cause instanceof YuejianError && cause.code === "UPLOAD_TOO_LARGE")
      throw new YuejianError("DOCUMENT_TOO_LARGE", { limit: DOCUMENT_LIMIT }, { cause });
    throw cause;
  });
  try {
    const judged = validatorOf(shape, "body")(upload.fields);
    if ("error" in judged) throw judged.error;
    const { isForPublication, case: of, ...options } = judged.value as Static<typeof DocumentFieldsBody>;
    const others = upload.files.filter(({ field }) => field === "others");
    if (others.length > MOST_OTHER_DOCUMENTS) throw new YuejianError("DOCUMENT_OTHERS_TOO_MANY", { limit: MOST_OTHER_DOCUMENTS });
    const records = upload.files.filter(({ field }) => field === "record");
    const [file, ...more] = upload.files.filter(({ field }) => field !== "others" && field !== "record");
    if (!file || more.length > 0)
      throw invalid(file ? "只能有一份文书" : "缺少文书", file ? "there is more than one document" : "the document is missing");
    const rest = {
      sent: { records: await Promise.all(records.map(recordIn)), ...(await othersIn(desk, others)) },
      options: { ...options, isForPublication: isForPublication === "true" },
      caseId: of ?? null,
    };
    return await dealWith(await readBy(desk, file, rest));
  } finally {
    await upload.discard();
  }
}

async function readBy(
  desk: CheckDesk,
  { path, name }: SentFile,
  rest: Omit<ReceivedDocument, "material">,
): Promise<ReceivedDocument | ReceivedScan> {
  try {
    return { ...rest, material: await materialOfFile(desk, { file: path, name }) };
  } catch (cause) {
    if (cause instanceof YuejianError && cause.code === "DOCUMENT_SCANNED") return { ...rest, name, scan: path };
    throw cause;
  }
}

/** One that cannot be read is named; the others are compared. */
async function othersIn(desk: CheckDesk, files: readonly SentFile[]): Promise<Pick<Comparison, "others" | "unread">> {
  const others: NamedText[] = [];
  const unread: { name: string; reason: { zh: string; en: string } }[] = [];
  for (const { path, name } of files)
    try {
      others.push({ name, paragraphs: (await desk.read(path, name)).paragraphs });
    } catch (cause) {
      if (!(cause instanceof YuejianError) || cause.code === "DOCUMENTS_WAITING") throw cause;
      unread.push({ name, reason: { zh: cause.textFor("zh"), en: cause.textFor("en") } });
    }
  return { others, unread };
}

async function recordIn({ path, name, size }: SentFile): Promise<DocumentCaseRecord> {
  if (size > RECORD_LIMIT) throw new YuejianError("FILE_UNREADABLE", { file: name, reason: "> 1 MB" });
  return caseRecordOf(name, await readFile(path, "utf8"));
}

function invalid(zh: string, en: string): YuejianError {
  return new YuejianError("REQUEST_INVALID", { where: "body.file", reason: en, reason_zh: zh, reason_en: en });
}
