import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBDataChunk, VARCHAR } from "@duckdb/node-api";
import type { ColumnSchema, ColumnType, QuarantineReason, SemanticType } from "@yuejian/contracts";
import { DICTIONARY } from "@yuejian/contracts/dictionary";
import { createStandardiser, type HeadingUnit, type MappedColumn } from "@yuejian/identifiers";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Engine } from "../engine/engine.ts";
import { canonicalText } from "./canonical-text.ts";
import { selectWithMarks, standardiseTable } from "./standardise-table.ts";

const column = (name: string, type: ColumnType, semantic: SemanticType, more: Partial<ColumnSchema> = {}): ColumnSchema => ({
  name,
  title: { zh: name, en: name },
  type,
  semantic,
  dataClass: "internal",
  ...more,
});

const COLUMNS: readonly { column: ColumnSchema; unit: HeadingUnit | null }[] = [
  ...(
    [
      "person-name",
      "resident-id",
      "organisation-name",
      "credit-code",
      "phone",
      "address",
      "region-code",
      "document-number",
      "office",
      "agency",
      "charge",
      "code",
      "free-text",
    ] as const
  ).map((semantic) => ({ column: column(semantic.replaceAll("-", "_"), "text", semantic), unit: null })),
  { column: column("needed", "text", "person-name", { required: true }), unit: null },
  { column: column("day", "date", "day"), unit: null },
  { column: column("us_day", "date", "day", { dateForm: "month-day-year" }), unit: null },
  { column: column("month", "date", "month"), unit: null },
  ...(["yuan", "wan-yuan", "fen", "jiao", "yi-yuan"] as const).map((unit) => ({ column: column("fine", "amount", "money"), unit })),
  { column: column("fine", "amount", "money"), unit: null },
  { column: column("people", "integer", "count"), unit: null },
  { column: column("term_months", "integer", "count"), unit: null },
  { column: column("term_months", "integer", "count"), unit: "year" as const },
  { column: column("share", "decimal", "count"), unit: null },
  { column: column("is_paid", "boolean", "flag"), unit: null },
  ...DICTIONARY.flatMap((schema) => schema.columns.filter((each) => each.allowed).map((each) => ({ column: each, unit: null }))),
];

/** Texts as sources hold them, right, wrong and on every border of a form. */
const NASTY = [
  "",
  " ",
  "　",
  "-",
  "--",
  "—",
  "/",
  "\\N",
  "NULL",
  "null",
  "N/A",
  "无",
  "空",
  "不详",
  "未知",
  "nan",
  "NA",
  "None",
  "0000-00-00",
  "9999-12-31",
  "99991231",
  "张三",
  "张 三",
  "阿卜杜拉·买买提",
  "阿卜杜拉.买买提",
  "欧阳Ａ",
  "John Smith",
  "John  Smith",
  " John",
  "𠮷野",
  "張\u200B三",
  "é",
  "e\u0301",
  "豈",
  "\u2F00",
  "990602198001011239",
  "99060219800101123X",
  "99060219800101123x",
  "990602198002301234",
  "990602198013011234",
  "090602198001011239",
  "990602800101123",
  "9906021980010112399",
  "91430600MA4L1234X5",
  "9143060012345678X9",
  "2024-02-29",
  "2023-02-29",
  "2024-3-5",
  "2024/3/5",
  "2024/03/05",
  "2024.3.5",
  "20240305",
  "20240230",
  "2024年3月5日",
  "2024年13月5日",
  "2024年03月5日",
  "2024-03",
  "202403",
  "2024年3月",
  "202413",
  "1799-01-01",
  "2200-01-01",
  "2199-12-31",
  "1800-01-01",
  "3/5/2024",
  "25/3/2024",
  "2024-03-05 08:30:00",
  "2024-04-31",
  "20240431",
  "2024/2/30",
  "二〇二四年三月五日",
  "0",
  "-0",
  "-0.0",
  "0.0",
  "00",
  "007",
  "1",
  "-1",
  "+1",
  "1.",
  ".5",
  "1.5",
  "1.50",
  "1.555",
  "-1.25",
  "1e5",
  "1,234",
  "1,234.50",
  "12,34",
  "３",
  "1 000",
  "9999999999999.99",
  "99999999999999.99",
  "999999999999999",
  "9999999999999999",
  "9007199254740993",
  "0.1",
  "0.000001",
  "0.0000001",
  "123456789012345.123456",
  "1.5万",
  "三万元",
  "壹万元整",
  "50%",
  "是",
  "否",
  "有",
  "TRUE",
  "true",
  "Y",
  "y",
  "T",
  "√",
  "盗窃",
  "盗窃罪",
  "掩饰、隐瞒犯罪所得",
  "盗窃 罪",
  "a",
  "A罪",
  "罪",
  "岳检建〔2026〕5号",
  "（2026）湘0602刑初123号",
  "(2026)湘0602刑初123号",
  "〔2026〕5号",
  "岳检建[2026]5号",
  "岳检建（2026）5号",
  "(1899)1号",
  "13800138000",
  "8613800138000",
  "+8613800138000",
  "0730-8888888",
  "0730 8888888",
  "07308888888",
  "138 0013 8000",
  "岳阳市 公安局",
  "岳阳市公安局（城区）",
  "湖南省岳阳市南湖大道1号",
  "湖南省岳阳市，南湖　大道",
  "a\tb",
  "a\nb",
  "a\r\nb",
  " 前后 ",
  "a\u0000b",
  "a\u001fb",
  "a\u001eb",
  "\u007f",
  "\u0085",
  "\uFEFF张",
  "430602",
  "430600",
  "4306QY",
  "男",
  "女",
  "male",
  "MALE",
  "有期徒刑",
  "imprisonment",
  "甲".repeat(1333),
  "甲".repeat(1334),
  "甲".repeat(4000),
  "甲".repeat(4001),
  "x".repeat(4001),
  "“引号”与‘单引号’…",
  "‘",
  "、",
  "〇",
  "々",
  "·",
  "•",
  "a·b",
  "张·三",
  "１３８００１３８０００",
  "'",
  '"',
  "it's",
  "a,b",
];

