import { buffer } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { deserialize, serialize } from "node:v8";
import {
  runTiles,
  type SeriesTileTask,
  SeriesTileWorker,
  type SeriesWork,
  type TileRunner,
  type TileThreads,
  type TileWork,
} from "../imagery/index.ts";
import { type Job, type JobContext, type JobHandler, JobQueue } from "../jobs/index.ts";
import type { Workplace } from "../work/workplace.ts";

/** Kind of the jobs. */
const TILES_KIND = "watch-farmland-tiles";

/** Tiles of one job at least; of a column of tiles, whose windows share rows, as many as have so many rows. */
const SHARE = 4;
const SHARE_ROWS = 1024;
const LOOK_EVERY_MS = 1000;

/** A kept file: all that a machine with the same images needs. */
interface Share {
  readonly work: SeriesWork;
  readonly tasks: readonly SeriesTileTask[];
}

/** Works on the tiles of one share, one after the other; the answers are a kept file. A machine that does not reach the images refuses them, and who asked does them itself. Result: `{ answer }`, its SHA-256. */
export const watchTilesHandler: JobHandler<Workplace> = async (input, { home, progress }) => {
  const { share } = input as { share: string };
  const { work, tasks } = (await readKept(home, share)) as Share;
  const worker = new SeriesTileWorker(work);
  const answers: unknown[] = [];
  try {
    for (const task of tasks) {
      progress.signal.throwIfAborted();
      progress.report(answers.length, tasks.length, { zh: "逐块比对时间序列", en: "watching tile by tile" });
      answers.push(await worker.run(task));
    }
  } finally {
    await worker.close();
  }
  return { answer: (await home.files.put(serialize(answers))).sha256 };
};

/** Puts shares of tiles into the queue, where any process of the house takes them, and does meanwhile what nobody took. What others finished for a run is there for its next attempt. */
export function sharedTiles(run: string, context: JobContext<Workplace>): TileRunner {
  return async <Found>(work: TileWork, { tiles, taskOf, onFound, signal }: TileThreads<Found>) => {
    if (work.kind !== "series" || tiles <= SHARE) return runTiles(work, { tiles, taskOf, onFound, signal });
    const { home, job } = context;
    const queue = new JobQueue(home);
    const open = new Map<string, { first: number; count: number; share: string }>();
    const kept: string[] = [];
    for (let first = 0; first < tiles; ) {
      const tasks = shareFrom(first, tiles, taskOf);
      const count = tasks.length;
      const { sha256: share } = await home.files.put(serialize({ work, tasks }));
      kept.push(share);
      const input = { run, share };
      const title = { zh: `比对影像分块 ${first + 1} 至 ${first + count}`, en: `Watching tiles ${first + 1} to ${first + count}` };
      const known = await home.store.db
        .selectFrom("jobs")
        .select("id")
        .where("kind", "=", TILES_KIND)
        .where("input", "=", JSON.stringify(input))
        .where("status", "in", ["queued", "running", "done"])
        .executeTakeFirst();
      // Whoever is free takes shares after what else waits.
      const added = known ?? (await queue.add({ kind: TILES_KIND, title, input, actor: job.actor, office: job.office, priority: -1 }));
      open.set(added.id, { first, count, share });
      first += count;
    }
    try {
      while (open.size > 0) {
        signal.throwIfAborted();
        const rows = await home.store.db
          .selectFrom("jobs")
          .selectAll()
          .where("id", "in", [...open.keys()])
          .execute();
        for (const row of rows) await takeAnswer(row);
        const own = await withdrawn(rows.filter(({ id, status }) => open.has(id) && status !== "running"));
        if (own !== null) await doOurselves(own);
        else if (open.size > 0) await sleep(LOOK_EVERY_MS, undefined, { signal });
      }
    } finally {
      for (const id of open.keys()) await queue.cancel(id).catch(() => {});
    }
    for (const sha256 of kept) await home.files.remove(sha256);

    async function takeAnswer({ id, status, result }: Job): Promise<void> {
      const share = open.get(id);
      if (share === undefined || status !== "done") return;
      const { answer } = JSON.parse(result ?? "{}") as { answer: string };
      // An attempt that was killed at its very end may have put the answers away.
      if (!(await home.files.has(answer))) return;
      const found = (await readKept(home, answer)) as Found[];
      for (const [each, tile] of found.entries()) await onFound(share.first + each, tile);
      kept.push(answer);
      open.delete(id);
    }

    /** A share that nobody works on, or nobody could: null where others work on all that is left. */
    async function withdrawn(rows: readonly Job[]): Promise<string | null> {
      for (const { id, status } of rows) {
        if (status !== "queued") return id;
        const isOurs = await queue.cancel(id).then(
          (row) => row.status === "cancelled",
          () => false,
        );
        if (isOurs) return id;
      }
      return null;
    }

    async function doOurselves(id: string): Promise<void> {
      const share = open.get(id);
      if (share === undefined) return;
      await runTiles<Found>(work, {
        tiles: share.count,
        taskOf: (each) => taskOf(share.first + each),
        onFound: (each, found) => onFound(share.first + each, found),
        signal,
      });
      open.delete(id);
    }
  };
}

function shareFrom(first: number, tiles: number, taskOf: (tile: number) => object): SeriesTileTask[] {
  const tasks: SeriesTileTask[] = [];
  let rows = 0;
  for (let tile = first; tile < tiles; tile++) {
    const task = taskOf(tile) as SeriesTileTask;
    const { column, height } = task.tile.core;
    const isBelow = tasks.at(-1)?.tile.core.column === column;
    if (tasks.length >= SHARE && (!isBelow || rows >= SHARE_ROWS)) break;
    rows = isBelow ? rows + height : height;
    tasks.push(task);
  }
  return tasks;
}

async function readKept({ files }: Pick<Workplace, "files">, sha256: string): Promise<unknown> {
  const { content } = await files.read(sha256);
  return deserialize(await buffer(content));
}
