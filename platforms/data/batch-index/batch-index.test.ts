import { readdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type ClosurePort, type Closures, rowRef, SEAL_RULES, silentProgress } from "@yuejian/contracts";
import { judgments } from "@yuejian/contracts/dictionary";
import { afterEach, describe, expect, test } from "vitest";
import { Engine } from "../engine/engine.ts";
import { intake } from "../intake/intake.ts";
import { rowsHolding } from "../lake/chosen-rows.ts";
import { openLake } from "../lake/lake.ts";
import { batchPaths } from "../lake/lake-paths.ts";
import type { LakeSession } from "../lake/session.ts";
import { TRIAL_DATASET, TRIAL_HEADINGS, TrialHome, trialId, trialRow } from "../testing/trial-home.ts";
import { identifierHash, identifierHashSql, keyHash, keyHashSql } from "./identifier-hash.ts";
import { indexFolder } from "./index-paths.ts";
import { indexedColumns } from "./indexed-columns.ts";
import { termsOf } from "./terms.ts";
import { writeIndex } from "./write-index.ts";

let home: TrialHome;
afterEach(() => home.close());

const load = async (dataset: string, name: string, rows: readonly (readonly string[])[]) => {
  const { batch } = await intake({ path: home.csv(name, rows), dataset, office: "yueyang" }, home.ports);
  return batch.id;
};

const index = (dataset: string, batch: string) =>
  home.lake.indexes.make({
    schema: dataset === judgments.id ? judgments : TRIAL_DATASET,
    batch,
    scratchFolder: home.ports.scratchFolder,
    progress: silentProgress,
  });

const sorted = <Row extends { readonly ref: string }>(rows: readonly Row[]) =>
  rows.toSorted((left, right) => (left.ref < right.ref ? -1 : 1));

test("what stands in the index is found by the same digest in SQL and in the program", async () => {
  home = new TrialHome([TRIAL_DATASET]);
  const engine = await Engine.open({ scratchFolder: home.ports.scratchFolder, files: [], folders: [], subject: "test" });
  const values = ["990602199001010012", "湘F12345", "", "（2024）湘0602刑初1号"];
  for (const value of values)
    for (const [sql, hash] of [
      [identifierHashSql("$1"), identifierHash(value)],
      [keyHashSql(["$1", "'2'"]), keyHash([value, "2"])],
      [keyHashSql(["$1"]), keyHash([value])],
    ] as const)
      expect(Number((await engine.rows(`SELECT ${sql}`, [value]))[0]?.[0])).toBe(hash);
  engine.close();
});

