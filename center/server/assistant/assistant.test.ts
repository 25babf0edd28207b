import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unpackWord, wordText } from "@yuejian/documents";
import { Document, Packer, Paragraph, TextRun } from "docx";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkFile, correctFile, loadSpeller } from "./index.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "yuejian-assistant-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const NO_LAWS = { spelling: null, isForPublication: false };
const kept = async (name: string, bytes: Uint8Array | string): Promise<string> => {
  const file = join(folder, name);
  await writeFile(file, bytes);
  return file;
};

async function wordFile(name: string, lines: readonly string[]): Promise<string> {
  const children = lines.map(
    (line) => new Paragraph({ children: [new TextRun(line.slice(0, 4)), new TextRun({ text: line.slice(4), bold: true })] }),
  );
  return kept(name, await Packer.toBuffer(new Document({ sections: [{ children }] })));
}

describe("the document assistant over files", () => {
  it("writes what it found into a Word file: suggestions as changes that can be taken, and the rest as remarks", async () => {
    const file = await wordFile("a.docx", ["经查其银行帐户，价值3200元元。", "", "附件：1.甲", "3.乙"]);
    const out = join(folder, "out.docx");
    const checked = await checkFile(file, { ...NO_LAWS, out: { file: out, at: new Date("2026-11-26T08:00:00Z") } });
    expect(checked.findings.map(({ rule, text }) => `${rule} ${text}`)).toEqual([
      "wording-confused 帐",
      "unit-doubled 元元",
      "attachment-sequence 3",
    ]);
    const after = wordText(out, unpackWord(out, await readFile(out))).paragraphs.map(({ text }) => text);
    expect(after).toEqual(["经查其银行账户，价值3200元。", "", "附件：1.甲", "2.乙"]);
  });

  it("reads text in UTF-8 and GB18030 by its bytes, whatever the suffix of a Word file says", async () => {
    const gb = new Uint8Array([0xd2, 0xf8, 0xd0, 0xd0, 0xd5, 0xca, 0xbb, 0xa7]);
    expect((await checkFile(await kept("gb.txt", gb), NO_LAWS)).findings).toMatchObject([{ text: "帐", suggestion: "账" }]);
    const word = await wordFile("b.docx", ["并无帐户"]);
    const misnamed = await kept("b.txt", await readFile(word));
    expect((await checkFile(misnamed, NO_LAWS)).findings).toHaveLength(1);
  });

  it.each([
    ["damaged.docx", new Uint8Array([0x50, 0x4b, 3, 4, 1, 2]), "DOCUMENT_UNREADABLE"],
    ["old.doc", new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0, 0]), "DOCUMENT_UNREADABLE"],
    ["a.pdf", "%PDF-1.7 …", "FILE_UNREADABLE"],
    ["bytes.txt", new Uint8Array([0xff, 0xfe, 0xff, 0x81, 0x00]), "FILE_UNREADABLE"],
  ])("%s is refused by name", async (name, bytes, code) => {
    await expect(checkFile(await kept(name, bytes), NO_LAWS)).rejects.toMatchObject({ code });
  });

  it("with the speller of the house corrects what was taken for another character, and leaves right text and names alone", async () => {
    const spelling = await loadSpeller();
    const file = await kept(
      "c.txt",
      "计算机程序应作为文学作晶保护，被告入犯数罪。\n移送审查起诉后，当事人可以向人民法院起诉。\n被告人张晶晶，女，务工人员。",
    );
    expect((await correctFile(file)).map(({ corrected }) => corrected)).toEqual([
      "计算机程序应作为文学作品保护，被告人犯数罪。",
      "移送审查起诉后，当事人可以向人民法院起诉。",
      "被告人张晶晶，女，务工人员。",
    ]);
    const { findings } = await checkFile(file, { ...NO_LAWS, spelling });
    expect(findings.map(({ rule, text, suggestion }) => `${rule} ${text} ${suggestion}`)).toEqual(["spelling 晶 品", "spelling 入 人"]);
  });
});
