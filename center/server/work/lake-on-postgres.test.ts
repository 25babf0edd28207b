import path from "node:path";
import { ENTITY_MEMBERS, type SupervisionModel } from "@yuejian/contracts";
import { type Lake, type LakeSession, openLake, QueryRunners } from "@yuejian/data";
import { generateCity } from "@yuejian/demo";
import { rule } from "@yuejian/rules";
import { runModel } from "@yuejian/workbench";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type EmptyDatabase, emptyDatabase } from "../../../checks/postgres/empty-database.ts";
import { examineLakeTables } from "../doctor/lake-tables.ts";
import { Examination } from "../doctor/report.ts";
import { type Home, openHome } from "../home/index.ts";
import { keptThreads } from "../jobs/testing/kept-threads.ts";
import { createClosures } from "../safeguards/index.ts";
import { temporaryFolders } from "../testing/stores.ts";
import { readSchemas } from "./catalogue.ts";
import { currentSnapshot } from "./snapshot.ts";

const operator = { id: "usr_operator", office: "yueyang" };
const RECORDS = 6000;

let postgres: EmptyDatabase;
let home: Home;
/** The same files, read by DuckDB. */
let files: Lake;
const folders = temporaryFolders();

beforeAll(async () => {
  postgres = await emptyDatabase();
  const folder = await folders();
  home = await openHome(path.join(folder, "home"), { lakeUrl: postgres.url, workers: 2, threads: 1, jobThreads: keptThreads });
  const { lake, salts, scratch } = home.paths;
  files = openLake({ folder: lake, saltsFolder: salts, scratchFolder: scratch, closures: createClosures(home.store.db), threads: 1 });
  const city = await generateCity({ records: RECORDS, seed: 33, folder: path.join(folder, "city") });
  const jobs = [];
  for (const file of city.files) jobs.push(await home.work.intake({ path: file.path, dataset: file.dataset, actor: operator }));
  for (const { id } of jobs) {
    const job = await home.jobs.wait(id);
    if (job.status !== "done") throw new Error(`${job.title_en}: ${job.error ?? job.status}`);
  }
}, 240_000);

afterAll(async () => {
  await files.close();
  await home.close();
  await postgres.drop();
});

async function inSession<Result>(
  lake: Lake,
  datasets: readonly string[],
  read: (session: LakeSession) => Promise<Result>,
): Promise<Result> {
  const [schemas, snapshot] = await Promise.all([readSchemas(home.store.db), currentSnapshot(home.store.db, home.clock)]);
  const used = datasets.flatMap((id) => schemas.get(id) ?? []);
  const batches = Object.fromEntries(datasets.map((id) => [id, snapshot.batches[id] ?? []]));
  const session = await lake.session({ ...snapshot, batches }, used, {
    lifted: ["juvenile-record", "juvenile-non-prosecution", "public-security-record"],
  });
  try {
    return await read(session);
  } finally {
    session.close();
  }
}

function findings(model: SupervisionModel, lake: Lake) {
  const { id, inputs } = model.manifest;
  return inSession(lake, [...new Set(inputs.map(({ dataset }) => dataset))], (session) =>
    runModel({
      model,
      schemas: session.datasets,
      dialect: session.dialect,
      source: session.modelSources(id, inputs),
      query: async (sql) => {
        const { columns, rows } = await session.select(sql);
        return rows.map((row) => Object.fromEntries(columns.map(({ name }, at) => [name, row[at]])));
      },
    }),
  );
}