describe("a session over chosen rows", () => {
  /** What both kinds of session show of all rows of a dataset. */
  async function compare(
    batches: readonly string[],
    closures: Closures,
    schema: typeof TRIAL_DATASET,
    offices?: readonly string[],
  ): Promise<void> {
    const port: ClosurePort = {
      version: async () => closures.version,
      read: async () => closures,
      datasetOf: async () => ({ dataset: schema.id }),
      batchesOf: async () => ({ schema, batches }),
    };
    const lake = openLake({ ...home.ports, folder: home.ports.lakeFolder, threads: 1, closures: port, tables: undefined });
    const access = offices ? { [schema.id]: { offices } } : {};
    const whole = await lake.session({ id: "", takenAt: "", batches: { [schema.id]: batches } }, [schema], { access });
    const all = new Map(batches.map((batch) => [batch, Array.from({ length: 12 }, (_, at) => at + 1)]));
    const rowsOf = new Map<string, number[]>();
    for (const [batch, numbers] of all)
      rowsOf.set(
        batch,
        numbers.filter((row) => lake.indexes.of(schema.id, batch)?.read(row) !== null),
      );
    const chosen = await lake.chosen([{ schema, batches, rows: rowsOf }], { access });
    if (!chosen) throw new Error("every batch has an index");
    const shown = async (session: LakeSession) => [
      sorted(await session.rowsAmong(schema.id, rowsOf)),
      sorted(await session.rowsByRef([...rowsOf].flatMap(([batch, rows]) => rows.map((row) => rowRef(batch, row))))),
    ];
    expect(await shown(chosen)).toEqual(await shown(whole));
    // Row by row: what a row shows does not hang on what else was chosen.
    for (const [batch, rows] of rowsOf)
      for (const row of rows) {
        const one = await lake.chosen([{ schema, batches, rows: new Map([[batch, [row]]]) }], { access });
        const only = new Map([[batch, [row]]]);
        expect(await one?.rowsAmong(schema.id, only)).toEqual(await whole.rowsAmong(schema.id, only));
        one?.close();
      }
    chosen.close();
    whole.close();
    for (const lifted of [[], ["juvenile-record"]] as const) {
      const session = await lake.session({ id: "", takenAt: "", batches: { [schema.id]: batches } }, [schema], { lifted });
      const one = Array.from(rowsOf, ([batch, rows]) => rows.map((row) => new Map([[batch, [row]]]))).flat();
      for (const rows of [rowsOf, ...one]) {
        const few = await (await lake.reading()).counting([{ schema, batches, rows }], lifted);
        const told = (few?.rows.get(schema.id) ?? []).map(({ _ref: ref, ...values }) => ({ ref, values }));
        const shown = sorted(await session.rowsAmong(schema.id, rows));
        expect(sorted(told)).toEqual(shown.map(({ ref, values }) => ({ ref, values })));
        const refs = [...rows].flatMap(([batch, numbers]) => numbers.map((row) => rowRef(batch, row)));
        expect(few?.sealed).toEqual(await session.sealedAmong(refs));
        const seen = await lake.seen([{ schema, batches, rows }], lifted);
        expect(sorted(seen ?? [])).toEqual(sorted(await session.rowsByRef(refs)));
      }
      session.close();
    }
    await lake.close();
  }

  test("shows of them what a session over all rows shows: without what is superseded, sealed, withdrawn or of another office", async () => {
    home = new TrialHome([TRIAL_DATASET]);
    const batches = [
      await load(TRIAL_DATASET.id, "a.csv", [
        TRIAL_HEADINGS,
        ...[1, 2, 3, 4, 5, 6].map((serial) => trialRow(serial, serial === 3 ? { 决定日期: "某日" } : {})),
      ]),
      await load(TRIAL_DATASET.id, "b.csv", [
        TRIAL_HEADINGS,
        trialRow(2, { 罚款: "222" }),
        trialRow(7),
        trialRow(1, { 决定日期: "2025-01-01" }),
      ]),
      await load(TRIAL_DATASET.id, "c.csv", [TRIAL_HEADINGS, trialRow(2, { 罚款: "333" }), trialRow(2, { 罚款: "334" })]),
    ];
    for (const batch of batches) await index(TRIAL_DATASET.id, batch);
    const none: Closures = { version: "1", records: [], persons: [], released: [], rules: [], withdrawn: [], rewritten: [] };
    await compare(batches, none, TRIAL_DATASET);
    const [first = "", second = "", third = ""] = batches;
    await compare(
      batches,
      {
        ...none,
        records: [{ batch: first, row: 5, basis: "juvenile-record" }],
        persons: [{ person: trialId(4), dataset: null, basis: "juvenile-record" }],
        withdrawn: [
          { batch: second, row: 2 },
          { batch: third, row: 0 },
        ],
      },
      TRIAL_DATASET,
      ["yueyang"],
    );
  });

  test("a rule that closes rows by another row of the person closes them there too", async () => {
    home = new TrialHome([judgments]);
    const headings = ["裁判文书号", "被告人姓名", "被告人身份证号", "罪名", "裁判日期", "主刑", "刑期（月）", "犯罪时未成年", "辖区检察院"];
    const row = (serial: number, number: string, minor: string) => [
      number,
      `张三${serial}`,
      trialId(serial),
      "盗窃罪",
      "2024-03-05",
      "有期徒刑",
      "6",
      minor,
      "岳阳楼区人民检察院",
    ];
    const batches = [
      await load(judgments.id, "a.csv", [
        headings,
        row(1, "（2024）湘9906刑初1号", "是"),
        row(1, "（2024）湘9906刑初1号", "否"),
        row(2, "（2024）湘9906刑初1号", "否"),
      ]),
      await load(judgments.id, "b.csv", [
        headings,
        row(4, "（2024）湘9906刑初1号", "否"),
        row(1, "（2024）湘9906刑初2号", "否"),
        row(3, "（2024）湘9906刑初3号", "否"),
      ]),
    ];
    for (const batch of batches) await index(judgments.id, batch);
    const closures: Closures = { version: "1", records: [], persons: [], released: [], rules: SEAL_RULES, withdrawn: [], rewritten: [] };
    await compare(batches, closures, judgments);
    await compare(batches, { ...closures, released: [{ person: trialId(1), basis: "juvenile-record" }] }, judgments);
    await compare(batches, { ...closures, withdrawn: [{ batch: batches[0] ?? "", row: 1 }] }, judgments);
    // What is replaced by a judgment of an adult closes nobody else's any more.
    batches.push(await load(judgments.id, "c.csv", [headings, row(1, "（2024）湘9906刑初1号", "否")]));
    await index(judgments.id, batches[2] ?? "");
    await compare(batches, closures, judgments);
  });

  test("is not opened where a batch has no index, and is again once that is made anew; half an index is none", async () => {
    home = new TrialHome([TRIAL_DATASET]);
    const batch = await load(TRIAL_DATASET.id, "a.csv", [TRIAL_HEADINGS, trialRow(1), trialRow(2)]);
    const wanted = [{ schema: TRIAL_DATASET, batches: [batch], rows: new Map([[batch, [1]]]) }];
    const folder = join(home.ports.lakeFolder, indexFolder(TRIAL_DATASET.id));
    expect(await home.lake.chosen(wanted)).toBeNull();
    const stop = new AbortController();
    const interrupted = { report: () => stop.abort(new Error("killed")), signal: stop.signal };
    await expect(
      writeIndex({
        lakeFolder: home.ports.lakeFolder,
        scratchFolder: home.ports.scratchFolder,
        schema: TRIAL_DATASET,
        batch,
        progress: interrupted,
      }),
    ).rejects.toThrow("killed");
    expect(readdirSync(folder)).toEqual([]);
    const [left, before] = [join(folder, `${batch}.1.part`), new Date(Date.now() - 2 * 3_600_000)];
    writeFileSync(left, "left by a process that was killed");
    utimesSync(left, before, before);
    // Two jobs at once: neither takes the other's file away.
    await Promise.all([index(TRIAL_DATASET.id, batch), index(TRIAL_DATASET.id, batch)]);
    expect(readdirSync(folder)).toHaveLength(1);
    const session = await home.lake.chosen(wanted);
    expect(await session?.rowsAmong(TRIAL_DATASET.id, new Map([[batch, [1, 2]]]))).toHaveLength(1);
    session?.close();
    // Rows that were written anew are not told of by an index from before.
    const later = new Date(Date.now() + 60_000);
    utimesSync(join(home.ports.lakeFolder, batchPaths(TRIAL_DATASET.id, batch).rows), later, later);
    expect(await home.lake.chosen(wanted)).toBeNull();
    home.lake.indexes.drop(TRIAL_DATASET.id, batch);
    expect(readdirSync(folder)).toEqual([]);
    expect(await home.lake.chosen(wanted)).toBeNull();
  });
});

