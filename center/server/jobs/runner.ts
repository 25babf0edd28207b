import type { Worker } from "node:worker_threads";
import { type Clock, type Text, YuejianError } from "@yuejian/contracts";
import type { JobError, LeasedJob } from "./job.ts";
import type { FromWorker, WorkshopPlace } from "./messages.ts";
import type { JobQueue, Outcome } from "./queue.ts";
import { type JobThreads, newThreads, post } from "./threads.ts";

export interface RunnerOptions {
  readonly queue: JobQueue;
  readonly clock: Clock;
  /** Name of this process among all that work on the queue. */
  readonly owner: string;
  readonly workshop: WorkshopPlace;
  /** Jobs at once, each in a thread of its own. */
  readonly workers: number;
  /** New ones when not given. */
  readonly threads?: JobThreads;
  readonly heartbeatMilliseconds?: number;
  /** First wait before a further attempt; four times as long before each next one. */
  readonly backoffMilliseconds?: number;
  /** A cancelled job that does not notice for this long loses its thread. */
  readonly graceMilliseconds?: number;
  /** A worker thread committed something. */
  readonly onCommitted: () => void;
  /** For the log: failures that nobody named, threads that died, a queue out of reach. */
  readonly onTrouble: (text: string) => void;
}

/** Other processes add jobs without telling this one, and waiting ones come due. */
const LOOK_EVERY_MS = 500;
const SAVE_PROGRESS_EVERY_MS = 500;

/** A thread of the house, kept for the next job. Listeners stay on it as long as it lives. */
interface Thread {
  readonly worker: Worker;
  /** Null while it is idle. */
  attempt: Attempt | null;
}

interface Attempt {
  readonly job: LeasedJob;
  readonly thread: Thread;
  savedAt: number;
  /** The progress that is being saved. */
  saving: Promise<void>;
  isAborting: boolean;
  grace: NodeJS.Timeout | null;
}

/** Takes jobs from the queue and gives each to a worker thread. A thread that dies fails its attempt and nothing else. */
export class JobRunner {
  readonly #options: RunnerOptions;
  readonly #threads: JobThreads;
  readonly #attempts = new Map<string, Attempt>();
  readonly #idle: Thread[] = [];
  readonly #ended: (() => void)[] = [];
  #timers: NodeJS.Timeout[] = [];
  #looking: Promise<void> = Promise.resolve();
  #isLooking = false;
  #isWoken = false;
  #isStopping = false;

  constructor(options: RunnerOptions) {
    this.#options = options;
    this.#threads = options.threads ?? newThreads;
  }

