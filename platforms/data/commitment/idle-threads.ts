import { Worker } from "node:worker_threads";

/** Threads of one kind that are done and wait for more: a new one loads and assembles what it needs for tenths of a second. */
export class IdleThreads {
  readonly #script: URL;
  readonly #most: number;
  readonly #idle: Worker[] = [];

  /** At most `most` wait; they keep no process alive. */
  constructor(script: URL, most: number) {
    this.#script = script;
    this.#most = most;
  }

  /** A thread that nobody else uses. */
  take(): Worker {
    const worker = this.#idle.pop() ?? this.#start();
    worker.ref();
    return worker;
  }

  /** Takes a thread back that owes no answer and has no listeners of its user left. */
  async giveBack(worker: Worker): Promise<void> {
    if (this.#idle.length >= this.#most) {
      await worker.terminate();
      return;
    }
    worker.unref();
    this.#idle.push(worker);
  }

  #start(): Worker {
    const worker = new Worker(this.#script);
    const forget = (): void => {
      const at = this.#idle.indexOf(worker);
      if (at >= 0) this.#idle.splice(at, 1);
    };
    return worker.on("error", forget).on("exit", forget);
  }
}
