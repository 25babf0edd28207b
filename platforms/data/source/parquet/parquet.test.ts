import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { DuckDBInstance } from "@duckdb/node-api";
import { silentProgress } from "@yuejian/contracts";
import * as fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { readHead } from "../read-source.ts";
import { type Reading, reading } from "../testing/read-records.ts";

const folder = mkdtempSync(join(tmpdir(), "yuejian-parquet-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function parquet(name: string, select: string, options = ""): Promise<string> {
  const path = join(folder, name);
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  await connection.run("SET force_mbedtls_unsafe = 'true'");
  await connection.run("PRAGMA add_parquet_key('key', '0123456789112345')");
  await connection.run(`COPY (${select}) TO '${join(folder, "made.parquet")}' (FORMAT parquet${options})`);
  connection.closeSync();
  instance.closeSync();
  writeFileSync(path, readFileSync(join(folder, "made.parquet")));
  return path;
}

const changed = (path: string, change: (bytes: Buffer) => Uint8Array): string => {
  writeFileSync(path, change(readFileSync(path)));
  return path;
};
const error = (result: Reading): unknown => ("error" in result ? { code: result.error.code, ...result.error.parameters } : "none");
const texts = (result: Reading): unknown =>
  "error" in result ? result : [result.headings, ...result.records.map((record) => record.slice(2))];

describe("a Parquet file", () => {
  it.each<[string, string | null]>([
    ["9007199254740993::BIGINT", "9007199254740993"],
    ["18446744073709551615::UBIGINT", "18446744073709551615"],
    ["1.10::DECIMAL(38,10)", "1.1000000000"],
    ["0.1::DOUBLE", "0.1"],
    ["0.1::FLOAT", "0.1"],
    ["DATE '2024-03-05'", "2024-03-05"],
    ["TIMESTAMP '2024-03-05 00:00:00'", "2024-03-05"],
    ["TIMESTAMP '2024-03-05 01:02:03.000004'", "2024-03-05 01:02:03.000004"],
    ["TIMESTAMPTZ '2024-03-05 00:00:00+08'", "2024-03-05"],
    ["TIMESTAMPTZ '2024-03-05 12:00:00+00'", "2024-03-05 20:00:00"],
    ["TIME '10:20:30'", "10:20:30"],
    ["true", "true"],
    ["encode('张三')", "张三"],
    ["'\\xFF\\x00'::BLOB", "0xFF00"],
    ["''", null],
    ["NULL::INTEGER", null],
    [`'a,"b"' || chr(13) || chr(10) || 'c'`, 'a,"b"\nc'],
    ["[1.10::DECIMAL(9,2), NULL]", "[1.10,null]"],
    ["['a\"b', '张']", '["a\\"b","张"]'],
    ["[{'k': DATE '2024-03-05', 'l': [1e300, 'nan'::DOUBLE]}]", '[{"k":"2024-03-05","l":[1e+300,"nan"]}]'],
    ["MAP {'甲': 1, '乙': NULL}", '{"甲":1,"乙":null}'],
    ["[]::INTEGER[]", "[]"],
  ])("gives %s as the text %s", async (sql, text) => {
    expect(texts(await reading(await parquet("a.parquet", `SELECT ${sql} AS 值`)))).toEqual([["值"], [text]]);
  });

  it("numbers its records in order, over row groups, and has a struct's leaves under dotted headings", async () => {
    const select = "SELECT i AS id, {'市': 'x' || i, '内': {'路': i * 2}} AS 住址 FROM range(5000) t(i)";
    const result = await reading(await parquet("a.parquet", select, ", ROW_GROUP_SIZE 2048"));
    if ("error" in result) throw new Error(JSON.stringify(result));
    expect(result.headings).toEqual(["id", "住址.市", "住址.内.路"]);
    expect(result.records).toHaveLength(5000);
    expect(result.records.every(([row, , id], index) => row === String(index + 1) && id === String(index))).toBe(true);
    expect(result.facts).toEqual({ format: "parquet", encoding: null, delimiter: null, sheet: null });
  });

  it("sets rows with control characters aside", async () => {
    const result = await reading(await parquet("a.parquet", "SELECT unnest(['a', 'b' || chr(0), 'c']) AS a"));
    expect(result).toMatchObject({
      records: [
        ["1", "1", "a"],
        ["3", "3", "c"],
      ],
      malformed: [{ row: 2, reasons: [{ code: "control-character" }], source: { a: "b\0" } }],
    });
  });

  it("whose name looks like a pattern is that file", async () => {
    await parquet("b1.parquet", "SELECT 'wrong' AS a");
    expect(texts(await reading(await parquet("b[1]*?.parquet", "SELECT 'right' AS a")))).toEqual([["a"], ["right"]]);
  });

  it("gives headings and first records", async () => {
    const path = await parquet("a.parquet", "SELECT i AS a, NULL AS b FROM range(1000) t(i)");
    const head = await readHead(path, { scratchFolder: folder, progress: silentProgress });
    expect([head.headings, head.records.length, head.records[1]]).toEqual([["a", "b"], 60, ["1", ""]]);
  });
});

describe("a Parquet file is refused", () => {
  it.each<[string, string, () => Promise<string>]>([
    ["FILE_TRUNCATED", "cut off", async () => changed(await parquet("a.parquet", "SELECT 1 AS a"), (bytes) => bytes.subarray(0, -20))],
    [
      "FILE_TRUNCATED",
      "with a footer longer than the file",
      async () => changed(await parquet("a.parquet", "SELECT 1 AS a"), (bytes) => (bytes.writeUInt32LE(1e9, bytes.length - 8), bytes)),
    ],
    ["FILE_TRUNCATED", "of four bytes", async () => changed(await parquet("a.parquet", "SELECT 1 AS a"), () => Buffer.from("PAR1"))],
    ["FILE_EMPTY", "without rows", () => parquet("a.parquet", "SELECT 1 AS a WHERE false")],
    [
      "FILE_TYPE_UNKNOWN",
      "with an encrypted footer",
      () => parquet("a.parquet", "SELECT 1 AS a", ", ENCRYPTION_CONFIG {footer_key: 'key'}"),
    ],
    [
      "FILE_TYPE_MISMATCH",
      "that is text",
      async () => changed(await parquet("a.parquet", "SELECT 1 AS a"), () => Buffer.from("a,b\n1,2\n")),
    ],
  ])("%s %s", async (code, _, make) => {
    expect(error(await reading(await make()))).toMatchObject({ code, file: "a.parquet" });
  });

  it("when its footer counts other rows than there are", async () => {
    const path = await parquet("a.parquet", "SELECT i::VARCHAR AS a FROM range(57) t(i)");
    // Thrift: field 3 of the metadata, an i64; 57 as a zigzag number is 114.
    const at = (bytes: Buffer): number => bytes.indexOf(Buffer.of(0x16, 114), bytes.length - 8 - bytes.readUInt32LE(bytes.length - 8));
    changed(path, (bytes) => ((bytes[at(bytes) + 1] = 112), bytes));
    expect(error(await reading(path))).toMatchObject({ code: "FILE_TRUNCATED" });
  });

  it("with any bytes changed gives a coded error or a table, never a crash", async () => {
    const path = await parquet("f.parquet", "SELECT i AS a, '张' || i AS b, [i, 2] AS c, {'x': i / 3} AS d FROM range(30) t(i)");
    const whole = readFileSync(path);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }), async (changes) => {
        const bytes = Buffer.from(whole);
        for (const [at, byte] of changes) bytes[at] = byte;
        writeFileSync(path, bytes);
        const result = await reading(path);
        if ("error" in result) expect(result.error.code).toMatch(/^(FILE_|HEADER_|LINE_)/);
      }),
      { numRuns: 150 },
    );
  });
});

const REAL = fileURLToPath(new URL("../../../../../shared/data/", import.meta.url));
if (!existsSync(REAL)) console.info(`real data: ${REAL} is not there, its Parquet files are not read`);

describe.runIf(existsSync(REAL))("real public Parquet files", () => {
  it.each([
    "linkage/transactions_origin.parquet",
    "linkage/transactions_destination.parquet",
    "imagery/cropland-points/2022_FRA_LPIS_POLY_110.geoparquet",
  ])("%s: every row is there", async (name) => {
    const result = await reading(join(REAL, name));
    if ("error" in result) throw new Error(JSON.stringify(result.error));
    const instance = await DuckDBInstance.create(":memory:");
    const connection = await instance.connect();
    const rows = (await connection.runAndReadAll(`SELECT count(*) FROM read_parquet('${join(REAL, name)}')`)).getRows();
    connection.closeSync();
    instance.closeSync();
    expect(result.records).toHaveLength(Number(rows[0]?.[0]));
  });
});
