import type { Worker } from "node:worker_threads";
import { type JobThreads, newThreads } from "../threads.ts";

const resting: Worker[] = [];

/** For tests whose homes open one after another in one process: a thread that closed its workshop is kept, with its modules loaded, for the next home.
 *  Variables of the environment are as they were when it began. */
export const keptThreads: JobThreads = {
  start() {
    const worker = resting.pop() ?? newThreads.start();
    worker.removeAllListeners();
    worker.ref();
    return worker;
  },
  end(worker) {
    worker.removeAllListeners();
    worker.once("exit", () => {
      const at = resting.indexOf(worker);
      if (at >= 0) resting.splice(at, 1);
    });
    worker.unref();
    resting.push(worker);
    return Promise.resolve();
  },
};
