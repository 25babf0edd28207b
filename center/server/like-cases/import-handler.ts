import { createHash } from "node:crypto";
import { YuejianError } from "@yuejian/contracts";
import type { JobContext, JobHandler } from "../jobs/index.ts";
import type { StoreTransaction } from "../store/index.ts";
import type { JudgmentImportJob } from "../work/job-kinds.ts";
import type { Workplace } from "../work/workplace.ts";
import { type ReadJudgment, type ReadJudgments, readJudgments } from "./read-judgments.ts";

const STAGE = { zh: "写入裁判文书", en: "Writing judgments" };
/** Judgments a transaction: others write in between. */
const PIECE = 200;
const KEPT_REFUSALS = 500;

/** Takes in a table of judgments for the importer's office: new ones, changed ones of the same number. Repeating it finds everything the same.
 *  Result: `{ import }`. */
export const importJudgmentsHandler: JobHandler<Workplace> = async (input, context) => {
  const { path, sheet } = input as unknown as Omit<JudgmentImportJob, "actor">;
  const { home, job, progress, fence } = context;
  const { store } = home;
  const read = await readJudgments(path, sheet, { scratchFolder: home.paths.scratch, memoryLimit: home.memoryLimit, progress });
  const earlier = await store.db.selectFrom("judgment_imports").select("id").where("job", "=", job.id).executeTakeFirst();
  const id = earlier?.id ?? home.ids.next("jim");
  await store.write(async (trx) => {
    await fence(trx);
    if (!earlier) await begin(trx, context, { id, read });
    for (const number of read.sealed)
      await trx.deleteFrom("judgments").where("office", "=", job.office).where("identity", "=", number).execute();
  });
  for (let from = 0; from < read.judgments.length; from += PIECE) {
    await store.write(async (trx) => {
      await fence(trx);
      const counts = { added: 0, changed: 0, same: 0 };
      for (const one of read.judgments.slice(from, from + PIECE)) counts[await put(trx, context, { id, one })] += 1;
      await trx
        .updateTable("judgment_imports")
        .set((build) => ({
          added: build("added", "+", counts.added),
          changed: build("changed", "+", counts.changed),
          same: build("same", "+", counts.same),
        }))
        .where("id", "=", id)
        .execute();
    });
    progress.report(Math.min(from + PIECE, read.judgments.length), read.judgments.length, STAGE);
    if (progress.signal.aborted) throw new YuejianError("JOB_CANCELLED");
  }
  return { import: id };
};

async function begin(
  trx: StoreTransaction,
  { home, job }: JobContext<Workplace>,
  { id, read }: { readonly id: string; readonly read: ReadJudgments },
): Promise<void> {
  const digest = createHash("sha256");
  for (const { sha256 } of read.judgments) digest.update(`${sha256}\n`);
  const counts = { rows: read.rows, accepted: read.judgments.length, refused: read.refused.length };
  const outbox = await home.outbox.record(trx, {
    type: "judgments.imported",
    subject: id,
    organisation: job.office,
    content: { import: id, file: { sha256: read.file.sha256, size: read.file.size }, ...counts, judgmentsSha256: digest.digest("hex") },
  });
  await trx
    .insertInto("judgment_imports")
    .values({
      id,
      job: job.id,
      file: read.file.name,
      office: job.office,
      actor: job.actor,
      at: new Date(home.clock.now()).toISOString(),
      rows: read.rows,
      added: 0,
      changed: 0,
      same: 0,
      refused: read.refused.length,
      refusals: JSON.stringify(read.refused.slice(0, KEPT_REFUSALS)),
      outbox,
    })
    .execute();
}

async function put(
  trx: StoreTransaction,
  { home, job }: JobContext<Workplace>,
  { id, one }: { readonly id: string; readonly one: ReadJudgment },
): Promise<"added" | "changed" | "same"> {
  const { identity, decidedOn, charges, sentence, ...plain } = one;
  const row = {
    ...plain,
    decided_on: decidedOn,
    charges: JSON.stringify(charges),
    sentence: sentence === null ? null : JSON.stringify(sentence),
    import: id,
  };
  const standing = await trx
    .selectFrom("judgments")
    .select(["id", "sha256"])
    .where("office", "=", job.office)
    .where("identity", "=", identity)
    .executeTakeFirst();
  if (!standing) {
    await trx
      .insertInto("judgments")
      .values({ id: home.ids.next("jdg"), office: job.office, identity, ...row })
      .execute();
    return "added";
  }
  if (standing.sha256 === one.sha256) return "same";
  await trx.updateTable("judgments").set(row).where("id", "=", standing.id).execute();
  return "changed";
}
