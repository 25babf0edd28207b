import { extname, join } from "node:path";
import { YuejianError } from "@yuejian/contracts";
import { type Comparison, type DocumentPorts, type NamedText, readGiven, textsBeside } from "../document-checks/index.ts";
import { lendFile } from "../files/index.ts";
import type { Workplace } from "../work/workplace.ts";
import { type BatchFileRow, type BatchGiven, type BatchRow, filesOf } from "./batches.ts";

/** What the documents of a batch are compared with. */
export interface KnownOfCase {
  readonly purpose: string | null;
  /** With the case as it was opened at the start, and with the other documents of the batch. */
  comparisonFor(position: number): Comparison;
}

/** Null: the batch names no case. DOCUMENT_BATCH_CASE_CLOSED */
export async function knownOf(ports: DocumentPorts & Pick<Workplace, "paths">, batch: BatchRow): Promise<KnownOfCase | null> {
  if (batch.case_id === null && batch.handled_case === null) return null;
  if (batch.given === null) throw new YuejianError("DOCUMENT_BATCH_CASE_CLOSED");
  const { comparison, purpose } = readGiven(batch.given) as BatchGiven;
  const beside = await textsBeside(await filesOf(ports.store.db, batch.id), (file) => textOf(ports, file));
  const names = new Set([...beside.values()].map(({ name }) => name));
  // An earlier state of a document that is in the batch itself says nothing.
  const others = comparison.others.filter(({ name, document }) => document === undefined || !names.has(name));
  return {
    purpose,
    comparisonFor: (position) => ({
      ...comparison,
      others: [...others, ...[...beside].flatMap(([file, text]) => (file.position === position ? [] : [text]))],
    }),
  };
}

/** Of a file that was checked or waits: which of them comes first makes no difference. Scans are recognised last and are compared with the others, not the others with them. */
async function textOf(ports: DocumentPorts & Pick<Workplace, "paths">, file: BatchFileRow): Promise<NamedText | null> {
  if (file.path === null) return null;
  const paragraphs =
    file.state === "checked" ? await checkedText(ports, file) : file.state === "waiting" ? await waitingText(ports, file) : null;
  return paragraphs && { name: file.path, paragraphs };
}

async function checkedText({ store }: DocumentPorts, { check_id: check }: BatchFileRow): Promise<readonly string[] | null> {
  if (check === null) return null;
  const row = await store.db.selectFrom("document_checks").select(["paragraphs", "scanned"]).where("id", "=", check).executeTakeFirst();
  return row?.paragraphs == null || row.scanned > 0 ? null : (JSON.parse(row.paragraphs) as string[]);
}

/** Null also of one that cannot be read: it is told when its turn comes. */
async function waitingText(ports: DocumentPorts & Pick<Workplace, "paths">, file: BatchFileRow): Promise<readonly string[] | null> {
  if (file.sha256 === null || file.is_scan !== 0 || file.tries > 0) return null;
  const place = join(ports.paths.scratch, `beside-${file.batch}-${file.position}${extname(file.path ?? "").toLowerCase()}`);
  try {
    return await lendFile(
      ports.files,
      { sha256: file.sha256, place },
      async () => (await ports.documents.read(place, file.path ?? "")).paragraphs,
    );
  } catch (cause) {
    if (cause instanceof YuejianError && cause.kind === "input") return null;
    throw cause;
  }
}

/** What was known of the case goes once nothing waits for it. */
export async function forgetCase({ store }: Pick<Workplace, "store">, batch: string): Promise<void> {
  const waiting = store.db.selectFrom("document_batch_files").select("batch").where("state", "=", "waiting");
  const forgotten = await store.write((trx) =>
    trx
      .updateTable("document_batches")
      .set({ given: null })
      .where("id", "=", batch)
      .where("given", "is not", null)
      .where("id", "not in", waiting)
      .returning("id")
      .executeTakeFirst(),
  );
  if (forgotten) await store.scrub();
}
