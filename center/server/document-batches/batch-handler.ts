import { extname, join } from "node:path";
import { type Progress, YuejianError } from "@yuejian/contracts";
import { createAudit } from "../audit/index.ts";
import {
  type CheckDesk,
  type CheckOptions,
  countingPages,
  type DocumentMaterial,
  type DocumentPorts,
  makeCheck,
  materialOfFile,
  NO_CASE,
  NOTHING_TO_COMPARE,
  PAGES_A_TURN,
  recogniseFile,
} from "../document-checks/index.ts";
import { lendFile } from "../files/index.ts";
import { type JobContext, type JobHandler, JobQueue, reopen } from "../jobs/index.ts";
import { createLawLibrary } from "../laws/index.ts";
import type { StoreTransaction } from "../store/index.ts";
import type { Workplace } from "../work/workplace.ts";
import { type BatchFileRow, type BatchRow, batchJob } from "./batches.ts";
import { removeDoneFiles } from "./erase-batches.ts";
import { forgetCase, type KnownOfCase, knownOf } from "./known-of-case.ts";

const STAGE = { zh: "逐份校核", en: "Checking one after the other" };
/** A file that was begun so often and never ended killed what worked on it. */
const MOST_TRIES = 3;

/** Checks the files of a batch that wait, one after the other, scans behind the others; each is told as soon as it is done. A further attempt goes on behind what was
 *  committed, and a batch of many scans gives way to other jobs from time to time. Result: `{ batch, checked, refused }`. */
export const checkDocumentsHandler =
  (desk: CheckDesk, pagesATurn = PAGES_A_TURN): JobHandler<Workplace> =>
  async (input, context) => {
    const { batch: id } = input as { batch: string };
    const { home, progress } = context;
    const batch = await home.store.db.selectFrom("document_batches").selectAll().where("id", "=", id).executeTakeFirst();
    if (!batch) throw new YuejianError("DOCUMENT_BATCH_UNKNOWN", { batch: id });
    const turn = { pages: 0 };
    const ports = documentPorts(home, desk);
    const known = await knownOf(ports, batch);
    for (;;) {
      const { all, next } = await standing(home, id);
      progress.report(all.ended, all.files, STAGE);
      if (progress.signal.aborted) throw new YuejianError("JOB_CANCELLED");
      if (!next) break;
      if (turn.pages >= pagesATurn) {
        await giveWay(context, batch, all.files - all.ended);
        break;
      }
      await workOn(ports, context, { batch, known, file: next, all, turn });
    }
    await removeDoneFiles(home);
    await forgetCase(home, id);
    const counts = await home.store.db
      .selectFrom("document_batch_files")
      .select((build) => ["state", build.fn.countAll<number>().as("count")])
      .where("batch", "=", id)
      .groupBy("state")
      .execute();
    const countOf = (wanted: BatchFileRow["state"]) => counts.find(({ state }) => state === wanted)?.count ?? 0;
    return { batch: id, checked: countOf("checked"), refused: countOf("refused") };
  };

/** The rest is another job, behind what waits meanwhile. */
async function giveWay({ home, fence }: JobContext<Workplace>, batch: BatchRow, waiting: number): Promise<void> {
  const queue = new JobQueue(home);
  await home.store.write(async (trx) => {
    await fence(trx);
    const { id: job } = await queue.add({ ...batchJob(batch, waiting), priority: 0 }, trx);
    await trx.updateTable("document_batches").set({ job }).where("id", "=", batch.id).execute();
  });
}

/** What checking documents works with, for a job. */
export function documentPorts(home: Workplace, documents: CheckDesk): DocumentPorts & Pick<Workplace, "paths"> {
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
  const first = files.selectAll().where("state", "=", "waiting").orderBy("is_scan").orderBy("position").limit(1);
  const next = await first.executeTakeFirst();
  return { all: { files: all, ended: all - waiting }, next };
}

interface Task {
  readonly batch: BatchRow;
  /** Null: of no case. */
  readonly known: KnownOfCase | null;
  readonly file: BatchFileRow;
  readonly all: { readonly files: number; readonly ended: number };
  /** Pages that were recognised in this attempt. */
  readonly turn: { pages: number };
}

