import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type BatchCatalogue, type Progress, YuejianError } from "@yuejian/contracts";
import { strToU8, zipSync } from "fflate";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { checkLake } from "../lake/check-lake.ts";
import { TRIAL_DATASET, TRIAL_HEADINGS, TrialHome, trialId, trialRow } from "../testing/trial-home.ts";
import { intake } from "./intake.ts";

let home: TrialHome;

beforeEach(() => {
  home = new TrialHome([TRIAL_DATASET]);
});
afterEach(() => home.close());

const people = (count: number, more: (person: number) => Partial<Record<string, string>> = () => ({})): string[][] => [
  TRIAL_HEADINGS,
  ...Array.from({ length: count }, (_, person) => trialRow(person + 1, more(person + 1))),
];

const load = (path: string) => intake({ path, dataset: "trial-register", office: "yueyang" }, home.ports);

function bound(catalogue: BatchCatalogue): BatchCatalogue {
  return {
    dataset: (id) => catalogue.dataset(id),
    findByContent: (content) => catalogue.findByContent(content),
    commit: (commit) => catalogue.commit(commit),
    batches: (dataset) => catalogue.batches(dataset),
  };
}

async function isSound(): Promise<void> {
  const check = await checkLake(home.ports, home.catalogue.commits, { isDeep: true });
  expect(check.findings).toEqual([]);
}

