import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { silentProgress, YuejianError } from "@yuejian/contracts";
import * as fc from "fast-check";
import { strToU8, zipSync } from "fflate";
import { afterAll, describe, expect, it } from "vitest";
import { listParts, openSource, readHead, readSource } from "../read-source.ts";
import type { PartSelector } from "../source-table.ts";
import { gb18030Bytes } from "../testing/gb18030-bytes.ts";
import { row, workbookBytes } from "../testing/workbook-bytes.ts";
import { zipBytes } from "../testing/zip-bytes.ts";

const folder = mkdtempSync(join(tmpdir(), "yuejian-archive-"));
afterAll(() => rmSync(folder, { recursive: true }));

const CSV = strToU8("姓名,金额\n张三,1\n李四,2\n");
const BOOK = workbookBytes({ sheets: { 甲: row(1, "姓名", "金额") + row(2, "王五", 3), 乙: row(1, "x") }, hidden: ["乙"] });

function options(part?: PartSelector) {
  return { scratchFolder: mkdtempSync(join(folder, "scratch-")), progress: silentProgress, ...(part ? { part } : {}) };
}

function file(name: string, bytes: Uint8Array): string {
  const path = join(mkdtempSync(join(folder, "in-")), name);
  writeFileSync(path, bytes);
  return path;
}

async function errorOf(bytes: Uint8Array, part?: PartSelector): Promise<Record<string, unknown>> {
  const given = options(part);
  const error = await readSource(file("a.zip", bytes), given).catch((cause: unknown) => cause);
  expect(readdirSync(given.scratchFolder)).toEqual([]);
  if (!(error instanceof YuejianError)) throw new Error("no coded error", { cause: error });
  return { code: error.code, ...error.parameters };
}

describe("a ZIP of tables", () => {
  const bytes = zipSync({ "2024/发放.csv": CSV, "b.xlsx": BOOK, "__MACOSX/._b.xlsx": CSV, ".DS_Store": CSV, "说明.docx": CSV });

  it("is made of its members and their sheets; litter is nothing, and other files are named as left out", async () => {
    const source = await openSource(file("a.zip", bytes), options());
    expect(await source.list()).toEqual({
      parts: [
        { member: "2024/发放.csv", sheet: null, isHidden: false },
        { member: "b.xlsx", sheet: "甲", isHidden: false },
        { member: "b.xlsx", sheet: "乙", isHidden: true },
      ],
      skipped: [{ member: "说明.docx", sheet: null, reason: "no-table" }],
    });
    await source.close();
  });

  it("gives each member with its own name and digests and those of the archive, and leaves nothing behind", async () => {
    const given = options({ member: "2024/发放.csv" });
    const table = await readSource(file("a.zip", bytes), given);
    const digest = (content: Uint8Array) => createHash("sha256").update(content).digest("hex");
    expect(table.facts).toMatchObject({
      name: "a.zip/2024/发放.csv",
      size: CSV.length,
      sha256: digest(CSV),
      format: "csv",
      archive: { name: "a.zip", member: "2024/发放.csv", size: bytes.length, sha256: digest(bytes) },
    });
    expect(table.records).toBe(2);
    await table.dispose();
    expect(readdirSync(given.scratchFolder)).toEqual([]);
    expect(await readHead(file("a.zip", bytes), options({ member: "b.xlsx", sheet: "甲" }))).toMatchObject({ records: [["王五", "3"]] });
  });

  it.each([
    ["UTF-8", Buffer.from("发放.csv")],
    ["GBK", gb18030Bytes("发放.csv")],
  ])("reads names of members in %s", async (_, name) => {
    const parts = await listParts(file("a.zip", zipBytes([{ name, content: CSV }])), options());
    expect(parts.map(({ member }) => member)).toEqual(["发放.csv"]);
  });
});

