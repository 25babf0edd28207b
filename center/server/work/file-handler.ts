import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { YuejianError } from "@yuejian/contracts";
import { checkCapture, readCaptureFile, receiveCaptureIn } from "../captures/index.ts";
import { digestFile } from "../files/index.ts";
import type { JobContext, JobHandler } from "../jobs/index.ts";
import type { Row } from "../store/index.ts";
import type { FileJob } from "./job-kinds.ts";
import type { Workplace } from "./workplace.ts";

const STAGE = { zh: "计算摘要", en: "Digesting" };
const LOOK_EVERY_MS = 50;

/** Puts the digests of a file on the ledger; the file stays where it is. The same content is registered once. */
export const fileHandler: JobHandler<Workplace> = async (input, context) => {
  const { path: file, capture } = input as unknown as Omit<FileJob, "actor">;
  const { home, job, fence } = context;
  const digests = await digestsOf(file, context);
  const registered = async () =>
    home.store.db
      .selectFrom("outbox")
      .select(["id", "ledger_index"])
      .where("type", "=", "file.registered")
      .where("content_sha256", "=", digests.sha256)
      .executeTakeFirst();
  const checked = capture === undefined ? null : await checkedCapture(home, capture, { name: path.basename(file), ...digests });
  let received: Row<"captures"> | null = null;
  if (checked !== null || !(await registered())) {
    await home.store.write(async (trx) => {
      await fence(trx);
      const subject = `file:${digests.sha256}`;
      const earlier = await trx.selectFrom("outbox").select("id").where("subject", "=", subject).executeTakeFirst();
      if (!earlier) await home.outbox.recordFile(trx, { subject, file: digests, organisation: job.office });
      // In one commit: a file on the ledger with a capture that was refused would look as if it had none.
      if (checked !== null) received = await receiveCaptureIn(trx, home, { ...checked, actor: { id: job.actor, office: job.office } });
    });
  }
  const kept = received as Row<"captures"> | null;
  return {
    file: path.basename(file),
    ...digests,
    ledgerIndex: await onLedger(registered, context),
    ...(kept === null ? {} : { capture: kept.id, standing: kept.standing }),
  };
};

/** Read on this machine, and bounded: a capture is small. */
async function checkedCapture(home: Workplace, place: string, needed: { name: string; size: number; sha256: string; sm3: string }) {
  const ports = { files: home.files, ledgerFolder: home.paths.ledger };
  return checkCapture(ports, await readCaptureFile(place), needed);
}

async function digestsOf(file: string, { progress }: JobContext<Workplace>) {
  try {
    return await digestFile(file, { signal: progress.signal, onProgress: (done, total) => progress.report(done, total, STAGE) });
  } catch (cause) {
    if (progress.signal.aborted) throw new YuejianError("JOB_CANCELLED", {}, { cause });
    throw cause;
  }
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
