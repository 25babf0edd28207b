import { type ClosurePort, type Closures, nothingClosed, type QualityCheck, type QualityRule, type Snapshot } from "@yuejian/contracts";
import { Client } from "pg";
import { afterAll, describe, expect, test } from "vitest";
import { type EmptyDatabase, emptyDatabase } from "../../../../checks/postgres/empty-database.ts";
import { intake } from "../../intake/intake.ts";
import { retry } from "../../intake/retry.ts";
import { defaultRules } from "../../quality/default-rules.ts";
import { breakingRows, measureRules } from "../../quality/measure.ts";
import { profile, profiledTable } from "../../quality/profile.ts";
import { TRIAL_DATASET, TRIAL_HEADINGS, TrialHome, trialId, trialRow } from "../../testing/trial-home.ts";
import { type Lake, openLake } from "../lake.ts";
import type { LakeSession, RowsRequest } from "../session.ts";
import type { DatasetAccess } from "../visible-rows.ts";
import { LakeTables } from "./lake-tables.ts";

const DATASET = TRIAL_DATASET.id;
const nothing: Omit<Closures, "version"> = { records: [], persons: [], released: [], rules: [], withdrawn: [], rewritten: [] };

const databases: EmptyDatabase[] = [];
const homes: { close(): Promise<void> }[] = [];

afterAll(async () => {
  for (const home of homes) await home.close();
  for (const database of databases) await database.drop();
});

async function asOwner<Result>(url: string, work: (client: Client) => Promise<Result>): Promise<Result> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** A home whose rows lie in PostgreSQL too, and a second lake over the same files that reads them with DuckDB. */
async function twoLakes(closed: () => Omit<Closures, "version"> = () => nothing) {
  const database = await emptyDatabase();
  databases.push(database);
  const { url } = database;
  const closures: ClosurePort = { ...nothingClosed, read: async () => ({ version: "", ...closed() }) };
  const home = new TrialHome([TRIAL_DATASET], 1, { lakeUrl: url, closures });
  const { lakeFolder, saltsFolder, scratchFolder, tables } = home.ports;
  if (!home.tables || !tables) throw new Error("no tables");
  const files = openLake({ folder: lakeFolder, saltsFolder, scratchFolder, closures, threads: 1 });
  homes.push(files, home);
  const load = async (name: string, rows: readonly string[][]) =>
    (await intake({ path: home.csv(name, [TRIAL_HEADINGS, ...rows]), dataset: DATASET, office: "yueyang" }, home.ports)).batch;
  return { home, tables: home.tables, files, url, load };
}

async function seen<Result>(lake: Lake, snapshot: Snapshot, access: DatasetAccess, read: (session: LakeSession) => Promise<Result>) {
  const session = await lake.session(snapshot, [TRIAL_DATASET], { access: { [DATASET]: access } });
  try {
    return await read(session);
  } finally {
    session.close();
  }
}

const everything = async (session: LakeSession, refs: readonly string[]) => {
  const rows = (request: Partial<RowsRequest>) => session.rows({ dataset: DATASET, offset: 0, limit: 100, ...request });
  return {
    all: await rows({}),
    page: await rows({ offset: 2, limit: 3 }),
    missing: await rows({ column: "note", missing: true }),
    equal: [
      await rows({ column: "fine", equals: "2000" }),
      await rows({ column: "share", equals: "0.5" }),
      await rows({ column: "share", equals: "1" }),
      await rows({ column: "decided_on", equals: "2024-03-05" }),
      await rows({ column: "is_paid", equals: "true" }),
    ],
    count: await session.count(DATASET),
    byRef: await session.rowsByRef(refs),
    sealed: new Map(await session.sealedAmong(null)),
  };
};

