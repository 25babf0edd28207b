import { statSync, truncateSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { intake } from "../intake/intake.ts";
import { retry } from "../intake/retry.ts";
import { TRIAL_DATASET, TRIAL_HEADINGS, TrialHome, trialId, trialRow } from "../testing/trial-home.ts";
import { preview } from "./preview.ts";
import type { PreviewRequest } from "./preview-types.ts";

let home: TrialHome;
beforeEach(() => {
  home = new TrialHome([TRIAL_DATASET]);
});
afterEach(() => home.close());

const look = (path: string, more: Partial<PreviewRequest> = {}) => preview({ path, schema: TRIAL_DATASET, ...more }, home.ports);
const STRANGE = TRIAL_HEADINGS.map((_, at) => `x${at}`);
const BY_HAND = Object.fromEntries(STRANGE.map((heading, at) => [heading, TRIAL_DATASET.columns[at]?.name ?? null]));

describe("a look at a file", () => {
  test("shows rows as written and as they would be stored, what would be set aside and why, and writes nothing", async () => {
    const path = home.csv("a.csv", [
      TRIAL_HEADINGS,
      trialRow(1, { 姓名: "张 三", 罚款: "1.5万元" }),
      trialRow(2, { 决定日期: "2024-02-30" }),
      trialRow(3, { 罚款: "" }),
    ]);
    const seen = await look(path);
    expect(seen).toMatchObject({ judged: 3, isWhole: true, quarantined: 1, missing: [], ignored: [] });
    expect(seen.file).toMatchObject({ format: "csv", encoding: "utf-8", delimiter: "," });
    expect(seen.rows[0]).toMatchObject({
      row: 1,
      line: 2,
      source: { 姓名: "张 三" },
      values: { person_name: "张三", fine: "1500000" },
      reasons: [],
    });
    expect(seen.rows[1]?.reasons).toEqual([{ code: "date-impossible", column: "decided_on", value: "2024-02-30" }]);
    expect(seen.quarantine).toEqual([{ code: "date-impossible", column: "decided_on", rows: 1 }]);
    expect(seen.columns.find(({ name }) => name === "fine")).toMatchObject({ filled: 2, empty: 1, rejected: 0 });
    expect(seen.columns.find(({ name }) => name === "decided_on")).toMatchObject({ filled: 2, empty: 0, rejected: 1 });
    expect(home.files()).toEqual([]);
    expect(home.catalogue.commits).toEqual([]);
  });

  test("includes broken records in their place", async () => {
    const rows = [TRIAL_HEADINGS, trialRow(1), [...trialRow(2), "one too many"], trialRow(3)];
    const seen = await look(home.csv("a.csv", rows));
    expect(seen.rows.map(({ row, reasons }) => [row, reasons.map(({ code }) => code)])).toEqual([
      [1, []],
      [2, ["field-count"]],
      [3, []],
    ]);
    expect(seen.quarantined).toBe(1);
  });

  test("needs no dataset to show headings and rows", async () => {
    const seen = await look(
      home.csv("a.csv", [
        ["甲", "乙"],
        ["1", "2"],
      ]),
      { schema: null },
    );
    expect(seen).toMatchObject({ headings: ["甲", "乙"], ignored: ["甲", "乙"], quarantined: 0, samples: [["1"], ["2"]] });
  });

  test("names the required columns that nothing fills", async () => {
    const seen = await look(home.csv("a.csv", [STRANGE, trialRow(1)]));
    expect(seen.missing.length).toBeGreaterThan(0);
    expect((await look(home.csv("a.csv", [STRANGE, trialRow(1)]), { mapping: BY_HAND })).missing).toEqual([]);
  });

  test("foretells exactly what loading sets aside, for any rows", async () => {
    const odd = fc.constantFrom(
      {},
      { 决定日期: "不详" },
      { 决定日期: "2024-13-01" },
      { 罚款: "很多" },
      { 身份证号: "1" },
      { 姓名: "" },
      { 是否缴纳: "maybe" },
      { 罚款: "-" },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(odd, { minLength: 1, maxLength: 12 }), fc.integer(), async (oddities, salt) => {
        const rows = oddities.map((more, at) => trialRow(at + 1, { ...more, 备注: String(salt) }));
        const path = home.csv("p.csv", [STRANGE, ...rows]);
        const seen = await look(path, { mapping: BY_HAND });
        const { batch, quarantine } = await intake({ path, dataset: TRIAL_DATASET.id, office: "yueyang", mapping: BY_HAND }, home.ports);
        expect([seen.judged - seen.quarantined, seen.quarantined]).toEqual([batch.rowsAccepted, batch.rowsQuarantined]);
        const sorted = (counts: typeof quarantine) => counts.map(({ code, column, rows: count }) => `${code} ${column} ${count}`).sort();
        expect(sorted(seen.quarantine)).toEqual(sorted(quarantine));
      }),
      { numRuns: 15 },
    );
  });

  test("of a gigabyte reads the first megabytes only, and says that it is not the whole", { timeout: 30_000 }, async () => {
    const lines = Array.from({ length: 110_000 }, (_, at) => trialRow(at + 1, { 备注: '甲，“乙”"丙"'.repeat(at % 3) }));
    const path = home.csv("big.csv", [TRIAL_HEADINGS, ...lines]);
    expect(statSync(path).size).toBeGreaterThan(9 * 1024 * 1024);
    // The rest is a hole: reading it to the end would find records of zeros.
    truncateSync(path, 1024 ** 3);
    const began = performance.now();
    const seen = await look(path);
    expect(performance.now() - began).toBeLessThan(15_000);
    expect(seen).toMatchObject({ judged: 5_000, isWhole: false, quarantined: 0 });
    expect(seen.rows).toHaveLength(50);
  });

  test("is cancelled as INTAKE_CANCELLED and leaves nothing", async () => {
    const abort = new AbortController();
    const path = home.csv("a.csv", [TRIAL_HEADINGS, ...Array.from({ length: 2_000 }, (_, at) => trialRow(at + 1))]);
    const looking = preview({ path, schema: TRIAL_DATASET }, { ...home.ports, progress: { report() {}, signal: abort.signal } });
    abort.abort();
    await expect(looking).rejects.toMatchObject({ code: "INTAKE_CANCELLED" });
    expect(home.files()).toEqual([]);
  });

  test("of a file that is none is refused with the error that loading it has", async () => {
    await expect(look(home.file("a.csv", ""))).rejects.toMatchObject({ code: "FILE_EMPTY" });
    await expect(look(home.file("a.pdf", "%PDF-1.7"))).rejects.toMatchObject({ code: "FILE_TYPE_UNKNOWN" });
    await expect(look(join(home.folder, "nothing.csv"))).rejects.toMatchObject({ code: "FILE_NOT_FOUND" });
    expect(home.files()).toEqual([]);
  });
});

