import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { SourceContract } from "@yuejian/contracts";
import type { NewSource } from "@yuejian/contracts/api";
import { Client } from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type RunningPostgres, startPostgres } from "../../../checks/postgres/start-postgres.ts";
import { type Home, openHome } from "../home/index.ts";
import { createServices } from "../http/services.ts";
import { actorOf } from "../identity/index.ts";
import { keptThreads } from "../jobs/testing/kept-threads.ts";
import { openStore } from "../store/index.ts";
import { temporaryFolders } from "../testing/stores.ts";

const LOADING = fileURLToPath(new URL("testing/loading-source.ts", import.meta.url));
const ROWS = 6_000;
const CONTRACT: SourceContract = {
  columns: [
    { name: "id", type: "integer", required: true },
    { name: "name", type: "text" },
    { name: "changed", type: "timestamp" },
  ],
  key: ["id"],
};

const folders = temporaryFolders();
let server: RunningPostgres;
let client: Client;

beforeAll(async () => {
  server = await startPostgres();
  client = new Client({ connectionString: server.url });
  await client.connect();
  await client.query(`CREATE TABLE people AS SELECT id, 'name ' || id AS name, timestamp '2026-01-01' + (id / 7) * interval '1 second' AS changed
    FROM generate_series(1, ${ROWS}) AS id`);
});
afterAll(async () => {
  await client.end();
  await server.stop();
});

async function newHome(): Promise<{ home: Home; source: string; folder: string }> {
  const folder = path.join(await folders(), "home");
  const home = await openHome(folder, { workers: 1, threads: 1, jobThreads: keptThreads });
  const services = createServices(home);
  const account = await services.accounts.operator();
  const url = new URL(server.url);
  const settings = {
    host: url.hostname,
    port: Number(url.port),
    database: "postgres",
    user: "yuejian",
    table: "people",
    cursor: "changed",
    rowsPerBatch: 1000,
  };
  const order = { name: "people", owner: "x", legalBasis: "xx", dataClass: "internal" as const, dataset: "people", office: account.office };
  const contract = CONTRACT as NewSource["contract"];
  const { id } = await services.sources.add({ ...order, kind: "postgres", settings, contract }, null, { account, actor: actorOf(account) });
  return { home, source: id, folder };
}

/** Everything of the dataset that can be seen, whatever batch it came with. */
async function visible({ store, lake, schemas }: Home): Promise<unknown[]> {
  const schema = schemas.get("people");
  if (!schema) return [];
  const batches = await store.db.selectFrom("batches").select("id").execute();
  const session = await lake.session({ id: "", takenAt: "", batches: { people: batches.map(({ id }) => id) } }, [schema]);
  try {
    return (await session.select(`SELECT id, name, changed FROM people ORDER BY id, name`, [], { maxRows: 3 * ROWS })).rows as unknown[];
  } finally {
    session.close();
  }
}

/** What a kill may leave: whole batches, and a cursor that stands exactly behind them. */
async function expectWhole(folder: string): Promise<number> {
  const store = await openStore(path.join(folder, "store.sqlite"));
  try {
    const batches = await store.db.selectFrom("batches").select("rows_accepted").execute();
    const rows = batches.reduce((sum, batch) => sum + batch.rows_accepted, 0);
    const cursor = await store.db.selectFrom("source_cursors").select("position").executeTakeFirst();
    const value = cursor ? (JSON.parse(cursor.position) as { value: string }).value : "2000-01-01";
    const { rows: behind } = await client.query<{ count: string }>("SELECT count(*) FROM people WHERE changed <= $1::text::timestamp", [
      value,
    ]);
    expect(rows).toBe(Number(behind[0]?.count));
    return batches.length;
  } finally {
    await store.close();
  }
}

it("a load that is killed at any point leaves whole batches only; the next takes what is missing, and all is as if nothing had happened", {
  timeout: 480_000,
}, async () => {
  const calm = await newHome();
  const services = createServices(calm.home);
  const account = await services.accounts.operator();
  const job = await services.sources.run(calm.source, { account, actor: actorOf(account) });
  expect((await calm.home.jobs.wait(job.id)).status).toBe("done");
  const expected = await visible(calm.home);
  expect(expected).toHaveLength(ROWS);
  await calm.home.close();

  const { home, source, folder } = await newHome();
  await home.close();
  const reading = await openStore(path.join(folder, "store.sqlite"));
  let killedBetween = 0;
  let before = 0;
  try {
    for (const wait of [0, 80]) {
      const child = spawn(process.execPath, [LOADING, folder, source], { stdio: ["ignore", "pipe", "inherit"] });
      const exited = once(child, "exit");
      // As soon as a further batch can be seen, and a moment later.
      while (child.exitCode === null && (await reading.db.selectFrom("batches").select("id").execute()).length <= before) await delay(2);
      await delay(wait);
      child.kill("SIGKILL");
      await exited;
      before = await expectWhole(folder);
      if (before > 0 && before < 6) killedBetween++;
    }
  } finally {
    await reading.close();
  }
  // At least one kill fell between two batches, or the test has shown nothing.
  expect(killedBetween).toBeGreaterThan(0);
  const last = spawn(process.execPath, [LOADING, folder, source], { stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  last.stdout.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  expect(await once(last, "exit")).toEqual([0, null]);
  expect(said).toContain("done");
  await expectWhole(folder);
  const after = await openHome(folder, { workers: 0 });
  try {
    expect(await visible(after)).toEqual(expected);
    const kept = await after.store.db.selectFrom("batches").select("rows_accepted").execute();
    expect(kept.reduce((sum, batch) => sum + batch.rows_accepted, 0)).toBe(ROWS);
    const interrupted = await after.store.db
      .selectFrom("source_loads")
      .select("id")
      .where("error", "like", "%SOURCE_LOAD_INTERRUPTED%")
      .execute();
    expect(interrupted.length).toBeGreaterThan(0);
    expect((await after.doctor()).problems).toEqual([]);
  } finally {
    await after.close();
  }
});