describe("a session on PostgreSQL", () => {
  test("sees the same rows as one on DuckDB: superseded, retried, sealed, withdrawn, masked, of some offices, in any snapshot", {
    timeout: 120_000,
  }, async () => {
    let closed = nothing;
    const { home, files, load } = await twoLakes(() => closed);
    const first = await load("a.csv", [
      trialRow(1),
      trialRow(2, { 罚款: "?" }),
      trialRow(3, { 备注: "" }),
      trialRow(4, { 辖区: "汨罗" }),
      trialRow(5, { 比例: "1" }),
    ]);
    const second = await load("b.csv", [trialRow(3, { 罚款: "333" }), trialRow(6), trialRow(6, { 备注: "又一次" })]);
    const third = await load("c.csv", [
      trialRow(2, { 罚款: "222" }),
      trialRow(6, { 决定日期: "2025-01-01" }),
      trialRow(1, { 比例: "0.0000001" }),
    ]);
    const again = (await retry({ batch: first, corrections: { 2: { 罚款: "2" } }, office: "yueyang" }, home.ports)).batch;
    const all = [first.id, second.id, third.id, again.id];
    const refs = [`${third.id}:1`, `${first.id}:3`, `${again.id}:2`, `${first.id}:99`];
    const closings: Omit<Closures, "version">[] = [
      nothing,
      { ...nothing, records: [{ batch: second.id, row: 2, basis: "juvenile-record" }], withdrawn: [{ batch: third.id, row: 0 }] },
      {
        ...nothing,
        persons: [{ person: trialId(1), dataset: null, basis: "juvenile-record" }],
        withdrawn: [{ batch: second.id, row: 1 }],
      },
    ];
    const accesses: DatasetAccess[] = [
      {},
      { offices: ["miluo"] },
      { masked: ["person_id", "note"], columns: ["person_id", "note", "fine", "share", "decided_on", "is_paid"] },
    ];
    const snapshots = [all, [first.id, third.id], [second.id, again.id], []];
    // Each alone with the whole of the other: two sessions are opened for a pair.
    const pairs = [
      ...accesses.map((access) => ({ access, batches: all })),
      ...snapshots.slice(1).map((batches) => ({ access: {}, batches })),
    ];
    let rows = 0;
    for (closed of closings)
      for (const { access, batches } of pairs) {
        const snapshot = { id: "s", takenAt: "", batches: { [DATASET]: batches } };
        const here = await seen(home.lake, snapshot, access, (session) => everything(session, refs));
        const there = await seen(files, snapshot, access, (session) => everything(session, refs));
        expect(here, JSON.stringify({ closed, access, batches })).toEqual(there);
        rows += here.count;
      }
    expect(rows).toBeGreaterThan(30);
  });

  test("awkward texts and numbers arrive as they are, and the digest of the tables says whether they still do", async () => {
    const { home, tables, files, url, load } = await twoLakes();
    const notes = ["", '"', "a\tb", "x,y", "行一\n行二", "\\.", "\\N", "NULL", "'", "𠮷é", " ", "a\u0000b", "\r"];
    const batch = await load(
      "awkward.csv",
      notes.map((note, at) => trialRow(at + 1, { 备注: note, 比例: ["0.1", "123456789012345", "0.0000001", "-3.25", ""][at % 5] ?? "" })),
    );
    const read = (lake: Lake) => seen(lake, home.snapshot(), {}, (session) => session.rows({ dataset: DATASET, offset: 0, limit: 50 }));
    const [here, there] = [await read(home.lake), await read(files)];
    const pictured = JSON.parse(JSON.stringify(there).replaceAll("\\u0000", "␀")) as typeof there;
    expect(here).toEqual(pictured);
    expect(here.total).toBeGreaterThan(10);
    expect(await tables.compare(TRIAL_DATASET, batch.id)).toMatchObject({ status: "equal" });
    const faults = [
      "UPDATE yuejian_lake.rows_trial_register SET share = share + 0.000000001 WHERE _row = 1",
      "UPDATE yuejian_lake.rows_trial_register SET note = NULL WHERE _row = 2",
      "DELETE FROM yuejian_lake.rows_trial_register WHERE _row = 3",
    ];
    for (const fault of faults) {
      await asOwner(url, (client) => client.query(fault));
      expect(await tables.compare(TRIAL_DATASET, batch.id), fault).toMatchObject({ status: "differs" });
      await tables.discard(DATASET, batch.id);
      expect(await tables.compare(TRIAL_DATASET, batch.id)).toMatchObject({ status: "unloaded" });
      expect(await tables.load(TRIAL_DATASET, batch.id)).toMatchObject({ wasThere: false, rows: here.total });
      expect(await tables.compare(TRIAL_DATASET, batch.id)).toMatchObject({ status: "equal" });
    }
    expect(await tables.load(TRIAL_DATASET, batch.id)).toMatchObject({ wasThere: true });
  });

  test("a batch that several connections copy in many pieces at once arrives whole", async () => {
    const { home, tables, url, load } = await twoLakes();
    const batch = await load(
      "many.csv",
      Array.from({ length: 40 }, (_, at) => trialRow(at + 1)),
    );
    await tables.discard(DATASET, batch.id);
    const { lakeFolder, scratchFolder } = home.ports;
    const pieces = new LakeTables({ url, home: "trial", lakeFolder, scratchFolder, connections: 4, pieceRows: 3 });
    expect(await pieces.load(TRIAL_DATASET, batch.id)).toMatchObject({ wasThere: false, rows: 40 });
    expect(await tables.compare(TRIAL_DATASET, batch.id)).toMatchObject({ status: "equal" });
  });

  test("profiles, shapes, quality rules and the rows that break them are the same", { timeout: 60_000 }, async () => {
    const { home, files, load } = await twoLakes();
    const codes = [
      trialId(5),
      `${trialId(5).slice(0, 17)}${trialId(5).endsWith("1") ? "2" : "1"}`,
      "91350211M000100Y46",
      "91350211M000100Y40",
    ];
    const notes = ["", "第1号", "A7-岳", "𠮷x", "long 文本 here 123", "a\nb", ...codes];
    await load(
      "a.csv",
      Array.from({ length: 30 }, (_, at) =>
        trialRow(at + 1, {
          备注: notes[at % 10] ?? "",
          比例: ["0.5", "1", "0.0000001", ""][at % 4] ?? "",
          是否缴纳: ["是", "否", ""][at % 3] ?? "",
          罚款: String((at % 7) * 100 - 100),
          决定日期: at % 9 === 0 ? "2099-01-01" : "2024-03-05",
        }),
      ),
    );
    await load("b.csv", [trialRow(1, { 罚款: "5" }), trialRow(2, { 罚款: "?" })]);
    const batches = home.catalogue.commits.map(({ batch }) => batch);
    const checks: QualityCheck[] = [
      { kind: "unique", columns: ["note", "days"] },
      { kind: "allowed", column: "share", values: ["0.5", "1e-7"] },
      { kind: "pattern", column: "note", pattern: "第\\d号|[A-Z]\\d.*" },
      { kind: "pattern", column: "note", pattern: ".*" },
      { kind: "range", column: "share", least: "0.1" },
      { kind: "date-order", earlier: "decided_on", later: "decided_on" },
      { kind: "foreign-key", column: "note", dataset: DATASET, target: "person_id" },
      ...defaultRules(TRIAL_DATASET).map(({ check }) => check),
    ];
    const rules = checks.map((check, at): QualityRule => ({ id: String(at), severity: "error", tolerance: 0, check }));
    const read = (lake: Lake) =>
      seen(lake, home.snapshot(), {}, async (session) => {
        const ground = { schema: TRIAL_DATASET, table: profiledTable(DATASET), today: "2026-11-26", dialect: session.dialect };
        const opened = [];
        for (const rule of rules) {
          const condition = breakingRows(rule, ground) ?? "false";
          opened.push((await session.rows({ dataset: DATASET, offset: 0, limit: 100, condition })).items.map(({ ref }) => ref));
        }
        for (const semantic of ["resident-id", "credit-code"] as const) {
          const columns = TRIAL_DATASET.columns.map((each) => (each.name === "note" ? { ...each, semantic } : each));
          const check = rules.map((rule) => ({ ...rule, check: { kind: "check-digit", column: "note" } as const }))[0];
          const condition = check && breakingRows(check, { ...ground, schema: { ...TRIAL_DATASET, columns } });
          const { total } = await session.rows({
            dataset: DATASET,
            offset: 0,
            limit: 1,
            condition: `note IS NOT NULL AND NOT ${condition ?? "false"}`,
          });
          opened.push([`${semantic} ${total}`]);
        }
        return {
          profile: await profile(session, files, { dataset: DATASET, batches }),
          outcomes: await measureRules(session, { ...ground, rules, batches, now: 0 }),
          opened,
        };
      });
    const [here, there] = [await read(home.lake), await read(files)];
    expect(here).toEqual(there);
    expect(there.opened.filter((refs) => refs.length > 0).length).toBeGreaterThan(7);
    expect(there.opened.slice(-2)).toEqual([["resident-id 3"], ["credit-code 3"]]);
  });

  test("a batch that is not loaded is named; one that is loaded and not committed is seen by nobody, replaced by a rerun and swept", async () => {
    const { home, tables, url, load } = await twoLakes();
    const first = await load("a.csv", [trialRow(1)]);
    const second = await load("b.csv", [trialRow(2), trialRow(3)]);
    const count = (batches: string[]) =>
      seen(home.lake, { id: "s", takenAt: "", batches: { [DATASET]: batches } }, {}, (session) => session.count(DATASET));
    expect(await count([first.id])).toBe(1);
    await asOwner(url, async (client) => {
      // As a process leaves it that was killed while it copied.
      await client.query("UPDATE yuejian_lake.loads SET is_ready = false WHERE batch = $1", [second.id]);
      await client.query("DELETE FROM yuejian_lake.rows_trial_register WHERE _row = 1 AND _load = 2");
    });
    await expect(count([first.id, second.id])).rejects.toMatchObject({ code: "LAKE_BATCH_UNLOADED" });
    expect(await tables.load(TRIAL_DATASET, second.id)).toMatchObject({ wasThere: false, rows: 2 });
    expect(await count([first.id, second.id])).toBe(3);
    expect(await tables.sweep((batch) => batch === first.id)).toEqual([]);
    await asOwner(url, (client) => client.query("UPDATE yuejian_lake.loads SET loaded_at = now() - interval '2 days'"));
    expect(await tables.sweep((batch) => batch === first.id)).toEqual([second.id]);
    expect([...(await tables.loaded([first.id, second.id]))]).toEqual([first.id]);
  });

  test("a database of another home is refused, and one that is out of reach leaves nothing of the batch", async () => {
    const { url } = await twoLakes().then(async (lakes) => {
      await lakes.load("a.csv", [trialRow(1)]);
      return lakes;
    });
    await expect(new LakeTables({ url, home: "another", lakeFolder: "", scratchFolder: "" }).prepare()).rejects.toMatchObject({
      code: "LAKE_OF_ANOTHER",
    });
    const home = new TrialHome([TRIAL_DATASET], 1, { lakeUrl: "postgres://nobody@127.0.0.1:1/none" });
    homes.push(home);
    const path = home.csv("a.csv", [TRIAL_HEADINGS, trialRow(1)]);
    await expect(intake({ path, dataset: DATASET, office: "yueyang" }, home.ports)).rejects.toMatchObject({ code: "LAKE_FAILED" });
    expect(home.catalogue.commits).toEqual([]);
    expect(home.files()).toEqual([]);
  });
});
