import { canonicalJson, type MissedRuns, type ScheduleRule, YuejianError } from "@yuejian/contracts";
import type { Audit } from "../audit/index.ts";
import { type Account, type Ground, versionConflict } from "../identity/index.ts";
import type { Job } from "../jobs/index.ts";
import type { Actor, Policy } from "../policy/index.ts";
import type { StoreTransaction } from "../store/index.ts";
import { type DuePorts, enqueueDue, noteRun, type Schedule, unfinishedJob } from "./due.ts";
import type { SchedulableKind, SchedulableKinds, ScheduleInput, StandingSchedule } from "./kinds.ts";
import { nextDue, requireRule } from "./timetable.ts";

/** Who asks. */
export interface ScheduleActor {
  readonly account: Account;
  readonly actor: Actor;
}

export interface NewSchedule {
  readonly kind: string;
  readonly input: ScheduleInput;
  readonly rule: ScheduleRule;
  readonly missed: MissedRuns;
  readonly isEnabled: boolean;
}

export interface ScheduleChange {
  /** Version that the person saw. */
  readonly version: number;
  readonly rule?: ScheduleRule | undefined;
  readonly missed?: MissedRuns | undefined;
  readonly isEnabled?: boolean | undefined;
}

/** What comes due by the clock. A schedule has an owner: its jobs have the owner's rights and bear the owner's name. */
export interface Schedules {
  readonly kinds: SchedulableKinds;
  all(): Promise<Schedule[]>;
  /** SCHEDULE_UNKNOWN */
  get(id: string): Promise<Schedule>;
  /** SCHEDULE_KIND_UNKNOWN, SCHEDULE_RULE_INVALID, SCHEDULE_EXISTS, NOT_ALLOWED, and the errors of the kind's input. */
  add(order: NewSchedule, by: ScheduleActor): Promise<Schedule>;
  /** In the transaction of what the schedule belongs to, whose right is enough: the owner need only be allowed what the job does. */
  addIn(trx: StoreTransaction, order: NewSchedule, by: ScheduleActor): Promise<Schedule>;
  /** As `remove`; one that is gone already is no error. */
  removeIn(trx: StoreTransaction, id: string, by: ScheduleActor): Promise<void>;
  /** Who changes or enables it becomes its owner. SCHEDULE_UNKNOWN, SCHEDULE_RULE_INVALID, SCHEDULE_EXISTS, VERSION_CONFLICT, NOT_ALLOWED */
  change(id: string, change: ScheduleChange, by: ScheduleActor): Promise<Schedule>;
  /** SCHEDULE_UNKNOWN, SCHEDULE_STANDING, NOT_ALLOWED */
  remove(id: string, by: ScheduleActor): Promise<void>;
  /** Now, besides its due times, with the rights of the person who asks. SCHEDULE_UNKNOWN, SCHEDULE_RUNNING, NOT_ALLOWED */
  runNow(id: string, by: ScheduleActor): Promise<Job>;
  /** Whether the person may set up this one. */
  mayManage(schedule: Pick<Schedule, "kind" | "input" | "office">, actor: Actor): boolean;
  /** Makes those of the house that are not there yet, in the name of `owner`. */
  addStanding(owner: Account): Promise<void>;
  enqueueDue(): Promise<number>;
}

export interface SchedulesOptions extends Ground, DuePorts {
  readonly audit: Audit;
  readonly policy: Policy;
}

