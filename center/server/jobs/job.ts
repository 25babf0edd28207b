import type { Progress, Text, YuejianError } from "@yuejian/contracts";
import type { JobView } from "@yuejian/contracts/api";
import type { Row, StoreTransaction } from "../store/index.ts";

/** What there is to do. */
export interface NewJob {
  readonly kind: string;
  readonly title: Text;
  /** Plain data for the handler. */
  readonly input: Readonly<Record<string, unknown>>;
  /** User id, or `system`. */
  readonly actor: string;
  readonly office: string;
  /** Higher first; 0 by default. */
  readonly priority?: number;
  /** Not before this time (ISO 8601 UTC); at once by default. */
  readonly runAfter?: string;
  /** Attempts in all, 3 by default. Errors of the input are never tried again. */
  readonly maxAttempts?: number;
}

export type Job = Row<"jobs">;

/** A job that an attempt holds the lease of. */
export interface LeasedJob {
  readonly id: string;
  readonly kind: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly actor: string;
  readonly office: string;
  /** 1 for the first. */
  readonly attempt: number;
  readonly leaseOwner: string;
}

export interface JobContext<Home> {
  readonly home: Home;
  readonly job: LeasedJob;
  /** Also tells of cancelling. */
  readonly progress: Progress;
  /** To be called inside the transaction that makes the job's effects: rejects with JOB_CANCELLED when the job was cancelled or its lease went
   *  to another attempt, so that no effect is made twice or after cancelling. */
  readonly fence: (trx: StoreTransaction) => Promise<void>;
}

/** Does the work of one kind. MUST be idempotent: after a kill it is called again with the same job. The result is plain data. */
export type JobHandler<Home> = (input: Readonly<Record<string, unknown>>, context: JobContext<Home>) => Promise<unknown>;

/** An error as it is kept and shown. */
export type JobError = ReturnType<YuejianError["toJSON"]>;

export function jobView(job: Job): JobView {
  return {
    id: job.id,
    kind: job.kind,
    title: { zh: job.title_zh, en: job.title_en },
    status: job.status,
    progress: { done: job.progress_done, total: job.progress_total, stage: { zh: job.stage_zh, en: job.stage_en } },
    attempts: job.attempts,
    createdAt: job.created_at,
    startedAt: job.started_at,
    finishedAt: job.finished_at,
    actor: job.actor,
    result: job.result === null ? null : (JSON.parse(job.result) as unknown),
    error: job.error === null ? null : (JSON.parse(job.error) as JobError),
  };
}

export function isFinished(job: Pick<Job, "status">): boolean {
  return job.status === "done" || job.status === "failed" || job.status === "cancelled";
}
