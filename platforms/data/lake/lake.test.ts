import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import type { Snapshot } from "@yuejian/contracts";
import { decodeHex, recordLeafHash, verifyInclusion } from "@yuejian/digests";
import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { columnsDigest } from "../commitment/committed-columns.ts";
import { eraseSalts, removeSalts } from "../commitment/salts.ts";
import { intake } from "../intake/intake.ts";
import { PARSER_VERSION } from "../intake/intake-types.ts";
import { retry } from "../intake/retry.ts";
import { profile } from "../quality/profile.ts";
import { TRIAL_DATASET, TRIAL_HEADINGS, TrialHome, trialId, trialRow } from "../testing/trial-home.ts";
import { checkLake } from "./check-lake.ts";
import type { LakeSession } from "./session.ts";

let home: TrialHome;

beforeEach(() => {
  home = new TrialHome([TRIAL_DATASET]);
});
afterEach(() => home.close());

const load = async (name: string, rows: readonly string[][]) =>
  (await intake({ path: home.csv(name, [TRIAL_HEADINGS, ...rows]), dataset: "trial-register", office: "yueyang" }, home.ports)).batch;

async function inSession<Result>(
  work: (session: LakeSession) => Promise<Result>,
  snapshot: Snapshot = home.snapshot(),
  access = {},
): Promise<Result> {
  const session = await home.lake.session(snapshot, [TRIAL_DATASET], { access: { "trial-register": access } });
  try {
    return await work(session);
  } finally {
    session.close();
  }
}

const fines = (snapshot?: Snapshot): Promise<unknown> =>
  inSession(async (session) => (await session.select('SELECT person_id, fine FROM "trial-register" ORDER BY 1')).rows, snapshot);

describe("supersession", () => {
  test("of records with the same key only the newest load's row is there; without that load the older one is back", async () => {
    const first = await load("a.csv", [trialRow(1), trialRow(2), trialRow(3)]);
    const second = await load("b.csv", [trialRow(2, { 罚款: "222" }), trialRow(4)]);
    const third = await load("c.csv", [trialRow(2, { 罚款: "333" }), trialRow(1, { 决定日期: "2025-01-01" })]);
    const newest = [
      [trialId(1), 1000],
      [trialId(1), 1000],
      [trialId(2), 33300],
      [trialId(3), 3000],
      [trialId(4), 4000],
    ];
    expect(await fines()).toEqual(newest);
    expect(await fines()).toEqual(newest);
    const without = { ...home.snapshot(), batches: { "trial-register": [second.id, first.id] } };
    expect(await fines(without)).toEqual([
      [trialId(1), 1000],
      [trialId(2), 22200],
      [trialId(3), 3000],
      [trialId(4), 4000],
    ]);
    expect(await fines({ ...without, batches: { "trial-register": [first.id, third.id] } })).toEqual([
      [trialId(1), 1000],
      [trialId(1), 1000],
      [trialId(2), 33300],
      [trialId(3), 3000],
    ]);
    expect(await fines({ ...without, batches: {} })).toEqual([]);
  });

  test("rows of one load with the same key all stay", async () => {
    await load("a.csv", [trialRow(1), trialRow(1, { 罚款: "7" })]);
    expect(await fines()).toHaveLength(2);
  });

  test("a retried row is as old as its load: it does not supersede a newer one", async () => {
    const first = await load("a.csv", [trialRow(1), trialRow(2, { 罚款: "?" })]);
    await load("b.csv", [trialRow(2, { 罚款: "200" })]);
    await retry({ batch: first, corrections: { 2: { 罚款: "2" } }, office: "yueyang" }, home.ports);
    expect(await fines()).toEqual([
      [trialId(1), 1000],
      [trialId(2), 20000],
    ]);
  });

  test("any order of loads and snapshots agrees with a plain computation", async () => {
    const loads = fc.array(fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(loads, fc.nat(), async (people, seed) => {
        const own = new TrialHome([TRIAL_DATASET]);
        try {
          const ids: string[] = [];
          for (const [at, group] of people.entries()) {
            const path = own.csv(`${at}.csv`, [
              TRIAL_HEADINGS,
              ...group.map((person) => trialRow(person, { 罚款: String(at + 1), 备注: `${at}` })),
            ]);
            ids.push((await intake({ path, dataset: "trial-register", office: "yueyang" }, own.ports)).batch.id);
          }
          const kept = ids.map((_, at) => ((seed >> at) & 1) === 0 || at === 0);
          const expected = people.flatMap((group, at) => {
            const isLatest = (person: number): boolean =>
              !people.some((later, index) => index > at && kept[index] && later.includes(person));
            return kept[at] ? group.filter(isLatest).map((person) => [trialId(person), (at + 1) * 100]) : [];
          });
          const batches = { "trial-register": ids.filter((_, at) => kept[at]) };
          const session = await own.lake.session({ id: "s", takenAt: "", batches }, [TRIAL_DATASET]);
          const { rows } = await session.select('SELECT person_id, fine FROM "trial-register"');
          session.close();
          const sorted = (list: readonly unknown[]): string[] => list.map((row) => JSON.stringify(row)).sort();
          expect(sorted(rows)).toEqual(sorted(expected));
        } finally {
          await own.close();
        }
      }),
      { numRuns: 6 },
    );
  });
});

