import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  closeSync,
  existsSync,
  ftruncateSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { silentProgress } from "@yuejian/contracts";
import * as fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { readSource } from "./read-source.ts";
import { gb18030Bytes } from "./testing/gb18030-bytes.ts";
import { type Reading, reading } from "./testing/read-records.ts";

const folder = mkdtempSync(join(tmpdir(), "yuejian-read-"));
afterAll(() => rmSync(folder, { recursive: true }));

function written(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}
const errorOf = (result: Reading): unknown => ("error" in result ? result.error : result);
const errorCode = (result: Reading): string => ("error" in result ? result.error.code : "none");

describe("files that cannot be read", () => {
  it("are named: missing, folder, pipe, empty", async () => {
    expect(errorCode(await reading(join(folder, "none.csv")))).toBe("FILE_NOT_FOUND");
    mkdirSync(join(folder, "folder.csv"));
    expect(errorCode(await reading(join(folder, "folder.csv")))).toBe("FILE_UNREADABLE");
    execFileSync("mkfifo", [join(folder, "pipe.csv")]);
    expect(errorCode(await reading(join(folder, "pipe.csv")))).toBe("FILE_UNREADABLE");
    expect(errorCode(await reading(written("empty.csv", "")))).toBe("FILE_EMPTY");
    expect(errorCode(await reading(written("text.csv", "a,b\n1,2\n"), { part: { sheet: "Sheet1" } }))).toBe("SHEET_UNKNOWN");
  });

  it("with one endless line are refused with the line, in bounded memory", async () => {
    const path = join(folder, "endless.csv");
    const file = openSync(path, "w");
    writeSync(file, `a,b\n1,2\n${"x".repeat(2 * 1024 * 1024)}`);
    // The rest is a hole of zeros, which takes no room on the disk.
    ftruncateSync(file, 1024 * 1024 * 1024);
    closeSync(file);
    const before = process.memoryUsage().rss;
    expect(errorOf(await reading(path))).toEqual({
      code: "LINE_TOO_LONG",
      parameters: { file: "endless.csv", line: 3, row: 2, limit: 16 * 1024 * 1024 },
    });
    expect(process.memoryUsage().rss - before).toBeLessThan(400 * 1024 * 1024);
    rmSync(path);
    writeFileSync(path, Buffer.alloc(40 * 1024 * 1024, "x"));
    expect(errorOf(await reading(path))).toMatchObject({ code: "LINE_TOO_LONG", parameters: { line: 1 } });
    rmSync(path);
  });

  it("are left when the work is cancelled", async () => {
    const path = written("cancelled.csv", "a,b\n1,2\n");
    const scratchFolder = mkdtempSync(join(folder, "scratch-"));
    const progress = { ...silentProgress, signal: AbortSignal.abort() };
    await expect(readSource(path, { scratchFolder, progress })).rejects.toMatchObject({ code: "INTAKE_CANCELLED" });
    expect(readdirSync(scratchFolder)).toEqual([]);
  });
});

describe("encodings", () => {
  it("are told by a character far behind the first part", async () => {
    const ascii = "id,name\n" + Array.from({ length: 200_000 }, (_, index) => `${index + 1},plain\n`).join("");
    expect(ascii.length).toBeGreaterThan(2 * 1024 * 1024);
    const gb = await reading(
      written(
        "late-gb.csv",
        Buffer.concat([Buffer.from(ascii), Buffer.from("7,"), Buffer.from([0xd5, 0xc5, 0xc8, 0xfd]), Buffer.from("\n")]),
      ),
    );
    if ("error" in gb) throw new Error(JSON.stringify(gb.error));
    expect(gb.facts.encoding).toBe("gb18030");
    expect(gb.records.at(-1)).toEqual(["200001", "200002", "7", "张三"]);
    const mixed = await reading(
      written(
        "late-mixed.csv",
        Buffer.concat([Buffer.from(`${ascii}7,张三\n8,`), Buffer.from([0xd5, 0xc5, 0xc8, 0xfd]), Buffer.from("\n")]),
      ),
    );
    expect(errorOf(mixed)).toMatchObject({ code: "ENCODING_MIXED", parameters: { line: 200_003, encoding: "utf-8" } });
  });
});

