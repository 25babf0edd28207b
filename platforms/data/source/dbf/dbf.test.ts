import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { silentProgress } from "@yuejian/contracts";
import * as fc from "fast-check";
import { zipSync } from "fflate";
import { afterAll, describe, expect, it } from "vitest";
import { readHead, readSource } from "../read-source.ts";
import { type DbfText, dbfBytes, memoBytes } from "../testing/dbf-bytes.ts";
import { gb18030Bytes } from "../testing/gb18030-bytes.ts";
import { type Reading, reading } from "../testing/read-records.ts";

const folder = mkdtempSync(join(tmpdir(), "yuejian-dbf-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function read(bytes: Uint8Array, beside: Readonly<Record<string, Uint8Array>> = {}): Promise<Reading> {
  const place = mkdtempSync(join(folder, "in-"));
  writeFileSync(join(place, "a.dbf"), bytes);
  for (const [name, content] of Object.entries(beside)) writeFileSync(join(place, name), content);
  return await reading(join(place, "a.dbf"));
}

const error = (result: Reading): unknown => ("error" in result ? { code: result.error.code, ...result.error.parameters } : "none");
const cells = (result: Reading): unknown => ("error" in result ? result : result.records);

const COLUMNS = [
  { name: gb18030Bytes("姓名"), type: "C", length: 10 },
  { name: "JE", type: "N", length: 12 },
  { name: "RQ", type: "D", length: 8 },
  { name: "YX", type: "L", length: 1 },
];
const TABLE: DbfText = {
  columns: COLUMNS,
  records: [
    [gb18030Bytes("张三"), "     1200.50", "20240305", "T"],
    ["*", gb18030Bytes("李四"), "1", "20240306", "F"],
    [gb18030Bytes("王五"), "", "", "?"],
    [gb18030Bytes("赵六"), "************", "2024030x", "n"],
  ],
};

describe("a DBF", () => {
  it("gives texts, numbers as written, days and truth values; deleted records keep their numbers and are left out", async () => {
    expect(await read(dbfBytes(TABLE))).toEqual({
      facts: { format: "dbf", encoding: "gb18030", delimiter: null, sheet: null },
      numbering: "columns",
      headings: ["姓名", "JE", "RQ", "YX"],
      records: [
        ["1", "1", "张三", "1200.50", "2024-03-05", "true"],
        ["3", "3", "王五", null, null, null],
        ["4", "4", "赵六", "************", "2024030x", "false"],
      ],
      malformed: [],
      notes: [{ kind: "deleted-records", records: 1 }],
    });
  });

  it.each<[string, Partial<DbfText>, (text: string) => Uint8Array, string, unknown]>([
    ["the driver of 936", { languageDriver: 0x7a }, gb18030Bytes, "gb18030", []],
    ["no driver and GBK texts", {}, gb18030Bytes, "gb18030", []],
    ["no driver and UTF-8 texts", {}, (text) => Buffer.from(text), "utf-8", []],
    [
      "the driver of 1252 over GBK texts",
      { languageDriver: 0x03 },
      gb18030Bytes,
      "gb18030",
      [{ kind: "code-page", claimed: "1252", encoding: "gb18030" }],
    ],
  ])("with %s is read in its encoding", async (_, more, encode, encoding, notes) => {
    const table = { columns: [{ name: "XM", type: "C", length: 30 }], records: [[encode("张三")], [encode("欧阳静")]], ...more };
    expect(await read(dbfBytes(table))).toMatchObject({
      facts: { encoding },
      records: [
        ["1", "1", "张三"],
        ["2", "2", "欧阳静"],
      ],
      notes,
    });
  });

  it("with the driver of 1252 and Western texts stays Western; a code page file beside it decides", async () => {
    const table = {
      columns: [{ name: "XM", type: "C", length: 9 }],
      records: [[Buffer.from("M\xfcller", "latin1")]],
      languageDriver: 0x03,
    };
    expect(await read(dbfBytes(table))).toMatchObject({ facts: { encoding: "windows-1252" }, records: [["1", "1", "Müller"]] });
    const named = { ...table, records: [[Buffer.from("Müller")]] };
    expect(await read(dbfBytes(named), { "A.CPG": Buffer.from("UTF-8\n") })).toMatchObject({ records: [["1", "1", "Müller"]], notes: [] });
  });

  it("sets a text aside that was cut in the middle of a character", async () => {
    const table = {
      columns: [{ name: "XM", type: "C", length: 5 }],
      records: [[gb18030Bytes("张三")], [gb18030Bytes("欧阳静")]],
      languageDriver: 0x4d,
    };
    expect(await read(dbfBytes(table))).toMatchObject({
      records: [["1", "1", "张三"]],
      malformed: [{ row: 2, reasons: [{ code: "record-malformed", value: "XM: gb18030" }] }],
    });
  });

  it.each(["fpt", "dbt"] as const)("takes long texts from the .%s beside it, in a ZIP too, and says which file that was", async (kind) => {
    const columns = [{ name: "BZ", type: "M", length: 10 }];
    const table = dbfBytes({
      columns,
      records: [["1"], [""], ["         2"]],
      version: kind === "fpt" ? 0xf5 : 0x83,
      languageDriver: 0x4d,
    });
    const memo = memoBytes(kind, [gb18030Bytes("第一条，\r\n长文本"), gb18030Bytes("第二条")]);
    const expected = [
      ["1", "1", "第一条，\n长文本"],
      ["2", "2", null],
      ["3", "3", "第二条"],
    ];
    const result = await read(table, { [`A.${kind.toUpperCase()}`]: memo });
    expect(cells(result)).toEqual(expected);
    expect(result).toMatchObject({ facts: { memo: { name: `a.${kind.toUpperCase()}`, size: memo.length } } });
    const path = join(folder, `${kind}.zip`);
    writeFileSync(path, zipSync({ "b/甲.DBF": table, [`b/甲.${kind}`]: memo, [`甲.${kind}`]: memo.subarray(0, 30) }));
    const inZip = await readSource(path, { scratchFolder: folder, progress: silentProgress });
    expect([inZip.records, inZip.facts.memo?.name]).toEqual([3, `${kind}.zip/b/甲.${kind}`]);
    await inZip.dispose();
    expect(error(await read(table))).toMatchObject({ code: "MEMO_MISSING" });
    expect(error(await read(table, { [`a.${kind}`]: memo.subarray(0, memo.length - (kind === "fpt" ? 60 : 512)) }))).toMatchObject({
      code: "FILE_TRUNCATED",
    });
  });

  it("does not follow a link to a memo file somewhere else", async () => {
    const place = mkdtempSync(join(folder, "in-"));
    writeFileSync(join(folder, "secret"), memoBytes("fpt", [Buffer.from("secret")]));
    writeFileSync(join(place, "a.dbf"), dbfBytes({ columns: [{ name: "BZ", type: "M", length: 10 }], records: [["1"]], version: 0xf5 }));
    symlinkSync(join(folder, "secret"), join(place, "a.fpt"));
    expect(error(await reading(join(place, "a.dbf")))).toMatchObject({ code: "MEMO_MISSING" });
  });

  it("of Visual FoxPro gives its binary numbers exactly, and leaves pictures out", async () => {
    const bytes = (fill: (view: Buffer) => void, length: number): Buffer => {
      const view = Buffer.alloc(length);
      fill(view);
      return view;
    };
    const columns = [
      { name: "I", type: "I", length: 4 },
      { name: "Y", type: "Y", length: 8 },
      { name: "B", type: "B", length: 8 },
      { name: "T", type: "T", length: 8 },
      { name: "G", type: "G", length: 4 },
    ];
    const record = [
      bytes((view) => view.writeInt32LE(-7), 4),
      bytes((view) => view.writeBigInt64LE(-90071992547409931n), 8),
      bytes((view) => view.writeDoubleLE(0.1), 8),
      bytes((view) => void (view.writeInt32LE(2_460_375, 0), view.writeInt32LE(3_600_000, 4)), 8),
      Buffer.alloc(4),
    ];
    expect(await read(dbfBytes({ columns, records: [record], version: 0x30 }))).toMatchObject({
      records: [["1", "1", "-7", "-9007199254740.9931", "0.1", "2024-03-05 01:00:00"]],
      notes: [{ kind: "binary-columns", columns: ["G"] }],
    });
  });

  it("gives headings and first records", async () => {
    const path = join(folder, "head.dbf");
    writeFileSync(path, dbfBytes(TABLE));
    const head = await readHead(path, { scratchFolder: folder, progress: silentProgress });
    expect([head.headings, head.records[0]]).toEqual([
      ["姓名", "JE", "RQ", "YX"],
      ["张三", "1200.50", "2024-03-05", "true"],
    ]);
  });
});

describe("a DBF is refused", () => {
  const whole = dbfBytes(TABLE);
  it.each<[string, string, Uint8Array]>([
    ["FILE_TRUNCATED", "cut off", whole.subarray(0, -40)],
    ["FILE_TRUNCATED", "whose header counts too many records", dbfBytes({ ...TABLE, count: 5 })],
    ["FILE_TRUNCATED", "whose header counts too few", dbfBytes({ ...TABLE, count: 2 })],
    [
      "FILE_TRUNCATED",
      "with a record that does not begin as one",
      Buffer.concat([whole.subarray(0, 161), Buffer.of(0x41), whole.subarray(162)]),
    ],
    ["FILE_EMPTY", "without records", dbfBytes({ ...TABLE, records: [] })],
    ["FILE_EMPTY", "with deleted records only", dbfBytes({ ...TABLE, records: [["*", "x"]] })],
    ["FILE_TYPE_UNKNOWN", "of dBase 7", Buffer.concat([Buffer.of(0x04), whole.subarray(1)])],
    ["FILE_TYPE_UNKNOWN", "with a column of unknown type", dbfBytes({ ...TABLE, columns: [{ name: "a", type: "X", length: 3 }] })],
    ["FILE_TYPE_UNKNOWN", "in an unknown code page", dbfBytes({ ...TABLE, languageDriver: 0x64 })],
    [
      "HEADER_DUPLICATE",
      "with a heading twice",
      dbfBytes({ ...TABLE, columns: [COLUMNS[1] ?? { name: "", type: "", length: 0 }, COLUMNS[1] ?? { name: "", type: "", length: 0 }] }),
    ],
    ["FILE_TYPE_MISMATCH", "that is text", Buffer.from("姓名,金额\n张三,1\n")],
  ])("%s %s", async (code, _, bytes) => {
    expect(error(await read(bytes))).toMatchObject({ code, file: "a.dbf" });
  });

  it("with any bytes changed gives a coded error or a table, never a crash", async () => {
    const columns = [...COLUMNS, { name: "BZ", type: "M", length: 10 }];
    const table = dbfBytes({ columns, records: TABLE.records.map((record) => [...record, "1"]), version: 0xf5 });
    const memo = memoBytes("fpt", [gb18030Bytes("备注")]);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(table.length - 1), fc.nat(255)), { minLength: 1, maxLength: 3 }),
        fc.nat(memo.length - 1),
        async (changes, at) => {
          const bytes = Buffer.from(table);
          for (const [place, byte] of changes) bytes[place] = byte;
          const changed = Buffer.from(memo);
          changed[at] = (changed[at] ?? 0) ^ 0xff;
          const result = await read(bytes, { "a.fpt": changed });
          if ("error" in result) expect(result.error.code).toMatch(/^(FILE_|HEADER_|MEMO_)/);
        },
      ),
      { numRuns: 200 },
    );
  });
});
