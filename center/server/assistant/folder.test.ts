import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readWordParagraphs, unpackWord, wordText } from "@yuejian/documents";
import { Document, Packer, Paragraph } from "docx";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkFolder, folderReport, watchFolder, workByCheck, writeReport } from "./index.ts";

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "yuejian-folder-"));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const CHECK = { spelling: null, isForPublication: false };
const AT = new Date("2026-11-27T08:00:00Z");
const wordOf = (text: string) => Packer.toBuffer(new Document({ sections: [{ children: [new Paragraph(text)] }] }));

async function folderOf(name: string, files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const folder = join(root, name);
  await mkdir(join(folder, "sub"), { recursive: true });
  for (const [file, content] of Object.entries(files)) await writeFile(join(folder, file), content);
  return folder;
}

async function all<T>(entries: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const entry of entries) found.push(entry);
  return found;
}

describe("a folder of documents", () => {
  it("is reported one by one and together, with rates for 10,000 characters, and what cannot be read is named", async () => {
    const folder = await folderOf("report", {
      "a.docx": await wordOf("银行帐户，帐目。"),
      "sub/b.txt": "并无问题。其它",
      "~$a.docx": "lock",
      "c.doc": new Uint8Array([0xd0, 0xcf, 0x11, 0xe0]),
      "picture.zip": "PK",
    });
    const report = folderReport(folder, await all(checkFolder(folder, CHECK)), AT);
    expect(report).toMatchObject({ characters: 15, findings: 3, rate: 2000 });
    expect(report.rules).toMatchObject([{ rule: "wording-confused", count: 3, rate: 2000 }]);
    expect(report.documents.map(({ file, findings, rate }) => [file, findings, rate])).toEqual([
      ["a.docx", 2, 2500],
      [join("sub", "b.txt"), 1, 1428.57],
    ]);
    expect(report.unread.map(({ file }) => file)).toEqual(["c.doc"]);
    const [docx, html, json] = ["docx", "html", "json"].map((suffix) => join(root, `report-out.${suffix}`)) as [string, string, string];
    for (const file of [docx, html, json]) await writeReport(file, report, "zh");
    expect(
      readWordParagraphs(docx, await readFile(docx))
        .map(({ text }) => text)
        .join("\n"),
    ).toContain("wording-confused");
    expect(await readFile(html, "utf8")).toContain("每万字 2000 处");
    expect(JSON.parse(await readFile(json, "utf8"))).toEqual(report);
    await expect(writeReport(join(root, "a.xlsx"), report, "zh")).rejects.toMatchObject({ code: "USAGE" });
  });

  it("that is watched gives copies and findings, leaves originals as they are, and after a restart goes on where it was", async () => {
    const word = await wordOf("银行帐户");
    const folder = await folderOf("watched", {
      "a.docx": word,
      "sub/b.txt": "银行帐户，其它。",
      "broken.docx": new Uint8Array([0x50, 0x4b, 3, 4]),
    });
    const out = join(root, "results");
    const watch = { work: workByCheck(CHECK, { out, now: () => AT }), out, every: 20, until: "empty" } as const;
    const names = async () => (await all(watchFolder(folder, watch))).map(({ file }) => file.slice(folder.length + 1));
    expect(await names()).toEqual(["a.docx", "broken.docx", join("sub", "b.txt")]);
    expect(wordText("a", unpackWord("a", await readFile(join(out, "a.docx")))).paragraphs[0]?.text).toBe("银行账户");
    expect(await readFile(join(out, "sub/b.txt"), "utf8")).toBe("银行账户，其他。\n");
    expect(JSON.parse(await readFile(join(out, "sub/b.txt.json"), "utf8"))).toMatchObject({ findings: [{ text: "帐" }, { text: "其它" }] });
    expect(JSON.parse(await readFile(join(out, "broken.docx.json"), "utf8")).unread.zh).toContain("不完整");
    expect(new Uint8Array(await readFile(join(folder, "a.docx")))).toEqual(new Uint8Array(word));
    expect((await readdir(folder)).sort()).toEqual(["a.docx", "broken.docx", "sub"]);
    expect((await readdir(out)).filter((name) => name.endsWith(".part"))).toEqual([]);
    expect(await names()).toEqual([]);
    await appendFile(join(folder, "sub/b.txt"), "帐目");
    expect(await names()).toEqual([join("sub", "b.txt")]);
    await writeFile(join(out, ".yuejian-watch.json"), "{");
    expect(await names()).toHaveLength(3);
  });

  it("a file that still grows is left until it is whole", async () => {
    const folder = await folderOf("growing", { "a.txt": "银行" });
    const stop = new AbortController();
    let looks = 0;
    const growing = setInterval(() => {
      looks += 1;
      if (looks <= 5) void appendFile(join(folder, "a.txt"), "帐户，");
    }, 15);
    const out = join(root, "growing-out");
    const watched = watchFolder(folder, { work: workByCheck(CHECK, { out, now: () => AT }), out, every: 60, signal: stop.signal });
    const { value } = await watched.next();
    clearInterval(growing);
    expect(value).toMatchObject({ characters: 17 });
    stop.abort();
    expect((await watched.next()).done).toBe(true);
  });

  it("results inside the folder that is watched are refused", async () => {
    const folder = await folderOf("inside", {});
    const out = join(folder, "out");
    const watched = watchFolder(folder, { work: workByCheck(CHECK, { out, now: () => AT }), out, every: 10 });
    await expect(watched.next()).rejects.toMatchObject({ code: "USAGE" });
  });
});
