import { parentPort, workerData } from "node:worker_threads";
import { YuejianError } from "@yuejian/contracts";
import { openPair, type PairWork, runTile } from "./pair-tiles.ts";
import type { FromTileThread, ToTileThread } from "./tile-threads.ts";

/** Entry of a thread that works on tiles, one after the other, with files of its own open. */
const port = parentPort;
if (!port) throw new Error("tile-thread.ts runs in a worker thread");
const work = workerData as PairWork;
const opened = openPair(work, { inStrips: true });
// A pair that cannot be opened is told with the first tile.
opened.catch(() => {});

const send = (message: FromTileThread, transferred: ArrayBuffer[] = []) => port.postMessage(message, transferred);

port.on("message", (message: ToTileThread) => {
  if (message === "close") void close();
  else
    void opened
      .then((pair) => runTile(work, pair, message))
      .then(
        (found) => send({ found }, found.mask === null ? [] : [found.mask.buffer as ArrayBuffer]),
        (cause: unknown) =>
          send({ fault: cause instanceof YuejianError ? { code: cause.code, parameters: cause.parameters } : String(cause) }),
      );
});

async function close(): Promise<void> {
  await opened.then((pair) => pair.close()).catch(() => {});
  port?.close();
}
