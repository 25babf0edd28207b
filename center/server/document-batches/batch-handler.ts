import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { extname, join } from "node:path";
import { buffer } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { YuejianError } from "@yuejian/contracts";
import { createAudit } from "../audit/index.ts";
import { type CheckDesk, type CheckOptions, type DocumentPorts, makeCheck, NO_CASE, NOTHING_TO_COMPARE } from "../document-checks/index.ts";
import type { JobContext, JobHandler } from "../jobs/index.ts";
import { createLawLibrary } from "../laws/index.ts";
import type { StoreTransaction } from "../store/index.ts";
import type { Workplace } from "../work/workplace.ts";
import type { BatchFileRow, BatchRow } from "./batches.ts";
import { removeDoneFiles } from "./erase-batches.ts";

const STAGE = { zh: "逐份校核", en: "Checking one after the other" };
/** A file that was begun so often and never ended killed what worked on it. */
const MOST_TRIES = 3;

/** Checks the files of a batch that wait, one after the other; each is told as soon as it is done. A further attempt goes on behind what was committed. Result: `{ batch, checked, refused }`. */
export const checkDocumentsHandler =
  (desk: CheckDesk): JobHandler<Workplace> =>
  async (input, context) => {
    const { batch: id } = input as { batch: string };
    const { home, progress } = context;
    const batch = await home.store.db.selectFrom("document_batches").selectAll().where("id", "=", id).executeTakeFirst();
    if (!batch) throw new YuejianError("DOCUMENT_BATCH_UNKNOWN", { batch: id });
    const ports = documentPorts(home, desk);
    for (;;) {
      const { all, next } = await standing(home, id);
      progress.report(all.ended, all.files, STAGE);
      if (progress.signal.aborted) throw new YuejianError("JOB_CANCELLED");
      if (!next) break;
      await workOn(ports, context, { batch, file: next });
    }
    await removeDoneFiles(home);
    const counts = await home.store.db
      .selectFrom("document_batch_files")
      .select((build) => ["state", build.fn.countAll<number>().as("count")])
      .where("batch", "=", id)
      .groupBy("state")
      .execute();
    const countOf = (wanted: BatchFileRow["state"]) => counts.find(({ state }) => state === wanted)?.count ?? 0;
    return { batch: id, checked: countOf("checked"), refused: countOf("refused") };
  };

/** What checking documents works with, for a job. */
export function documentPorts(home: Workplace, documents: CheckDesk): DocumentPorts {
  const { store, clock } = home;
  return { ...home, documents, audit: createAudit({ store, clock }), laws: createLawLibrary({ store, scratchFolder: home.paths.scratch }) };
}

async function standing({ store }: Workplace, batch: string) {
  const files = store.db.selectFrom("document_batch_files").where("batch", "=", batch);
  const rows = await files
    .select((build) => ["state", build.fn.countAll<number>().as("count")])
    .groupBy("state")
    .execute();
  const all = rows.reduce((sum, { count }) => sum + count, 0);
  const waiting = rows.find(({ state }) => state === "waiting")?.count ?? 0;
  const next = await files.selectAll().where("state", "=", "waiting").orderBy("position").limit(1).executeTakeFirst();
  return { all: { files: all, ended: all - waiting }, next };
}

interface Task {
  readonly batch: BatchRow;
  readonly file: BatchFileRow;
}

async function workOn(ports: DocumentPorts, context: JobContext<Workplace>, task: Task): Promise<void> {
  const { store } = ports;
  const { batch, position, tries, path } = task.file;
  const name = path ?? "";
  const change = (values: Partial<Pick<BatchFileRow, "state" | "refused" | "tries">>, before: (trx: StoreTransaction) => Promise<void>) =>
    store.write(async (trx) => {
      await before(trx);
      await trx
        .updateTable("document_batch_files")
        .set(values)
        .where("batch", "=", batch)
        .where("position", "=", position)
        .where("state", "=", "waiting")
        .execute();
    });
  try {
    if (tries >= MOST_TRIES) throw new YuejianError("DOCUMENT_FAILED", { file: name });
    await change({ tries: tries + 1 }, context.fence);
    await check(ports, context, task);
  } catch (cause) {
    // What is wrong with one file ends that file; what is wrong with the house ends the attempt, which is then not the file's.
    const refused = cause instanceof YuejianError ? cause : new YuejianError("DOCUMENT_FAILED", { file: name }, { cause });
    if (refused.kind !== "input") {
      await change({ tries }, async () => {});
      throw refused;
    }
    await change({ state: "refused", refused: JSON.stringify(refused.toJSON()) }, context.fence);
  }
}

async function check(ports: DocumentPorts, { home, job, fence }: JobContext<Workplace>, { batch, file }: Task): Promise<void> {
  const { position, path, sha256 } = file;
  const name = path ?? "";
  if (sha256 === null) throw new YuejianError("DOCUMENT_FAILED", { file: name });
  const place = join(home.paths.scratch, `document-${batch.id}-${position}-${job.attempt}${extname(name).toLowerCase()}`);
  try {
    await pipeline((await home.files.read(sha256)).content, createWriteStream(place, { mode: 0o600 }));
    const { isWord, ...text } = await ports.documents.read(place, name);
    const actor = { id: batch.actor, office: batch.office, display_name: await nameOf(ports, batch.actor) };
    await makeCheck(ports, {
      ...(JSON.parse(batch.options) as CheckOptions),
      material: { ...text, name, word: isWord ? await buffer((await home.files.read(sha256)).content) : null },
      comparison: NOTHING_TO_COMPARE,
      source: "person",
      office: batch.office,
      actor: batch.actor,
      place: NO_CASE,
      isKept: true,
      beside: async (trx, { id, characters, findings }) => {
        await fence(trx);
        // Erased meanwhile: then nothing is kept of it.
        const taken = await trx
          .updateTable("document_batch_files")
          .set({ state: "checked", check_id: id })
          .where("batch", "=", batch.id)
          .where("position", "=", position)
          .where("state", "=", "waiting")
          .returning("position")
          .executeTakeFirst();
        if (!taken) throw new YuejianError("JOB_CANCELLED");
        await ports.audit.recordIn(trx, {
          actor,
          action: "document.check",
          subject: id,
          outcome: "done",
          detail: `${batch.id}/${position}: ${characters} characters, ${findings} findings`,
        });
      },
    });
  } finally {
    await rm(place, { force: true });
  }
}

async function nameOf({ store }: DocumentPorts, user: string): Promise<string> {
  const row = await store.db.selectFrom("users").select("display_name").where("id", "=", user).executeTakeFirst();
  return row?.display_name ?? "";
}