describe("facts", () => {
  it("hold the digests of the bytes as received, for small files and for those digested beside", async () => {
    for (const size of [10, 6_000_000]) {
      const content = `a,b\n${"1,2\n".repeat(size / 4)}`;
      const path = written("digest.csv", content);
      const scratchFolder = mkdtempSync(join(folder, "scratch-"));
      const table = await readSource(path, { scratchFolder, progress: silentProgress, name: "上传.csv" });
      const digest = (algorithm: string): string => createHash(algorithm).update(content).digest("hex");
      expect(table.facts).toMatchObject({ name: "上传.csv", size: content.length, sha256: digest("sha256"), sm3: digest("sm3") });
      expect(table.csvPath).toBe(path);
      await table.dispose();
      await table.dispose();
      expect(existsSync(path)).toBe(true);
    }
  });
});

/** A plain writer of delimited text, which knows nothing of the reader. */
function write(
  rows: readonly (readonly string[])[],
  how: { delimiter: string; quoteAll: boolean; lineEnd: string; endsLast: boolean },
): string {
  const quoted = (field: string): string =>
    how.quoteAll || /[",;|\t\n\r]/.test(field) || field.includes('"') ? `"${field.replaceAll('"', '""')}"` : field;
  return rows.map((each) => each.map(quoted).join(how.delimiter)).join(how.lineEnd) + (how.endsLast ? how.lineEnd : "");
}

function encode(text: string, encoding: string, mark: boolean): Buffer {
  if (encoding === "utf-8") return Buffer.from((mark ? "\ufeff" : "") + text);
  if (encoding === "gb18030") return gb18030Bytes(text);
  const wide = Buffer.from(`\ufeff${text}`, "utf16le");
  return encoding === "utf-16le" ? wide : wide.swap16();
}

const field = fc
  .array(fc.constantFrom("张", "三", "岳", "𠮷", "é", "a", "B", "7", " ", ",", ";", "|", '"', "\n", "\\", "乗", "丂", "\u2028"), {
    maxLength: 12,
  })
  .map((parts) => parts.join(""));
const HEADINGS = ["姓名", "金额", "b", "日期", "e"];

describe("any table", () => {
  it("written by a plain writer in any encoding, delimiter and quoting reads back equal", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc
          .integer({ min: 2, max: 5 })
          .chain((width) => fc.array(fc.array(field, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 12 })),
        fc.record({
          delimiter: fc.constantFrom(",", "\t", ";", "|"),
          quoteAll: fc.boolean(),
          lineEnd: fc.constantFrom("\n", "\r\n"),
          endsLast: fc.boolean(),
        }),
        fc.constantFrom("utf-8", "gb18030", "utf-16le", "utf-16be"),
        fc.boolean(),
        fc.integer({ min: 1, max: 200 }),
        async (cells, how, encoding, mark, pieceBytes) => {
          const headings = HEADINGS.slice(0, cells[0]?.length);
          // A row of empty fields is no record, and a first field keeps the rows apart.
          const rows = cells.map((row, index) => [`r${index}`, ...row.slice(1)]);
          const result = await reading(written("any.csv", encode(write([headings, ...rows], how), encoding, mark)), {
            limits: { pieceBytes },
          });
          if ("error" in result) throw new Error(JSON.stringify(result.error));
          expect(result.headings).toEqual(headings);
          expect(result.facts).toMatchObject({ delimiter: how.delimiter });
          // ASCII alone is UTF-8 as well as GB18030.
          expect(["utf-8", encoding]).toContain(result.facts.encoding);
          expect(result.records.map((record) => record.slice(2).map((value) => value ?? ""))).toEqual(rows);
          expect(result.malformed).toEqual([]);
        },
      ),
      { numRuns: 150 },
    );
  });

  it("gives the same with borders of reading at every byte", async () => {
    const text = 'id,名\r\n1,"张\r\n三 ""x"""\r\n2,李四𠮷\r\n3,bad,row\r\n\r\n4,"x"y\r\n5,"end"';
    for (const encoding of ["utf-8", "gb18030", "utf-16le", "utf-16be"]) {
      const bytes = encode(text, encoding, true);
      const path = written("border.csv", bytes);
      for (let pieceBytes = 1; pieceBytes <= bytes.length; pieceBytes++) {
        expect(await reading(path, { limits: { pieceBytes } })).toMatchObject({
          facts: { encoding },
          records: [
            ["1", "2", "1", '张\n三 "x"'],
            ["2", "4", "2", "李四𠮷"],
            ["5", "8", "5", "end"],
          ],
          malformed: [
            { row: 3, line: 5, source: { id: "3", 名: "bad", "#3": "row" } },
            { row: 4, line: 7, source: { id: "4", 名: "xy" } },
          ],
        });
      }
    }
  });

  it("that ends with a return alone, as its other lines do not, is read whole", async () => {
    for (const [text, rows] of [
      ["a\na\r", [["a"]]],
      [
        "a,b\n1,2\n3,4\r",
        [
          ["1", "2"],
          ["3", "4"],
        ],
      ],
      [
        'a,b\r\n1,2\r\n"3",4\r',
        [
          ["1", "2"],
          ["3", "4"],
        ],
      ],
    ] as const) {
      const result = await reading(written("return.csv", text));
      expect(errorCode(result)).toBe("none");
      expect("records" in result && result.records.map((record) => record.slice(2))).toEqual(rows);
    }
  });

  it("of random bytes gives a coded error or a table, never a crash", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.uint8Array({ maxLength: 400 }),
          fc
            .array(fc.constantFrom(...Buffer.from('a,"\n\r;\t|1张x').values(), 0, 0x1e, 0xff, 0x81, 0x30), { maxLength: 300 })
            .map((bytes) => Uint8Array.from(bytes)),
        ),
        async (bytes) => {
          await reading(written("random.csv", bytes));
        },
      ),
      { numRuns: 300 },
    );
  });

  it("with very many bad rows keeps them on disk", async () => {
    const count = 200_000;
    const path = written("bad.csv", `a,b\n${"1,2,3\n".repeat(count)}4,5\n`);
    const scratchFolder = mkdtempSync(join(folder, "scratch-"));
    const table = await readSource(path, { scratchFolder, progress: silentProgress });
    expect(table.malformed.counts).toEqual({ "field-count": count });
    const [log] = readdirSync(scratchFolder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith("malformed.jsonl"));
    expect(statSync(join(scratchFolder, log ?? "")).size).toBeGreaterThan(count * 50);
    let last = 0;
    for await (const row of table.malformed) last = row.row;
    expect([last, table.records]).toEqual([count, 1]);
    await table.dispose();
    expect(readdirSync(scratchFolder)).toEqual([]);
  });
});

const DATA = join(import.meta.dirname, "../../../../shared/data");
const hasData = existsSync(DATA);
if (!hasData) console.info(`real files are not read here: ${DATA} is absent`);

describe.skipIf(!hasData)("real files", () => {
  it.each([
    ["linkage/fake_1000.csv", 1000],
    ["linkage/fake_1000_labels.csv", 3176],
    ["linkage/febrl-dataset3.csv", 5000],
    ["accidents/epa-rmp/rmp_accident_chemicals.csv", 2301],
    ["accidents/epa-rmp/rmp_accident_detailed.csv", 1554],
    ["accidents/epa-rmp/rmp_chemical.csv", 135],
    ["accidents/epa-rmp/rmp_facility_accidents.csv", 1554],
    ["accidents/epa-rmp/rmp_naics.csv", 503],
    ["accidents/osha-narratives/tagged-700.csv", 700],
  ])("%s is read without hand-editing", async (name, records) => {
    const result = await reading(join(DATA, name));
    if ("error" in result) throw new Error(JSON.stringify(result.error));
    expect(result.records).toHaveLength(records);
    expect(result.malformed).toEqual([]);
  });
});