describe("sessions", () => {
  test("rows are paged in order and filtered by batch, by missing and by value", async () => {
    const first = await load(
      "a.csv",
      Array.from({ length: 7 }, (_, person) => trialRow(person + 1, person % 2 ? { 备注: "" } : {})),
    );
    const second = await load("b.csv", [trialRow(20)]);
    await inSession(async (session) => {
      const page = await session.rows({ dataset: "trial-register", offset: 2, limit: 3 });
      expect([page.total, page.items.map(({ ref }) => ref)]).toEqual([8, [3, 4, 5].map((row) => `${first.id}:${row}`)]);
      expect(
        (await session.rows({ dataset: "trial-register", offset: 0, limit: 9, batch: second.id })).items.map(({ row }) => row),
      ).toEqual([1]);
      expect((await session.rows({ dataset: "trial-register", offset: 0, limit: 9, column: "note", missing: true })).total).toBe(3);
      expect(
        (await session.rows({ dataset: "trial-register", offset: 0, limit: 9, column: "fine", equals: "3000" })).items.map(
          ({ row }) => row,
        ),
      ).toEqual([3]);
      await expect(
        session.rows({ dataset: "trial-register", offset: 0, limit: 9, column: 'note" OR true --', equals: "x" }),
      ).rejects.toMatchObject({ code: "REQUEST_INVALID" });
    });
  });

  test("columns, masks and offices of the access hold in rows, references and queries", async () => {
    const batch = await load("a.csv", [trialRow(1), trialRow(2, { 辖区: "汨罗" }), trialRow(3, { 辖区: "" })]);
    const access = { columns: ["person_name", "fine", "note"], masked: ["person_name"], offices: ["miluo"] };
    await inSession(
      async (session) => {
        const { items, total } = await session.rows({ dataset: "trial-register", offset: 0, limit: 9 });
        expect([total, items[0]?.values]).toEqual([1, { person_name: "•", fine: 2000, note: "第2号" }]);
        expect(
          (await session.rowsByRef([`${batch.id}:1`, `${batch.id}:2`])).map(({ row, values }) => [row, values["person_name"]]),
        ).toEqual([[2, "•"]]);
        expect((await session.select("SELECT person_name FROM trial_register")).rows).toEqual([["•"]]);
        for (const column of ["person_id", "office"])
          await expect(session.select(`SELECT ${column} FROM trial_register`)).rejects.toThrow(column);
      },
      home.snapshot(),
      access,
    );
  });

  test("a query ends at its limits of time and rows, and at a signal", async () => {
    await load("a.csv", [trialRow(1)]);
    const endless = "SELECT count(*) FROM range(100000000) a, range(100000000) b WHERE a.range + b.range = 1";
    await inSession(async (session) => {
      await expect(session.select(endless, [], { seconds: 0.2 })).rejects.toMatchObject({ code: "QUERY_TOO_LONG" });
      const signal = AbortSignal.timeout(100);
      await expect(session.select(endless, [], { signal })).rejects.toBe(
        await new Promise((resolve) => signal.addEventListener("abort", () => resolve(signal.reason))),
      );
      const cut = await session.select("SELECT * FROM range(5000)", [], { maxRows: 10 });
      expect([cut.rows.length, cut.isTruncated]).toEqual([10, true]);
      expect((await session.select("SELECT * FROM range(10)", [], { maxRows: 10 })).isTruncated).toBe(false);
    });
  });

  test("a rule sees the declared columns and references only", async () => {
    const batch = await load("a.csv", [trialRow(1)]);
    await inSession(async (session) => {
      const sources = session.modelSources("m", [{ dataset: "trial-register", presence: "present", columns: ["fine", "person_id"] }]);
      const { columns, rows } = await session.select(`SELECT * FROM ${sources("trial-register", ["fine"])} AS source`);
      expect([columns.map(({ name }) => name), rows]).toEqual([["fine", "person_id", "_ref"], [[1000, trialId(1), `${batch.id}:1`]]]);
      expect(() => sources("trial-register", ["person_name"])).toThrow(expect.objectContaining({ code: "RULE_COLUMN_UNDECLARED" }));
      expect(() => sources("other", ["x"])).toThrow(expect.objectContaining({ code: "RULE_COLUMN_UNDECLARED" }));
    });
    await inSession(
      async (session) => {
        const sources = session.modelSources("m", [{ dataset: "trial-register", presence: "absent", columns: ["fine"] }]);
        expect(() => sources("trial-register", ["fine"])).toThrow(expect.objectContaining({ code: "MODEL_INPUT_MISSING" }));
      },
      { id: "s", takenAt: "", batches: {} },
    );
  });

  test("a column that a later version of the schema brought is null in older batches", async () => {
    await load("a.csv", [trialRow(1)]);
    const wider = {
      ...TRIAL_DATASET,
      version: 2,
      columns: [
        ...TRIAL_DATASET.columns,
        { ...TRIAL_DATASET.columns[3], name: "costs", title: { zh: "费用", en: "Costs" } } as (typeof TRIAL_DATASET.columns)[number],
      ],
    };
    const session = await home.lake.session(home.snapshot(), [wider]);
    expect((await session.rows({ dataset: "trial-register", offset: 0, limit: 1 })).items[0]?.values).toMatchObject({
      fine: 1000,
      costs: null,
    });
    session.close();
  });

  test("each row has the version of its parser, a retried one that of its retry; rows from before the column have none and are read", async () => {
    const first = await load("a.csv", [trialRow(1), trialRow(2, { 罚款: "许多" })]);
    const again = await retry({ batch: first, corrections: { 2: { 罚款: "5" } }, office: "yueyang" }, home.ports);
    await load("b.csv", [trialRow(3)]);
    const parsers = () =>
      inSession(async (session) =>
        (await session.rows({ dataset: "trial-register", offset: 0, limit: 9 })).items.map(({ row, parser }) => [row, parser]),
      );
    expect(await parsers()).toEqual([
      [1, PARSER_VERSION],
      [2, PARSER_VERSION],
      [1, PARSER_VERSION],
    ]);
    const stem = join(home.ports.lakeFolder, "trial-register", first.id);
    const instance = await DuckDBInstance.create(":memory:");
    const connection = await instance.connect();
    await connection.run(`COPY (SELECT * EXCLUDE (_parser) FROM '${stem}.parquet') TO '${stem}.old' (FORMAT parquet)`);
    connection.closeSync();
    instance.closeSync();
    renameSync(`${stem}.old`, `${stem}.parquet`);
    const { parser: _parser, ...manifest } = JSON.parse(readFileSync(`${stem}.json`, "utf8")) as Record<string, unknown>;
    writeFileSync(`${stem}.json`, JSON.stringify(manifest));
    expect(again.batch.parserVersion).toBe(PARSER_VERSION);
    expect(await parsers()).toEqual([
      [1, null],
      [2, PARSER_VERSION],
      [1, PARSER_VERSION],
    ]);
  });

  test("an unknown batch is refused", async () => {
    const snapshot = { id: "s", takenAt: "", batches: { "trial-register": ["bat_00000000000000000000000000"] } };
    await expect(home.lake.session(snapshot, [TRIAL_DATASET])).rejects.toMatchObject({ code: "BATCH_UNKNOWN" });
  });
});