type Change = Partial<Pick<BatchFileRow, "state" | "refused" | "tries" | "is_scan">>;

async function workOn(ports: DocumentPorts, context: JobContext<Workplace>, task: Task): Promise<void> {
  const { store } = ports;
  const { batch, position, tries, path } = task.file;
  const name = path ?? "";
  const change = (values: Change, before: (trx: StoreTransaction) => Promise<void>) =>
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
  const step = stepOf(context);
  try {
    if (tries >= MOST_TRIES) throw new YuejianError("DOCUMENT_FAILED", { file: name });
    await change({ tries: tries + 1 }, step);
    await check(ports, context, task);
  } catch (cause) {
    // What is wrong with one file ends that file; what is wrong with the house ends the attempt, which is then not the file's.
    const refused = cause instanceof YuejianError ? cause : new YuejianError("DOCUMENT_FAILED", { file: name }, { cause });
    if (refused.code === "DOCUMENT_SCANNED") {
      await change({ is_scan: 1, tries }, step);
      return;
    }
    if (refused.kind !== "input") {
      await change({ tries }, async () => {});
      throw refused;
    }
    await change({ state: "refused", refused: JSON.stringify(refused.toJSON()) }, step);
  }
}

/** Each file stands by itself: between two of them the job can be cancelled. */
export function stepOf({ fence, job }: JobContext<Workplace>): (trx: StoreTransaction) => Promise<void> {
  return async (trx) => {
    await fence(trx);
    await reopen(trx, job);
  };
}

async function check(ports: DocumentPorts, context: JobContext<Workplace>, task: Task): Promise<void> {
  const { batch, known, file } = task;
  const { position, path } = file;
  const step = stepOf(context);
  const material = await materialOf(ports, context, task);
  const actor = { id: batch.actor, office: batch.office, display_name: await nameOf(ports, batch.actor) };
  await makeCheck(ports, {
    ...(JSON.parse(batch.options) as CheckOptions),
    material: { ...material, name: path ?? "" },
    comparison: known === null ? NOTHING_TO_COMPARE : known.comparisonFor(position),
    source: "person",
    office: batch.office,
    actor: batch.actor,
    place: { ...NO_CASE, caseId: batch.case_id, handledCase: batch.handled_case },
    isKept: true,
    beside: async (trx, { id, characters, findings }) => {
      await step(trx);
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
        subject: batch.case_id ?? batch.handled_case ?? id,
        purpose: known?.purpose ?? null,
        outcome: "done",
        detail: `${batch.id}/${position}, ${id}: ${characters} characters, ${findings} findings`,
      });
    },
  });
}

/** The file is read where it lies for a moment; of a scan its pages are recognised. */
async function materialOf(ports: DocumentPorts, { home, job, progress }: JobContext<Workplace>, task: Task): Promise<DocumentMaterial> {
  const { batch, position, path, sha256, is_scan: isScan } = task.file;
  const name = path ?? "";
  if (sha256 === null) throw new YuejianError("DOCUMENT_FAILED", { file: name });
  const place = join(home.paths.scratch, `document-${batch}-${position}-${job.attempt}${extname(name).toLowerCase()}`);
  return lendFile(home.files, { sha256, place }, async () => {
    if (isScan !== 0) return recogniseFile(place, name, pagesOf(progress, task));
    return materialOfFile(ports.documents, { file: place, name });
  });
}

/** Pages of one file, told as the stage of the whole. Jobs outlive names: a file is told by its number. */
function pagesOf(progress: Progress, { file, all, turn }: Task): Progress {
  const number = file.position + 1;
  return countingPages(progress, turn, (page, pages) =>
    progress.report(all.ended, all.files, {
      zh: `第 ${number} 份是扫描件，正在识别第 ${page} / ${pages} 页`,
      en: `File ${number} is a scan: recognising page ${page} of ${pages}`,
    }),
  );
}

async function nameOf({ store }: DocumentPorts, user: string): Promise<string> {
  const row = await store.db.selectFrom("users").select("display_name").where("id", "=", user).executeTakeFirst();
  return row?.display_name ?? "";
}
