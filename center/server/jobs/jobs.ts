import { hostname } from "node:os";
import type { Clock, Ids } from "@yuejian/contracts";
import type { Store, StoreTransaction } from "../store/index.ts";
import { isFinished, type Job, type NewJob } from "./job.ts";
import type { WorkshopPlace } from "./messages.ts";
import { type JobFilter, JobQueue } from "./queue.ts";
import { JobRunner } from "./runner.ts";
import type { JobThreads } from "./threads.ts";

/** The queue as the server uses it: put in, follow, cancel; and, where `workers` is not 0, work on it. */
export interface Jobs {
  /** In the caller's transaction when one is given: the job exists exactly when the change does. */
  add(job: NewJob, trx?: StoreTransaction): Promise<Job>;
  /** JOB_UNKNOWN */
  get(id: string): Promise<Job>;
  list(filter: JobFilter): Promise<{ items: Job[]; total: number }>;
  counts: JobQueue["counts"];
  /** A running job ends as soon as its handler notices. JOB_UNKNOWN, JOB_NOT_CANCELLABLE */
  cancel(id: string): Promise<Job>;
  /** JOB_UNKNOWN, JOB_NOT_RETRIABLE */
  retry(id: string): Promise<Job>;
  /** The job once it is done, failed or cancelled. */
  wait(id: string): Promise<Job>;
  /** Called with each change of a job, of other processes too; gives the function that ends it. */
  subscribe(listener: (job: Job) => void): () => void;
  /** Begins to work on the queue; jobs of processes that died go on. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

export interface JobsOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly workshop: WorkshopPlace;
  readonly workers: number;
  /** Threads to work in; new ones when not given. */
  readonly threads?: JobThreads;
  readonly leaseMilliseconds?: number;
  readonly heartbeatMilliseconds?: number;
  readonly backoffMilliseconds?: number;
  readonly graceMilliseconds?: number;
  readonly onCommitted?: () => void;
  readonly onTrouble?: (text: string) => void;
}

const FOLLOW_EVERY_MS = 500;
/** Clocks of two processes may differ by this much, and a commit may come this much after its time. */
const LOOK_BACK_MS = 10_000;

let runners = 0;

export function createJobs(options: JobsOptions): Jobs {
  const { store, clock, ids } = options;
  const listeners = new Set<(job: Job) => void>();
  const seen = new Map<string, number>();
  const publish = (job: Job) => {
    if ((seen.get(job.id) ?? 0) >= job.version) return;
    seen.set(job.id, job.version);
    for (const listener of listeners) listener(job);
  };
  const queue = new JobQueue({
    store,
    clock,
    ids,
    onChange(job) {
      publish(job);
      if (job.status === "queued") runner.wake();
    },
    ...(options.leaseMilliseconds === undefined ? {} : { leaseMilliseconds: options.leaseMilliseconds }),
  });
  const owner = `${hostname()}/${process.pid}/${++runners}/${Math.round(performance.timeOrigin)}`;
  const runner = new JobRunner({
    ...options,
    queue,
    owner,
    onCommitted: options.onCommitted ?? (() => {}),
    onTrouble: options.onTrouble ?? (() => {}),
  });

  let following: NodeJS.Timeout | null = null;
  let endListening = () => {};
  const follow = async () => {
    if (listeners.size === 0) return;
    const since = clock.now() - LOOK_BACK_MS;
    const changed = await queue.changedSince(new Date(since).toISOString());
    for (const job of changed) publish(job);
    if (seen.size > 10_000) seen.clear();
  };
  const subscribe: Jobs["subscribe"] = (listener) => {
    listeners.add(listener);
    following ??= setInterval(() => void follow().catch(() => {}), FOLLOW_EVERY_MS).unref();
    return () => {
      listeners.delete(listener);
      if (listeners.size > 0 || !following) return;
      clearInterval(following);
      following = null;
    };
  };

  return {
    add: (job, trx) => queue.add(job, trx),
    get: (id) => queue.get(id),
    list: (filter) => queue.list(filter),
    counts: () => queue.counts(),
    retry: (id) => queue.retry(id),
    subscribe,
    async cancel(id) {
      const job = await queue.cancel(id);
      if (job.status === "running") runner.abort(id);
      return job;
    },
    wait(id) {
      return new Promise((resolve, reject) => {
        const end = subscribe((job) => {
          if (job.id === id && isFinished(job)) settle(job);
        });
        const settle = (job: Job) => {
          end();
          resolve(job);
        };
        queue.get(id).then(
          (job) => {
            if (isFinished(job)) settle(job);
          },
          (cause: unknown) => {
            end();
            reject(cause);
          },
        );
      });
    },
    async start() {
      if (options.workers === 0) return;
      await queue.release(isDeadProcessHere);
      endListening = store.onCommit(() => runner.wake());
      runner.start();
    },
    async stop() {
      endListening();
      await runner.stop();
      if (following) clearInterval(following);
      listeners.clear();
    },
  };
}

/** Whether the lease's owner is a process of this machine that is gone. Of other machines only the lease tells. */
function isDeadProcessHere(owner: string): boolean {
  const [machine, pid] = owner.split("/");
  if (machine !== hostname() || Number(pid) === process.pid) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === "ESRCH";
  }
}
