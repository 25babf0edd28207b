import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { type ErrorCode, type ErrorParameters, YuejianError } from "@yuejian/contracts";
import type { PairWork } from "./pair-tiles.ts";
import type { SeriesWork } from "./series-tiles.ts";

/** What all tiles of a run have in common. Plain data. */
export type TileWork = PairWork | SeriesWork;

/** A task as the kind of work has it. */
export type ToTileThread = object | "close";

export type FromTileThread =
  | { readonly found: unknown }
  | { readonly fault: string | { readonly code: ErrorCode; readonly parameters: ErrorParameters } };

export interface TileThreads<Found> {
  readonly tiles: number;
  /** Asked when a thread is free for the tile. */
  readonly taskOf: (tile: number) => object;
  readonly onFound: (tile: number, found: Found) => Promise<void>;
  readonly signal: AbortSignal;
}

/** Whoever works on the tiles of a run: threads of this machine, or others with them. */
export type TileRunner = typeof runTiles;

/** Works on all tiles with a thread for every core. Each begins with a row of tiles of its own and goes down, so that blocks at the borders are unpacked once; who is
 *  done takes the last tile of who has most left. Rejects with the first fault; then no thread works on. */
export async function runTiles<Found>(work: TileWork, { tiles, taskOf, onFound, signal }: TileThreads<Found>): Promise<void> {
  const count = Math.max(1, Math.min(tiles, availableParallelism()));
  const ranges = Array.from({ length: count }, (_, thread) => ({
    next: Math.floor((tiles * thread) / count),
    end: Math.floor((tiles * (thread + 1)) / count),
  }));
  const take = (thread: number): number | null => {
    const own = ranges[thread];
    if (own && own.next < own.end) return own.next++;
    const most = ranges.reduce((best, each) => (each.end - each.next > best.end - best.next ? each : best));
    return most.next < most.end ? --most.end : null;
  };
  const workers: Worker[] = [];
  try {
    await Promise.all(
      ranges.map(async (_, thread) => {
        const worker = new Worker(new URL("./tile-thread.ts", import.meta.url), { workerData: work, execArgv: [] });
        workers.push(worker);
        for (let tile = take(thread); tile !== null; tile = take(thread)) {
          signal.throwIfAborted();
          await onFound(tile, (await answerOf(worker, taskOf(tile))) as Found);
        }
        worker.postMessage("close" satisfies ToTileThread);
      }),
    );
  } catch (cause) {
    await Promise.all(workers.map((worker) => worker.terminate()));
    throw cause;
  }
}

function answerOf(worker: Worker, task: object): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const onMessage = (message: FromTileThread) => {
      end();
      if ("found" in message) resolve(message.found);
      else
        reject(
          typeof message.fault === "string" ? new Error(message.fault) : new YuejianError(message.fault.code, message.fault.parameters),
        );
    };
    const onError = (cause: Error) => {
      end();
      reject(cause);
    };
    const onExit = () => {
      end();
      reject(new Error("a thread ended before its tile was done"));
    };
    const end = () => worker.off("message", onMessage).off("error", onError).off("exit", onExit);
    worker.on("message", onMessage).on("error", onError).on("exit", onExit);
    worker.postMessage(task);
  });
}
