import type { Progress } from "@yuejian/contracts";
import { strToU8, zipSync } from "fflate";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { checkLake } from "../lake/check-lake.ts";
import { row, workbookBytes } from "../source/testing/workbook-bytes.ts";
import { TRIAL_DATASET, TRIAL_HEADINGS, TrialHome, trialRow } from "../testing/trial-home.ts";
import { intakeFile } from "./intake.ts";
import type { IntakeRequest } from "./intake-types.ts";
import { retry } from "./retry.ts";

let home: TrialHome;

beforeEach(() => {
  home = new TrialHome([TRIAL_DATASET]);
});
afterEach(() => home.close());

const csv = (...people: number[]): Uint8Array =>
  strToU8([TRIAL_HEADINGS, ...people.map((person) => trialRow(person))].map((each) => each.join(",")).join("\n"));
const sheet = (...people: number[]): string =>
  [TRIAL_HEADINGS, ...people.map((person) => trialRow(person))].map((cells, at) => row(at + 1, ...cells)).join("");
const load = (path: string, more: Partial<IntakeRequest> = {}, ports = home.ports) =>
  intakeFile({ path, dataset: "trial-register", office: "yueyang", ...more }, ports);
const loaded = (): string[] => home.catalogue.commits.map(({ batch }) => `${batch.file.name} ${batch.file.sheet}: ${batch.rowsAccepted}`);

