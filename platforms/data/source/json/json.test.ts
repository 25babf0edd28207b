import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { silentProgress } from "@yuejian/contracts";
import * as fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { readHead } from "../read-source.ts";
import type { ReadSourceOptions } from "../source-table.ts";
import { gb18030Bytes } from "../testing/gb18030-bytes.ts";
import { type Reading, reading } from "../testing/read-records.ts";

const folder = mkdtempSync(join(tmpdir(), "yuejian-json-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function read(name: string, content: string | Uint8Array, options: Partial<ReadSourceOptions> = {}): Promise<Reading> {
  const path = join(folder, name);
  writeFileSync(path, content);
  return await reading(path, options);
}

function table(result: Reading): { headings: readonly string[]; records: (string | null)[][] } {
  if ("error" in result) throw new Error(JSON.stringify(result.error));
  return { headings: result.headings, records: result.records.map((record) => record.slice(2)) };
}

const error = (result: Reading): unknown => ("error" in result ? { code: result.error.code, ...result.error.parameters } : "none");
const quarantined = (result: Reading): unknown =>
  "error" in result
    ? result
    : result.malformed.map(({ row, line, reasons }) => [row, line, reasons[0]?.code, Number.parseInt(reasons[0]?.value ?? "", 10)]);

describe("JSON records", () => {
  it("keep the text of numbers, flatten objects under dotted headings and keep arrays as JSON, keys in order of first appearance", async () => {
    const lines = [
      '{"id": 9007199254740993, "a": {"b": 1e3, "c": {"d": -0.10}}, "list": [1.50, "x, \\"y\\"", {"z" : null}], "t": true}',
      '{"new": "第二", "a": {"c": {"d": 12345678901234567890.123}}, "id": null, "empty": {}, "n": [ ]}',
    ];
    const expected = {
      headings: ["id", "a.b", "a.c.d", "list", "t", "new", "empty", "n"],
      records: [
        ["9007199254740993", "1e3", "-0.10", '[1.50,"x, \\"y\\"",{"z":null}]', "true", null, null, null],
        [null, null, "12345678901234567890.123", null, null, "第二", "{}", "[]"],
      ],
    };
    expect(table(await read("a.ndjson", lines.join("\n")))).toEqual(expected);
    expect(table(await read("a.json", lines.join("\r\n")))).toEqual(expected);
    expect(table(await read("b.json", `[${lines.join(",\n")}]`))).toEqual(expected);
    expect(table(await read("c.json", `{"code": 0, "page": {"tags": ["x"], "rows": [${lines.join(",")}]}, "none": []}`))).toEqual(expected);
  });

  it("have the line of the file on which they begin", async () => {
    const result = await read("a.json", '[\n  {\n    "a": 1\n  },\n\n  {"a": 2}, 7,\n {"a": 3}]');
    expect("records" in result && result.records).toEqual([
      ["1", "2", "1"],
      ["2", "6", "2"],
      ["4", "7", "3"],
    ]);
    expect(quarantined(result)).toEqual([[3, 6, "record-malformed", 1]]);
  });

  it.each<[string, Uint8Array, string]>([
    ["UTF-8 with a mark", Buffer.from('\ufeff{"姓名":"张三"}\n'), "utf-8"],
    ["GB18030", gb18030Bytes('[{"姓名":"张三"}]'), "gb18030"],
    ["UTF-16LE", Buffer.from('\ufeff[{"姓名":"张三"}]', "utf16le"), "utf-16le"],
    ["UTF-16BE without a mark", Buffer.from('[{"姓名":"张三", "id": 12345678}]', "utf16le").swap16(), "utf-16be"],
  ])("are read in %s", async (_, bytes, encoding) => {
    const result = await read("a.json", bytes);
    expect(result).toMatchObject({ facts: { encoding }, records: [["1", "1", "张三", ...(encoding === "utf-16be" ? ["12345678"] : [])]] });
  });

  it("a document that is one object is one record", async () => {
    expect(table(await read("a.json", '{\n"a": 1,\n"b": [1, 2]}'))).toEqual({ headings: ["a", "b"], records: [["1", "[1,2]"]] });
  });

  it("unescape strings, and set aside control characters, lone surrogates and fields that stand twice", async () => {
    const lines = [
      '{"a":"\\u5f20\\n\\"三\\t"}',
      '{"a":"\\u0000"}',
      '{"a":"\\ud800"}',
      '{"a":1,"a":2}',
      '{"\\u0061":3}',
      '{"a":4,"\\u0061":5}',
      '{"a":"\u007f"}',
    ];
    const result = await read("a.ndjson", lines.join("\n"));
    expect(table(result)).toEqual({ headings: ["a"], records: [['张\n"三\t'], ["3"]] });
    expect(quarantined(result)).toEqual([
      [2, 2, "control-character", 1],
      [3, 3, "record-malformed", 1],
      [4, 4, "field-twice", 8],
      [6, 6, "field-twice", 17],
      [7, 7, "control-character", 7],
    ]);
  });

  it("broken lines are set aside with the column of the fault and bring no headings; the others go on", async () => {
    const lines = ['{"a":1}', '{"b":1,}', "", '{"a":01}', '{"a":2} x', "[1]", '{"a":"张', '{"a":3}'];
    const result = await read("a.jsonl", lines.join("\n"));
    expect(table(result)).toEqual({ headings: ["a"], records: [["1"], ["3"]] });
    expect(quarantined(result)).toEqual([
      [2, 2, "record-malformed", 8],
      [3, 4, "record-malformed", 6],
      [4, 5, "record-malformed", 9],
      [5, 6, "record-malformed", 1],
      [6, 7, "record-malformed", 8],
    ]);
    expect(result).toMatchObject({ notes: [{ kind: "empty-lines", lines: 1 }] });
  });

  it("give headings and first records without reading the rest", async () => {
    const path = join(folder, "head.json");
    writeFileSync(path, `[${Array.from({ length: 200_000 }, (_, at) => `{"a":${at},"b":"\\u5f20"}`).join(",")}, broken`);
    const head = await readHead(path, { scratchFolder: folder, progress: silentProgress });
    expect(head.records).toHaveLength(60);
    expect(head).toMatchObject({ format: "json", headings: ["a", "b"] });
    expect(head.records[1]).toEqual(["1", "张"]);
  });
});

describe("a JSON file is refused", () => {
  it.each<[string, string, Record<string, unknown>]>([
    ["empty", " \n ", { code: "FILE_EMPTY" }],
    ["without a record", "[]", { code: "FILE_EMPTY" }],
    ["a scalar", "12", { code: "JSON_MALFORMED", line: 1, column: 1 }],
    ["text", "姓名,金额\n张三,1\n", { code: "JSON_MALFORMED", line: 1, column: 1 }],
    ["cut off", '[{"a":1},\n{"a":"张', { code: "JSON_MALFORMED", line: 2, column: 8 }],
    ["cut off between records", '[{"a":1},', { code: "JSON_MALFORMED", line: 1, column: 10 }],
    ["broken in a record", '[{"a":1},\n{"a":\n  x}]', { code: "JSON_MALFORMED", line: 3, column: 3 }],
    ["broken behind its end", '[{"a":1}]\n]', { code: "JSON_MALFORMED", line: 2, column: 1 }],
    ["two arrays of records", '{"a":[{"x":1}],"b":{"c":[{"x":1}]}}', { code: "JSON_RECORDS_UNCLEAR", paths: "$.a、$.b.c" }],
    ["a bomb of brackets", "[".repeat(100_000), { code: "JSON_MALFORMED" }],
    ["a bomb of objects", '[{"a":' + '{"a":'.repeat(100_000), { code: "JSON_MALFORMED" }],
    ["no record is whole", '{"a":1\n{"b":2\n', { code: "JSON_MALFORMED" }],
  ])("%s", async (_, content, expected) => {
    expect(error(await read("a.json", content))).toMatchObject({ file: "a.json", ...expected });
  });

  it("for an endless line, in bounded memory", async () => {
    const limits = { recordBytes: 4 * 1024 * 1024 };
    const before = process.memoryUsage().rss;
    const endless = Buffer.concat([Buffer.from('{"a":1}\n{"a":"'), Buffer.alloc(256 * 1024 * 1024, "x")]);
    expect(error(await read("a.ndjson", endless, { limits }))).toMatchObject({ code: "LINE_TOO_LONG", line: 2 });
    expect(error(await read("a.json", Buffer.concat([Buffer.from("["), endless.subarray(8)]), { limits }))).toMatchObject({
      code: "LINE_TOO_LONG",
    });
    expect(process.memoryUsage().rss - before).toBeLessThan(900 * 1024 * 1024);
  });

  it("with more columns than a table may have", async () => {
    const wide = `{${Array.from({ length: 30 }, (_, at) => `"c${at}":1`).join(",")}}`;
    expect(error(await read("a.ndjson", wide, { limits: { columns: 20 } }))).toMatchObject({ code: "FILE_TYPE_UNKNOWN" });
  });
});

describe("any JSON", () => {
  const key = fc.string({ minLength: 1, maxLength: 4, unit: fc.constantFrom("a", "b", "张", "é", '"', "\\", "𠮷") });
  const text = fc.string({ unit: fc.constantFrom("a", ",", '"', "\\", "\n", "张", "𠮷", " ", "'", ";") });
  const leaf = fc.oneof(
    text,
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
    fc.array(text, { maxLength: 3 }),
  );
  const record = fc.dictionary(key, fc.oneof(leaf, fc.dictionary(key, leaf, { maxKeys: 3 })), { maxKeys: 5 });

  /** The plain way: JSON.parse and a recursive flattening. */
  function plainly(records: readonly Record<string, unknown>[]): { headings: string[]; records: (string | null)[][] } {
    const flat = records.map((each) => new Map(flatten(each, "")));
    const headings = [...new Set(flat.flatMap((each) => [...each.keys()]))];
    return { headings, records: flat.map((each) => headings.map((heading) => each.get(heading) || null)) };
  }
  function flatten(value: Record<string, unknown>, prefix: string): [string, string][] {
    return Object.entries(value).flatMap(([name, inner]): [string, string][] => {
      if (inner === null) return [[prefix + name, ""]];
      if (typeof inner === "string") return [[prefix + name, inner]];
      if (typeof inner !== "object" || Array.isArray(inner) || Object.keys(inner).length === 0)
        return [[prefix + name, JSON.stringify(inner)]];
      return flatten(inner as Record<string, unknown>, `${prefix}${name}.`);
    });
  }

  it("reads as the plain way reads it, whatever the borders of reading", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(record, { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 40 }),
        fc.boolean(),
        async (records, pieceBytes, isLines) => {
          const expected = plainly(records);
          if (expected.headings.length === 0) return;
          const content = isLines
            ? records.map((each) => JSON.stringify(each)).join("\n")
            : JSON.stringify({ x: 1, rows: records }, null, 1);
          expect(table(await read(isLines ? "p.ndjson" : "p.json", content, { limits: { pieceBytes } }))).toEqual(expected);
        },
      ),
      { numRuns: 150 },
    );
  });

  it("with any byte changed gives a coded error or a table, never a crash", async () => {
    const whole = Buffer.from('{"meta":{"n":1},"rows":[{"a":"张\\u4e09","b":{"c":[1,2.5e3]}},\n{"a":null,"b":{"c":true}}]}');
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), fc.boolean(), async (at, byte, isLines) => {
        const bytes = Buffer.from(whole);
        bytes[at] = byte;
        const result = await read(isLines ? "f.ndjson" : "f.json", isLines ? Buffer.concat([bytes, Buffer.from('\n{"a":1}')]) : bytes);
        if ("error" in result) expect(result.error.code).toMatch(/^(JSON_|FILE_|ENCODING_MIXED|LINE_TOO_LONG)/);
      }),
      { numRuns: 300 },
    );
  });
});
