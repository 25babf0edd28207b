import { type ScheduleOutcome, type ScheduleRule, YuejianError } from "@yuejian/contracts";
import { type Ground, userOf } from "../identity/index.ts";
import { isFinished } from "../jobs/index.ts";
import type { Policy } from "../policy/index.ts";
import type { Row, StoreTransaction } from "../store/index.ts";
import type { SchedulableKinds, ScheduleInput } from "./kinds.ts";
import { nextDue } from "./timetable.ts";

export interface DuePorts extends Pick<Ground, "store" | "clock"> {
  readonly policy: Policy;
  readonly kinds: SchedulableKinds;
}

export type Schedule = Row<"schedules">;

/** Runs noted longer ago are forgotten; the jobs themselves stay. */
const REMEMBERED_MS = 90 * 24 * 3_600_000;

/** A due time that is this late was missed: the house was down. */
const LATE_MS = 10 * 60_000;

/** Deals with every schedule that is due: each due time becomes a job at most once, however many processes look and wherever one is killed,
 *  because the job, the note of the due time and the next due time are one transaction. Gives the number of due times dealt with. */
export async function enqueueDue(ports: DuePorts): Promise<number> {
  const { store, clock } = ports;
  const now = new Date(clock.now()).toISOString();
  const due = await store.db
    .selectFrom("schedules")
    .select("id")
    .where("is_enabled", "=", 1)
    .where("next_at", "<=", now)
    .orderBy("next_at")
    .orderBy("id")
    .execute();
  let dealtWith = 0;
  for (const { id } of due) {
    // Each in a transaction of its own: a schedule that cannot be dealt with holds up no other.
    const isOurs = await store.write(async (trx) => {
      const schedule = await trx
        .selectFrom("schedules")
        .selectAll()
        .where("id", "=", id)
        .where("is_enabled", "=", 1)
        .where("next_at", "<=", now)
        .executeTakeFirst();
      if (!schedule) return false;
      await dealWith(trx, schedule, ports);
      return true;
    });
    if (isOurs) dealtWith++;
  }
  return dealtWith;
}

async function dealWith(trx: StoreTransaction, schedule: Schedule, ports: DuePorts): Promise<void> {
  const now = ports.clock.now();
  const dueAt = schedule.next_at ?? "";
  const rule = JSON.parse(schedule.rule) as ScheduleRule;
  const isLate = now - Date.parse(dueAt) > LATE_MS;
  const result: RunNote =
    isLate && schedule.missed === "skip"
      ? { outcome: "missed", job: null, error: null }
      : await tryToPut(trx, schedule, { ports, outcome: isLate ? "late" : "queued" });
  await noteRun(trx, schedule.id, { dueAt, at: new Date(now).toISOString(), ...result });
  const next = nextDue(rule, now);
  await trx
    .updateTable("schedules")
    .set({ next_at: next === null ? null : new Date(next).toISOString() })
    .where("id", "=", schedule.id)
    .execute();
  const forgotten = new Date(now - REMEMBERED_MS).toISOString();
  await trx.deleteFrom("schedule_runs").where("schedule", "=", schedule.id).where("due_at", "<", forgotten).execute();
}

interface RunNote {
  readonly outcome: ScheduleOutcome;
  readonly job: string | null;
  readonly error: string | null;
}

async function tryToPut(
  trx: StoreTransaction,
  schedule: Schedule,
  { ports, outcome }: { ports: DuePorts; outcome: ScheduleOutcome },
): Promise<RunNote> {
  if (await unfinishedJob(trx, schedule.id)) return { outcome: "overlap", job: null, error: null };
  const kind = ports.kinds[schedule.kind];
  const owner = await trx.selectFrom("users").selectAll().where("id", "=", schedule.owner).executeTakeFirst();
  try {
    if (!kind) throw new YuejianError("SCHEDULE_KIND_UNKNOWN", { kind: schedule.kind });
    const input = JSON.parse(schedule.input) as ScheduleInput;
    const { object } = kind.inspect(input);
    if (!owner || owner.is_disabled !== 0 || !ports.policy.may(userOf(owner), kind.action, object))
      return { outcome: "owner-may-not", job: null, error: null };
    const job = await kind.put(input, { id: owner.id, office: schedule.office }, trx);
    return { outcome, job: job.id, error: null };
  } catch (cause) {
    // A fault of the store ends the transaction, and the due time is dealt with at the next look.
    if (!(cause instanceof YuejianError) || cause.kind === "failure" || cause.kind === "integrity") throw cause;
    return { outcome: "refused", job: null, error: cause.code };
  }
}

/** The schedule's job that still waits or runs. */
export async function unfinishedJob(trx: StoreTransaction, schedule: string): Promise<string | null> {
  const jobs = await trx
    .selectFrom("schedule_runs")
    .innerJoin("jobs", "jobs.id", "schedule_runs.job")
    .select(["jobs.id", "jobs.status"])
    .where("schedule_runs.schedule", "=", schedule)
    .where("jobs.status", "in", ["queued", "running"])
    .execute();
  return jobs.find((job) => !isFinished(job))?.id ?? null;
}

export async function noteRun(
  trx: StoreTransaction,
  schedule: string,
  { dueAt, at, outcome, job, error }: RunNote & { readonly dueAt: string; readonly at: string },
): Promise<void> {
  await trx.insertInto("schedule_runs").values({ schedule, due_at: dueAt, at, outcome, job, error }).execute();
}
