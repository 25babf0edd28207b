import type { ColumnSchema, ColumnType, SemanticType } from "@yuejian/contracts";
import { DICTIONARY } from "@yuejian/contracts/dictionary";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { standardise } from "./standardise.ts";

const column = (type: ColumnType, semantic: SemanticType, more: Partial<ColumnSchema> = {}): ColumnSchema => ({
  name: "column",
  title: { zh: "列", en: "Column" },
  type,
  semantic,
  dataClass: "internal",
  ...more,
});
const text = (semantic: SemanticType) => column("text", semantic);
const months = column("integer", "count", { name: "sentence_months" });
const kinds = column("text", "code", { allowed: ["male", "female"], spellings: { 男: "male", "1": "male", 女: "female", 未知: "male" } });

describe("a cell", () => {
  it.each<[string, ColumnSchema, string | null]>([
    ["  张 三 ", text("person-name"), "张三"],
    ["欧阳 修", text("person-name"), "欧阳修"],
    ["阿卜杜热合曼•买买提", text("person-name"), "阿卜杜热合曼·买买提"],
    ["阿卜杜热合曼 . 买买提", text("person-name"), "阿卜杜热合曼 . 买买提"],
    ["阿卜杜热合曼.买买提", text("person-name"), "阿卜杜热合曼·买买提"],
    ["John  Smith", text("person-name"), "John Smith"],
    ["Null", text("person-name"), "Null"],
    ["１１０１０５１９４９１２３１００２ｘ", text("resident-id"), "11010519491231002X"],
    ["110105491231002", text("resident-id"), "11010519491231002X"],
    ["岳阳 巴陵（集团）有限公司", text("organisation-name"), "岳阳巴陵(集团)有限公司"],
    ["(2024)湘0602刑初12号", text("document-number"), "（2024）湘0602刑初12号"],
    ["[2024] 湘0602刑初12号", text("document-number"), "（2024）湘0602刑初12号"],
    ["岳检建［2026］5号", text("document-number"), "岳检建〔2026〕5号"],
    ["盗窃", text("charge"), "盗窃罪"],
    ["掩饰、隐瞒犯罪所得、犯罪所得收益罪", text("charge"), "掩饰、隐瞒犯罪所得、犯罪所得收益罪"],
    ["+86 138-0730-1234", text("phone"), "13807301234"],
    ["0730 — 8888888", text("phone"), "0730-8888888"],
    ["湖南省，岳阳市Ａ区１号", text("address"), "湖南省，岳阳市A区1号"],
    ["第一行\r\n第二行", text("free-text"), "第一行\n第二行"],
    ["第一行\r\n第二行", text("code"), "第一行 第二行"],
    ["\u200B无\uFEFF", text("free-text"), "无"],
    ["无", text("code"), null],
    ["—", text("free-text"), null],
    ["N/A", text("free-text"), null],
    ["　", text("free-text"), null],
    ["⼈民", text("free-text"), "人民"],
    ["２０２４年３月５日", column("date", "day"), "2024-03-05"],
    ["0000-00-00", column("date", "day"), null],
    ["2024年3月", column("date", "month"), "2024-03-01"],
    ["３万元", column("amount", "money"), "3000000"],
    ["无", column("amount", "money"), null],
    ["1,234", column("integer", "count"), "1234"],
    ["３人", column("integer", "count"), "3"],
    ["三年六个月", months, "42"],
    ["有期徒刑三年", months, "36"],
    ["一年半", months, "18"],
    ["42", months, "42"],
    ["无", months, null],
    ["1.50", column("decimal", "count"), "1.5"],
    ["-0", column("decimal", "count"), "0"],
    ["是", column("boolean", "flag"), "true"],
    ["无", column("boolean", "flag"), "false"],
    ["N", column("boolean", "flag"), "false"],
    ["１", kinds, "male"],
    ["MALE", kinds, "male"],
    ["未知", kinds, "male"],
    ["-", kinds, null],
  ])("%j becomes its canonical value", (cell, schema, expected) => {
    expect(standardise(cell, schema)).toEqual({ value: expected });
  });

  it.each<[string | null, ColumnSchema, string]>([
    [null, column("text", "code", { required: true }), "required-missing"],
    ["无", column("amount", "money", { required: true }), "required-missing"],
    ["a\u001Fb", text("free-text"), "control-character"],
    ["a\u001Eb", text("person-name"), "control-character"],
    ["a\u0000", text("code"), "control-character"],
    ["\uD800", text("code"), "control-character"],
    ["x".repeat(4_001), text("code"), "value-too-long"],
    ["其他", kinds, "value-not-allowed"],
    ["2024-02-30", column("date", "day"), "date-impossible"],
    ["去年", column("date", "day"), "date-unreadable"],
    ["约三万", column("amount", "money"), "amount-unreadable"],
    ["9007199254740993", column("integer", "count"), "number-unreadable"],
    ["四个月十五日", months, "number-unreadable"],
    ["也许", column("boolean", "flag"), "flag-unreadable"],
    ["110105194912310021", text("resident-id"), "resident-id-check"],
    ["91350100M000100Y44", text("credit-code"), "credit-code-check"],
  ])("%j is set aside as %s", (cell, schema, code) => {
    expect(standardise(cell, schema)).toEqual({ code });
  });

  it("in a column whose heading names a unit counts in it", () => {
    expect(standardise("0.2", column("amount", "money"), "wan-yuan")).toEqual({ value: "200000" });
    expect(standardise("3", months, "year")).toEqual({ value: "36" });
    expect(standardise("三年六个月", months, "year")).toEqual({ value: "42" });
  });
});

const anyCell = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string(),
  fc
    .array(fc.constantFrom(..."0123456789０１９一二十百千万亿元角分年月日零〇-/.,：: ￥()（）xXＸ无是否整半个".split("")), {
      maxLength: 24,
    })
    .map((characters) => characters.join("")),
);

describe("standardise", () => {
  const columns = DICTIONARY.flatMap((schema) => schema.columns);

  it("answers any text in any column with a value without separators, or a code, and never fails", () => {
    fc.assert(
      fc.property(anyCell, fc.constantFrom(...columns), (cell, schema) => {
        const result = standardise(cell, schema);
        if ("code" in result || result.value === null) return;
        expect(result.value).not.toBe("");
        expect(result.value.isWellFormed()).toBe(true);
        expect(result.value.includes("\u001E") || result.value.includes("\u001F")).toBe(false);
        if (schema.type === "date") expect(result.value).toMatch(/^\d{4}-\d\d-\d\d$/);
        if (schema.type === "amount" || schema.type === "integer") expect(result.value).toMatch(/^(?:0|-?[1-9]\d*)$/);
        if (schema.allowed) expect(schema.allowed).toContain(result.value);
      }),
      { numRuns: 5_000 },
    );
  });

  it("leaves canonical values as they are (amounts aside, which arrive in yuan and leave in fen)", () => {
    fc.assert(
      fc.property(anyCell, fc.constantFrom(...columns.filter(({ type }) => type !== "amount")), (cell, schema) => {
        const result = standardise(cell, schema);
        if ("code" in result || result.value === null) return;
        expect(standardise(result.value, schema)).toEqual(result);
      }),
      { numRuns: 5_000 },
    );
  });
});
