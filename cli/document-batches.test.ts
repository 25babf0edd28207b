import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DocumentBatchFileView, DocumentBatchView } from "@yuejian/contracts/api";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type ServedHome, serveHome } from "./testing/served-home.ts";

let home: ServedHome;
let scratch: string;
beforeAll(async () => {
  home = await serveHome();
  scratch = await mkdtemp(join(tmpdir(), "yuejian-batch-"));
}, 120_000);
afterAll(async () => {
  await home.close();
  await rm(scratch, { recursive: true, force: true });
});

it("a folder is checked as one batch from a shell: one result a file, a report, and what could not be read by name", async () => {
  const folder = join(scratch, "三月");
  await mkdir(join(folder, "内"), { recursive: true });
  await writeFile(join(folder, "a.txt"), "经查其银行帐户，价值3200元元。");
  await writeFile(join(folder, "内/坏.docx"), new Uint8Array([0x50, 0x4b, 3, 4]));
  await writeFile(join(folder, "旧.doc"), await readFile(new URL("../methods/documents/old-word/testing/indictment.doc", import.meta.url)));
  const report = join(scratch, "报告.json");
  const { status, stdout, stderr } = await home.yuejian("document", "batch", folder, "--report", report, "--fail-on", "1", "--json");
  expect(status).toBe(1);
  const files = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as DocumentBatchFileView);
  expect(files.map(({ path, state, refused }) => [path, state, refused?.code ?? null])).toEqual([
    ["三月/a.txt", "checked", null],
    ["三月/内/坏.docx", "refused", "DOCUMENT_UNREADABLE"],
    ["三月/旧.doc", "checked", null],
  ]);
  expect(stderr).toMatch(/旧格式 Word（\.doc）|old form \(\.doc\)/);
  expect(JSON.parse(await readFile(report, "utf8"))).toMatchObject({ unread: [{ file: "三月/内/坏.docx" }] });
  const batches = await home.told<DocumentBatchView>("document", "batches");
  expect(batches).toMatchObject({ state: "done", files: { all: 3, checked: 2, refused: 1 } });
  expect((await home.yuejian("document", "batch", "--batch", batches.id)).stdout).toContain("三月/a.txt");
  expect(await home.yuejian("document", "batch")).toMatchObject({ status: 2, stderr: expect.stringContaining("document batch FOLDER") });
  expect(await home.yuejian("document", "batch", join(folder, "none"))).toMatchObject({ status: 2 });
}, 120_000);
