import { parentPort, workerData } from "node:worker_threads";
import { YuejianError } from "@yuejian/contracts";
import type { TileFound } from "@yuejian/farmland";
import { PairTileWorker, type TileTask } from "./pair-tiles.ts";
import { type SeriesTileTask, SeriesTileWorker } from "./series-tiles.ts";
import type { FromTileThread, TileWork, ToTileThread } from "./tile-threads.ts";

/** Entry of a thread that works on tiles, one after the other. */
const port = parentPort;
if (!port) throw new Error("tile-thread.ts runs in a worker thread");
const { run, close } = workerOf(workerData as TileWork);

const send = (message: FromTileThread, transferred: ArrayBuffer[] = []) => port.postMessage(message, transferred);

port.on("message", (message: ToTileThread) => {
  if (message === "close") void close().then(() => port.close());
  else
    void run(message).then(
      ({ found, transferred }) => send({ found }, transferred),
      (cause: unknown) =>
        send({ fault: cause instanceof YuejianError ? { code: cause.code, parameters: cause.parameters } : String(cause) }),
    );
});

interface Answer {
  readonly found: unknown;
  readonly transferred: ArrayBuffer[];
}

function workerOf(work: TileWork): { readonly run: (task: object) => Promise<Answer>; readonly close: () => Promise<void> } {
  if (work.kind === "series") {
    const worker = new SeriesTileWorker(work);
    return { run: async (task) => ({ found: await worker.run(task as SeriesTileTask), transferred: [] }), close: () => worker.close() };
  }
  const worker = new PairTileWorker(work);
  return {
    async run(task) {
      const found: TileFound = await worker.run(task as TileTask);
      return { found, transferred: found.mask === null ? [] : [found.mask.buffer as ArrayBuffer] };
    },
    close: () => worker.close(),
  };
}
