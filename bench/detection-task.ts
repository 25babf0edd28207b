import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { NewRow } from "../center/server/store/index.ts";
import { queueDetection } from "../center/server/work/index.ts";
import { copyHome, runnableByPivot, type ServedHome, served } from "./detection-home.ts";
import { task } from "./harness.ts";

/** Of the portions the last ones. */
const COUNTED = 3;

interface Cost {
  readonly processor: number;
  readonly wall: number;
}

type Batches = readonly NewRow<"batches">[];

/** One sample: a copy of a home in which every model ran, opened without its newest portions; then these become known one after the other, and after each the models run on what is new: all together
 *  as after a load (`together`), or one after the other (`each`), which tells what each costs for itself; at the end of the first each runs over everything, twice, of which the second is counted. Taking in and making the
 *  indexes of the new batches are not counted: they are made for other uses too. `details`: milliseconds of the processor, all threads, and of the clock, the median of the last portions. */
await task(async ([from = "", mode = "together"]) => {
  const folder = mkdtempSync(join(tmpdir(), "yuejian-bench-detection-"));
  try {
    const portions = JSON.parse(readFileSync(join(from, "portions.json"), "utf8")) as Batches[];
    copyHome(join(from, "home"), join(folder, "home"));
    forgetBatches(join(folder, "home", "store.sqlite"), portions.flat());
    return await served(join(folder, "home"), (home) => (mode === "each" ? eachAlone(home, portions) : allTogether(home, portions)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

async function allTogether(at: ServedHome, portions: readonly Batches[]) {
  const { home, done, settle } = at;
  const models = await runnableByPivot(home);
  await switchOn(at, models);
  const costs: Cost[] = [];
  for (const portion of portions) {
    costs.push(
      await costOf(async () => {
        await home.store.write(async (trx) => {
          await insertBatches(trx, portion);
          await queueDetection(home, [...new Set(portion.map(({ dataset }) => dataset))], trx);
        });
        await settle();
      }),
    );
    await demandIncrements(at, models);
  }
  const increment = medianOf(costs);
  const details: Record<string, number | string> = {};
  const whole: { processor: number; wall: number } = { processor: 0, wall: 0 };
  for (const model of models) {
    await done(`/api/models/${model}/runs`, {});
    const cost = await costOf(() => done(`/api/models/${model}/runs`, {}));
    whole.processor += cost.processor;
    whole.wall += cost.wall;
    details[`${model}, whole, processor ms`] = Math.round(cost.processor);
    details[`${model}, findings of the whole run`] = (await newestRun(at, model)).findings;
  }
  for (const field of ["processor", "wall"] as const) {
    details[`all, ${field}, increment ms`] = Number(increment[field].toFixed(1));
    details[`all, ${field}, whole ms`] = Math.round(whole[field]);
    details[`all, ${field} ratio`] = Number((increment[field] / whole[field]).toFixed(4));
  }
  details["increments, processor ms"] = costs.map(({ processor }) => processor.toFixed(1)).join(" ");
  return { seconds: increment.wall / 1000, details };
}

async function eachAlone(at: ServedHome, portions: readonly Batches[]) {
  const { home, settle } = at;
  const models = await runnableByPivot(home);
  await switchOn(at, models);
  const costs = new Map<string, Cost[]>(models.map((model) => [model, []]));
  for (const portion of portions) {
    await home.store.write((trx) => insertBatches(trx, portion));
    for (const model of models) {
      const cost = await costOf(async () => {
        await home.store.write((trx) => queueDetection(home, { model }, trx));
        await settle();
      });
      costs.get(model)?.push(cost);
    }
    await demandIncrements(at, models);
  }
  const details: Record<string, number | string> = {};
  const sum = { processor: 0, wall: 0 };
  for (const [model, ofModel] of costs) {
    const { processor, wall } = medianOf(ofModel);
    const run = await newestRun(at, model);
    details[model] = `${processor.toFixed(1)} ms of processor, ${wall.toFixed(1)} ms: ${run.keys} values, ${run.findings} findings`;
    sum.processor += processor;
    sum.wall += wall;
  }
  details["all, processor, increment ms"] = Number(sum.processor.toFixed(1));
  return { seconds: sum.wall / 1000, details };
}

async function switchOn({ home }: ServedHome, models: readonly string[]): Promise<void> {
  await home.store.write((trx) => trx.updateTable("detection_models").set({ is_enabled: 1 }).where("model", "in", models).execute());
}

async function demandIncrements(at: ServedHome, models: readonly string[]): Promise<void> {
  for (const model of models) {
    const run = await newestRun(at, model);
    if (run.base === null) throw new Error(`${model} ran over everything: ${run.reason}`);
  }
}

function newestRun({ home }: ServedHome, model: string) {
  return home.store.db
    .selectFrom("run_scopes")
    .innerJoin("runs", "runs.id", "run_scopes.run")
    .selectAll()
    .where("model", "=", model)
    .orderBy("finished_at", "desc")
    .orderBy("id", "desc")
    .executeTakeFirstOrThrow();
}

async function insertBatches(trx: Parameters<typeof queueDetection>[2], batches: Batches): Promise<void> {
  await trx.insertInto("batches").values(batches).execute();
}

/** The catalogue as it was before it knew of them. */
function forgetBatches(store: string, batches: Batches): void {
  const database = new DatabaseSync(store, { enableForeignKeyConstraints: false });
  const forget = database.prepare("DELETE FROM batches WHERE id = ?");
  for (const { id } of batches) forget.run(id);
  database.close();
}

async function costOf(work: () => Promise<unknown>): Promise<Cost> {
  const [start, used] = [performance.now(), process.cpuUsage()];
  await work();
  const wall = performance.now() - start;
  const { user, system } = process.cpuUsage(used);
  return { processor: (user + system) / 1000, wall };
}

function medianOf(costs: readonly Cost[]): Cost {
  const counted = costs.slice(-COUNTED);
  return { processor: median(counted.map(({ processor }) => processor)), wall: median(counted.map(({ wall }) => wall)) };
}

function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[values.length >> 1] ?? Number.NaN;
}
