import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SourceContract } from "@yuejian/contracts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { takeAll } from "./testing/read-all.ts";

const CONTRACT: SourceContract = { columns: [{ name: "a", type: "integer" }] };
const LATER = 60_000;

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "yuejian-folder-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const put = (name: string, text = "a\n1\n"): void => writeFileSync(join(folder, name), text);
const take = (given: { now?: number; known?: Set<string>; names?: string; onPortion?: () => Promise<void> } = {}) =>
  takeAll(
    "folder",
    { folder, ...(given.names === undefined ? {} : { names: given.names }) },
    { contract: CONTRACT, now: Date.now() + LATER, ...given },
  );

test("a file is taken once it is settled; one that grows waits", async () => {
  put("a.csv");
  expect((await take({ now: Date.now() })).files).toEqual([]);
  expect((await take({ now: Date.now() + 9_000 })).files).toEqual([]);
  expect((await take({ now: Date.now() + 11_000 })).files).toEqual(["a.csv"]);
  appendFileSync(join(folder, "a.csv"), "2\n");
  expect((await take({ now: Date.now() + 9_000 })).files).toEqual([]);
});

test("a file that was dealt with is left alone, also under another name; a changed one is another", async () => {
  put("a.csv");
  put("b.csv", "a\n2\n");
  const known = new Set<string>();
  expect((await take({ known })).files).toEqual(["a.csv", "b.csv"]);
  expect((await take({ known })).files).toEqual([]);
  renameSync(join(folder, "a.csv"), join(folder, "c.csv"));
  put("b.csv", "a\n3\n");
  expect((await take({ known })).files).toEqual(["b.csv"]);
});

test("nothing of the owner's is changed, moved or deleted; other files, links and folders are passed over", async () => {
  put("a.csv");
  put("read me.docx");
  put(".hidden.csv");
  mkdirSync(join(folder, "d.csv"));
  symlinkSync(join(folder, "a.csv"), join(folder, "link.csv"));
  const before = readdirSync(folder).map((name) => [name, statSync(join(folder, name)).mtimeMs]);
  expect((await take()).files).toEqual(["a.csv"]);
  expect(readdirSync(folder).map((name) => [name, statSync(join(folder, name)).mtimeMs])).toEqual(before);
});

test("only names that are wanted are taken", async () => {
  for (const name of ["2026-a.CSV", "2025-a.csv", "b.xlsx", "x+y.csv"]) put(name);
  expect((await take({ names: "2026-*.csv, x+?.csv" })).files).toEqual(["2026-a.CSV", "x+y.csv"]);
});

test("a DBF comes with the file that holds its long texts, which is no file of its own", async () => {
  put("fxry.dbf", "table");
  put("fxry.FPT", "memo");
  const known = new Set<string>();
  const { files, texts } = await take({ known });
  expect([files, texts]).toEqual([["fxry.dbf"], ["table"]]);
  put("fxry.FPT", "other memo");
  expect((await take({ known })).files).toEqual(["fxry.dbf"]);
});

test("a folder that is not there is said to be out of reach", async () => {
  rmSync(folder, { recursive: true });
  expect((await take()).failure).toMatchObject({ code: "SOURCE_UNREACHABLE", parameters: { reason: expect.stringContaining("ENOENT") } });
});