describe("a ZIP is refused with the member's name", () => {
  const other = Buffer.from("x");
  it.each<[string, string, Uint8Array, PartSelector | undefined, Record<string, unknown>]>([
    ["FILE_EMPTY", "without a table", zipBytes([{ name: "a.docx", content: other }]), undefined, { file: "a.zip" }],
    ["FILE_EMPTY", "with an empty member", zipBytes([{ name: "a.csv", content: Buffer.of() }]), undefined, { file: "a.zip/a.csv" }],
    ["FILE_TYPE_UNKNOWN", "with a ZIP in it", zipBytes([{ name: "b/内.zip", content: other }]), undefined, { file: "a.zip/b/内.zip" }],
    [
      "FILE_TYPE_UNKNOWN",
      "with an old workbook in it",
      zipBytes([{ name: "旧.xls", content: other }]),
      undefined,
      { file: "a.zip/旧.xls" },
    ],
    [
      "FILE_TYPE_MISMATCH",
      "with a picture named .csv",
      zipBytes([{ name: "a.csv", content: Buffer.from("89504e47", "hex") }]),
      undefined,
      { file: "a.zip/a.csv" },
    ],
    [
      "MEMBER_UNKNOWN",
      "asked for what it does not hold",
      zipBytes([{ name: "a.csv", content: CSV }]),
      { member: "b.csv" },
      { member: "b.csv" },
    ],
    [
      "SHEET_UNKNOWN",
      "asked for a sheet of a text",
      zipBytes([{ name: "a.csv", content: CSV }]),
      { member: "a.csv", sheet: "s" },
      { sheet: "s" },
    ],
    ["FILE_TYPE_MISMATCH", "that is a workbook", BOOK, undefined, { actual: "XLSX" }],
    [
      "FILE_TRUNCATED",
      "with two members of one name",
      zipBytes([
        { name: "a.csv", content: CSV },
        { name: "a.csv", content: CSV },
      ]),
      undefined,
      {},
    ],
    ["FILE_TRUNCATED", "cut off", zipBytes([{ name: "a.csv", content: CSV }]).subarray(0, -30), undefined, { file: "a.zip" }],
  ])("%s %s", async (code, _, bytes, part, more) => {
    expect(await errorOf(bytes, part)).toMatchObject({ code, ...more });
  });

  it.each(["../a.csv", "/etc/a.csv", "b/../../a.csv", "..\\a.csv", "C:/a.csv"])("for the path %s, which leaves it", async (name) => {
    const error = await errorOf(zipBytes([{ name, content: CSV }]));
    expect([error["code"], String(error["reason"]).includes(name)]).toEqual(["FILE_TYPE_UNKNOWN", true]);
  });

  it("when a member is encrypted", async () => {
    const error = await errorOf(zipBytes([{ name: "密.csv", content: CSV, flags: 1 }]));
    expect([error["code"], String(error["reason"]).includes("密.csv")]).toEqual(["FILE_TYPE_UNKNOWN", true]);
  });

  it("or read, with any bytes changed: a coded error or a table, never a crash", async () => {
    const whole = Buffer.from(zipSync({ "a.csv": CSV, "b.xlsx": BOOK }));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 3 }), async (changes) => {
        const bytes = Buffer.from(whole);
        for (const [at, byte] of changes) bytes[at] = byte;
        const given = options();
        try {
          const source = await openSource(file("a.zip", bytes), given);
          try {
            for (const { member, sheet } of (await source.list()).parts)
              await (await source.read({ ...(member === null ? {} : { member }), ...(sheet === null ? {} : { sheet }) })).dispose();
          } finally {
            await source.close();
          }
        } catch (cause) {
          if (!(cause instanceof YuejianError)) throw cause;
        }
        expect(readdirSync(given.scratchFolder)).toEqual([]);
      }),
      { numRuns: 120 },
    );
  });

  it("when its members together expand beyond the limit", async () => {
    const bytes = zipSync({ "a.csv": CSV, "b.csv": CSV, "c.csv": CSV });
    const source = await openSource(file("a.zip", bytes), { ...options(), limits: { expandedBytes: 2 * CSV.length } });
    for (const member of ["a.csv", "b.csv"]) await (await source.read({ member })).dispose();
    await expect(source.read({ member: "c.csv" })).rejects.toMatchObject({
      code: "FILE_TOO_LARGE_INSIDE",
      parameters: { file: "a.zip/c.csv" },
    });
    await source.close();
  });
});