describe("opened records", () => {
  test("every row opens to the root that was committed, and a flipped value, salt, number or path does not", async () => {
    const batch = await load(
      "a.csv",
      Array.from({ length: 600 }, (_, person) =>
        trialRow(person + 1, {
          罚款: person % 50 === 7 ? "?" : "1.25",
          比例: String(person / 7),
          决定日期: `2024-03-${String(1 + (person % 28)).padStart(2, "0")}`,
        }),
      ),
    );
    const commit = home.catalogue.commits[0];
    const hex = (text: string): Uint8Array => decodeHex(text, 32) ?? new Uint8Array(0);
    for (const row of [1, 2, 9, 255, 256, 257, 300, 511, 512, 513, 600]) {
      const record = await home.lake.openRecord(`${batch.id}:${row}`);
      expect([record.root, record.count, record.opened.row, record.opened.line]).toEqual([
        batch.recordRoot,
        batch.rowsAccepted,
        row,
        row + 1,
      ]);
      expect(columnsDigest(record.opened.columns)).toBe(commit?.columnsDigest);
      const proof = { index: record.leafIndex, size: record.count, path: record.path.map(hex), root: hex(record.root) };
      const holds = (opened: typeof record.opened): boolean => verifyInclusion({ ...proof, leafHash: recordLeafHash(opened) });
      expect(holds(record.opened)).toBe(true);
      const { cells, rest } = record.opened;
      expect(holds({ ...record.opened, row: row + 1 })).toBe(false);
      expect(holds({ ...record.opened, line: row })).toBe(false);
      expect(holds({ ...record.opened, rest: { ...rest, values: { ...rest.values, fine: "126" } } })).toBe(false);
      expect(holds({ ...record.opened, cells: { ...cells, person_name: { salt: "0".repeat(32), value: "张三" } } })).toBe(false);
      expect(verifyInclusion({ ...proof, leafHash: recordLeafHash(record.opened), index: record.leafIndex === 0 ? 1 : 0 })).toBe(false);
    }
  });

  test("quarantined, unknown and malformed references are RECORD_UNKNOWN", async () => {
    const batch = await load("a.csv", [trialRow(1), trialRow(2, { 罚款: "?" })]);
    for (const ref of [`${batch.id}:2`, `${batch.id}:3`, "bat_00000000000000000000000000:1", "../../x:1", ""])
      await expect(home.lake.openRecord(ref)).rejects.toMatchObject({ code: "RECORD_UNKNOWN" });
  });

  test("erased salts close the rows they belong to and no other", async () => {
    const batch = await load("a.csv", [trialRow(1), trialRow(2), trialRow(3)]);
    eraseSalts(home.ports.saltsFolder, batch.id, { perRow: 3, leaves: 3, erased: [{ leaves: [[1, 1]] }] });
    expect(home.files().filter((file) => file.startsWith("salts/"))).toEqual([`salts/${batch.id}.salts`]);
    expect((await home.lake.openRecord(`${batch.id}:1`)).root).toBe(batch.recordRoot);
    expect((await home.lake.openRecord(`${batch.id}:3`)).root).toBe(batch.recordRoot);
    await expect(home.lake.openRecord(`${batch.id}:2`)).rejects.toMatchObject({ code: "RECORD_SALTS_ERASED" });
    expect((await checkLake(home.ports, home.catalogue.commits, { isDeep: true })).findings.map(({ kind }) => kind)).toEqual([
      "salts-missing",
    ]);
    removeSalts(home.ports.saltsFolder, batch.id);
    await expect(home.lake.openRecord(`${batch.id}:1`)).rejects.toMatchObject({ code: "RECORD_SALTS_ERASED" });
  });
});