  start(): void {
    if (this.#timers.length > 0 || this.#options.workers === 0) return;
    this.#timers = [
      setInterval(() => this.wake(), LOOK_EVERY_MS).unref(),
      setInterval(() => void this.#heartbeat(), this.#options.heartbeatMilliseconds ?? 10_000).unref(),
    ];
    this.wake();
  }

  wake(): void {
    if (this.#timers.length === 0 || this.#isStopping) return;
    this.#isWoken = true;
    if (!this.#isLooking) this.#looking = this.#look();
  }

  /** A job of this process is to stop now rather than at the next heartbeat. */
  abort(id: string): void {
    const attempt = this.#attempts.get(id);
    if (!attempt || attempt.isAborting) return;
    attempt.isAborting = true;
    post(attempt.thread.worker, { type: "abort" });
    attempt.grace = setTimeout(() => void attempt.thread.worker.terminate(), this.#options.graceMilliseconds ?? 15_000).unref();
  }

  /** Interrupts what runs, so that the next start goes on with it. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    for (const timer of this.#timers) clearInterval(timer);
    await this.#looking;
    for (const id of this.#attempts.keys()) this.abort(id);
    if (this.#attempts.size > 0) await new Promise<void>((resolve) => this.#ended.push(resolve));
    await Promise.all(
      this.#idle.splice(0).map(
        ({ worker }) =>
          new Promise<void>((resolve) => {
            worker.once("exit", () => resolve());
            worker.on("message", ({ type }: FromWorker) => {
              if (type === "closed") void this.#threads.end(worker).then(resolve);
            });
            post(worker, { type: "close" });
          }),
      ),
    );
  }

  async #look(): Promise<void> {
    this.#isLooking = true;
    while (this.#isWoken && !this.#isStopping) {
      this.#isWoken = false;
      try {
        while (!this.#isStopping && this.#attempts.size < this.#options.workers) {
          const job = await this.#options.queue.claim(this.#options.owner);
          if (!job) break;
          this.#begin(job);
        }
      } catch (cause) {
        this.#options.onTrouble(`the queue cannot be read: ${String(cause)}`);
      }
    }
    this.#isLooking = false;
  }

  #begin(job: LeasedJob): void {
    const thread = this.#idle.pop() ?? this.#startThread();
    const attempt: Attempt = { job, thread, savedAt: Number.NEGATIVE_INFINITY, saving: Promise.resolve(), isAborting: false, grace: null };
    thread.attempt = attempt;
    this.#attempts.set(job.id, attempt);
    post(thread.worker, { type: "work", job });
  }

  #startThread(): Thread {
    const worker = this.#threads.start();
    post(worker, { type: "open", place: this.#options.workshop });
    const thread: Thread = { worker, attempt: null };
    let fault: unknown = null;
    worker.on("error", (cause) => {
      fault = cause;
    });
    worker.on("exit", (code) => this.#lose(thread, fault instanceof Error ? (fault.stack ?? fault.message) : `exit ${code}`));
    worker.on("message", (message: FromWorker) => {
      if (thread.attempt !== null) this.#receive(thread.attempt, message);
    });
    return thread;
  }

  /** An idle thread that dies is not missed, and does not keep the process. */
  #lose(thread: Thread, reason: string): void {
    const { attempt } = thread;
    const at = this.#idle.indexOf(thread);
    if (at >= 0) this.#idle.splice(at, 1);
    if (attempt === null) return;
    const { job } = attempt;
    if (!attempt.isAborting) this.#options.onTrouble(`the thread of job ${job.id} (${job.kind}) ended: ${reason}`);
    void this.#end(attempt, { error: new YuejianError("UNEXPECTED", { reference: job.id }).toJSON(), isRetriable: true });
  }

  #receive(attempt: Attempt, message: FromWorker): void {
    if (message.type === "committed") this.#options.onCommitted();
    if (message.type === "progress") this.#saveProgress(attempt, message.progress);
    if (message.type !== "done" && message.type !== "failed") return;
    if (message.type === "failed" && message.detail !== null && !attempt.isAborting) {
      this.#options.onTrouble(`job ${attempt.job.id} (${attempt.job.kind}): ${message.detail}`);
    }
    attempt.thread.attempt = null;
    this.#idle.push(attempt.thread);
    void this.#end(attempt, message.type === "done" ? message : { error: message.error, isRetriable: message.isRetriable });
  }

  async #end(attempt: Attempt, ending: { result: unknown } | { error: JobError; isRetriable: boolean }): Promise<void> {
    const { job } = attempt;
    if (attempt.grace) clearTimeout(attempt.grace);
    const outcome: Outcome =
      "result" in ending
        ? { kind: "done", result: ending.result }
        : this.#isStopping
          ? { kind: "interrupted" }
          : { kind: "failed", error: ending.error, retryAfter: ending.isRetriable ? this.#retryAfter(job.attempt) : null };
    try {
      // On connections of their own the two might change places, and the stage would be lost.
      await attempt.saving;
      await this.#options.queue.finish(job, outcome);
    } catch (cause) {
      // The lease runs out and another attempt finds what this one did.
      this.#options.onTrouble(`the end of job ${job.id} could not be saved: ${String(cause)}`);
    }
    this.#attempts.delete(job.id);
    this.wake();
    if (this.#isStopping && this.#attempts.size === 0) for (const resolve of this.#ended) resolve();
  }

  #retryAfter(attempt: number): string {
    return new Date(this.#options.clock.now() + (this.#options.backoffMilliseconds ?? 1000) * 4 ** (attempt - 1)).toISOString();
  }

  #saveProgress(attempt: Attempt, progress: { done: number; total: number | null; stage: Text }): void {
    const now = performance.now();
    if (now - attempt.savedAt < SAVE_PROGRESS_EVERY_MS) return;
    attempt.savedAt = now;
    attempt.saving = attempt.saving
      .then(() => this.#options.queue.report(attempt.job, progress))
      .catch((cause: unknown) => this.#options.onTrouble(`progress: ${String(cause)}`));
  }

  async #heartbeat(): Promise<void> {
    try {
      const { cancelled, lost } = await this.#options.queue.heartbeat([...this.#attempts.values()].map(({ job }) => job));
      for (const id of [...cancelled, ...lost]) this.abort(id);
    } catch (cause) {
      this.#options.onTrouble(`heartbeat: ${String(cause)}`);
    }
  }
}
