import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { reading } from "../testing/read-records.ts";
import { row, workbookBytes } from "../testing/workbook-bytes.ts";

const folder = mkdtempSync(join(tmpdir(), "yuejian-header-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function read(sheet: string, merges: readonly string[] = []): Promise<{ headings: unknown; records: unknown; notes: unknown }> {
  const path = join(folder, "a.xlsx");
  writeFileSync(path, workbookBytes({ sheets: { a: sheet }, merges: { a: merges } }));
  const result = await reading(path);
  if ("error" in result) throw new Error(JSON.stringify(result.error));
  return { headings: result.headings, records: result.records.map(([, line, ...cells]) => [line, ...cells]), notes: result.notes };
}

describe("a header of several rows with merged cells", () => {
  it("is joined, below a title and a line of units, and totals and remarks behind the records are left out", async () => {
    const sheet =
      row(1, "罚金刑执行情况表", null, null, null, null, null) +
      row(2, "填报单位：岳阳楼区院", null, null, "单位：元", null, null) +
      row(3, "序号", "被告人", null, "判决", null, "备注") +
      row(4, null, "姓名", "性别", "日期", "罚金", null) +
      row(5, 1, "张三", "男", "2024-03-05", 1000, null) +
      row(6, 2, "李四", "女", "2024-03-06", 2000, "缓") +
      row(7, "合 计", null, null, null, 3000, null) +
      row(8, "注：罚金单位为元", null, null, null, null, null) +
      row(9, "填表人：王五", null, "审核人：赵六", null, null, null);
    expect(await read(sheet, ["A1:F1", "A2:C2", "D2:F2", "A3:A4", "B3:C3", "D3:E3", "F3:F4", "A8:F8"])).toEqual({
      headings: ["序号", "被告人/姓名", "被告人/性别", "判决/日期", "判决/罚金", "备注"],
      records: [
        ["5", "1", "张三", "男", "2024-03-05", "1000", null],
        ["6", "2", "李四", "女", "2024-03-06", "2000", "缓"],
      ],
      notes: [
        { kind: "title-lines", lines: 2 },
        { kind: "header-rows", rows: 2 },
        { kind: "merged-cells", ranges: 1 },
        { kind: "closing-rows", rows: [7, 8, 9] },
      ],
    });
  });

  it("of three levels is joined by all of them", async () => {
    const sheet =
      row(1, "编号", "当事人", null, null) +
      row(2, null, "自然人", null, "单位") +
      row(3, null, "姓名", "证件", null) +
      row(4, "A", "张三", "1", "x");
    expect(await read(sheet, ["A1:A3", "B1:D1", "B2:C2", "D2:D3"])).toMatchObject({
      headings: ["编号", "当事人/自然人/姓名", "当事人/自然人/证件", "当事人/单位"],
      records: [["4", "A", "张三", "1", "x"]],
    });
  });

  it("needs no cell that is merged downward where nothing stands below the others", async () => {
    const sheet = row(1, "被告人", null, "判决", null) + row(2, "姓名", "性别", "日期", "罚金") + row(3, "张三", "男", "2024-03-05", 1);
    expect(await read(sheet, ["A1:B1", "C1:D1"])).toMatchObject({ headings: ["被告人/姓名", "被告人/性别", "判决/日期", "判决/罚金"] });
  });
});

describe("a header of one row stays one", () => {
  it("over records that stand below merged headings", async () => {
    const sheet = row(1, "姓名", "备注", null) + row(2, "张三", "无", "略") + row(3, "李四", "有", "略");
    expect(await read(sheet, ["B1:C1"])).toMatchObject({
      headings: ["姓名", "备注", "第3列"],
      records: [
        ["2", "张三", "无", "略"],
        ["3", "李四", "有", "略"],
      ],
    });
  });

  it("over records with merged cells, which are noted", async () => {
    const sheet = row(1, "区", "姓名", "金额") + row(2, "甲", "张三", 1) + row(3, null, "李四", 2);
    expect(await read(sheet, ["A2:A3"])).toEqual({
      headings: ["区", "姓名", "金额"],
      records: [
        ["2", "甲", "张三", "1"],
        ["3", null, "李四", "2"],
      ],
      notes: [{ kind: "merged-cells", ranges: 1 }],
    });
  });

  it("and a last record that only looks a little like a total or a remark is a record", async () => {
    const sheet = row(1, "名称", "金额", "备注") + row(2, "合计公司", 1, "注") + row(3, "总计", "张三", "男") + row(4, "注销企业", 2, null);
    expect(await read(sheet)).toMatchObject({
      records: [
        ["2", "合计公司", "1", "注"],
        ["3", "总计", "张三", "男"],
        ["4", "注销企业", "2", null],
      ],
      notes: [],
    });
  });
});