describe("quality", () => {
  test("counts are exact; personal values are never shown", async () => {
    await load("a.csv", [trialRow(1, { 备注: "" }), trialRow(2), trialRow(2, { 决定日期: "2024-01-01" }), trialRow(3, { 罚款: "?" })]);
    const batches = home.catalogue.commits.map(({ batch }) => batch);
    const quality = await inSession((session) => profile(session, home.lake, { dataset: "trial-register", batches }));
    expect([quality.rows, quality.quarantined]).toEqual([3, 1]);
    const of = (name: string) => quality.columns.find(({ column }) => column === name);
    expect(of("person_id")).toMatchObject({ rows: 3, missing: 0, distinct: 2, least: null, greatest: null, top: [], quarantined: 0 });
    expect(of("fine")).toMatchObject({
      distinct: 2,
      least: 1000,
      greatest: 2000,
      quarantined: 1,
      top: [
        { value: 2000, rows: 2 },
        { value: 1000, rows: 1 },
      ],
    });
    expect(of("decided_on")).toMatchObject({ least: "2024-01-01", greatest: "2024-03-05" });
    expect(of("note")).toMatchObject({ missing: 1, distinct: 1, top: [{ value: "第2号", rows: 2 }] });
    expect(of("is_paid")).toMatchObject({ distinct: 1, top: [{ value: true, rows: 3 }] });
  });

  test("an empty dataset has a profile of zeros", async () => {
    const quality = await inSession((session) => profile(session, home.lake, { dataset: "trial-register", batches: [] }), {
      id: "s",
      takenAt: "",
      batches: {},
    });
    expect(quality).toMatchObject({ rows: 0, quarantined: 0 });
    expect(quality.columns.every(({ distinct, missing }) => distinct === 0 && missing === 0)).toBe(true);
  });
});