describe("a file that is taken over", () => {
  test("every type is stored in its canonical form, rows keep record number and line, and the tree covers them", async () => {
    const path = home.csv("a.csv", [
      TRIAL_HEADINGS,
      trialRow(1, {
        姓名: "张 三",
        决定日期: "2024年3月5日",
        罚款: "1.5万元",
        比例: "1,250.50",
        是否缴纳: "否",
        备注: "甲，乙\n丙",
        辖区: "汨罗",
      }),
      trialRow(2, { 决定日期: "20240306", 罚款: "", 天数: "", 比例: "", 是否缴纳: "", 备注: "", 辖区: "" }),
    ]);
    const outcome = await load(path);
    expect(outcome).toMatchObject({
      status: "committed",
      datasetCreated: false,
      rowsRead: 2,
      batch: { rowsAccepted: 2, rowsQuarantined: 0 },
    });
    const session = await home.lake.session(home.snapshot(), [TRIAL_DATASET]);
    const { items, total } = await session.rows({ dataset: "trial-register", offset: 0, limit: 10 });
    session.close();
    expect(total).toBe(2);
    expect(items.map(({ row, line }) => [row, line])).toEqual([
      [1, 2],
      [2, 4],
    ]);
    expect(items[0]?.values).toEqual({
      person_name: "张三",
      person_id: trialId(1),
      decided_on: "2024-03-05",
      fine: 1_500_000,
      days: 1,
      share: 1250.5,
      is_paid: false,
      note: "甲，乙\n丙",
      office: "miluo",
    });
    expect(items[1]?.values).toMatchObject({
      decided_on: "2024-03-06",
      fine: null,
      days: null,
      share: null,
      is_paid: null,
      note: null,
      office: null,
    });
    await isSound();
  });

  test("rows with faults are set aside with every reason and their source text, the others are accepted under their own numbers", async () => {
    const path = home.csv(
      "a.csv",
      people(6, (person) =>
        person === 2 ? { 身份证号: "990602195001010019", 罚款: "许多" } : person === 4 ? { 姓名: "", 辖区: "长沙" } : {},
      ),
    );
    const { batch, quarantine } = await load(path);
    expect([batch.rowsAccepted, batch.rowsQuarantined]).toEqual([4, 2]);
    expect(quarantine).toEqual(
      expect.arrayContaining([
        { code: "resident-id-check", column: "person_id", rows: 1 },
        { code: "amount-unreadable", column: "fine", rows: 1 },
        { code: "required-missing", column: "person_name", rows: 1 },
        { code: "value-not-allowed", column: "office", rows: 1 },
      ]),
    );
    const held = await home.lake.quarantine([batch], { offset: 0, limit: 10 });
    expect(held.items).toEqual([
      {
        batch: batch.id,
        isSealed: false,
        row: 2,
        line: 3,
        reasons: [
          { code: "resident-id-check", column: "person_id", value: "990602195001010019" },
          { code: "amount-unreadable", column: "fine", value: "许多" },
        ],
        source: Object.fromEntries(
          TRIAL_HEADINGS.map((heading, index) => [heading, trialRow(2, { 身份证号: "990602195001010019", 罚款: "许多" })[index]]),
        ),
      },
      expect.objectContaining({
        row: 4,
        reasons: [
          { code: "required-missing", column: "person_name", value: null },
          { code: "value-not-allowed", column: "office", value: "长沙" },
        ],
      }),
    ]);
    expect((await home.lake.quarantine([batch], { offset: 0, limit: 10, column: "fine" })).items.map(({ row }) => row)).toEqual([2]);
    expect((await home.lake.quarantine([batch], { offset: 0, limit: 10, code: "value-not-allowed" })).total).toBe(1);
    expect((await home.lake.quarantine([batch], { offset: 1, limit: 1 })).items.map(({ row }) => row)).toEqual([4]);
    const session = await home.lake.session(home.snapshot(), [TRIAL_DATASET]);
    const { items } = await session.rows({ dataset: "trial-register", offset: 0, limit: 10 });
    session.close();
    expect(items.map(({ row }) => row)).toEqual([1, 3, 5, 6]);
    await isSound();
  });

  test.each([1, 9])("rows stand in the order of the file when one of %i had to be judged", async (every) => {
    // The engine reads the file in pieces of 8 MB, side by side.
    const note = "卷".repeat(40);
    const spelled = people(150_000, (person) => ({
      罚款: person % every === 0 ? "三百元" : "300",
      决定日期: person % every === 0 ? "二〇二四年三月五日" : "2024-03-05",
      天数: String(person),
      备注: note,
    }));
    const { batch } = await load(home.csv("a.csv", spelled));
    expect([batch.rowsAccepted, batch.rowsQuarantined]).toEqual([150_000, 0]);
    const session = await home.lake.session(home.snapshot(), [TRIAL_DATASET]);
    const file = join(home.ports.lakeFolder, `trial-register/${batch.id}.parquet`);
    const { rows } = await session.select(
      `SELECT count(*), sum(fine) FROM read_parquet('${file}', file_row_number = true) WHERE days = _row AND _row = file_row_number + 1 AND _line = _row + 1`,
    );
    session.close();
    expect(rows).toEqual([[150_000, 150_000 * 30_000]]);
  });

  test("a file in which every row is bad becomes a batch without rows", async () => {
    const { batch } = await load(
      home.csv(
        "a.csv",
        people(3, () => ({ 身份证号: "1" })),
      ),
    );
    expect([batch.rowsAccepted, batch.rowsQuarantined]).toEqual([0, 3]);
    await isSound();
  });

  test("a workbook is a batch of its sheet; the same file is another batch only as another sheet", async () => {
    const path = home.file("a.xlsx", workbook());
    const outcome = await load(path);
    expect(outcome.batch).toMatchObject({ rowsAccepted: 1, rowsQuarantined: 0, file: { format: "xlsx", sheet: "名单" } });
    expect(await intake({ path, dataset: "trial-register", part: { sheet: "名单" }, office: "yueyang" }, home.ports)).toMatchObject({
      status: "duplicate",
    });
    await expect(intake({ path, dataset: "trial-register", part: { sheet: "别的" }, office: "yueyang" }, home.ports)).rejects.toMatchObject(
      {
        code: "SHEET_UNKNOWN",
      },
    );
    await isSound();
  });

  test("loaded a second time it changes nothing and answers with the first batch", async () => {
    const path = home.csv("a.csv", people(5));
    const first = await load(path);
    const files = home.files();
    const second = await intake({ path, dataset: "trial-register", create: true, office: "miluo" }, home.ports);
    expect(second).toMatchObject({ status: "duplicate", datasetCreated: false, batch: first.batch });
    expect(home.files()).toEqual(files);
  });

  test("loaded twice at the same time it becomes one batch, and only its files stay", async () => {
    const path = home.csv("a.csv", people(500));
    const outcomes = await Promise.all([load(path), load(path), load(path)]);
    expect(new Set(outcomes.map(({ batch }) => batch.id)).size).toBe(1);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["committed", "duplicate", "duplicate"]);
    expect(home.catalogue.commits).toHaveLength(1);
    expect(home.files().filter((file) => !file.includes(outcomes[0]?.batch.id ?? "?"))).toEqual([]);
    await isSound();
  });

  test("with `create` the dataset is made from the file; headings that fill no column of a known dataset are named", async () => {
    const path = home.csv("b.csv", [
      ["编号", "立案日期", "金额（元）"],
      ["A-1", "2024-01-02", "12.50"],
      ["A-2", "2024-01-03", "3"],
    ]);
    const outcome = await intake({ path, dataset: "new-set", create: true, office: "yueyang" }, home.ports);
    expect(outcome).toMatchObject({ status: "committed", datasetCreated: true, batch: { rowsAccepted: 2 } });
    expect(outcome.schema.columns.map(({ type }) => type)).toEqual(["text", "date", "amount"]);
    const extra = home.csv("c.csv", [
      ["编号", "立案日期", "金额（元）", "别的"],
      ["A-3", "2024-01-04", "1", "x"],
    ]);
    const again = await intake({ path: extra, dataset: "new-set", office: "yueyang" }, home.ports);
    expect(again).toMatchObject({ datasetCreated: false, ignoredHeadings: ["别的"] });
    await isSound();
  });

  test("the numbers reported on the way never exceed their total, and the last stage is reached", async () => {
    const reports: [number, number | null, string][] = [];
    const progress: Progress = {
      report: (done, total, stage) => reports.push([done, total, stage.en]),
      signal: new AbortController().signal,
    };
    await intake({ path: home.csv("a.csv", people(300)), dataset: "trial-register", office: "yueyang" }, home.with(progress));
    expect(reports.every(([done, total]) => total === null || done <= total)).toBe(true);
    expect(reports.at(-1)).toEqual([300, 300, "Committing"]);
  });
});

