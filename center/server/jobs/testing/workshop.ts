import { setTimeout as sleep } from "node:timers/promises";
import { YuejianError } from "@yuejian/contracts";
import { openStore, type Store } from "../../store/index.ts";
import type { JobHandler, Workshop } from "../index.ts";

/** Handlers whose ways to end the tests of the queue need. */
export async function openWorkshop(data: unknown): Promise<Workshop<Store>> {
  const store = await openStore((data as { url: string }).url);
  return { home: store, store, handlers, close: () => store.close() };
}

const stage = { zh: "数", en: "Counting" };

const handlers: Record<string, JobHandler<Store>> = {
  /** Adds one row per attempt that gets through the fence. */
  async count(input, { home, job, progress, fence }) {
    progress.report(1, 2, stage);
    await sleep(Number(input.milliseconds ?? 0));
    await home.write(async (trx) => {
      await fence(trx);
      await trx
        .insertInto("settings")
        .values({ name: `${job.id}/${job.attempt}`, value: job.leaseOwner })
        .execute();
    });
    return { attempt: job.attempt };
  },
  async refuse() {
    throw new YuejianError("FILE_EMPTY", { file: "a.csv" });
  },
  async "busy-twice"(_, { job }) {
    if (job.attempt < 3) throw new YuejianError("STORE_FAILED", { reason: "planted" });
    return { attempt: job.attempt };
  },
  async "crash-once"(_, { job }) {
    if (job.attempt === 1) process.exit(7);
    return { attempt: job.attempt };
  },
  async "throw-always"() {
    throw new TypeError("planted");
  },
  async "until-cancelled"(_, { progress }) {
    progress.report(1, null, stage);
    await new Promise((resolve) => progress.signal.addEventListener("abort", resolve, { once: true }));
    throw new YuejianError("JOB_CANCELLED");
  },
  async deaf() {
    await sleep(600_000);
  },
};
