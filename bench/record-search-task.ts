import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { type DatasetSchema, ENTITY_MEMBERS, silentProgress } from "@yuejian/contracts";
import { indexedColumns, quoteName } from "@yuejian/data";
import { createApp, openHome } from "@yuejian/server";
import { task } from "./harness.ts";

/** Common words, rare ones, several, and one that stands nowhere. */
const ASKED = [
  "盗窃",
  "岳阳楼区人民法院",
  "集资诈骗",
  "商贸有限公司",
  "平江县 交通肇事",
  "长江 物流",
  "（2024）湘0602刑初12号",
  "民间借贷",
  "不存在的字样",
  "看守所",
];

/** One sample over the lake where it is: `HOME like|search|build`. */
await task(async ([from = "", what = ""]) => {
  const folder = mkdtempSync(join(tmpdir(), "yuejian-bench-search-"));
  const lake = join(from, "lake");
  cpSync(from, folder, { recursive: true, filter: (path) => path !== lake });
  if (what === "build") cpSync(lake, join(folder, "lake"), { recursive: true });
  else symlinkSync(lake, join(folder, "lake"));
  const home = await openHome(folder, { workers: 0, log: () => {} });
  try {
    return await (what === "like" ? like(home) : what === "build" ? build(home) : search(home));
  } finally {
    await home.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

type Opened = Awaited<ReturnType<typeof openHome>>;

async function batchesOf(home: Opened) {
  const rows = await home.store.db
    .selectFrom("batches")
    .innerJoin("datasets", "datasets.id", "batches.dataset")
    .select(["batches.id", "batches.dataset", "batches.rows_accepted as rows", "datasets.schema"])
    .where("batches.dataset", "!=", ENTITY_MEMBERS)
    .execute();
  return rows.map((row) => ({ ...row, schema: JSON.parse(row.schema) as DatasetSchema }));
}

function share(times: number[], of: number): number {
  const sorted = times.toSorted((left, right) => left - right);
  return Math.round((sorted[Math.ceil(of * sorted.length) - 1] ?? 0) * 10) / 10;
}

async function search(home: Opened) {
  const app = await createApp(home, { local: true });
  const times: number[] = [];
  const details: Record<string, number> = {};
  for (const round of [0, 1, 2])
    for (const query of ASKED) {
      const started = performance.now();
      const answer = await app.inject({ method: "POST", url: "/api/search", payload: { query } });
      const took = performance.now() - started;
      if (answer.statusCode !== 200) throw new Error(answer.body);
      if (round > 0) times.push(took);
      details[`${query}, shown`] = answer.json<{ items: unknown[] }>().items.length;
    }
  await app.close();
  return { seconds: share(times, 0.95) / 1000, details: { "p50, ms": share(times, 0.5), "p95, ms": share(times, 0.95), ...details } };
}

async function like(home: Opened) {
  const batches = Map.groupBy(await batchesOf(home), ({ dataset }) => dataset);
  const schemas = Array.from(batches.values(), ([first]) => first?.schema).flatMap((schema) => schema ?? []);
  const searched = schemas.filter((schema) => indexedColumns(schema).texts.length > 0);
  const snapshot = Object.fromEntries(searched.map(({ id }) => [id, (batches.get(id) ?? []).map((batch) => batch.id)]));
  const session = await home.lake.session({ id: "", takenAt: "", batches: snapshot }, searched);
  const times: number[] = [];
  for (const query of ASKED) {
    const started = performance.now();
    for (const { id, ...schema } of searched) {
      const { texts } = indexedColumns({ id, ...schema });
      const holds = query.split(" ").map((word) => `(${texts.map((name) => `contains(${quoteName(name)}, '${word}')`).join(" OR ")})`);
      await session.select(`SELECT _ref FROM ${quoteName(id)} WHERE ${holds.join(" AND ")} LIMIT 20`);
    }
    times.push(performance.now() - started);
  }
  session.close();
  return { seconds: share(times, 0.95) / 1000, details: { "p50, ms": share(times, 0.5), "p95, ms": share(times, 0.95) } };
}

async function build(home: Opened) {
  const batches = await batchesOf(home);
  for (const { id, dataset } of batches) home.lake.indexes.drop(dataset, id);
  const started = performance.now();
  for (const { id, schema } of batches)
    await home.lake.indexes.make({ schema, batch: id, scratchFolder: home.paths.scratch, progress: silentProgress });
  const seconds = (performance.now() - started) / 1000;
  const rows = batches.reduce((sum, batch) => sum + batch.rows, 0);
  const sizes: Record<string, number> = { identifier: 0, block: 0, words: 0 };
  let text = 0;
  for (const { id, dataset } of batches) {
    text += home.lake.indexes.of(dataset, id)?.textBytes ?? 0;
    const index = new DatabaseSync(join(home.paths.lake, dataset, "index", `${id}.2.sqlite`), { readOnly: true });
    for (const { name, size } of index.prepare("SELECT name, sum(pgsize) AS size FROM dbstat GROUP BY name").all()) {
      const part = Object.keys(sizes).find((each) => String(name).startsWith(each));
      if (part) sizes[part] = (sizes[part] ?? 0) + Number(size);
    }
    index.close();
  }
  const megabytes = Object.fromEntries(Object.entries(sizes).map(([part, size]) => [`${part}, MB`, Math.round(size / 1e5) / 10]));
  const words = Math.round((100 * (sizes["words"] ?? 0)) / Math.max(1, text)) / 100;
  return {
    seconds,
    details: {
      rows,
      "rows a second": Math.round(rows / seconds),
      "texts, MB": Math.round(text / 1e5) / 10,
      ...megabytes,
      "words against texts": words,
    },
  };
}
