import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { ScheduleRule } from "@yuejian/contracts";
import { expect, it } from "vitest";
import { openStore, type Store } from "../store/index.ts";
import { describeOnBothStores } from "../testing/stores.ts";
import { openSchedules } from "./testing/schedule-house.ts";

const dying = fileURLToPath(new URL("./testing/dying-scheduler.ts", import.meta.url));
const START = Date.parse("2026-11-25T00:00:00+08:00");
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAILY: ScheduleRule = { every: "day", at: "01:30" };

describeOnBothStores("schedules", (place) => {
  async function house(use: (given: Awaited<ReturnType<typeof open>>) => Promise<void>) {
    const given = await open();
    try {
      await use(given);
    } finally {
      await given.store.close();
    }
  }
  async function open() {
    const url = await place.emptyUrl();
    const store = await openStore(url);
    const time = { at: START };
    const clock = { now: () => time.at };
    const opened = await openSchedules(store, clock);
    const add = (more: object = {}) =>
      opened.schedules.add({ kind: "count", input: {}, rule: DAILY, missed: "run-once", isEnabled: true, ...more }, opened.by);
    return { ...opened, url, store, time, clock, add };
  }
  const jobs = async (store: Store) => store.db.selectFrom("jobs").selectAll().orderBy("id").execute();
  const runs = async (store: Store) =>
    (await store.db.selectFrom("schedule_runs").selectAll().orderBy("due_at").execute()).map(({ due_at, outcome, job, error }) => ({
      due_at,
      outcome,
      hasJob: job !== null,
      error,
    }));
  const finishAll = (store: Store) => store.writeQueue((trx) => trx.updateTable("jobs").set({ status: "done" }).execute());

  it("become one job at each due time, never before, and say when they come due next", () =>
    house(async ({ schedules, store, time, add }) => {
      const { id } = await add();
      expect(await schedules.enqueueDue()).toBe(0);
      time.at = START + 1.5 * HOUR;
      expect(await schedules.enqueueDue()).toBe(1);
      expect(await schedules.enqueueDue()).toBe(0);
      expect(await jobs(store)).toHaveLength(1);
      expect((await schedules.get(id)).next_at).toBe("2026-11-25T17:30:00.000Z");
      await finishAll(store);
      time.at += 24 * HOUR;
      await schedules.enqueueDue();
      expect(await runs(store)).toEqual([
        { due_at: "2026-11-24T17:30:00.000Z", outcome: "queued", hasJob: true, error: null },
        { due_at: "2026-11-25T17:30:00.000Z", outcome: "queued", hasJob: true, error: null },
      ]);
    }));

  it("are dealt with once by several processes that look at the same moment", () =>
    house(async ({ url, store, time, clock, add }) => {
      await add();
      await add({ input: { other: 1 } });
      time.at = START + 2 * HOUR;
      const others = await Promise.all(
        Array.from({ length: 4 }, async () => {
          const own = await openStore(url);
          return { own, ...(await openSchedules(own, clock)) };
        }),
      );
      const dealt = await Promise.all(others.map((each) => each.schedules.enqueueDue()));
      expect(dealt.reduce((sum, each) => sum + each, 0)).toBe(2);
      expect(await jobs(store)).toHaveLength(2);
      for (const { own } of others) await own.close();
    }));

  it("lose nothing and double nothing when the process is killed between the due time and the commit", () =>
    house(async ({ url, schedules, store, time, add }) => {
      await add();
      time.at = START + 2 * HOUR;
      const child = spawn(process.execPath, [dying, url, String(time.at)], { stdio: ["ignore", "ignore", "inherit"] });
      expect(await once(child, "exit")).toEqual([null, "SIGKILL"]);
      expect(await jobs(store)).toHaveLength(0);
      expect(await runs(store)).toHaveLength(0);
      await schedules.enqueueDue();
      await schedules.enqueueDue();
      expect(await jobs(store)).toHaveLength(1);
      expect(await runs(store)).toHaveLength(1);
    }));

  it("run once for all the times that passed while the house was down, or not at all where so set", () =>
    house(async ({ schedules, store, time, add }) => {
      const hourly = { every: "minutes", minutes: 60 } as const;
      await add({ rule: hourly });
      const skipped = await add({ rule: hourly, missed: "skip", input: { other: 1 } });
      time.at = START + 72.5 * HOUR;
      await schedules.enqueueDue();
      expect(await runs(store)).toEqual(
        expect.arrayContaining([
          { due_at: "2026-11-24T17:00:00.000Z", outcome: "late", hasJob: true, error: null },
          { due_at: "2026-11-24T17:00:00.000Z", outcome: "missed", hasJob: false, error: null },
        ]),
      );
      expect(await jobs(store)).toHaveLength(1);
      expect((await schedules.get(skipped.id)).next_at).toBe(new Date(START + 73 * HOUR).toISOString());
      // A look that comes a little late missed nothing.
      time.at = START + 73 * HOUR + MINUTE;
      await finishAll(store);
      await schedules.enqueueDue();
      expect(await jobs(store)).toHaveLength(3);
    }));

  it("skip a due time, with a note, while the last job waits or runs", () =>
    house(async ({ schedules, store, time, add, by }) => {
      const { id } = await add({ rule: { every: "minutes", minutes: 5 } });
      time.at += 5 * MINUTE;
      await schedules.enqueueDue();
      time.at += 5 * MINUTE;
      await schedules.enqueueDue();
      expect((await runs(store)).map(({ outcome }) => outcome)).toEqual(["queued", "overlap"]);
      await expect(schedules.runNow(id, by)).rejects.toMatchObject({ code: "SCHEDULE_RUNNING" });
      await finishAll(store);
      await schedules.runNow(id, by);
      await finishAll(store);
      await schedules.runNow(id, by);
      expect(await jobs(store)).toHaveLength(3);
    }));

  it("skip, with a note, when the owner was disabled or the input no longer fits", () =>
    house(async ({ schedules, store, time, add }) => {
      const { id } = await add();
      await store.write((trx) => trx.updateTable("users").set({ is_disabled: 1 }).execute());
      time.at = START + 2 * HOUR;
      await schedules.enqueueDue();
      await store.write((trx) => trx.updateTable("users").set({ is_disabled: 0 }).execute());
      await store.write((trx) => trx.updateTable("schedules").set({ input: '{"bad":true}' }).where("id", "=", id).execute());
      time.at += 24 * HOUR;
      await schedules.enqueueDue();
      expect((await runs(store)).map(({ outcome, error }) => [outcome, error])).toEqual([
        ["owner-may-not", null],
        ["refused", "FILE_EMPTY"],
      ]);
      expect(await jobs(store)).toHaveLength(0);
    }));

  it("are changed, disabled and removed with a statement each; the house's own stay", () =>
    house(async ({ schedules, store, time, add, by }) => {
      const added = await add();
      await expect(add()).rejects.toMatchObject({ code: "SCHEDULE_EXISTS" });
      await expect(add({ kind: "nothing" })).rejects.toMatchObject({ code: "SCHEDULE_KIND_UNKNOWN" });
      await expect(add({ rule: { every: "cron", expression: "nonsense" } })).rejects.toMatchObject({ code: "SCHEDULE_RULE_INVALID" });
      const disabled = await schedules.change(added.id, { version: 1, isEnabled: false }, by);
      expect(disabled).toMatchObject({ version: 2, next_at: null });
      await expect(schedules.change(added.id, { version: 1, isEnabled: true }, by)).rejects.toMatchObject({ code: "VERSION_CONFLICT" });
      time.at = START + 2 * HOUR;
      expect(await schedules.enqueueDue()).toBe(0);
      // Enabled again, it waits for the next due time and does not make up for those while it was off.
      time.at = START + 50 * HOUR;
      await schedules.change(added.id, { version: 2, isEnabled: true }, by);
      expect(await schedules.enqueueDue()).toBe(0);
      await schedules.remove(added.id, by);
      await expect(schedules.get(added.id)).rejects.toMatchObject({ code: "SCHEDULE_UNKNOWN" });

      await schedules.addStanding(by.account);
      await schedules.addStanding(by.account);
      const [standing] = await schedules.all();
      expect(standing).toMatchObject({ standing_key: "count:nightly", is_enabled: 1, missed: "skip" });
      await expect(schedules.remove(standing?.id ?? "", by)).rejects.toMatchObject({ code: "SCHEDULE_STANDING" });
      const statements = await store.db.selectFrom("outbox").select("subject").where("type", "=", "schedule.changed").execute();
      expect(statements.map(({ subject }) => subject)).toEqual([...Array<string>(4).fill(added.id), standing?.id]);
    }));

  it("are set up only by those who may start the job itself", () =>
    house(async ({ schedules, add, by }) => {
      const { id } = await add();
      const analyst = { ...by, actor: { ...by.actor, role: "analyst" as const } };
      expect(schedules.mayManage(await schedules.get(id), analyst.actor)).toBe(false);
      for (const attempt of [
        () => schedules.runNow(id, analyst),
        () => schedules.change(id, { version: 1, isEnabled: false }, analyst),
        () => schedules.add({ kind: "count", input: { x: 1 }, rule: DAILY, missed: "skip", isEnabled: true }, analyst),
      ])
        await expect(attempt()).rejects.toMatchObject({ code: "NOT_ALLOWED" });
    }));
});
