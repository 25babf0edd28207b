import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createIds } from "@yuejian/contracts";
import { expect, it } from "vitest";
import { openStore, type Store } from "../store/index.ts";
import { describeOnBothStores } from "../testing/stores.ts";
import { createJobs, type Job, type Jobs, type JobsOptions, jobView, type NewJob } from "./index.ts";
import { fence, JobQueue } from "./queue.ts";

const clock = { now: () => Date.now() };
const ids = createIds(clock, randomBytes);
const module = new URL("./testing/workshop.ts", import.meta.url).href;

const job = (kind: string, more: Partial<NewJob> = {}): NewJob => ({
  kind,
  title: { zh: "试", en: "Test" },
  input: {},
  actor: "usr_1",
  office: "yueyang",
  ...more,
});

describeOnBothStores("jobs", (place) => {
  async function withJobs(use: (jobs: Jobs, store: Store, url: string) => Promise<void>, more: Partial<JobsOptions> = {}) {
    const url = await place.emptyUrl();
    const store = await openStore(url);
    const jobs = createJobs({ store, clock, ids, workshop: { module, data: { url } }, workers: 2, backoffMilliseconds: 1, ...more });
    await jobs.start();
    try {
      await use(jobs, store, url);
    } finally {
      await jobs.stop();
      await store.close();
    }
  }
  const finished = async (jobs: Jobs, added: NewJob) => jobView(await jobs.wait((await jobs.add(added)).id));
  const effects = async (store: Store) => (await store.db.selectFrom("settings").select("name").execute()).map((row) => row.name);

  it("are done in a worker thread, and their changes are told in order", async () => {
    await withJobs(async (jobs) => {
      const told: Job[] = [];
      jobs.subscribe((changed) => told.push(changed));
      const view = await finished(jobs, job("count"));
      expect(view).toMatchObject({ status: "done", attempts: 1, result: { attempt: 1 }, error: null });
      expect(view.progress.stage.en).toBe("Counting");
      const statuses = told.map((changed) => changed.status);
      expect([statuses[0], statuses[1], statuses.at(-1)]).toEqual(["queued", "running", "done"]);
      expect(told.map((changed) => changed.version)).toEqual(told.map((changed) => changed.version).toSorted((a, b) => a - b));
    });
  });

  it("keep the stage that they told last, however soon they are done", async () => {
    await withJobs(async (jobs) => {
      const views = await Promise.all(Array.from({ length: 60 }, () => finished(jobs, job("count"))));
      expect(views.filter(({ progress }) => progress.stage.en !== "Counting")).toEqual([]);
    });
  });

  it("are tried again after a failure of the machine, not after an error of the input", async () => {
    const troubles: string[] = [];
    await withJobs(
      async (jobs) => {
        expect(await finished(jobs, job("busy-twice"))).toMatchObject({ status: "done", attempts: 3 });
        expect(await finished(jobs, job("refuse"))).toMatchObject({ status: "failed", attempts: 1, error: { code: "FILE_EMPTY" } });
        expect(await finished(jobs, job("throw-always", { maxAttempts: 2 }))).toMatchObject({
          status: "failed",
          attempts: 2,
          error: { code: "UNEXPECTED" },
        });
        expect(await finished(jobs, job("unknown"))).toMatchObject({ status: "failed", error: { code: "USAGE" } });
      },
      { onTrouble: (text) => troubles.push(text) },
    );
    expect(troubles.join("\n")).toContain("TypeError: planted");
  });

  it("survive the death of their thread", async () => {
    await withJobs(async (jobs) => {
      expect(await finished(jobs, job("crash-once"))).toMatchObject({ status: "done", attempts: 2 });
    });
  });

  it("end when cancelled: waiting, running, or deaf", async () => {
    await withJobs(
      async (jobs, store) => {
        const later = await jobs.add(job("count", { runAfter: "2999-01-01T00:00:00.000Z" }));
        expect((await jobs.cancel(later.id)).status).toBe("cancelled");
        await expect(jobs.cancel(later.id)).rejects.toMatchObject({ code: "JOB_NOT_CANCELLABLE" });
        for (const kind of ["until-cancelled", "deaf"]) {
          const added = await jobs.add(job(kind));
          while ((await jobs.get(added.id)).status !== "running") await new Promise((resolve) => setTimeout(resolve, 10));
          await jobs.cancel(added.id);
          expect(await jobs.wait(added.id)).toMatchObject({ status: "cancelled", result: null });
        }
        expect((await jobs.retry(later.id)).status).toBe("queued");
        expect(await jobs.wait(later.id)).toMatchObject({ status: "done" });
        expect(await effects(store)).toEqual([`${later.id}/1`]);
        await expect(jobs.retry(later.id)).rejects.toMatchObject({ code: "JOB_NOT_RETRIABLE" });
        await expect(jobs.cancel("job_none")).rejects.toMatchObject({ code: "JOB_UNKNOWN" });
      },
      { graceMilliseconds: 50 },
    );
  });

  it("come urgent first, then in order, and not before their time", async () => {
    const store = await openStore(await place.emptyUrl());
    const queue = new JobQueue({ store, clock, ids });
    const [plain, urgent, second] = [
      await queue.add(job("count")),
      await queue.add(job("count", { priority: 5 })),
      await queue.add(job("count")),
    ];
    await queue.add(job("count", { runAfter: "2999-01-01T00:00:00.000Z" }));
    const taken: string[] = [];
    for (let next = await queue.claim("me"); next; next = await queue.claim("me")) taken.push(next.id);
    expect(taken).toEqual([urgent.id, plain.id, second.id]);
    await store.close();
  });

  it("are never taken by two, however many take at once", async () => {
    const url = await place.emptyUrl();
    const stores = await Promise.all([openStore(url), openStore(url), openStore(url)]);
    const queues = stores.map((store) => new JobQueue({ store, clock, ids }));
    for (let count = 0; count < 30; count++) await queues[0]?.add(job("count"));
    const taken = await Promise.all(
      queues.map(async (queue, at) => {
        const mine: string[] = [];
        for (let next = await queue.claim(`owner ${at}`); next; next = await queue.claim(`owner ${at}`)) mine.push(next.id);
        return mine;
      }),
    );
    expect(taken.flat()).toHaveLength(30);
    expect(new Set(taken.flat()).size).toBe(30);
    for (const store of stores) await store.close();
  });

  it("go to another when the lease runs out, and the late one can commit nothing", async () => {
    const store = await openStore(await place.emptyUrl());
    let now = Date.now();
    const queue = new JobQueue({ store, clock: { now: () => now }, ids, leaseMilliseconds: 1000 });
    await queue.add(job("count", { maxAttempts: 2 }));
    const first = await queue.claim("first");
    if (!first) throw new Error("nothing taken");
    expect(await queue.claim("second")).toBeNull();
    now += 900;
    expect(await queue.heartbeat([first])).toEqual({ cancelled: [], lost: [] });
    now += 900;
    expect(await queue.claim("second")).toBeNull();
    now += 200;
    const second = await queue.claim("second");
    if (!second) throw new Error("nothing taken");
    expect(second).toMatchObject({ id: first.id, attempt: 2 });
    expect(await queue.heartbeat([first])).toEqual({ cancelled: [], lost: [first.id] });
    expect(await queue.finish(first, { kind: "done", result: 1 })).toBeNull();
    await expect(store.write((trx) => fence(trx, first))).rejects.toMatchObject({ code: "JOB_CANCELLED" });
    await store.write((trx) => fence(trx, second));
    await expect(queue.cancel(first.id)).rejects.toMatchObject({ code: "JOB_NOT_CANCELLABLE" });
    // Attempts are used up, but its effects are there: a further attempt only tells the result.
    now += 2000;
    const third = await queue.claim("third");
    expect(third).toMatchObject({ attempt: 3 });
    expect(third && (await queue.finish(third, { kind: "done", result: 1 }))).toMatchObject({ status: "done" });
    await store.close();
  });

  it("fail as JOB_ABANDONED when every attempt died", async () => {
    const store = await openStore(await place.emptyUrl());
    let now = Date.now();
    const queue = new JobQueue({ store, clock: { now: () => now }, ids, leaseMilliseconds: 1000 });
    const { id } = await queue.add(job("count", { maxAttempts: 1 }));
    await queue.claim("first");
    now += 2000;
    expect(await queue.claim("second")).toBeNull();
    expect(jobView(await queue.get(id))).toMatchObject({ status: "failed", error: { code: "JOB_ABANDONED" } });
    await store.close();
  });

  it("are interrupted by a stop without losing an attempt, and told by one process to those who follow in another", async () => {
    await withJobs(async (jobs, store, url) => {
      const other = createJobs({ store, clock, ids, workshop: { module, data: { url } }, workers: 1 });
      await jobs.stop();
      await other.start();
      const added = await jobs.add(job("until-cancelled"));
      const running = new Promise<void>((resolve) => {
        jobs.subscribe((changed) => changed.status === "running" && resolve());
      });
      await running;
      await other.stop();
      expect(await store.db.selectFrom("jobs").select(["status", "attempts"]).where("id", "=", added.id).execute()).toEqual([
        { status: "queued", attempts: 0 },
      ]);
    });
  });

  it("of a killed process go on at once where it ran, and no effect is made twice", async () => {
    const url = await place.emptyUrl();
    const store = await openStore(url);
    const queue = new JobQueue({ store, clock, ids });
    for (let count = 0; count < 6; count++) await queue.add(job("count", { input: { milliseconds: 100 }, maxAttempts: 5 }));
    const script = `
      import { createJobs } from ${JSON.stringify(new URL("./index.ts", import.meta.url).href)};
      import { openStore } from ${JSON.stringify(new URL("../store/index.ts", import.meta.url).href)};
      const store = await openStore(${JSON.stringify(url)});
      const clock = { now: () => Date.now() };
      const jobs = createJobs({ store, clock, ids: { next: () => "" }, workshop: ${JSON.stringify({ module, data: { url } })}, workers: 2 });
      jobs.subscribe((job) => job.status === "running" && console.log("running"));
      await jobs.start();
      setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: ["ignore", "pipe", "inherit"] });
    await once(child.stdout, "data");
    await new Promise((resolve) => setTimeout(resolve, 150));
    child.kill("SIGKILL");
    await once(child, "exit");
    const jobs = createJobs({ store, clock, ids, workshop: { module, data: { url } }, workers: 2 });
    await jobs.start();
    const all = await jobs.list({ offset: 0, limit: 100 });
    for (const each of all.items) expect(await jobs.wait(each.id)).toMatchObject({ status: "done" });
    const done = (await effects(store)).map((name) => name.split("/")[0]);
    expect(new Set(done)).toEqual(new Set(all.items.map((each) => each.id)));
    await jobs.stop();
    await store.close();
  });
});
