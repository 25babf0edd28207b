import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { columnNames } from "./column-names.ts";
import { mapHeadings } from "./headings.ts";
import { inferSchema } from "./infer-schema.ts";
import { standardise } from "./standardise.ts";

const infer = (heading: string, values: readonly string[]) => {
  const [column] = inferSchema(
    "sample",
    [heading],
    values.map((value) => [value]),
  ).columns;
  return column && `${column.type} ${column.semantic} ${column.dataClass}${column.dateForm ? ` ${column.dateForm}` : ""}`;
};

describe("the schema of an unknown file", () => {
  it.each<[string, string[], string]>([
    ["身份证号", ["11010519491231002X", "440524188001010014"], "text resident-id personal"],
    ["证件", ["11010519491231002X", "440524188001010014"], "text resident-id personal"],
    ["身份证号", ["1101**********002X"], "text code personal"],
    ["税号", ["91350100M000100Y43"], "text credit-code internal"],
    ["联系人", ["张三", "李四"], "text person-name personal"],
    ["甲", ["张建国", "李秀英", "王芳", "刘洋", "陈静静"], "text person-name personal"],
    ["手机", ["13807301234"], "text phone personal"],
    ["tel", ["13807301234"], "text phone personal"],
    ["email", ["a@b.cn"], "text free-text personal"],
    ["date_of_birth", ["19560409", "19080419"], "date day personal"],
    ["出生日期", ["1956年4月9日"], "date day personal"],
    ["住址", ["岳阳楼区建设路1号"], "text address personal"],
    ["性别", ["男", "女"], "text code personal"],
    ["案号", ["（2024）湘0602刑初12号"], "text document-number internal"],
    ["chemical_id", ["1", "2"], "text code internal"],
    ["postcode", ["0830", "2119"], "text address personal"],
    ["批次", ["007", "012"], "text free-text internal"],
    ["流水", ["12345678901234567890"], "text free-text internal"],
    ["20240305", ["20240305"], "integer count internal"],
    ["罚款金额", ["1,200.00", "3万元"], "amount money internal"],
    ["罚款（万元）", ["1.2"], "amount money internal"],
    ["Property Damage ($)", ["1200", "30.5"], "decimal count internal"],
    ["人数", ["3", "12"], "integer count internal"],
    ["percent_weight", ["100", "1"], "decimal count internal"],
    ["是否合格", ["是", "否", ""], "boolean flag internal"],
    ["Fire", ["Yes", "N/A"], "boolean flag internal"],
    ["reply", ["Yes", "No, not notified"], "text free-text internal"],
    ["when", ["2024-03-05", "2024/3/6"], "date day internal"],
    ["when", ["2024-03-05 14:30"], "text free-text internal"],
    ["when", ["2024-03-05 00:00:00"], "date day internal"],
    ["when", ["3/25/2024", "4/1/2024"], "date day internal month-day-year"],
    ["when", ["25/3/2024", "1/4/2024"], "date day internal day-month-year"],
    ["when", ["1/3/2024", "4/1/2024"], "text free-text internal"],
    ["when", ["3/25/2024", "25/3/2024"], "text free-text internal"],
    ["when", ["August 2016", "May 1999"], "date month internal"],
    ["when", ["Aug-16", "May-99"], "date month internal month-short-year"],
    ["when", ["Aug-16", "May-12"], "text free-text internal"],
    ["cause", ["fall", "fire"], "text free-text internal"],
    ["死亡原因", ["肺部感染"], "text free-text sensitive"],
    ["空列", ["", "-"], "text free-text internal"],
  ])("takes %s with %j for %s", (heading, values, expected) => {
    expect(infer(heading, values)).toBe(expected);
  });

  it("names its columns after the headings, Chinese ones too", () => {
    expect(
      columnNames(["Date of Accident", "defendantName", "姓名", "罚款（万元）", "2024年", "", "姓名", "  ", "Größe", "x".repeat(80)]),
    ).toEqual(["date_of_accident", "defendant_name", "姓名", "罚款_万元", "c_2024年", "col_6", "姓名_2", "col_8", "größe", "x".repeat(63)]);
    for (const name of columnNames(["字".repeat(40), "字".repeat(40)])) expect(Buffer.byteLength(name)).toBeLessThanOrEqual(63);
  });

  it("maps every heading of its own file, the empty ones by position, and keeps units", () => {
    const headings = ["姓名", "", "罚款（万元）"];
    const { columns, missing, ignored } = mapHeadings(headings, inferSchema("sample", headings, [["张三", "x", "1.2"]]));
    expect(columns.map(({ index, unit }) => [index, unit])).toEqual([
      [0, null],
      [1, null],
      [2, "wan-yuan"],
    ]);
    expect([...missing, ...ignored]).toEqual([]);
  });

  it("takes the highest class of its columns", () => {
    expect(inferSchema("sample", ["姓名", "死亡原因"], []).dataClass).toBe("sensitive");
    expect(inferSchema("sample", ["数量"], []).dataClass).toBe("internal");
  });
});

const SHARED = new URL("../../../shared/data/", import.meta.url);
const FILES: readonly [file: string, quarantined: number][] = [
  ["linkage/fake_1000.csv", 0],
  ["linkage/febrl-dataset3.csv", 35], // impossible dates of birth
  ["linkage/fake_1000_labels.csv", 0],
  ["accidents/epa-rmp/rmp_accident_chemicals.csv", 0],
  ["accidents/epa-rmp/rmp_accident_detailed.csv", 0],
  ["accidents/epa-rmp/rmp_chemical.csv", 0],
  ["accidents/epa-rmp/rmp_facility_accidents.csv", 0],
  ["accidents/epa-rmp/rmp_naics.csv", 0],
  ["accidents/osha-narratives/tagged-700.csv", 0],
];

describe("real files", () => {
  for (const [file, quarantined] of FILES) {
    const isHere = existsSync(new URL(file, SHARED));
    it.runIf(isHere)(`${file} are described from their first 500 records so that ${quarantined} are set aside`, () => {
      const [headings = [], ...records] = parse(readFileSync(new URL(file, SHARED), "utf8"));
      const { columns } = mapHeadings(headings, inferSchema("sample", headings, records.slice(0, 500)));
      expect(columns.every(({ index }) => index !== null)).toBe(true);
      const bad = records.filter((record) =>
        columns.some(({ column, index, unit }) => "code" in standardise(record[index ?? -1] ?? null, column, unit)),
      );
      expect(bad.length).toBe(quarantined);
    });
    if (!isHere) console.info(`${file}: skipped, the folder with real files is not here`);
  }
});

/** A plain reader of comma-separated files, for these tests only. */
function parse(text: string): string[][] {
  const records: string[][] = [[]];
  for (const [, quoted, bare, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    records.at(-1)?.push(quoted?.replaceAll('""', '"') ?? bare ?? "");
    if (end !== ",") records.push([]);
  }
  return records.filter((record) => record.length > 1);
}
