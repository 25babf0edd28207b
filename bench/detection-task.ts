import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pivotOf } from "@yuejian/rules";
import { createApp, openHome } from "@yuejian/server";
import { queueDetection } from "../center/server/work/index.ts";
import { task } from "./harness.ts";

/** Of the portions the last ones. */
const COUNTED = 3;

interface Cost {
  readonly processor: number;
  readonly wall: number;
}

/** One sample: a copy of a home in which every model ran and every batch has an index, opened; then portions of a thousandth of new rows are taken in, and after each every model that can runs
 *  on them, one after the other, as the jobs by which a load has them run; at the end each runs over everything, twice, of which the second is counted. Taking in and making the indexes of the new batches are not
 *  counted: they are made for other uses too. `details`: milliseconds of the processor, all threads, and of the clock, the median of the last portions. */
await task(async ([from = "", source = ""]) => {
  const folder = mkdtempSync(join(tmpdir(), "yuejian-bench-detection-"));
  // An index older than its rows does not count.
  cpSync(from, folder, { recursive: true, preserveTimestamps: true });
  const home = await openHome(folder, { workers: 1, log: () => {} });
  const app = await createApp(home, { local: true });
  const { db } = home.store;
  const post = async (url: string, payload: object) => {
    const answer = await app.inject({ method: "POST", url, payload });
    if (answer.statusCode >= 400) throw new Error(`${url}: ${answer.body}`);
    return answer.json<{ id: string }>();
  };
  const done = async (url: string, payload: object): Promise<void> => {
    const job = await home.jobs.wait((await post(url, payload)).id);
    if (job.status !== "done") throw new Error(`${url}: ${job.error ?? job.status}`);
  };
  const settle = async (): Promise<void> => {
    for (const { id } of await db.selectFrom("jobs").select("id").where("status", "in", ["queued", "running"]).execute())
      await home.jobs.wait(id);
  };
  const hold = (isHeld: boolean) =>
    home.store.write((trx) =>
      trx
        .updateTable("detection_models")
        .set({ is_enabled: isHeld ? 0 : 1 })
        .execute(),
    );
  const costOf = async (work: () => Promise<unknown>): Promise<Cost> => {
    const [start, used] = [performance.now(), process.cpuUsage()];
    await work();
    const wall = performance.now() - start;
    const { user, system } = process.cpuUsage(used);
    return { processor: (user + system) / 1000, wall };
  };
  const newestRun = (model: string) =>
    db
      .selectFrom("run_scopes")
      .innerJoin("runs", "runs.id", "run_scopes.run")
      .selectAll()
      .where("model", "=", model)
      .orderBy("finished_at", "desc")
      .orderBy("id", "desc")
      .executeTakeFirstOrThrow();
  try {
    const ran = new Set((await db.selectFrom("runs").select("model").distinct().execute()).map(({ model }) => model));
    const models = [...home.models.values()].flatMap(({ manifest, rule }) =>
      ran.has(manifest.id) && "places" in pivotOf(rule, manifest.subjectKey) ? [manifest.id] : [],
    );
    for (const model of models) await post(`/api/detection/${model}`, { isEnabled: true, reason: "bench", version: 0 });
    await settle();
    const files = JSON.parse(readFileSync(join(source, "files.json"), "utf8")) as { name: string; dataset: string }[];
    const portions = readdirSync(source, { withFileTypes: true }).filter((each) => each.isDirectory());
    const increments = new Map<string, Cost[]>();
    const told: Record<string, string> = {};
    let rows = 0;
    for (const { name: portion } of portions) {
      await hold(true);
      for (const { name, dataset } of files) await done("/api/intake", { path: join(source, portion, name), dataset });
      await home.jobs.wait((await home.work.indexBatches({ actor: { id: "usr_operator", office: "yueyang" } })).id);
      await settle();
      rows = Number(
        (
          await db
            .selectFrom("batches")
            .select(({ fn }) => fn.sum<number>("rows_accepted").as("n"))
            .executeTakeFirst()
        )?.n,
      );
      await hold(false);
      for (const model of models) {
        const cost = await costOf(async () => {
          await home.store.write((trx) => queueDetection(home, { model }, trx));
          await settle();
        });
        increments.set(model, [...(increments.get(model) ?? []), cost]);
        const run = await newestRun(model);
        if (run.base === null) throw new Error(`${model} ran over everything: ${run.reason}`);
        told[model] = `${JSON.parse(run.batches).length} batches, ${run.keys} values, ${run.findings} findings`;
      }
    }
    const details: Record<string, number | string> = { rows };
    const sums = { whole: { processor: 0, wall: 0 }, increment: { processor: 0, wall: 0 } };
    for (const model of models) {
      await done(`/api/models/${model}/runs`, {});
      const whole = await costOf(() => done(`/api/models/${model}/runs`, {}));
      const counted = (increments.get(model) ?? []).slice(-COUNTED);
      const increment = { processor: median(counted.map((each) => each.processor)), wall: median(counted.map((each) => each.wall)) };
      for (const field of ["processor", "wall"] as const) {
        sums.whole[field] += whole[field];
        sums.increment[field] += increment[field];
        details[`${model}, ${field}`] =
          `${increment[field].toFixed(1)} of ${whole[field].toFixed(0)} ms: ${(increment[field] / whole[field]).toFixed(4)}`;
      }
      details[`${model}, increment`] = told[model] ?? "";
      details[`${model}, findings of the whole run`] = (await newestRun(model)).findings;
    }
    for (const field of ["processor", "wall"] as const) {
      details[`all, ${field}, increment ms`] = Number(sums.increment[field].toFixed(1));
      details[`all, ${field}, whole ms`] = Math.round(sums.whole[field]);
      details[`all, ${field} ratio`] = Number((sums.increment[field] / sums.whole[field]).toFixed(4));
    }
    return { seconds: sums.increment.wall / 1000, details };
  } finally {
    await app.close();
    await home.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[values.length >> 1] ?? Number.NaN;
}
