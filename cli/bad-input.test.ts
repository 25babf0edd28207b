import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { strToU8, zipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const MAIN = fileURLToPath(new URL("main.ts", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "yuejian-bad-input-"));
/** Where callers may not take in files from. */
const outside = mkdtempSync(join(tmpdir(), "yuejian-bad-input-outside-"));
const home = join(folder, "home");
const environment = { ...process.env, YUEJIAN_HOME: home, YUEJIAN_LANG: "zh" };

interface Ended {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

function yuejian(words: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(process.execPath, [MAIN, ...words], { env: environment, maxBuffer: 1 << 26 }, (error, stdout, stderr) =>
      resolve({ status: error === null ? 0 : Number(error.code), stdout, stderr }),
    );
  });
}

/** Serves the home, so that a command need not open it: the answers are the same, and most of its time is opening. */
async function serve(): Promise<ChildProcess> {
  const server = spawn(process.execPath, [MAIN, "serve", "--port", "0"], {
    env: { ...environment, YUEJIAN_INTAKE_FOLDERS: folder },
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(server.stdout, "data");
  return server;
}

async function stop(server: ChildProcess): Promise<void> {
  server.kill("SIGTERM");
  expect(await once(server, "exit")).toEqual([0, null]);
}

function file(name: string, content: string | Uint8Array, place = folder): string {
  const path = join(place, name);
  writeFileSync(path, content);
  return path;
}

const HEADER = "姓名,公民身份号码,性别,出生日期,住址,联系电话,辖区\n";
const ROW = "张三,990601198503070011,男,1985-03-07,岳阳楼区南湖大道1号,13807301234,岳阳楼区\n";

/** A workbook with one sheet; `sheet` replaces the sheet's XML. */
function workbook(sheet: string): Uint8Array {
  return zipSync({
    "[Content_Types].xml": strToU8('<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'),
    "xl/workbook.xml": strToU8(
      '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="表1" sheetId="1" r:id="rId1"/></sheets></workbook>',
    ),
    "xl/_rels/workbook.xml.rels": strToU8(
      '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    ),
    "xl/worksheets/sheet1.xml": strToU8(sheet),
  });
}

const sheetOf = (rows: string) =>
  `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows}</sheetData></worksheet>`;
const textCell = (at: string, text: string) => `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`;

interface BadFile {
  readonly title: string;
  readonly path: () => string;
  readonly code: string;
  readonly says: readonly string[];
}

const badFiles: readonly BadFile[] = [
  { title: "an empty file", path: () => file("空.csv", ""), code: "FILE_EMPTY", says: ["空.csv"] },
  { title: "a missing file", path: () => join(folder, "没有.csv"), code: "FILE_NOT_FOUND", says: ["没有.csv"] },
  { title: "a folder", path: () => mkdtempSync(join(folder, "folder-")), code: "FILE_UNREADABLE", says: [] },
  {
    title: "a workbook named .csv",
    path: () => file("其实是表.csv", workbook(sheetOf(""))),
    code: "FILE_TYPE_MISMATCH",
    says: ["其实是表.csv", ".csv"],
  },
  { title: "text named .xlsx", path: () => file("其实是文本.xlsx", HEADER + ROW), code: "FILE_TYPE_MISMATCH", says: ["其实是文本.xlsx"] },
  {
    title: "a workbook cut off",
    path: () => file("截断.xlsx", workbook(sheetOf(`<row r="1">${textCell("A1", "姓名".repeat(2000))}</row>`)).subarray(0, 400)),
    code: "FILE_TRUNCATED",
    says: ["截断.xlsx"],
  },
  {
    title: "a zip bomb",
    path: () => file("炸弹.xlsx", workbook(sheetOf(`<row r="1">${textCell("A1", " ".repeat(300_000_000))}</row>`))),
    code: "FILE_TOO_LARGE_INSIDE",
    says: ["炸弹.xlsx"],
  },
  {
    title: "UTF-8 with a GBK line in it",
    path: () =>
      file("混合.csv", Buffer.concat([Buffer.from(HEADER + ROW), Buffer.from([0xd5, 0xc5, 0xc8, 0xfd, 0x2c, 0x0a]), Buffer.from(ROW)])),
    code: "ENCODING_MIXED",
    says: ["混合.csv", "3"],
  },
  {
    title: "a line without end",
    path: () => file("长行.csv", HEADER + "张".repeat(12_000_000)),
    code: "LINE_TOO_LONG",
    says: ["长行.csv", "2"],
  },
  {
    title: "a quote never closed",
    path: () => file("引号.csv", `${HEADER}"张三,1\n${ROW}`),
    code: "QUOTE_UNCLOSED",
    says: ["引号.csv", "2"],
  },
  {
    title: "a heading twice",
    path: () => file("重复.csv", `姓名,姓名,公民身份号码\n张三,李四,1\n`),
    code: "HEADER_DUPLICATE",
    says: ["重复.csv", "姓名"],
  },
  {
    title: "required columns missing",
    path: () => file("缺列.csv", "姓名,住址\n张三,岳阳\n"),
    code: "COLUMNS_MISSING",
    says: ["缺列.csv", "公民身份号码"],
  },
  {
    title: "JSON that breaks off",
    path: () => file("断.json", '[{"姓名":"张三"},\n{"姓名":'),
    code: "JSON_MALFORMED",
    says: ["断.json", "2"],
  },
  {
    title: "JSON with two arrays of records",
    path: () => file("两.json", '{"甲":[{"a":1}],"乙":[{"a":1}]}'),
    code: "JSON_RECORDS_UNCLEAR",
    says: ["两.json", "$.甲"],
  },
  {
    title: "Parquet cut off",
    path: () => file("断.parquet", "PAR1xxxxxxxxxxxxxxxxxxxxxxxx"),
    code: "FILE_TRUNCATED",
    says: ["断.parquet"],
  },
  { title: "text named .dbf", path: () => file("假.dbf", HEADER), code: "FILE_TYPE_MISMATCH", says: ["假.dbf"] },
  {
    title: "a ZIP with a member that lacks columns",
    path: () => file("包.zip", zipSync({ "甲.csv": strToU8(HEADER + ROW), "乙.csv": strToU8("姓名,住址\n张三,岳阳\n") })),
    code: "COLUMNS_MISSING",
    says: ["包.zip/乙.csv", "公民身份号码"],
  },
  {
    title: "a ZIP in a ZIP",
    path: () => file("包中包.zip", zipSync({ "甲.csv": strToU8(HEADER + ROW), "内.zip": zipSync({ "乙.csv": strToU8(HEADER + ROW) }) })),
    code: "FILE_TYPE_UNKNOWN",
    says: ["包中包.zip/内.zip"],
  },
  {
    title: "bytes that are no table",
    path: () => file("图.csv", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13])),
    code: "FILE_TYPE",
    says: ["图.csv"],
  },
];

let server: ChildProcess;
/** The batch that was loaded before; the served home makes its index meanwhile. */
let good = "";
const ofOthers = (): string[] =>
  readdirSync(join(home, "lake"), { recursive: true, withFileTypes: true })
    .filter((item) => item.isFile())
    .map((item) => join(item.parentPath, item.name))
    .filter((path) => !path.includes(good));
beforeAll(async () => {
  const loaded = await yuejian(["ingest", file("好.csv", HEADER + ROW), "--dataset", "persons", "--json"]);
  expect(loaded.status).toBe(0);
  good = (JSON.parse(loaded.stdout) as { batch: string }).batch;
  expect(good).toMatch(/^bat_/);
  const unserved = await yuejian(["ingest", file("空.csv", ""), "--dataset", "persons"]);
  expect([unserved.status, unserved.stderr.includes("FILE_EMPTY"), unserved.stdout]).toEqual([2, true, ""]);
  server = await serve();
});
afterAll(async () => {
  await stop(server);
  for (const each of [folder, outside]) rmSync(each, { recursive: true, force: true });
});

describe("a bad file", () => {
  it.each(badFiles)("$title is refused as $code with exit status 2, and nothing is kept", async ({ path, code, says }) => {
    const ended = await yuejian(["ingest", path(), "--dataset", "persons"]);
    expect(ended.stderr).toContain(code);
    for (const words of says) expect(ended.stderr).toContain(words);
    expect(ended.status).toBe(2);
    expect(ended.stdout).toBe("");
    expect(ofOthers()).toEqual([]);
  });

  it("outside the allowed folders is refused as FILE_OUTSIDE_FOLDER, through a link too", async () => {
    const path = file("外.csv", HEADER + ROW, outside);
    const link = join(folder, "链接.csv");
    symlinkSync(path, link);
    for (const each of [path, `${folder}/../${basename(outside)}/外.csv`, link]) {
      const ended = await yuejian(["ingest", each, "--dataset", "persons"]);
      expect(ended.stderr).toContain("FILE_OUTSIDE_FOLDER");
      expect(ended.status).toBe(2);
    }
  });

  it("an unknown dataset is refused unless --create, which shows the inferred schema", async () => {
    const path = file("新.csv", "编号,金额（元）,日期\nA1,1200.50,2024年3月5日\nA2,3万元,20240306\n");
    const refused = await yuejian(["ingest", path, "--dataset", "brand-new"]);
    expect([refused.status, refused.stderr.includes("DATASET_UNKNOWN")]).toEqual([2, true]);
    const made = await yuejian(["ingest", path, "--dataset", "brand-new", "--create", "--json"]);
    expect(made.status).toBe(0);
    expect(JSON.parse(made.stdout)).toMatchObject({ status: "committed", datasetCreated: true, rowsAccepted: 2, rowsQuarantined: 0 });
    expect(JSON.parse(made.stdout).columns.map((column: { type: string }) => column.type)).toEqual(["text", "amount", "date"]);
  });

  it("rows with faults go into quarantine, the rest goes in; --fail-on turns them into exit status 1", async () => {
    const path = file("坏行.csv", `${HEADER}${ROW.replace("0011", "0038")}李四,990601198503070012,女,1985-02-30,,,岳阳楼区\n王五\n`);
    const ended = await yuejian(["ingest", path, "--dataset", "persons", "--json", "--fail-on", "1"]);
    expect(ended.status).toBe(1);
    expect(JSON.parse(ended.stdout)).toMatchObject({ rowsRead: 3, rowsAccepted: 0, rowsQuarantined: 3 });
  });

  it("strange headings are mapped by --map; --preview tells what would happen and loads nothing", async () => {
    const strange = (row: string) => `a,b,c,d,e,f,g\n${row}`;
    const path = file("怪.csv", strange(`${ROW.replace("0011", "0038")}李四,990601198503070012,女,1985-02-30,,,岳阳楼区\n`));
    const map = ["a=person_name", "b=person_id", "c=sex", "d=born_on", "e=", "f=phone", "g=office"].flatMap((each) => ["--map", each]);
    const call = ["ingest", path, "--dataset", "persons", "--json"];
    const unmapped = await yuejian([...call, "--preview", "--fail-on", "100%"]);
    expect(unmapped.status).toBe(1);
    expect(JSON.parse(unmapped.stdout).missing).toEqual(["person_name", "person_id"]);
    const seen = await yuejian([...call, ...map, "--preview"]);
    expect([seen.status, JSON.parse(seen.stdout)]).toMatchObject([0, { judged: 2, missing: [], ignored: ["e"], isWhole: true }]);
    expect(seen.stdout).not.toContain("990601198503070012");
    expect((await yuejian([...call, ...map, "--preview", "--fail-on", "1"])).status).toBe(1);
    const refused = await yuejian([...call, "--map", "a=nothing"]);
    expect([refused.status, refused.stderr.includes("MAPPING_COLUMN_UNKNOWN")]).toEqual([2, true]);
    const loaded = await yuejian([...call, ...map]);
    expect([loaded.status, JSON.parse(loaded.stdout)]).toMatchObject([0, { status: "committed", rowsRead: 2, ignoredHeadings: ["e"] }]);
  });

  it("after all that, tables, lake and ledger agree", async () => {
    const ended = await yuejian(["doctor", "--json"]);
    expect(JSON.parse(ended.stdout)).toMatchObject({ ok: true, problems: [] });
    expect(ended.status).toBe(0);
  });
});

describe("a bad call", () => {
  it.each([
    [["no-such-command"], "USAGE"],
    [["ingest"], "USAGE"],
    [["ingest", "x.csv", "--dataset", "persons", "--no-such-option"], "USAGE"],
    [["ingest", "x.csv", "--dataset", "persons", "--fail-on", "many"], "USAGE"],
    [["ingest", "x.csv", "--dataset", "persons", "--map", "a"], "USAGE"],
    [["ingest", "x.csv", "--dataset", "persons", "--map", "a=x", "--map", "a=y"], "USAGE"],
    [["schedule", "add", "run", "--model", "wrong-fines", "--cron", "0 0 30 2 *"], "SCHEDULE_RULE_INVALID"],
    [["schedule", "add", "run", "--model", "wrong-fines"], "USAGE"],
    [["schedule", "add", "no-such-kind", "--daily", "01:00"], "SCHEDULE_KIND_UNKNOWN"],
    [["chain", "anchor", "deploy"], "USAGE"],
    [["chain", "anchor", "deploy", "--config", "no-such.json"], "ANCHOR_SETTINGS_INVALID"],
    [["schedule", "run", "sch_0"], "SCHEDULE_UNKNOWN"],
    [["model", "run", "no-such-model"], "MODEL_UNKNOWN"],
    [["lead", "show", "led_00000000000000000000000000"], "LEAD_UNKNOWN"],
    [["datasets", "--as", "nobody"], "USER_UNKNOWN"],
    [["verify", "no-such.json", "--key", "x"], "FILE_NOT_FOUND"],
  ])("%j answers %s with exit status 2", async (words, code) => {
    const ended = await yuejian(words);
    expect(ended.stderr).toContain(code);
    expect(ended.status).toBe(2);
  });
});
