import { cpSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SupervisionModel } from "@yuejian/contracts";
import { type LakeSession, subjectColumn } from "@yuejian/data";
import { openHome } from "@yuejian/server";
import { runModel } from "@yuejian/workbench";
import { Client } from "pg";
import { startPostgres } from "../checks/postgres/start-postgres.ts";
import { task, timed } from "./harness.ts";

const PERSONS = 40;
const PAYMENTS = "pension-payments";

/** One sample: a copy of a home whose batches are loaded into an empty PostgreSQL that writes durably; then every model on both engines (a first time to warm
 *  up, then counted, each in a session of its own that stays open) with equal findings or an error, and the rows of some persons. */
await task(async ([from = ""]) => {
  const folder = mkdtempSync(join(tmpdir(), "yuejian-bench-lake-"));
  cpSync(from, folder, { recursive: true });
  const postgres = await startPostgres({
    settings: [
      "fsync=on",
      "full_page_writes=on",
      "synchronous_commit=on",
      "shared_buffers=2GB",
      "max_wal_size=8GB",
      "effective_cache_size=8GB",
    ],
  });
  const home = await openHome(folder, { workers: 0, log: () => {}, lakeUrl: postgres.url });
  const client = new Client({ connectionString: postgres.url });
  await client.connect();
  try {
    const batches = await home.store.db.selectFrom("batches").select(["id", "dataset", "rows_accepted"]).orderBy("sequence").execute();
    const rows = batches.reduce((sum, batch) => sum + batch.rows_accepted, 0);
    const load = await timed(async () => {
      for (const { id, dataset } of batches) {
        const schema = home.schemas.get(dataset);
        if (schema) await home.lakeTables?.load(schema, id);
      }
    });
    const size = await client.query<{ heap: string; indexes: string }>(
      "SELECT sum(pg_table_size(c.oid)) AS heap, sum(pg_indexes_size(c.oid)) AS indexes FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE nspname = 'yuejian_lake' AND relkind = 'r'",
    );
    const snapshot = { id: "", takenAt: "", batches: {} as Record<string, string[]> };
    for (const { id, dataset } of batches) (snapshot.batches[dataset] ??= []).push(id);
    const schemas = [...home.schemas.values()].filter(({ id }) => snapshot.batches[id]);
    const sessions = {
      postgres: await home.lake.session(snapshot, schemas),
      duckdb: await home.lake.session(snapshot, schemas, { reads: "files", memoryLimit: "4GB" }),
    };
    const details: Record<string, number> = {
      rows,
      "load, seconds": load,
      "PostgreSQL tables, bytes": Number(size.rows[0]?.heap),
      "PostgreSQL indexes, bytes": Number(size.rows[0]?.indexes),
      "Parquet, bytes": parquetBytes(home.paths.lake),
      "models on PostgreSQL, seconds": 0,
      "models on DuckDB, seconds": 0,
    };
    for (const model of home.models.values()) {
      const found: string[] = [];
      for (const [name, session] of [
        ["PostgreSQL", sessions.postgres],
        ["DuckDB", sessions.duckdb],
      ] as const) {
        await run(model, session);
        const seconds = await timed(async () => found.push((await run(model, session)).canonicalResult));
        details[`models on ${name}, seconds`] = (details[`models on ${name}, seconds`] ?? 0) + seconds;
        details[`${model.manifest.id} on ${name}, seconds`] = seconds;
      }
      if (found[0] !== found[1]) throw new Error(`${model.manifest.id}: the engines differ`);
    }
    const payments = home.schemas.get(PAYMENTS);
    const subject = (payments && subjectColumn(payments)?.name) ?? "";
    const ids = await sessions.duckdb.select(`SELECT DISTINCT "${subject}" FROM "${PAYMENTS}" ORDER BY 1 LIMIT ${PERSONS}`);
    for (const [name, session] of [
      ["PostgreSQL", sessions.postgres],
      ["DuckDB", sessions.duckdb],
    ] as const) {
      const times: number[] = [];
      for (const [id] of ids.rows)
        times.push(await timed(() => session.rows({ dataset: PAYMENTS, offset: 0, limit: 50, column: subject, equals: String(id) })));
      details[`rows of a person on ${name}, median seconds`] = times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
    }
    for (const session of Object.values(sessions)) session.close();
    return { seconds: load, details };
  } finally {
    await client.end();
    await home.close();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});

function run(model: SupervisionModel, session: LakeSession) {
  const { id, inputs } = model.manifest;
  return runModel({
    model,
    schemas: session.datasets,
    dialect: session.dialect,
    source: session.modelSources(id, inputs),
    query: async (sql) => {
      const { columns, rows } = await session.select(sql);
      return rows.map((row) => Object.fromEntries(columns.map(({ name }, at) => [name, row[at]])));
    },
  });
}

function parquetBytes(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".parquet"))
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}
