import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { YuejianError } from "@yuejian/contracts";
import type { JobContext, JobHandler } from "../jobs/index.ts";
import type { FileJob } from "./job-kinds.ts";
import type { Workplace } from "./workplace.ts";

const STAGE = { zh: "计算摘要", en: "Digesting" };
const LOOK_EVERY_MS = 50;

/** Puts the digests of a file on the ledger; the file stays where it is. The same content is registered once. */
export const fileHandler: JobHandler<Workplace> = async (input, context) => {
  const { path: file } = input as unknown as Omit<FileJob, "actor">;
  const { home, job, fence } = context;
  const digests = await digestsOf(file, context);
  const registered = async () =>
    home.store.db
      .selectFrom("outbox")
      .select(["id", "ledger_index"])
      .where("type", "=", "file.registered")
      .where("content_sha256", "=", digests.sha256)
      .executeTakeFirst();
  if (!(await registered())) {
    await home.store.write(async (trx) => {
      const subject = `file:${digests.sha256}`;
      const earlier = await trx.selectFrom("outbox").select("id").where("subject", "=", subject).executeTakeFirst();
      if (earlier) return;
      await fence(trx);
      await home.outbox.recordFile(trx, { subject, file: digests, organisation: job.office });
    });
  }
  return { file: path.basename(file), ...digests, ledgerIndex: await onLedger(registered, context) };
};

async function digestsOf(file: string, { progress }: JobContext<Workplace>): Promise<{ size: number; sha256: string; sm3: string }> {
  const [sha256, sm3] = [createHash("sha256"), createHash("sm3")];
  let size = 0;
  try {
    const total = (await stat(file)).size;
    for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20, signal: progress.signal }) as AsyncIterable<Buffer>) {
      sha256.update(chunk);
      sm3.update(chunk);
      size += chunk.length;
      progress.report(size, total, STAGE);
    }
  } catch (cause) {
    if (progress.signal.aborted) throw new YuejianError("JOB_CANCELLED", {}, { cause });
    const isMissing = cause instanceof Error && "code" in cause && cause.code === "ENOENT";
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new YuejianError(isMissing ? "FILE_NOT_FOUND" : "FILE_UNREADABLE", { file: path.basename(file), reason }, { cause });
  }
  return { size, sha256: sha256.digest("hex"), sm3: sm3.digest("hex") };
}

/** Waits for the holder of the home to drain the outbox. */
async function onLedger(
  read: () => Promise<{ ledger_index: number | null } | undefined>,
  { progress }: JobContext<Workplace>,
): Promise<number> {
  for (;;) {
    const row = await read();
    if (row && row.ledger_index !== null) return row.ledger_index;
    if (progress.signal.aborted) throw new YuejianError("JOB_CANCELLED");
    await sleep(LOOK_EVERY_MS);
  }
}
