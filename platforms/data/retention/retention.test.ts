import { copyFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import {
  type Batch,
  countIn,
  ENTITY_MEMBERS_SCHEMA,
  nothingClosed,
  type RewrittenBatch,
  silentProgress,
  unionOf,
} from "@yuejian/contracts";
import { decodeHex, recordLeafHash, verifyInclusion } from "@yuejian/digests";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { intake } from "../intake/intake.ts";
import { checkLake } from "../lake/check-lake.ts";
import type { BatchDeletions } from "../lake/check-rewritten.ts";
import { batchPaths } from "../lake/lake-paths.ts";
import { TRIAL_DATASET, TRIAL_HEADINGS, TrialHome, trialId, trialRow } from "../testing/trial-home.ts";
import type { Chosen, Held } from "./choose-rows.ts";
import { eraseBatch } from "./erase-batch.ts";
import { type CatalogueDataset, RetainedDataset } from "./retained-dataset.ts";

const PERSONAL = ["person_name", "person_id"];

let home: TrialHome;
let rewritten: RewrittenBatch[];
let deletions: Map<string, { deleted: [number, number][]; redacted: { leaves: [number, number][]; columns: string[] }[] }>;

beforeEach(() => {
  rewritten = [];
  deletions = new Map();
  const read = async () => ({ ...(await nothingClosed.read()), rewritten });
  home = new TrialHome([TRIAL_DATASET], 1, { closures: { ...nothingClosed, read } });
});
afterEach(() => home.close());

const load = async (name: string, rows: readonly string[][]) =>
  (await intake({ path: home.csv(name, [TRIAL_HEADINGS, ...rows]), dataset: "trial-register", office: "yueyang" }, home.ports)).batch;

const catalogue = (days: Readonly<Record<string, string>> = {}): CatalogueDataset => ({
  schema: TRIAL_DATASET,
  batches: home.catalogue.commits.map(({ batch }) => ({ id: batch.id, loadedOn: days[batch.id] ?? "2020-01-01" })),
  rewritten,
  withdrawn: new Set(),
});

const after = (count: number, column = "decided_on", today = "2026-01-01"): Chosen => ({
  by: "term",
  term: { count, unit: "year" },
  from: { kind: "column", column },
  today,
});

/** What goes as `batch number of rows`, with what holds the others. */
async function choice(chosen: Chosen, held: readonly Held[] = []) {
  const dataset = await RetainedDataset.open(home.ports, catalogue());
  try {
    const { batches, ...rest } = await dataset.choose(chosen, held, silentProgress.signal);
    const going = await Promise.all(batches.map(async ({ batch }) => (await dataset.going(batch, 100)).map((row) => `${batch}:${row}`)));
    return { going: going.flat(), ...rest };
  } finally {
    dataset.close();
  }
}

/** Rewrites and erases, as the house does with its catalogue between. */
async function apply(
  chosen: Chosen,
  action: "delete" | "redact" = "delete",
  columns: readonly string[] = action === "redact" ? PERSONAL : [],
) {
  const dataset = await RetainedDataset.open(home.ports, catalogue());
  try {
    const { batches } = await dataset.choose(chosen, [], silentProgress.signal);
    for (const { batch, going } of batches.filter((each) => each.going > 0)) {
      const next = (rewritten.find((each) => each.batch === batch)?.generation ?? 0) + 1;
      const result = await dataset.rewrite({ batch, next, action, columns }, silentProgress);
      expect(result.gone.reduce((sum, { count }) => sum + count, 0)).toBe(going);
      for (const { rows, leaves, count } of result.gone) expect([countIn(rows), countIn(leaves)]).toEqual([count, count]);
      rewritten = [...rewritten.filter((each) => each.batch !== batch), { batch, generation: next }];
      const own = deletions.get(batch) ?? { deleted: [], redacted: [] };
      const leaves = result.gone.flatMap((each) => each.leaves) as [number, number][];
      if (action === "delete") own.deleted.push(...leaves);
      else own.redacted.push({ leaves, columns: [...columns] });
      deletions.set(batch, own);
      const commit = home.catalogue.commits.find((each) => each.batch.id === batch);
      if (!commit) throw new Error("no such batch");
      Object.assign(commit, {
        lakeFiles: [...commit.lakeFiles.filter(({ path }) => !/:?\.parquet$/.test(path) || path.includes("quarantine")), result.file],
        deletions: { generation: next, deleted: unionOf([own.deleted]), redacted: own.redacted } satisfies BatchDeletions,
      });
      await eraseBatch(home.ports, {
        dataset: TRIAL_DATASET.id,
        batch,
        generation: next,
        ...own,
        deleted: unionOf([own.deleted]),
        isEmpty: result.left === 0,
        keeps: new Set(commit.lakeFiles.map(({ path }) => path)),
      });
    }
  } finally {
    dataset.close();
  }
}

const findings = async (isDeep = true) =>
  (await checkLake(home.ports, home.catalogue.commits, { isDeep, vrfSeed: home.ports.vrfSeed })).findings.map(({ kind }) => kind);

const fines = async () => {
  const session = await home.lake.session(home.snapshot(), [TRIAL_DATASET]);
  try {
    return (await session.select('SELECT person_id, fine FROM "trial-register" ORDER BY 2')).rows;
  } finally {
    session.close();
  }
};

async function isProven(batch: Batch, row: number): Promise<boolean> {
  const record = await home.lake.openRecord(`${batch.id}:${row}`);
  const proof = { size: record.count, path: record.path.map((each) => decodeHex(each, 32) ?? new Uint8Array()) };
  const root = decodeHex(batch.recordRoot, 32) ?? new Uint8Array();
  return verifyInclusion({ ...proof, root, leafHash: recordLeafHash(record.opened), index: record.leafIndex });
}

describe("choosing", () => {
  test("a row goes the day after the last day of its term; one without a date never does", async () => {
    const batch = await load("a.csv", [trialRow(1, { 决定日期: "2021-01-01" }), trialRow(2, { 决定日期: "2020-12-31" })]);
    expect(await choice(after(5))).toMatchObject({ going: [`${batch.id}:2`], oldest: "2020-12-31", newest: "2020-12-31", undated: 0 });
    expect((await choice(after(5, "decided_on", "2026-01-02"))).going).toHaveLength(2);
    expect((await choice({ ...after(7), from: { kind: "batch" } } as Chosen)).going).toEqual([]);
    expect((await choice({ ...after(5), from: { kind: "batch" } } as Chosen)).going).toHaveLength(2);
  });

  test("versions of a record go together, and a version that is held holds the newer ones: none comes back", async () => {
    const key = { 决定日期: "2010-01-01" };
    const first = await load("a.csv", [trialRow(1, key), trialRow(2, key), trialRow(3, { ...key, 罚款: "1" })]);
    const second = await load("b.csv", [trialRow(1, key), trialRow(2, { ...key, 罚款: "9" })]);
    const newest: Chosen = { by: "rows", rows: [{ batch: second.id, row: 1 }] };
    expect((await choice(newest)).going).toEqual([`${first.id}:1`, `${second.id}:1`]);
    const hold: Held = { batch: first.id, row: 1, reason: "lead", by: "led_1" };
    expect(await choice(newest, [hold])).toMatchObject({ going: [], held: [{ reason: "earlier-version", rows: 1 }] });
    expect((await choice({ by: "rows", rows: [{ batch: first.id, row: 1 }] })).going).toEqual([`${first.id}:1`]);
    expect(await choice({ by: "batch", batch: first.id }, [hold])).toMatchObject({
      going: [`${first.id}:2`, `${first.id}:3`],
      held: [{ reason: "lead", by: "led_1", rows: 1 }],
    });
    expect((await choice({ by: "batch", batch: first.id }, [{ ...hold, row: 0 }])).going).toEqual([]);
  });
});

describe("deleting", () => {
  test("leaves the root, the other rows and their proofs as they were, and no byte of the row", async () => {
    const rows = Array.from({ length: 9 }, (_, at) =>
      trialRow(at + 1, { 决定日期: at % 3 === 0 ? "2001-01-01" : "2025-01-01", 备注: `私密${at}号` }),
    );
    const batch = await load("a.csv", [...rows, trialRow(10, { 罚款: "?" })]);
    const before = await home.lake.openRecord(`${batch.id}:2`);
    await apply(after(5));
    expect(deletions.get(batch.id)?.deleted).toEqual([
      [0, 0],
      [3, 3],
      [6, 6],
    ]);
    expect(await findings()).toEqual([]);
    expect(await home.lake.openRecord(`${batch.id}:2`)).toEqual(before);
    for (const row of [2, 3, 5, 6, 8, 9]) expect(await isProven(batch, row)).toBe(true);
    await expect(home.lake.openRecord(`${batch.id}:4`)).rejects.toMatchObject({ code: "RECORD_UNKNOWN" });
    expect(await fines()).toHaveLength(6);
    expect(home.files().filter((file) => file.includes("lake/trial-register/bat") && file.endsWith(".parquet"))).toEqual([
      `lake/trial-register/${batch.id}.1.parquet`,
      `lake/trial-register/${batch.id}.quarantine.parquet`,
    ]);
    const bytes = home.files().filter((file) => file.startsWith("lake/") && !file.includes("quarantine"));
    for (const file of bytes) expect(readFileSync(join(home.folder, file)).includes("私密3号")).toBe(false);
  });

  test("twice, and then the whole batch, still fits its root; a newer version of a record does not come back under the older one", async () => {
    const first = await load("a.csv", [trialRow(1), trialRow(2), trialRow(3)]);
    const second = await load("b.csv", [trialRow(1, { 罚款: "111" })]);
    await apply({ by: "rows", rows: [{ batch: first.id, row: 2 }] });
    await apply({ by: "rows", rows: [{ batch: second.id, row: 1 }] });
    expect(await fines()).toEqual([[trialId(3), 3000]]);
    expect(await findings()).toEqual([]);
    await apply({ by: "batch", batch: first.id });
    expect(await fines()).toEqual([]);
    expect(await findings()).toEqual([]);
    expect(home.files().filter((file) => file.startsWith("salts/"))).toEqual([]);
  });

  test("keys of others are still proven absent; a key of which a row was deleted says so", async () => {
    const batch = await load("a.csv", [trialRow(1), trialRow(2)]);
    const ask = (value: string) =>
      home.lake.proveKey({ dataset: TRIAL_DATASET.id, batch: batch.id, column: "person_id", value }, home.ports.vrfSeed);
    await apply({ by: "rows", rows: [{ batch: batch.id, row: 1 }] });
    expect((await ask(trialId(7)))?.rows).toEqual([]);
    expect((await ask(trialId(2)))?.rows).toEqual([2]);
    await expect(ask(trialId(1))).rejects.toMatchObject({ code: "KEY_ROWS_DELETED" });
  });

  test("takes along who the row was said to be", async () => {
    const batch = await load("a.csv", [trialRow(1), trialRow(2)]);
    const dataset = await RetainedDataset.open(home.ports, catalogue());
    await dataset.choose({ by: "rows", rows: [{ batch: batch.id, row: 1 }] }, [], silentProgress.signal);
    const none: CatalogueDataset = { schema: ENTITY_MEMBERS_SCHEMA, batches: [], rewritten: [], withdrawn: new Set() };
    expect(await dataset.membersOf(none, [batch.id], silentProgress.signal)).toEqual([]);
    dataset.close();
  });
});

describe("redacting", () => {
  test("empties the cells, keeps the row and proves it with their digests", async () => {
    const batch = await load("a.csv", [trialRow(1), trialRow(2), trialRow(3)]);
    await apply({ by: "rows", rows: [{ batch: batch.id, row: 2 }] }, "redact", ["person_name"]);
    expect(await findings()).toEqual([]);
    const { opened } = await home.lake.openRecord(`${batch.id}:2`);
    expect(opened.cells["person_name"]).toEqual({ digest: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(opened.cells["person_id"]).toMatchObject({ value: trialId(2) });
    for (const row of [1, 2, 3]) expect(await isProven(batch, row)).toBe(true);
    await apply({ by: "batch", batch: batch.id }, "redact");
    for (const row of [1, 2, 3]) expect(await isProven(batch, row)).toBe(true);
    expect(await findings()).toEqual([]);
    await apply({ by: "rows", rows: [{ batch: batch.id, row: 2 }] });
    expect(await findings()).toEqual([]);
  });
});

describe("the check alarms", () => {
  const plant = async (path: string, sql: (from: string) => string) => {
    const instance = await DuckDBInstance.create(":memory:");
    const connection = await instance.connect();
    await connection.run(`COPY (${sql(`read_parquet('${path}')`)}) TO '${path}.new' (FORMAT parquet)`);
    connection.closeSync();
    instance.closeSync();
    copyFileSync(`${path}.new`, path);
  };
  /** As somebody would who can also write the catalogue. */
  const bless = async (path: string) => {
    const { describeLakeFile } = await import("../intake/durable.ts");
    const commit = home.catalogue.commits[0];
    const file = await describeLakeFile(home.ports.lakeFolder, path);
    Object.assign(commit ?? {}, { lakeFiles: [...(commit?.lakeFiles ?? []).filter((each) => each.path !== path), file] });
  };

  test("of rows and cells that vanished without an entry, and of deleted ones that are there", async () => {
    const batch = await load("a.csv", [trialRow(1), trialRow(2), trialRow(3), trialRow(4)]);
    const original = batchPaths(TRIAL_DATASET.id, batch.id).rows;
    const copy = readFileSync(join(home.ports.lakeFolder, original));
    await apply({ by: "rows", rows: [{ batch: batch.id, row: 2 }] });
    const name = batchPaths(TRIAL_DATASET.id, batch.id, 1).rows;
    const path = join(home.ports.lakeFolder, name);
    const good = readFileSync(path);
    const planted = async (sql: (from: string) => string) => {
      writeFileSync(path, good);
      await plant(path, sql);
      await bless(name);
      return findings();
    };
    expect(await planted((from) => `SELECT * FROM ${from} WHERE _row <> 3`)).toEqual(["rows-vanished"]);
    expect(await planted((from) => `SELECT * REPLACE (CASE WHEN _row = 3 THEN 1 ELSE _leaf END AS _leaf) FROM ${from}`)).toEqual([
      "deleted-remain",
    ]);
    expect(await planted((from) => `SELECT * REPLACE (CASE WHEN _row = 3 THEN 7 ELSE fine END AS fine) FROM ${from}`)).toEqual([
      "root-differs",
    ]);
    expect(
      await planted((from) => `SELECT *, CASE WHEN _row = 3 THEN unhex('${"00".repeat(32)}') END AS _cut_person_name FROM ${from}`),
    ).toEqual(["cells-vanished"]);
    writeFileSync(path, copy);
    await bless(name);
    expect(await findings()).toEqual(["rows-vanished"]);
    expect(existsSync(join(home.ports.lakeFolder, original))).toBe(false);
  });
});
