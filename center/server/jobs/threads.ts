import { Worker } from "node:worker_threads";
import type { ToWorker } from "./messages.ts";

/** Where the threads of a runner come from and go to. */
export interface JobThreads {
  /** A thread of `worker.ts` with no workshop open and nobody listening. */
  start(): Worker;
  /** Takes back one that closed its workshop. */
  end(worker: Worker): Promise<void>;
}

export const newThreads: JobThreads = {
  start: () => new Worker(new URL("./worker.ts", import.meta.url), { execArgv: [] }),
  async end(worker) {
    const ended = new Promise<void>((resolve) => worker.once("exit", () => resolve()));
    post(worker, { type: "end" });
    await ended;
  },
};

export function post(worker: Worker, message: ToWorker): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  worker.postMessage(message);
}