export function createSchedules(options: SchedulesOptions): Schedules {
  const { store, clock, ids, outbox, audit, policy, kinds } = options;
  const now = () => new Date(clock.now()).toISOString();

  function kindOf(name: string): SchedulableKind {
    const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
    if (!kind) throw new YuejianError("SCHEDULE_KIND_UNKNOWN", { kind: name, kinds: Object.keys(kinds).join(", ") });
    return kind;
  }

  /** Setting up a job for later takes the right to start it now. */
  function demand({ kind, input, office }: Pick<Schedule, "kind" | "input" | "office">, actor: Actor): void {
    policy.demand(actor, "schedule.manage", { office });
    const wanted = kindOf(kind);
    policy.demand(actor, wanted.action, wanted.inspect(JSON.parse(input) as ScheduleInput).object);
  }

  async function find(trx: Pick<StoreTransaction, "selectFrom">, id: string): Promise<Schedule> {
    const row = await trx.selectFrom("schedules").selectAll().where("id", "=", id).executeTakeFirst();
    if (!row) throw new YuejianError("SCHEDULE_UNKNOWN", { schedule: id });
    return row;
  }

  /** Notes the change on the ledger; gives the outbox id. */
  function state(trx: StoreTransaction, change: string, schedule: Omit<Schedule, "outbox">): Promise<number> {
    const { id, version, kind, input, rule, missed, is_enabled, owner, office } = schedule;
    return outbox.record(trx, {
      type: "schedule.changed",
      subject: id,
      organisation: office,
      content: { change, id, version, kind, input: JSON.parse(input), rule: JSON.parse(rule), missed, isEnabled: is_enabled === 1, owner },
    });
  }

  async function insert(
    trx: StoreTransaction,
    order: NewSchedule & { readonly standingKey: string | null },
    owner: Account,
  ): Promise<Schedule> {
    const at = now();
    const { title } = kindOf(order.kind).inspect(order.input);
    const next = order.isEnabled ? nextDue(order.rule, clock.now()) : null;
    const row = {
      id: ids.next("sch"),
      version: 1,
      standing_key: order.standingKey,
      kind: order.kind,
      title_zh: title.zh,
      title_en: title.en,
      input: canonicalJson(order.input),
      rule: canonicalJson(order.rule),
      content_key: contentKey(order),
      missed: order.missed,
      is_enabled: order.isEnabled ? 1 : 0,
      next_at: next === null ? null : new Date(next).toISOString(),
      owner: owner.id,
      office: owner.office,
      created_at: at,
      changed_at: at,
    };
    const statement = await state(trx, "added", row);
    return trx
      .insertInto("schedules")
      .values({ ...row, outbox: statement })
      .returningAll()
      .executeTakeFirstOrThrow();
  }

  async function addIn(trx: StoreTransaction, order: NewSchedule, { account, actor }: ScheduleActor): Promise<Schedule> {
    requireRule(order.rule, clock.now());
    const wanted = kindOf(order.kind);
    policy.demand(actor, wanted.action, wanted.inspect(order.input).object);
    await requireNew(trx, contentKey(order), null);
    const schedule = await insert(trx, { ...order, standingKey: null }, account);
    const detail = `add ${order.kind} ${schedule.rule}`;
    await audit.recordIn(trx, { actor: account, action: "schedule.manage", subject: schedule.id, outcome: "done", detail });
    return schedule;
  }

  async function removeIn(trx: StoreTransaction, id: string, { account }: ScheduleActor): Promise<void> {
    const known = await trx.selectFrom("schedules").selectAll().where("id", "=", id).executeTakeFirst();
    if (!known) return;
    if (known.standing_key !== null) throw new YuejianError("SCHEDULE_STANDING", titleOf(known));
    await state(trx, "removed", known);
    await trx.deleteFrom("schedule_runs").where("schedule", "=", id).execute();
    await trx.deleteFrom("schedules").where("id", "=", id).execute();
    const detail = `remove ${known.kind} ${known.rule}`;
    await audit.recordIn(trx, { actor: account, action: "schedule.manage", subject: id, outcome: "done", detail });
  }

  return {
    kinds,
    all: () => store.db.selectFrom("schedules").selectAll().orderBy("kind").orderBy("title_en").orderBy("id").execute(),
    get: (id) => find(store.db, id),
    mayManage(schedule, actor) {
      try {
        demand(schedule, actor);
        return true;
      } catch {
        return false;
      }
    },
    async add(order, by) {
      requireRule(order.rule, clock.now());
      demand({ kind: order.kind, input: canonicalJson(order.input), office: by.account.office }, by.actor);
      return store.write((trx) => addIn(trx, order, by));
    },
    addIn,
    removeIn,
    change(id, change, { account, actor }) {
      if (change.rule) requireRule(change.rule, clock.now());
      return store.write(async (trx) => {
        const known = await find(trx, id);
        demand(known, actor);
        if (known.version !== change.version)
          throw await versionConflict(trx, {
            by: known.owner,
            at: known.changed_at,
            changed: { zh: "定时任务的设置", en: "the schedule's settings" },
          });
        const rule = change.rule ?? (JSON.parse(known.rule) as ScheduleRule);
        const isEnabled = change.isEnabled ?? known.is_enabled === 1;
        const next = isEnabled ? nextDue(rule, clock.now()) : null;
        const key = contentKey({ kind: known.kind, input: JSON.parse(known.input) as ScheduleInput, rule });
        await requireNew(trx, key, id);
        const { outbox: _old, ...old } = known;
        const row = {
          ...old,
          version: known.version + 1,
          rule: canonicalJson(rule),
          content_key: key,
          missed: change.missed ?? known.missed,
          is_enabled: isEnabled ? 1 : 0,
          next_at: next === null ? null : new Date(next).toISOString(),
          owner: isEnabled ? account.id : known.owner,
          changed_at: now(),
        };
        const statement = await state(trx, "changed", row);
        const changed = { ...row, outbox: statement };
        await trx.updateTable("schedules").set(changed).where("id", "=", id).execute();
        const detail = `change ${row.kind} ${row.rule} ${isEnabled ? "enabled" : "disabled"}`;
        await audit.recordIn(trx, { actor: account, action: "schedule.manage", subject: id, outcome: "done", detail });
        return changed;
      });
    },
    remove: (id, by) =>
      store.write(async (trx) => {
        policy.demand(by.actor, "schedule.manage", { office: (await find(trx, id)).office });
        await removeIn(trx, id, by);
      }),
    runNow(id, { account, actor }) {
      return store.write(async (trx) => {
        const known = await find(trx, id);
        demand(known, actor);
        const running = await unfinishedJob(trx, id);
        if (running !== null) throw new YuejianError("SCHEDULE_RUNNING", { ...titleOf(known), job: running });
        const at = await freeMoment(trx, id, clock.now());
        const job = await kindOf(known.kind).put(JSON.parse(known.input) as ScheduleInput, { id: account.id, office: account.office }, trx);
        await noteRun(trx, id, { dueAt: at, at, outcome: "by-hand", job: job.id, error: null });
        await audit.recordIn(trx, {
          actor: account,
          action: kindOf(known.kind).action,
          subject: id,
          outcome: "done",
          detail: `run now, job ${job.id}`,
        });
        return job;
      });
    },
    async addStanding(owner) {
      const wanted = Object.entries(kinds).flatMap(([kind, { standing }]) => standing.map((each) => ({ kind, ...each })));
      const isMissing = async (db: Pick<StoreTransaction, "selectFrom">) => {
        const rows = await db.selectFrom("schedules").select(["standing_key", "content_key"]).execute();
        return ({ key, ...order }: StandingSchedule & { kind: string }) =>
          !rows.some((row) => row.standing_key === key || row.content_key === contentKey(order));
      };
      if (!wanted.some(await isMissing(store.db))) return;
      await store.write(async (trx) => {
        for (const { key, ...order } of wanted.filter(await isMissing(trx))) await insert(trx, { ...order, standingKey: key }, owner);
      });
    },
    enqueueDue: () => enqueueDue(options),
  };
}

function contentKey({ kind, input, rule }: Pick<NewSchedule, "kind" | "input" | "rule">): string {
  return canonicalJson([kind, input, rule]);
}

function titleOf({ title_zh, title_en }: Schedule) {
  return { title: title_en, title_zh, title_en };
}

async function requireNew(trx: StoreTransaction, key: string, own: string | null): Promise<void> {
  const same = await trx.selectFrom("schedules").select("id").where("content_key", "=", key).executeTakeFirst();
  if (same && same.id !== own) throw new YuejianError("SCHEDULE_EXISTS", { schedule: same.id });
}

/** A run by hand is noted at its moment; two within one millisecond get two. */
async function freeMoment(trx: StoreTransaction, schedule: string, from: number): Promise<string> {
  for (let at = from; ; at++) {
    const moment = new Date(at).toISOString();
    const taken = await trx
      .selectFrom("schedule_runs")
      .select("due_at")
      .where("schedule", "=", schedule)
      .where("due_at", "=", moment)
      .executeTakeFirst();
    if (!taken) return moment;
  }
}
