import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { silentProgress } from "@yuejian/contracts";
import { zipSync } from "fflate";
import { afterAll, describe, expect, it } from "vitest";
import { listParts, readHead } from "../read-source.ts";
import type { ReadSourceOptions } from "../source-table.ts";
import { type Reading, reading } from "../testing/read-records.ts";
import { row, workbookBytes } from "../testing/workbook-bytes.ts";

const folder = mkdtempSync(join(tmpdir(), "yuejian-workbook-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function read(bytes: Uint8Array, options: Partial<ReadSourceOptions> = {}): Promise<Reading> {
  const path = join(folder, "book.xlsx");
  writeFileSync(path, bytes);
  return await reading(path, options);
}

const fields = (result: Reading): (string | null)[][] => {
  if ("error" in result) throw new Error(JSON.stringify(result.error));
  return result.records.map((record) => record.slice(2));
};
const errorCode = (result: Reading): string => ("error" in result ? result.error.code : "none");
const SHEET = row(1, "姓名", "金额") + row(2, "张三", 1) + row(4, "李四", 2.5);

describe("a workbook", () => {
  it("gives records with the numbers of their rows, empty rows left out", async () => {
    expect(await read(workbookBytes({ sheets: { 发放: SHEET, 说明: row(1, "x") } }))).toEqual({
      facts: { format: "xlsx", encoding: null, delimiter: null, sheet: "发放" },
      numbering: "columns",
      headings: ["姓名", "金额"],
      records: [
        ["1", "2", "张三", "1"],
        ["2", "4", "李四", "2.5"],
      ],
      malformed: [],
      notes: [{ kind: "other-sheets", sheets: ["说明"] }],
    });
  });

  it("is read by sheet name, else at the first sheet that is shown", async () => {
    const book = workbookBytes({ sheets: { 旧: row(1, "旧", "列") + row(2, "o", "o"), 新: SHEET }, hidden: ["旧"] });
    expect(fields(await read(book))).toHaveLength(2);
    expect(fields(await read(book, { part: { sheet: "旧" } }))).toEqual([["o", "o"]]);
    expect(errorCode(await read(book, { part: { sheet: "无" } }))).toBe("SHEET_UNKNOWN");
  });

  it("is listed by its sheets, and a head of one of them has headings and first records", async () => {
    const book = workbookBytes({ sheets: { 旧: row(1, "旧", "列") + row(2, "o", "o"), 新: SHEET }, hidden: ["旧"] });
    const path = join(folder, "head.xlsx");
    writeFileSync(path, book);
    const options = { scratchFolder: folder, progress: silentProgress };
    expect(await listParts(path, options)).toEqual([
      { member: null, sheet: "旧", isHidden: true },
      { member: null, sheet: "新", isHidden: false },
    ]);
    expect(await readHead(path, { ...options, part: { sheet: "旧" } })).toMatchObject({ headings: ["旧", "列"], records: [["o", "o"]] });
    expect(await readHead(path, options)).toEqual({
      format: "xlsx",
      headings: ["姓名", "金额"],
      records: [
        ["张三", "1"],
        ["李四", "2.5"],
      ],
      notes: [],
    });
  });

  it("with title rows over merged cells starts at its header", async () => {
    const result = await read(
      workbookBytes({ sheets: { a: row(1, "发放明细") + row(3, "姓名", "金额", "日期") + row(4, "张三", null, "x") } }),
    );
    expect(result).toMatchObject({
      headings: ["姓名", "金额", "日期"],
      records: [["1", "4", "张三", null, "x"]],
      notes: [{ kind: "title-lines", lines: 1 }],
    });
  });

  it("gives shared strings with rich text, without phonetic guides, with escapes undone", async () => {
    const strings = [
      "<t>名</t>",
      "<r><t>张</t></r><r><t xml:space='preserve'> 三</t></r><rPh sb='0' eb='1'><t>ZHANG</t></rPh>",
      "<t>a_x000A_b&amp;&lt;</t>",
    ];
    const cell = (index: number): string => `<c t="s"><v>${index}</v></c>`;
    const sheet = `<row>${cell(0)}<c t="inlineStr"><is><t>值</t></is></c></row><row>${cell(1)}${cell(2)}</row>`;
    expect(fields(await read(workbookBytes({ sheets: { a: sheet }, sharedStrings: strings })))).toEqual([["张 三", "a\nb&<"]]);
    expect(errorCode(await read(workbookBytes({ sheets: { a: `<row>${cell(9)}</row>` }, sharedStrings: strings })))).toBe("FILE_TRUNCATED");
  });

  it.each([
    // style index, written value, text
    [1, "45356", "2024-03-05"],
    [1, "60", "1900-02-29"],
    [1, "59", "1900-02-28"],
    [1, "61", "1900-03-01"],
    [1, "1", "1900-01-01"],
    [2, "45356.5", "2024-03-05 12:00:00"],
    [2, "45356", "2024-03-05"],
    [3, "0.75", "18:00:00"],
    [4, "45356", "2024-03-05"],
    [5, "1.5", "1.5"],
    [6, "45356", "45356"],
    [1, "-1", "-1"],
    [0, "0.1", "0.1"],
    [0, "1234.5600000000001", "1234.56"],
    [0, "1.1E-7", "0.00000011"],
    [0, "1E+3", "1000"],
    [0, "4.30602198001011E+17", "4.30602198001011E+17"],
    [0, "990602198001011234", "990602198001011234"],
    [0, "13912345678", "13912345678"],
  ])("shows style %i of %s as %s", async (style, written, text) => {
    const sheet = `${row(1, "a", "b")}<row r="2"><c r="A2"><v>7</v></c><c r="B2" s="${style}"><v>${written}</v></c></row>`;
    const formats = {
      ids: [0, 14, 22, 21, 170, 171, 172],
      custom: { 170: "yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@", 171: "[h]:mm", 172: "[Red]#,##0.00&quot;days&quot;" },
    };
    expect(fields(await read(workbookBytes({ sheets: { a: sheet }, formats })))).toEqual([["7", text]]);
  });

  it("counts days from 1904 where it says so", async () => {
    const sheet = `${row(1, "a", "b")}<row r="2"><c r="A2"><v>7</v></c><c r="B2" s="1"><v>43894</v></c></row>`;
    expect(fields(await read(workbookBytes({ sheets: { a: sheet }, formats: { ids: [0, 14] }, is1904: true })))).toEqual([
      ["7", "2024-03-05"],
    ]);
  });

  it("shows booleans, errors and formula texts", async () => {
    const sheet = `${row(1, "a", "b", "c")}<row r="2"><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c><c t="str"><f>A1&amp;B1</f><v>甲乙</v></c></row>`;
    expect(fields(await read(workbookBytes({ sheets: { a: sheet } })))).toEqual([["true", "#N/A", "甲乙"]]);
  });

  it("sets rows aside that are wider than the header", async () => {
    const result = await read(workbookBytes({ sheets: { a: row(1, "a", "b") + row(2, "1", "2", "3") + row(3, "4", "5") } }));
    expect(result).toMatchObject({
      records: [["2", "3", "4", "5"]],
      malformed: [{ row: 1, line: 2, reasons: [{ code: "field-count" }], source: { a: "1", b: "2", "#3": "3" } }],
    });
  });

  it("without cells is FILE_EMPTY", async () => {
    expect(errorCode(await read(workbookBytes({ sheets: { a: "" } })))).toBe("FILE_EMPTY");
  });
});

describe("a hostile workbook", () => {
  it("cut off anywhere is FILE_TRUNCATED", async () => {
    const whole = workbookBytes({ sheets: { a: SHEET } });
    for (let size = 5; size < whole.length; size += 61) expect(errorCode(await read(whole.subarray(0, size)))).toBe("FILE_TRUNCATED");
  });

  it("that expands beyond the limit is FILE_TOO_LARGE_INSIDE, whatever its headers claim", async () => {
    const sheet = `<worksheet><sheetData>${row(1, "a", "b")}${`<row><c><v>${"0".repeat(1000)}</v></c></row>`.repeat(40_000)}`;
    const bomb = workbookBytes({ sheets: { a: "" }, extra: { "xl/worksheets/sheet1.xml": sheet } });
    expect(bomb.length).toBeLessThan(400_000);
    expect(await read(bomb)).toMatchObject({ error: { code: "FILE_TOO_LARGE_INSIDE" } });
    expect(errorCode(await read(workbookBytes({ sheets: { a: SHEET } }), { limits: { expandedBytes: 100 } }))).toBe(
      "FILE_TOO_LARGE_INSIDE",
    );
  });

  it("with a document type declaration is refused before an entity is expanded", async () => {
    const sheet = `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><worksheet><sheetData><row><c t="str"><v>&b;</v></c></row></sheetData></worksheet>`;
    expect(errorCode(await read(workbookBytes({ sheets: { a: "" }, extra: { "xl/worksheets/sheet1.xml": sheet } })))).toBe(
      "FILE_TYPE_UNKNOWN",
    );
  });

  it.each(["../outside.xml", "/etc/passwd", "xl/../../x", "C:\\x"])("with the entry %s is refused", async (path) => {
    expect(errorCode(await read(workbookBytes({ sheets: { a: SHEET }, extra: { [path]: "x" } })))).toBe("FILE_TYPE_UNKNOWN");
  });

  it("that is another kind of archive is named", async () => {
    expect(await read(zipSync({ "word/document.xml": new Uint8Array(9) }))).toMatchObject({
      error: { code: "FILE_TYPE_UNKNOWN", parameters: { reason: "Word (.docx)" } },
    });
  });

  it.each([
    ["row numbers that do not ascend", row(2, "a", "b") + row(1, "1", "2")],
    ["the same row twice", row(1, "a", "b") + row(1, "1", "2")],
    ["unclosed tags", "<row><c>"],
    ["columns beyond the last", `<row><c r="ZZZZ1" t="str"><v>x</v></c></row>`],
  ])("with %s is FILE_TRUNCATED", async (_, sheet) => {
    expect(errorCode(await read(workbookBytes({ sheets: { a: sheet } })))).toBe("FILE_TRUNCATED");
  });

  it("with any byte changed gives a coded error or a table, never a crash", async () => {
    const whole = workbookBytes({ sheets: { a: SHEET }, sharedStrings: ["<t>x</t>"] });
    for (let at = 0; at < whole.length; at += 7) {
      const changed = whole.slice();
      changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
      await read(changed);
    }
  });
});