const characters = fc.constantFrom(
  ..."0123456789-/.年月日XxA王张三 　·〔〕（）()〇罪无,万元+e%\t\n".split(""),
  "\u200b",
  "é",
  "𠮷",
  "豈",
  "\u001e",
);
const generated = fc.oneof(
  fc.string({ unit: characters, maxLength: 20 }),
  fc.string({ unit: "grapheme", maxLength: 12 }),
  fc.stringMatching(/^[12]\d{3}[-/]?\d{1,2}[-/]?\d{1,2}$/),
  fc.stringMatching(/^[1-9]\d{5}(19|20)\d{2}[01]\d[0-3]\d{4}[\dX]$/),
  fc.stringMatching(/^9[1-3]\d{6}[0-9A-HJ-NP-RTUWXY]{10}$/),
  fc.stringMatching(/^-?\d{1,17}(\.\d{1,8})?$/),
  fc.constantFrom(...NASTY),
);

let scratch: string;

beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), "yuejian-plain-"));
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

async function inBulk(texts: readonly string[], mapped: readonly MappedColumn[]): Promise<(string | null)[][]> {
  const engine = await Engine.open({ scratchFolder: scratch, files: [], folders: [scratch], subject: "test", threads: 1 });
  try {
    await engine.run("CREATE TABLE given (c0 VARCHAR)");
    const appender = await engine.connection.createAppender("given");
    for (let start = 0; start < texts.length; start += 2048) {
      const piece = texts.slice(start, start + 2048);
      const chunk = DuckDBDataChunk.create([VARCHAR], piece.length);
      chunk.setColumns([piece]);
      appender.appendDataChunk(chunk);
    }
    appender.closeSync();
    await engine.run(`CREATE TABLE raw AS ${selectWithMarks(["c0"], mapped, "given")}`);
    const table = await standardiseTable(engine, mapped, { records: texts.length, signal: new AbortController().signal });
    const cells = mapped.map(({ column }, at) => canonicalText(column, table.values[at] ?? ""));
    const rows = await engine.rows(
      `SELECT CAST(to_json(${table.reasons}) AS VARCHAR), ${cells.join(", ")} FROM ${table.reasonsFrom} ORDER BY raw.rowid`,
    );
    return rows.map(([reasons, ...values]) => {
      const codes = new Map((JSON.parse(String(reasons)) as QuarantineReason[]).map(({ column, code }) => [column, code]));
      return mapped.map(({ column }, at) =>
        codes.has(column.name) ? `!${codes.get(column.name)}` : ((values[at] ?? null) as string | null),
      );
    });
  } finally {
    engine.close();
  }
}

function oneByOne(texts: readonly string[], mapped: readonly MappedColumn[]): (string | null)[][] {
  return texts.map((text) =>
    mapped.map(({ column, unit }) => {
      const result = createStandardiser(column, unit)(text);
      return "code" in result ? `!${result.code}` : result.value;
    }),
  );
}

const wellFormed = (text: string): boolean => text.isWellFormed();

describe("the plain forms in SQL against the standardiser", () => {
  test.each(COLUMNS.map((each, at) => [`${each.column.semantic} ${each.column.name} ${each.unit ?? ""}`, at] as const))(
    "%s: equal for every text",
    async (_, at) => {
      const { column, unit } = COLUMNS[at] as (typeof COLUMNS)[number];
      const mapped: MappedColumn[] = [{ column, unit, index: 0, heading: column.name }];
      const texts = [...NASTY, ...fc.sample(generated, { numRuns: 3000, seed: at })].filter(wellFormed);
      const expected = oneByOne(texts, mapped);
      const actual = await inBulk(texts, mapped);
      const differences = texts.flatMap((text, row) =>
        actual[row]?.[0] === expected[row]?.[0] ? [] : [{ text, expected: expected[row], actual: actual[row] }],
      );
      expect(differences.slice(0, 5)).toEqual([]);
    },
  );

  test("many columns at once, more than one integer of marks holds, give what each gives alone", async () => {
    const mapped: MappedColumn[] = Array.from({ length: 70 }, (_, at) => {
      const each = COLUMNS[at % COLUMNS.length] as (typeof COLUMNS)[number];
      return { column: { ...each.column, name: `${each.column.name}_${at}_months` }, unit: each.unit, index: 0, heading: "x" };
    });
    const texts = NASTY.filter(wellFormed);
    expect(await inBulk(texts, mapped)).toEqual(oneByOne(texts, mapped));
  });
});