test("rows are found by each number that they hold, and by nothing else", async () => {
  home = new TrialHome([TRIAL_DATASET]);
  const batch = await load(TRIAL_DATASET.id, "a.csv", [TRIAL_HEADINGS, ...[1, 2, 1].map((serial) => trialRow(serial))]);
  expect(rowsHolding(home.lake.indexes, { schema: TRIAL_DATASET, batches: [batch] }, trialId(1), 10)).toBeNull();
  await index(TRIAL_DATASET.id, batch);
  const of = (value: string) => rowsHolding(home.lake.indexes, { schema: TRIAL_DATASET, batches: [batch] }, value, 10)?.get(batch);
  expect([of(trialId(1)), of(trialId(2)), of(trialId(3)), of("")]).toEqual([[1, 3], [2], undefined, undefined]);
});

test("what is held for one look answers as it stood, and nothing any more once the index is taken away here", async () => {
  home = new TrialHome([TRIAL_DATASET]);
  const batch = await load(TRIAL_DATASET.id, "a.csv", [TRIAL_HEADINGS, trialRow(1)]);
  await index(TRIAL_DATASET.id, batch);
  const held = home.lake.indexes.held();
  expect(held.of(TRIAL_DATASET.id, batch)?.read(1)?.row).toBe(1);
  // Another process makes the rows anew: this look goes on with what it began with, the next one does not.
  const later = new Date(Date.now() + 60_000);
  utimesSync(join(home.ports.lakeFolder, batchPaths(TRIAL_DATASET.id, batch).rows), later, later);
  expect([held.has(TRIAL_DATASET.id, batch), home.lake.indexes.held().has(TRIAL_DATASET.id, batch)]).toEqual([true, false]);
  home.lake.indexes.drop(TRIAL_DATASET.id, batch);
  expect(held.of(TRIAL_DATASET.id, batch)).toBeNull();
});

test("no personal column is among those whose words are found", () => {
  for (const name of indexedColumns(judgments).texts)
    expect(judgments.columns.find((column) => column.name === name)?.dataClass).toBe("internal");
  expect(indexedColumns(judgments).texts).not.toContain("defendant_name");
});

test("a text is found by pairs of characters, by the last character of a run, and by words of letters and of digits", () => {
  home = new TrialHome([TRIAL_DATASET]);
  expect([...termsOf("（2024）湘0602刑初12号")]).toEqual(["2024", "湘", "0602", "刑初", "初", "12", "号"]);
  expect([...termsOf("Ａ座 岳陽樓")]).toEqual(["a", "座", "岳阳", "阳楼", "楼"]);
  expect([...termsOf("—— 、。")]).toEqual([]);
});
