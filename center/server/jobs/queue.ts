import { type Clock, type Ids, JOB_STATUSES, type Text, YuejianError } from "@yuejian/contracts";
import type { JobStatus, Row, Store, StoreTransaction } from "../store/index.ts";
import type { Job, JobError, LeasedJob, NewJob } from "./job.ts";

export interface QueueOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  /** How long an attempt may be silent before another process takes the job. */
  readonly leaseMilliseconds?: number;
  /** Told of each change made through this queue, after its commit. */
  readonly onChange?: (job: Job) => void;
}

export interface JobFilter {
  readonly statuses?: readonly JobStatus[];
  readonly actor?: string;
  readonly offices?: readonly string[] | "all";
  readonly offset: number;
  readonly limit: number;
}

export type Outcome =
  | { readonly kind: "done"; readonly result: unknown }
  /** `retryAfter` null: not again. */
  | { readonly kind: "failed"; readonly error: JobError; readonly retryAfter: string | null }
  /** The program stops: the job waits for its next start, and the attempt does not count. */
  | { readonly kind: "interrupted" };

/** The one queue, in the transactional store. Any number of processes take from it; a job is held by a lease and never by two at once. */
export class JobQueue {
  readonly #options: QueueOptions;
  readonly #leaseMilliseconds: number;

  constructor(options: QueueOptions) {
    this.#options = options;
    this.#leaseMilliseconds = options.leaseMilliseconds ?? 60_000;
  }