describe("a load with a mapping", () => {
  const load = (path: string, mapping: Record<string, string | null>) =>
    intake({ path, dataset: TRIAL_DATASET.id, office: "yueyang", mapping }, home.ports);

  test("fills the columns as it says, keeps that in the batch, and loads corrected rows the same way", async () => {
    const path = home.csv("a.csv", [STRANGE, trialRow(1), trialRow(2, { 决定日期: "2024-02-30" })]);
    const { batch } = await load(path, BY_HAND);
    expect(batch.mapping).toMatchObject({ person_name: "x0", person_id: "x1" });
    expect([batch.rowsAccepted, batch.rowsQuarantined]).toEqual([1, 1]);
    const day = Object.entries(BY_HAND).find(([, name]) => name === "decided_on")?.[0] ?? "";
    const again = await retry({ batch, corrections: { 2: { [day]: "2024-02-28" } }, office: "yueyang" }, home.ports);
    expect(again.batch).toMatchObject({ rowsAccepted: 1, rowsQuarantined: 0, mapping: batch.mapping });
    const session = await home.lake.session(home.snapshot(), [TRIAL_DATASET]);
    const { items } = await session.rows({ dataset: TRIAL_DATASET.id, offset: 0, limit: 10 });
    session.close();
    expect(new Set(items.map(({ values }) => values["person_id"]))).toEqual(new Set([trialId(1), trialId(2)]));
  });

  test("is refused before anything is written when it names what is not there or leaves a required column out", async () => {
    const path = home.csv("a.csv", [STRANGE, trialRow(1)]);
    await expect(load(path, { nothing: "person_name" })).rejects.toMatchObject({ code: "MAPPING_HEADING_UNKNOWN" });
    await expect(load(path, { x0: "nothing" })).rejects.toMatchObject({ code: "MAPPING_COLUMN_UNKNOWN" });
    await expect(load(path, { x0: "fine", x1: "fine" })).rejects.toMatchObject({ code: "MAPPING_COLUMN_TWICE" });
    await expect(load(path, { ...BY_HAND, x1: null })).rejects.toMatchObject({ code: "COLUMNS_MISSING" });
    expect(home.files()).toEqual([]);
  });

  test("that was saved is used when nobody says otherwise, and the outcome tells", async () => {
    const saved = { id: "map_1", name: "县局", version: 3, mapping: BY_HAND };
    const asked: unknown[] = [];
    const ports = {
      ...home.ports,
      savedMapping: async (table: unknown) => {
        asked.push(table);
        return saved;
      },
    };
    const path = home.csv("a.csv", [STRANGE, trialRow(1)]);
    const outcome = await intake({ path, dataset: TRIAL_DATASET.id, office: "yueyang" }, ports);
    expect(outcome.savedMapping).toEqual({ id: "map_1", name: "县局", version: 3 });
    expect(asked[0]).toEqual({ dataset: TRIAL_DATASET.id, office: "yueyang", headings: STRANGE });
    expect(outcome.batch.rowsAccepted).toBe(1);
  });
});