/** A workbook of one sheet with the trial headings and one row. */
function workbook(): Uint8Array {
  const cells = (row: readonly string[]): string => row.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join("");
  const sheet = [TRIAL_HEADINGS, trialRow(1)].map((row) => `<row>${cells(row)}</row>`).join("");
  const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const packaged = "http://schemas.openxmlformats.org/package/2006";
  const part = (name: string, type: string): string =>
    `<Override PartName="${name}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${type}+xml"/>`;
  return zipSync({
    "[Content_Types].xml": strToU8(
      `<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>${part("/xl/workbook.xml", "sheet.main")}${part("/xl/worksheets/sheet1.xml", "worksheet")}</Types>`,
    ),
    "_rels/.rels": strToU8(
      `<Relationships xmlns="${packaged}/relationships"><Relationship Id="r1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ),
    "xl/workbook.xml": strToU8(
      `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="名单" sheetId="1" r:id="r1"/></sheets></workbook>`,
    ),
    "xl/_rels/workbook.xml.rels": strToU8(
      `<Relationships xmlns="${packaged}/relationships"><Relationship Id="r1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    ),
    "xl/worksheets/sheet1.xml": strToU8(`<worksheet xmlns="${main}"><sheetData>${sheet}</sheetData></worksheet>`),
  });
}

describe("a file that is refused leaves nothing behind", () => {
  const header = `${TRIAL_HEADINGS.join(",")}\r\n`;
  const cases: readonly (readonly [string, string, () => string | Uint8Array])[] = [
    ["FILE_EMPTY", "empty.csv", () => ""],
    ["FILE_TYPE_MISMATCH", "really-a-zip.csv", () => Buffer.from("504b0304140000000800", "hex")],
    ["FILE_TRUNCATED", "cut.xlsx", () => workbook().subarray(0, -40)],
    [
      "ENCODING_MIXED",
      "mixed.csv",
      () => Buffer.concat([Buffer.from(header), Buffer.from("张三,"), Buffer.from([0xd5, 0xc5, 0xff, 0xff]), Buffer.from("\r\n")]),
    ],
    ["HEADER_DUPLICATE", "twice.csv", () => "姓名,姓名\r\n张三,李四\r\n"],
    ["COLUMNS_MISSING", "short.csv", () => "姓名,罚款\r\n张三,1\r\n"],
    ["QUOTE_UNCLOSED", "quote.csv", () => `${header}"张三,1\r\n`],
  ];

  test.each(cases)("%s (%s)", async (code, name, content) => {
    const path = home.file(name, content());
    await expect(load(path)).rejects.toMatchObject({ code, parameters: { file: name } });
    expect(home.files()).toEqual([]);
    expect(home.catalogue.commits).toEqual([]);
  });

  test("missing columns are named together with what was found", async () => {
    const path = home.csv("short.csv", [
      ["姓名", "罚款"],
      ["张三", "1"],
    ]);
    const error = await load(path).catch((cause: unknown) => cause as YuejianError);
    expect(error).toBeInstanceOf(YuejianError);
    expect((error as YuejianError).parameters).toMatchObject({
      row: 1,
      dataset: "trial-register",
      columns: "身份证号、决定日期",
      found: "姓名、罚款",
    });
  });

  test("a dataset that nobody knows is refused unless it is to be made, and then its name must be fit for one", async () => {
    const path = home.csv("a.csv", people(1));
    await expect(intake({ path, dataset: "unknown-set", office: "yueyang" }, home.ports)).rejects.toMatchObject({
      code: "DATASET_UNKNOWN",
    });
    await expect(intake({ path, dataset: "../outside", create: true, office: "yueyang" }, home.ports)).rejects.toMatchObject({
      code: "DATASET_NAME_BAD",
    });
    expect(home.files()).toEqual([]);
  });

  test("a refusal by the catalogue removes everything; a doubtful commit leaves the files to the sweep, which keeps what was committed", async () => {
    const path = home.csv("a.csv", people(5));
    const refusing: BatchCatalogue = {
      ...bound(home.catalogue),
      commit: async () => {
        throw new YuejianError("DATASET_EXISTS", { dataset: "trial-register" });
      },
    };
    await expect(
      intake({ path, dataset: "trial-register", office: "yueyang" }, { ...home.ports, catalogue: refusing }),
    ).rejects.toMatchObject({ code: "DATASET_EXISTS" });
    expect(home.files()).toEqual([]);
    const doubtful: BatchCatalogue = {
      ...bound(home.catalogue),
      commit: async (commit) => {
        await home.catalogue.commit(commit);
        throw new Error("the connection was lost");
      },
    };
    await expect(intake({ path, dataset: "trial-register", office: "yueyang" }, { ...home.ports, catalogue: doubtful })).rejects.toThrow(
      "the connection was lost",
    );
    expect(home.catalogue.commits).toHaveLength(1);
    await isSound();
  });
});

describe("cancelling", () => {
  test.each(["Loading", "Standardising", "Digesting", "Committing"])("while it is %s leaves nothing and says so", async (stage) => {
    const controller = new AbortController();
    const progress: Progress = {
      report: (_done, _total, text) => {
        if (text.en === stage) controller.abort();
      },
      signal: controller.signal,
    };
    const path = home.csv(
      "a.csv",
      people(2000, (person) => (person % 7 === 0 ? { 罚款: "三百元" } : {})),
    );
    await expect(intake({ path, dataset: "trial-register", office: "yueyang" }, home.with(progress))).rejects.toMatchObject({
      code: "INTAKE_CANCELLED",
      parameters: { file: "a.csv" },
    });
    expect(home.files()).toEqual([]);
    expect(home.catalogue.commits).toEqual([]);
  });

  test("before it began does nothing", async () => {
    const progress: Progress = { report() {}, signal: AbortSignal.abort() };
    await expect(
      intake({ path: home.csv("a.csv", people(2)), dataset: "trial-register", office: "yueyang" }, home.with(progress)),
    ).rejects.toMatchObject({ code: "INTAKE_CANCELLED" });
    expect(home.files()).toEqual([]);
  });
});

describe("checking the lake", () => {
  const find = async (): Promise<string[]> =>
    (await checkLake(home.ports, home.catalogue.commits, { isDeep: true })).findings.map(({ kind }) => kind);

  test("a changed, cut or missing file and a stranger are found", async () => {
    const { batch } = await load(home.csv("a.csv", people(40)));
    const rows = join(home.ports.lakeFolder, `trial-register/${batch.id}.parquet`);
    const bytes = readFileSync(rows);
    const flipped = Buffer.from(bytes);
    flipped[100] = (flipped[100] ?? 0) ^ 1;
    writeFileSync(rows, flipped);
    expect(await find()).toEqual(["file-corrupt"]);
    writeFileSync(rows, bytes);
    expect(await find()).toEqual([]);
    writeFileSync(join(home.ports.lakeFolder, "trial-register/bat_00000000000000000000000000.parquet"), "x");
    expect(await find()).toEqual(["orphan"]);
  });

  test("rows that were changed together with their registered digest still contradict the root", async () => {
    const { batch } = await load(home.csv("a.csv", people(40)));
    const other = new TrialHome([TRIAL_DATASET], 2);
    const forged = await intake(
      {
        path: other.csv(
          "a.csv",
          people(40, (person) => (person === 7 ? { 罚款: "1" } : {})),
        ),
        dataset: "trial-register",
        office: "yueyang",
      },
      other.ports,
    );
    const path = `trial-register/${batch.id}.parquet`;
    writeFileSync(
      join(home.ports.lakeFolder, path),
      readFileSync(join(other.ports.lakeFolder, `trial-register/${forged.batch.id}.parquet`)),
    );
    const files = other.catalogue.commits[0]?.lakeFiles ?? [];
    const commits = home.catalogue.commits.map((commit) => ({
      ...commit,
      lakeFiles: commit.lakeFiles.map((file) => ({
        ...file,
        ...(file.path === path ? { sha256: files[0]?.sha256 ?? "", size: files[0]?.size ?? 0 } : {}),
      })),
    }));
    expect((await checkLake(home.ports, commits, { isDeep: true })).findings.map(({ kind }) => kind)).toEqual(["root-differs"]);
    expect((await checkLake(home.ports, commits, { isDeep: false })).findings).toEqual([]);
    await other.close();
  });
});
