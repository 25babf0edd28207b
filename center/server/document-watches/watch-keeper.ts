import { type FeatureId, YuejianError } from "@yuejian/contracts";
import { dayInChina } from "@yuejian/oversight";
import { type FileMark, isSameMark, marksOf, readDone } from "../assistant/index.ts";
import { featureStates } from "../features/index.ts";
import type { Jobs, NewJob } from "../jobs/index.ts";
import type { Store } from "../store/index.ts";
import { demandSamePaths } from "./settle-paths.ts";
import { type WatchRow, watchRows } from "./watches.ts";

/** Kind of the job that checks what arrived in a folder. */
const WATCH_KIND = "check-folder";

const LOOK_EVERY_MS = 5_000;
/** A look that finds nothing is noted so often. */
const NOTE_EVERY_MS = 60_000;
/** After a job that failed the folder is left alone for a while. */
const REST_MS = 10 * 60_000;
const FEATURE = "document-assistant" satisfies FeatureId;

export interface WatchKeeper {
  /** Ends the looking once a look that is going on has ended. */
  stop(): Promise<void>;
}

interface KeeperPorts {
  readonly store: Store;
  readonly clock: { now(): number };
  readonly jobs: Pick<Jobs, "add">;
}

/** Looks into the watched folders as long as the house serves, and puts a job into the queue where something arrived. */
export function startWatchKeeper(
  ports: KeeperPorts,
  { everyMilliseconds = LOOK_EVERY_MS, onTrouble }: { readonly everyMilliseconds?: number; readonly onTrouble: (text: string) => void },
): WatchKeeper {
  let looking: Promise<void> | null = null;
  const lookAtAll = folderLooker(ports);
  const look = () => {
    looking ??= lookAtAll()
      .catch((cause: unknown) => onTrouble(`watched folders: ${String(cause)}`))
      .finally(() => {
        looking = null;
      });
  };
  const timer = setInterval(look, everyMilliseconds).unref();
  look();
  return {
    async stop() {
      clearInterval(timer);
      await looking;
    },
  };
}

/** One look at every folder that is on, at each call. What is the same in two looks and was not worked on is work; a folder that cannot be looked at is told on its page
 *  and does not hold up the others. */
export function folderLooker({ store, clock, jobs }: KeeperPorts): () => Promise<void> {
  const seen = new Map<string, ReadonlyMap<string, FileMark>>();

  return async () => {
    const rows = (await watchRows(store.db)).filter((row) => row.is_on !== 0);
    if (rows.length === 0) return;
    const now = clock.now();
    const states = await featureStates(store.db, dayInChina(now));
    for (const row of rows) {
      const last = await lastJob(row.job);
      const isWorking = last?.status === "queued" || last?.status === "running";
      if (isPaused(row, now) || !states.stateIn(FEATURE, row.office).isOn || isWorking) continue;
      const looked = await lookAt(row);
      const hasFailed = last?.status === "failed" && looked.isDue;
      // What the house itself cannot see comes first; what failed in a job, maybe on another machine, stands until a job went well.
      const trouble = looked.trouble ?? (hasFailed ? last.error : null);
      const isResting = hasFailed && Date.parse(last.finished_at ?? "") > now - REST_MS;
      const isDue = looked.isDue && !isResting;
      const isNoted = trouble === row.trouble && row.looked_at !== null && Date.parse(row.looked_at) > now - NOTE_EVERY_MS;
      if (!isDue && isNoted) continue;
      const at = new Date(now).toISOString();
      await store.write(async (trx) => {
        const job = isDue ? (await jobs.add(watchJob(row), trx)).id : row.job;
        await trx
          .updateTable("document_watches")
          .set({ job, trouble, trouble_since: trouble && (row.trouble_since ?? at), looked_at: at })
          .where("id", "=", row.id)
          .where("removed_at", "is", null)
          .execute();
      });
    }
  };

  async function lookAt({ id, path_in: pathIn, path_out: pathOut }: WatchRow): Promise<{ trouble: string | null; isDue: boolean }> {
    try {
      await demandSamePaths({ pathIn, pathOut });
      const [done, marks, before] = [await readDone(pathOut), await marksOf(pathIn), seen.get(id)];
      seen.set(id, marks);
      const isDue = [...marks].some(([name, mark]) => isSameMark(before?.get(name), mark) && !isSameMark(done.get(name), mark));
      return { trouble: null, isDue };
    } catch (cause) {
      const error = cause instanceof YuejianError ? cause : new YuejianError("FILE_UNREADABLE", { file: pathIn, reason: String(cause) });
      return { trouble: JSON.stringify(error.toJSON()), isDue: false };
    }
  }

  async function lastJob(job: string | null) {
    if (job === null) return undefined;
    return store.db.selectFrom("jobs").select(["status", "error", "finished_at"]).where("id", "=", job).executeTakeFirst();
  }
}

export const isPaused = ({ paused_until: until }: WatchRow, now: number): boolean => until !== null && Date.parse(until) > now;

function watchJob({ id, name, office, changed_by: actor }: WatchRow): NewJob {
  const title = { zh: `校核「${name}」收到的文书`, en: `Check what arrived in “${name}”` };
  return { kind: WATCH_KIND, title, input: { watch: id }, actor, office, priority: 2 };
}