  /** Puts a job into the queue, in the caller's transaction when one is given; then nobody is told of it until the next look. */
  async add(job: NewJob, trx?: StoreTransaction): Promise<Job> {
    const insert = (db: StoreTransaction) => db.insertInto("jobs").values(this.#row(job)).returningAll().executeTakeFirstOrThrow();
    return trx ? insert(trx) : this.#changed(await this.#options.store.writeQueue(insert));
  }

  /** Whether a job of this kind waits, asked for this where it is said: it takes all that is committed until it begins. */
  async isWaiting({ kind, input }: Pick<NewJob, "kind"> & Partial<Pick<NewJob, "input">>, trx?: StoreTransaction): Promise<boolean> {
    const queued = (trx ?? this.#options.store.db).selectFrom("jobs").select("id").where("kind", "=", kind).where("status", "=", "queued");
    const asked = input === undefined ? queued : queued.where("input", "=", JSON.stringify(input));
    return (await asked.executeTakeFirst()) !== undefined;
  }

  /** Unless one that was asked for the same waits already. */
  async addUnlessWaiting(job: NewJob, trx?: StoreTransaction): Promise<void> {
    if (!(await this.isWaiting(job, trx))) await this.add(job, trx);
  }

  /** Adds what a job is asked for to one of its kind, actor and office that waits and was not tried yet, where `widened` makes one of both (null: not of this one); or puts it into the queue. */
  async addOrWiden(
    job: NewJob,
    widened: (waiting: Readonly<Record<string, unknown>>) => Pick<NewJob, "title" | "input"> | null,
    trx: StoreTransaction,
  ): Promise<void> {
    const waiting = trx
      .selectFrom("jobs")
      .selectAll()
      .where((is) => is.and({ kind: job.kind, status: "queued", actor: job.actor, office: job.office, attempts: 0 }))
      .orderBy("created_at")
      .orderBy("id");
    for (const each of await (this.#options.store.engine === "postgres" ? waiting.forUpdate() : waiting).execute()) {
      const wide = widened(JSON.parse(each.input) as Record<string, unknown>);
      if (wide === null) continue;
      const input = JSON.stringify(wide.input);
      if (input !== each.input) await this.#update(trx, each, { input, title_zh: wide.title.zh, title_en: wide.title.en });
      return;
    }
    await this.add(job, trx);
  }

  async get(id: string): Promise<Job> {
    const job = await this.#options.store.db.selectFrom("jobs").selectAll().where("id", "=", id).executeTakeFirst();
    if (!job) throw new YuejianError("JOB_UNKNOWN", { job: id });
    return job;
  }

  /** Newest first. */
  async list({ statuses, actor, offices = "all", offset, limit }: JobFilter): Promise<{ items: Job[]; total: number }> {
    let query = this.#options.store.db.selectFrom("jobs");
    if (statuses) query = query.where("status", "in", statuses.length > 0 ? statuses : ["-" as JobStatus]);
    if (actor !== undefined) query = query.where("actor", "=", actor);
    if (offices !== "all") query = query.where("office", "in", offices.length > 0 ? offices : ["-"]);
    const items = await query.selectAll().orderBy("created_at", "desc").orderBy("id", "desc").offset(offset).limit(limit).execute();
    const { total } = await query.select((build) => build.fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
    return { items, total };
  }

  async counts(): Promise<Record<JobStatus, number>> {
    const rows = await this.#options.store.db
      .selectFrom("jobs")
      .select(["status", (build) => build.fn.countAll<number>().as("jobs")])
      .groupBy("status")
      .execute();
    const counts = { queued: 0, running: 0, done: 0, failed: 0, cancelled: 0 };
    for (const row of rows) counts[row.status] = row.jobs;
    return counts;
  }

  /** A waiting job ends at once; a running one as soon as its handler notices. JOB_NOT_CANCELLABLE when its effects are already made. */
  async cancel(id: string): Promise<Job> {
    const job = await this.#options.store.writeQueue(async (trx) => {
      const job = await this.#locked(trx, id);
      if (job.status === "queued") return this.#update(trx, job, { status: "cancelled", finished_at: this.#now() });
      if (job.status === "running" && job.is_committed === 0) return this.#update(trx, job, { is_cancel_requested: 1 });
      const status = JOB_STATUSES[job.status === "running" ? "done" : job.status];
      throw new YuejianError("JOB_NOT_CANCELLABLE", { job: id, status: status.en, status_zh: status.zh, status_en: status.en });
    });
    return this.#changed(job);
  }

  /** Puts a failed or cancelled job back into the queue. */
  async retry(id: string): Promise<Job> {
    const job = await this.#options.store.writeQueue(async (trx) => {
      const job = await this.#locked(trx, id);
      if (job.status !== "failed" && job.status !== "cancelled") {
        const status = JOB_STATUSES[job.status];
        throw new YuejianError("JOB_NOT_RETRIABLE", { job: id, status: status.en, status_zh: status.zh, status_en: status.en });
      }
      const now = this.#now();
      return this.#update(trx, job, {
        status: "queued",
        attempts: 0,
        run_after: now,
        is_cancel_requested: 0,
        finished_at: null,
        error: null,
        progress_done: 0,
        progress_total: null,
      });
    });
    return this.#changed(job);
  }

  /** Takes the most urgent job that is due: a waiting one, or one whose lease ran out. Jobs that used up their attempts end on the way. */
  async claim(owner: string): Promise<LeasedJob | null> {
    for (;;) {
      const taken = await this.#options.store.writeQueue((trx) => this.#take(trx, owner));
      if (taken === null) return null;
      this.#changed(taken);
      if (taken.status === "running") return leased(taken, owner);
    }
  }

  /** Prolongs the leases; gives the jobs that are to stop and those that belong to another attempt now. */
  async heartbeat(jobs: readonly LeasedJob[]): Promise<{ cancelled: string[]; lost: string[] }> {
    if (jobs.length === 0) return { cancelled: [], lost: [] };
    const owner = jobs[0]?.leaseOwner ?? "";
    const ids = jobs.map((job) => job.id);
    const rows = await this.#options.store.writeQueue((trx) =>
      trx
        .updateTable("jobs")
        .set({ lease_until: this.#leaseEnd() })
        .where("id", "in", ids)
        .where("lease_owner", "=", owner)
        .where("status", "=", "running")
        .returning(["id", "attempts", "is_cancel_requested"])
        .execute(),
    );
    const held = new Map(rows.map((row) => [row.id, row]));
    return {
      cancelled: jobs.filter((job) => held.get(job.id)?.is_cancel_requested === 1).map((job) => job.id),
      lost: jobs.filter((job) => held.get(job.id)?.attempts !== job.attempt).map((job) => job.id),
    };
  }

  async report(job: LeasedJob, progress: { done: number; total: number | null; stage: Text }): Promise<void> {
    const row = await this.#options.store.writeQueue(async (trx) => {
      const held = await this.#held(trx, job);
      if (!held) return null;
      const { done, total, stage } = progress;
      return this.#update(trx, held, { progress_done: done, progress_total: total, stage_zh: stage.zh, stage_en: stage.en });
    });
    if (row) this.#changed(row);
  }

  /** Ends an attempt. Null when the job belongs to another attempt meanwhile: then nothing changes. */
  async finish(job: LeasedJob, outcome: Outcome): Promise<Job | null> {
    const row = await this.#options.store.writeQueue(async (trx) => {
      const held = await this.#held(trx, job);
      if (!held) return null;
      const ended = { lease_owner: null, lease_until: null };
      const now = this.#now();
      if (outcome.kind === "done") {
        const result = JSON.stringify(outcome.result ?? null);
        const full = held.progress_total === null ? {} : { progress_done: held.progress_total };
        return this.#update(trx, held, { ...ended, ...full, status: "done", finished_at: now, result, error: null });
      }
      // What is committed stays: only a further attempt can tell its result.
      const isCommitted = held.is_committed === 1;
      if (held.is_cancel_requested === 1 && !isCommitted)
        return this.#update(trx, held, { ...ended, status: "cancelled", finished_at: now });
      if (outcome.kind === "interrupted") {
        return this.#update(trx, held, { ...ended, status: "queued", run_after: now, attempts: held.attempts - 1 });
      }
      const error = JSON.stringify(outcome.error);
      if (outcome.retryAfter !== null && (isCommitted || held.attempts < held.max_attempts)) {
        return this.#update(trx, held, { ...ended, status: "queued", run_after: outcome.retryAfter, error });
      }
      return this.#update(trx, held, { ...ended, status: "failed", finished_at: now, error });
    });
    return row ? this.#changed(row) : null;
  }

  /** Ends the leases of processes that are known to be dead, so that their jobs go on at once. */
  async release(isDead: (owner: string) => boolean): Promise<void> {
    const running = await this.#options.store.db
      .selectFrom("jobs")
      .select("lease_owner")
      .distinct()
      .where("status", "=", "running")
      .execute();
    const dead = running.flatMap(({ lease_owner: owner }) => (owner !== null && isDead(owner) ? [owner] : []));
    if (dead.length === 0) return;
    await this.#options.store.writeQueue((trx) =>
      trx.updateTable("jobs").set({ lease_until: "" }).where("status", "=", "running").where("lease_owner", "in", dead).execute(),
    );
  }

  /** Jobs changed at or after a moment, oldest change first; how changes of other processes are noticed. */
  changedSince(at: string): Promise<Job[]> {
    return this.#options.store.db.selectFrom("jobs").selectAll().where("changed_at", ">=", at).orderBy("changed_at").limit(1000).execute();
  }

  async #take(trx: StoreTransaction, owner: string): Promise<Job | null> {
    const now = this.#now();
    const due = (status: "queued" | "running") => {
      const waiting = trx.selectFrom("jobs").selectAll().where("status", "=", status);
      const query = status === "queued" ? waiting.where("run_after", "<=", now) : waiting.where("lease_until", "<", now);
      const first = query.orderBy("priority", "desc").orderBy("created_at").orderBy("id").limit(1);
      return (this.#options.store.engine === "postgres" ? first.forUpdate().skipLocked() : first).executeTakeFirst();
    };
    const job = (await due("running")) ?? (await due("queued"));
    if (!job) return null;
    if (job.status === "running" && job.is_committed === 0) {
      const ended = { lease_owner: null, lease_until: null, finished_at: now };
      if (job.is_cancel_requested === 1) return this.#update(trx, job, { ...ended, status: "cancelled" });
      if (job.attempts >= job.max_attempts) {
        const error = new YuejianError("JOB_ABANDONED", { job: job.id, attempts: job.attempts });
        return this.#update(trx, job, { ...ended, status: "failed", error: JSON.stringify(error) });
      }
    }
    return this.#update(trx, job, {
      status: "running",
      attempts: job.attempts + 1,
      lease_owner: owner,
      lease_until: this.#leaseEnd(),
      is_cancel_requested: 0,
      started_at: job.started_at ?? now,
    });
  }

  #row(job: NewJob) {
    const now = this.#now();
    return {
      id: this.#options.ids.next("job"),
      kind: job.kind,
      title_zh: job.title.zh,
      title_en: job.title.en,
      input: JSON.stringify(job.input),
      status: "queued" as const,
      priority: job.priority ?? 0,
      run_after: job.runAfter ?? now,
      attempts: 0,
      max_attempts: job.maxAttempts ?? 3,
      lease_owner: null,
      lease_until: null,
      is_cancel_requested: 0,
      is_committed: 0,
      progress_done: 0,
      progress_total: null,
      stage_zh: "",
      stage_en: "",
      created_at: now,
      started_at: null,
      finished_at: null,
      actor: job.actor,
      office: job.office,
      result: null,
      error: null,
      version: 1,
      changed_at: now,
    };
  }

  /** The row, locked where others write at the same time. */
  async #locked(trx: StoreTransaction, id: string): Promise<Job> {
    const query = trx.selectFrom("jobs").selectAll().where("id", "=", id);
    const job = await (this.#options.store.engine === "postgres" ? query.forUpdate() : query).executeTakeFirst();
    if (!job) throw new YuejianError("JOB_UNKNOWN", { job: id });
    return job;
  }

  async #held(trx: StoreTransaction, { id, leaseOwner, attempt }: LeasedJob): Promise<Job | null> {
    const job = await this.#locked(trx, id);
    return job.status === "running" && job.lease_owner === leaseOwner && job.attempts === attempt ? job : null;
  }

  #update(trx: StoreTransaction, job: Job, change: Partial<Row<"jobs">>): Promise<Job> {
    return trx
      .updateTable("jobs")
      .set({ ...change, version: job.version + 1, changed_at: this.#now() })
      .where("id", "=", job.id)
      .returningAll()
      .executeTakeFirstOrThrow();
  }

  #changed(job: Job): Job {
    this.#options.onChange?.(job);
    return job;
  }

  #now(): string {
    return new Date(this.#options.clock.now()).toISOString();
  }

  #leaseEnd(): string {
    return new Date(this.#options.clock.now() + this.#leaseMilliseconds).toISOString();
  }
}

/** The job as this attempt holds it, and no other. */
const heldBy = ({ id, leaseOwner, attempt }: LeasedJob) => ({ id, lease_owner: leaseOwner, attempts: attempt, status: "running" }) as const;

/** See JobContext. */
export async function fence(trx: StoreTransaction, job: LeasedJob): Promise<void> {
  const held = await trx
    .updateTable("jobs")
    .set({ is_committed: 1 })
    .where((is) => is.and(heldBy(job)))
    .where("is_cancel_requested", "=", 0)
    .returning("id")
    .executeTakeFirst();
  if (!held) throw new YuejianError("JOB_CANCELLED");
}

/** What the job has made so far stands by itself: until its next effect it can be cancelled, and fail, as before the first. */
export async function reopen(trx: StoreTransaction, job: LeasedJob): Promise<void> {
  await trx
    .updateTable("jobs")
    .set({ is_committed: 0 })
    .where((is) => is.and(heldBy(job)))
    .execute();
}

function leased(job: Job, leaseOwner: string): LeasedJob {
  return {
    id: job.id,
    kind: job.kind,
    input: JSON.parse(job.input) as Record<string, unknown>,
    actor: job.actor,
    office: job.office,
    attempt: job.attempts,
    leaseOwner,
  };
}