describe("a file of several tables", () => {
  test("is loaded as one batch for each, in its order; loaded again, it changes nothing", async () => {
    const book = workbookBytes({
      sheets: { 一: sheet(5), 说明: row(1, "填报说明") + row(2, "略"), 二: sheet(6, 7), 空: "", 旧: sheet(8) },
      hidden: ["旧"],
    });
    const path = home.file(
      "交付.zip",
      zipSync({ "甲.csv": csv(1, 2), "乙.xlsx": book, "函.docx": csv(3), "目录.txt": strToU8("文件,说明\n甲.csv,略\n") }),
    );
    const first = await load(path);
    expect(loaded()).toEqual(["交付.zip/甲.csv null: 2", "交付.zip/乙.xlsx 一: 1", "交付.zip/乙.xlsx 二: 2"]);
    expect(first.parts.map(({ status }) => status)).toEqual(["committed", "committed", "committed"]);
    expect(first.skipped).toEqual(
      expect.arrayContaining([
        { member: "函.docx", sheet: null, reason: "no-table" },
        { member: "乙.xlsx", sheet: "旧", reason: "hidden" },
        { member: "乙.xlsx", sheet: "说明", reason: "no-column" },
        { member: "乙.xlsx", sheet: "空", reason: "empty" },
        { member: "目录.txt", sheet: null, reason: "no-column" },
      ]),
    );
    const files = home.files();
    const again = await load(path);
    expect(again.parts.map(({ status, batch }) => [status, batch.id])).toEqual(first.parts.map(({ batch }) => ["duplicate", batch.id]));
    expect(home.files()).toEqual(files);
    expect((await checkLake(home.ports, home.catalogue.commits, { isDeep: true })).findings).toEqual([]);
  });

  test("the same file by itself and in a ZIP is one batch", async () => {
    await load(home.file("甲.csv", csv(1, 2)));
    const { parts } = await load(home.file("交付.zip", zipSync({ "别名.csv": csv(1, 2), "乙.csv": csv(3) })));
    expect(parts.map(({ status }) => status)).toEqual(["duplicate", "committed"]);
    expect(home.catalogue.commits).toHaveLength(2);
  });

  test("one member, one sheet or a hidden sheet is loaded alone when it is named", async () => {
    const book = workbookBytes({ sheets: { 一: sheet(5), 旧: sheet(8) }, hidden: ["旧"] });
    const path = home.file("交付.zip", zipSync({ "甲.csv": csv(1, 2), "乙.xlsx": book }));
    await load(path, { part: { member: "甲.csv" } });
    await load(path, { part: { member: "乙.xlsx", sheet: "旧" } });
    expect(loaded()).toEqual(["交付.zip/甲.csv null: 2", "交付.zip/乙.xlsx 旧: 1"]);
  });

  test.each<[string, string, Record<string, Uint8Array>]>([
    ["COLUMNS_MISSING", "some of the columns only", { "甲.csv": csv(1), "乙.csv": strToU8("姓名,罚款\n张三,1\n") }],
    ["HEADER_DUPLICATE", "a heading twice", { "甲.csv": csv(1), "乙.csv": strToU8("姓名,姓名\n张三,李四\n") }],
    ["QUOTE_UNCLOSED", "an open quote", { "甲.csv": csv(1), "乙.csv": Buffer.concat([csv(2), Buffer.from('\n"')]) }],
    ["FILE_TRUNCATED", "a workbook cut off", { "甲.csv": csv(1), "乙.xlsx": workbookBytes({ sheets: { 一: sheet(1) } }).subarray(0, -40) }],
    ["FILE_EMPTY", "nothing in it", { "甲.csv": csv(1), "乙.csv": strToU8("") }],
  ])("%s: a member with %s refuses the whole file by the member's name before anything is loaded", async (code, _, members) => {
    const path = home.file("交付.zip", zipSync(members));
    await expect(load(path)).rejects.toMatchObject({ code, parameters: { file: expect.stringMatching(/^交付\.zip\/乙/) } });
    expect(home.files()).toEqual([]);
    expect(home.catalogue.commits).toEqual([]);
  });

  test("without any table of the dataset is PARTS_NOT_FITTING with what it holds", async () => {
    const path = home.file("交付.zip", zipSync({ "甲.csv": strToU8("a,b\n1,2\n"), "乙.csv": strToU8("c,d\n1,2\n") }));
    await expect(load(path)).rejects.toMatchObject({ code: "PARTS_NOT_FITTING", parameters: { found: "甲.csv、乙.csv" } });
    expect(home.files()).toEqual([]);
  });

  test("makes a dataset from its first table and loads the others into it", async () => {
    const path = home.file(
      "交付.zip",
      zipSync({ "甲.csv": strToU8("编号,金额\nA,1\n"), "乙.csv": strToU8("编号,金额\nB,2\n"), "丙.csv": strToU8("别的,列\n1,2\n") }),
    );
    const { parts, skipped } = await load(path, { dataset: "new-set", create: true });
    expect(parts.map(({ status, datasetCreated, batch }) => [status, datasetCreated, batch.rowsAccepted])).toEqual([
      ["committed", true, 1],
      ["committed", false, 1],
    ]);
    expect(skipped).toEqual([{ member: "丙.csv", sheet: null, reason: "no-column" }]);
  });

  test("that fails after its first table says how much is there, and the next load adds the rest", async () => {
    const path = home.file("交付.zip", zipSync({ "甲.csv": csv(1), "乙.csv": csv(2) }));
    const failing = {
      dataset: (id: string) => home.catalogue.dataset(id),
      findByContent: home.catalogue.findByContent.bind(home.catalogue),
      batches: (dataset: string) => home.catalogue.batches(dataset),
      commit: async (commit: Parameters<typeof home.catalogue.commit>[0]) => {
        if (home.catalogue.commits.length > 0) throw new Error("the disk is gone");
        return home.catalogue.commit(commit);
      },
    };
    await expect(load(path, {}, { ...home.ports, catalogue: failing })).rejects.toMatchObject({
      code: "INTAKE_INCOMPLETE",
      parameters: { done: 1, total: 2 },
    });
    expect(loaded()).toEqual(["交付.zip/甲.csv null: 1"]);
    const { parts } = await load(path);
    expect(parts.map(({ status }) => status)).toEqual(["duplicate", "committed"]);
  });

  test("a broken line of JSON is loaded once a person has given its fields", async () => {
    const record = (person: number): string =>
      JSON.stringify(Object.fromEntries(TRIAL_HEADINGS.map((heading, at) => [heading, trialRow(person)[at]])));
    const { parts } = await load(home.file("a.ndjson", `${record(1)}\n{"姓名":"张三",\n`));
    const batch = parts[0]?.batch;
    if (!batch) throw new Error("no batch");
    expect([batch.rowsAccepted, batch.rowsQuarantined]).toEqual([1, 1]);
    const [held] = (await home.lake.quarantine([batch], { offset: 0, limit: 9 })).items;
    expect(held).toMatchObject({ row: 2, line: 2, reasons: [{ code: "record-malformed" }], source: { "#1": '{"姓名":"张三",' } });
    const corrected = Object.fromEntries(TRIAL_HEADINGS.map((heading, at) => [heading, trialRow(2)[at] ?? ""]));
    const again = await retry({ batch, corrections: { 2: corrected }, office: "yueyang" }, home.ports);
    expect([again.batch.rowsAccepted, again.batch.rowsQuarantined]).toEqual([1, 0]);
  });

  test("that is cancelled after its first table says that this one stays", async () => {
    const path = home.file("交付.zip", zipSync({ "甲.csv": csv(1), "乙.csv": csv(2) }));
    const controller = new AbortController();
    const progress: Progress = {
      report: (_done, _total, stage) => {
        if (stage.en === "Loading" && home.catalogue.commits.length === 1) controller.abort();
      },
      signal: controller.signal,
    };
    await expect(load(path, {}, home.with(progress))).rejects.toMatchObject({
      code: "INTAKE_CANCELLED_PARTLY",
      parameters: { done: 1, total: 2 },
    });
    expect(loaded()).toEqual(["交付.zip/甲.csv null: 1"]);
  });
});