describe(`a synthetic city of ${RECORDS} records`, () => {
  it("has the same findings on PostgreSQL as on DuckDB, row by row, for every model whose data it delivers", {
    timeout: 120_000,
  }, async () => {
    let [compared, total] = [0, 0];
    const { batches } = await currentSnapshot(home.store.db, home.clock);
    for (const model of home.models.values()) {
      // What runs over images find is not among a city's records.
      if (model.manifest.inputs.some(({ dataset }) => (batches[dataset] ?? []).length === 0)) continue;
      compared += 1;
      const [here, there] = [await findings(model, home.lake), await findings(model, files)];
      expect(here.sql, "two dialects").not.toBe(there.sql);
      expect(here.canonicalResult, model.manifest.id).toBe(there.canonicalResult);
      total += here.findings.length;
    }
    expect(compared).toBeGreaterThanOrEqual(10);
    expect(total).toBeGreaterThan(50);
  });

  it("is run through its jobs on PostgreSQL: the leads rest on rows that its pages show", async () => {
    const job = await home.jobs.wait((await home.work.runModel({ model: "wrong-fines", parameters: {}, actor: operator })).id);
    expect(job.status).toBe("done");
    const findings = await home.store.db.selectFrom("findings").select("row_refs").execute();
    const refs = findings.flatMap(({ row_refs: text }) => JSON.parse(text) as string[]);
    expect(refs.length).toBeGreaterThan(0);
    const read = (lake: Lake) => inSession(lake, ["judgments"], (session) => session.rowsByRef(refs));
    const shown = await read(home.lake);
    expect(shown.length).toBe(refs.length);
    expect(shown).toEqual(await read(files));
  });

  it("is linked: who is whom is read from PostgreSQL row by row as from the files", { timeout: 120_000 }, async () => {
    const job = await home.jobs.wait((await home.work.linkEntities({ isIncremental: false, actor: operator })).id);
    expect([job.status, job.error]).toEqual(["done", null]);
    const read = (lake: Lake) =>
      inSession(lake, [ENTITY_MEMBERS], async (session) => {
        const columns = session.columns(ENTITY_MEMBERS).map(({ name }) => `"${name}"`);
        return (await session.select(`SELECT ${columns.join(", ")} FROM entity_members ORDER BY _row`)).rows;
      });
    const members = await read(home.lake);
    expect(members.length).toBeGreaterThan(1000);
    expect(members).toEqual(await read(files));
  });

  it("a model goes from the record of one dataset to those of another by the entity, alike on both, and by declared columns alone", async () => {
    const { column, equal, filter, join, source, text } = rule;
    const columns = ["entity", "dataset", "number", "office"];
    const of = (dataset: string) => filter(source(ENTITY_MEMBERS, columns), equal(column("dataset"), text(dataset)));
    const plain = home.models.get("wrong-fines");
    if (!plain) throw new Error("no such model");
    const inputs = [{ dataset: ENTITY_MEMBERS, presence: "present", columns }] as const;
    const paid = join(of("judgments"), of("pension-payments"), { prefix: "paid_", on: { entity: "entity" } });
    const model: SupervisionModel = {
      ...plain,
      manifest: { ...plain.manifest, id: "trial-entities", subjectKey: "number", subjectName: "number", inputs, parameters: [] },
      rule: paid,
      explain: ({ values }) => ({ zh: String(values["entity"]), en: String(values["entity"]) }),
    };
    const [here, there] = [await findings(model, home.lake), await findings(model, files)];
    expect(here.findings.length).toBeGreaterThan(0);
    expect(here.canonicalResult).toBe(there.canonicalResult);
    const fewer = { ...model, manifest: { ...model.manifest, inputs: [{ ...inputs[0], columns: ["entity", "dataset", "number"] }] } };
    await expect(findings(fewer, home.lake)).rejects.toMatchObject({ code: "RULE_COLUMN_UNDECLARED" });
  });

  it("answers people's SQL from PostgreSQL as from the files, over every dataset", { timeout: 120_000 }, async () => {
    const [schemas, snapshot] = await Promise.all([readSchemas(home.store.db), currentSnapshot(home.store.db, home.clock)]);
    const used = [...schemas.values()].filter(({ id }) => (snapshot.batches[id] ?? []).length > 0);
    const access = Object.fromEntries(
      used.map(({ id, columns }) => [
        id,
        { columns: columns.map(({ name }) => name), masked: [columns[0]?.name ?? ""], offices: ["yueyang"] },
      ]),
    );
    const { lake: folder, scratch: scratchFolder } = home.paths;
    const there = new QueryRunners({ lake: { folder, scratchFolder }, closures: createClosures(home.store.db), threads: 1 });
    expect([home.queries.dialect, there.dialect]).toEqual(["postgresql", "duckdb"]);
    for (const { id } of used) {
      const order = {
        sql: `SELECT * FROM "${id}" ORDER BY _batch, _row`,
        values: {},
        snapshot,
        schemas: used,
        access,
        lifted: [],
        isConfirmed: false,
        work: { kind: "rows", maxRows: 3000, maxCharacters: 20_000_000 },
      } as const;
      const signal = new AbortController().signal;
      const [here, other] = await Promise.all([home.queries.run(order, { signal }), there.run(order, { signal })]);
      expect(here.columns.map(({ name }) => name)).toEqual(other.columns.map(({ name }) => name));
      expect(here.rows, id).toEqual(other.rows);
    }
    there.close();
    expect(used.length).toBeGreaterThan(10);
  });

  it("is whole to the doctor, who names a row that was changed in PostgreSQL and a batch that is not there", async () => {
    const examined = async () => {
      const examination = new Examination();
      if (home.lakeTables) await examineLakeTables(home.store.db, home.lakeTables, { examination, isDeep: true });
      return examination.report;
    };
    const { checked, ok } = await examined();
    expect(ok).toBe(true);
    expect(checked["lake tables' batches"]).toBeGreaterThan(15);
    const client = new Client({ connectionString: postgres.url });
    await client.connect();
    await client.query("UPDATE yuejian_lake.rows_judgments SET fine = fine + 1 WHERE _row = 7");
    await client.query("UPDATE yuejian_lake.loads SET is_ready = false WHERE dataset = 'persons'");
    await client.end();
    const { problems } = await examined();
    expect(problems.join("\n")).toMatch(/rows in the lake's PostgreSQL are not those of its file/);
    expect(problems.join("\n")).toMatch(/is not in the lake's PostgreSQL/);
  });
});
