import { once } from "node:events";
import { createReadStream, createWriteStream } from "node:fs";
import { rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { finished } from "node:stream/promises";
import { Worker } from "node:worker_threads";
import { type Clock, type Ids, type Locale, YuejianError } from "@yuejian/contracts";
import { Zip, ZipPassThrough } from "fflate";
import { reportFile } from "../assistant/index.ts";
import { keptFindings, type Marking, noWordFile } from "../document-checks/index.ts";
import type { KeptFiles } from "../files/index.ts";
import type { Store } from "../store/index.ts";
import { batchReport } from "./batch-report.ts";
import type { BatchRow } from "./batches.ts";
import { filesOf } from "./batches.ts";
import type { Marked, MarkOrder } from "./mark-thread.ts";

interface PackPorts {
  readonly store: Store;
  readonly files: Pick<KeptFiles, "read">;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly scratchFolder: string;
}

export interface PackedDocuments {
  readonly content: Readable;
  readonly size: number;
  /** Word files in it. */
  readonly documents: number;
}

/** All Word files of a batch with what was found in them, and the report, as one ZIP: whole, or not at all. `changes`: what was not rejected is a tracked change.
 *  DOCUMENT_UNREADABLE, DOCUMENT_TEXT_ERASED, DOCUMENT_NOT_WORD or DOCUMENT_OLD_WORD where none takes them */
export async function packDocuments(
  ports: PackPorts,
  batch: BatchRow,
  { marking, locale }: { readonly marking: Marking; readonly locale: Locale },
): Promise<PackedDocuments> {
  const place = join(ports.scratchFolder, `pack-${ports.ids.next("dbt")}.zip`);
  try {
    const { documents, oldWords } = await write(place, ports, { batch, marking, locale });
    if (documents === 0) throw noWordFile(oldWords > 0 ? "doc" : "text");
    const content = createReadStream(place);
    content.once("close", () => void rm(place, { force: true }));
    return { content, size: (await stat(place)).size, documents };
  } catch (cause) {
    await rm(place, { force: true });
    throw cause;
  }
}

interface Packing {
  readonly batch: BatchRow;
  readonly marking: Marking;
  readonly locale: Locale;
}

async function write(
  place: string,
  { store, files, clock }: PackPorts,
  { batch, marking, locale }: Packing,
): Promise<{ readonly documents: number; readonly oldWords: number }> {
  const at = new Date(clock.now());
  const zip = await openZip(place, at);
  const pen = startPen();
  let [documents, oldWords] = [0, 0];
  try {
    for (const { check_id: id, path } of await filesOf(store.db, batch.id)) {
      if (id === null) continue;
      const check = await store.db.selectFrom("document_checks").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
      const found = await keptFindings(store.db, check);
      if (check.format === "doc") oldWords += 1;
      if (check.file_sha256 === null) continue;
      const name = path ?? check.name ?? id;
      const bytes = await pen.mark({
        name,
        bytes: await buffer((await files.read(check.file_sha256)).content),
        paragraphs: JSON.parse(check.paragraphs ?? "[]") as string[],
        findings:
          marking === "changes"
            ? found.map((each) => (each.decision === null && each.finding.suggestion !== null ? { ...each, decision: "accepted" } : each))
            : found,
        marking,
        at,
      });
      await zip.add(`${name.replace(/\.[^./]*$/, "")}-${marking === "changes" ? "修订" : "批注"}.docx`, bytes);
      documents += 1;
    }
    const title = locale === "zh" ? "文书检查报告" : "report";
    await zip.add(`${title}.docx`, await reportFile(await batchReport(store.db, batch, at), ".docx", locale));
    await zip.end();
    return { documents, oldWords };
  } finally {
    zip.close();
    await pen.stop();
  }
}

interface ZipFile {
  /** A name that is taken gets a number. */
  add(name: string, bytes: Uint8Array): Promise<void>;
  end(): Promise<void>;
  close(): void;
}

/** Word files are packed in themselves: they are put in as they are, and written as they come. */
async function openZip(place: string, mtime: Date): Promise<ZipFile> {
  const file = createWriteStream(place, { flags: "wx", mode: 0o600 });
  await once(file, "open");
  // What is written when the whole is given up is nobody's fault; a write that is waited for rejects by itself.
  file.on("error", () => {});
  const names = new Set<string>();
  let pending: Uint8Array[] = [];
  const zip = new Zip((error, bytes) => {
    if (error) throw error;
    pending.push(bytes);
  });
  const flush = async (): Promise<void> => {
    const ready = pending;
    pending = [];
    for (const bytes of ready) if (!file.write(bytes)) await once(file, "drain");
  };
  return {
    async add(asked, bytes) {
      let name = asked;
      for (let number = 2; names.has(name); number += 1) name = asked.replace(/(\.[^./]*)$/, ` (${number})$1`);
      names.add(name);
      const entry = new ZipPassThrough(name);
      entry.mtime = mtime;
      zip.add(entry);
      entry.push(bytes, true);
      await flush();
    },
    async end() {
      zip.end();
      await flush();
      file.end();
      await finished(file);
    },
    close: () => void file.destroy(),
  };
}

/** A thread that writes remarks, one document after the other. */
function startPen() {
  const worker = new Worker(new URL("./mark-thread.ts", import.meta.url), { execArgv: [] });
  return {
    async mark(order: MarkOrder): Promise<Uint8Array> {
      worker.postMessage(order);
      // `once` rejects where the thread dies of the document.
      const [answer] = (await once(worker, "message")) as [Marked];
      if ("bytes" in answer) return answer.bytes;
      throw "refused" in answer ? new YuejianError(answer.refused.code, answer.refused.parameters) : new Error(answer.fault);
    },
    stop: () => worker.terminate(),
  };
}
