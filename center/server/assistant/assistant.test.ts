import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { YuejianError } from "@yuejian/contracts";
import { unpackWord, wordText, writeOfficialWord } from "@yuejian/documents";
import { Document, Packer, Paragraph, TextRun } from "docx";
import { unzipSync, zipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkFile, correctFile, loadSpeller, readCaseFolder, readCaseRecord } from "./index.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "yuejian-assistant-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const OLD_WORD = new URL("../../../methods/documents/old-word/testing/indictment.doc", import.meta.url);
const NO_LAWS = { spelling: null, isForPublication: false };
const kept = async (name: string, bytes: Uint8Array | string): Promise<string> => {
  const file = join(folder, name);
  await mkdir(dirname(file), { recursive: true });
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
    ["a.xlsx.bin", "A1", "FILE_UNREADABLE"],
    ["bytes.txt", new Uint8Array([0xff, 0xfe, 0xff, 0x81, 0x00]), "FILE_UNREADABLE"],
  ])("%s is refused by name", async (name, bytes, code) => {
    await expect(checkFile(await kept(name, bytes), NO_LAWS)).rejects.toMatchObject({ code });
  });

  it("the red head of a Word file is read: none is missed in what the house writes, and a black one without its line is named", async () => {
    const headRules = async (name: string, bytes: Uint8Array) =>
      (await checkFile(await kept(name, bytes), NO_LAWS)).findings
        .map(({ rule }) => rule)
        .filter((rule) => /^format-(?:red|number-place)/.test(rule));
    const instrument = {
      issuer: "岳阳市人民检察院",
      marks: [],
      number: "岳检建〔2026〕12号",
      title: "检察建议书",
      addressee: "岳阳市自然资源局",
      paragraphs: [{ style: "text", text: "本院在履行公益诉讼检察职责中发现，某公司未经批准占用耕地。" }],
      date: "2026年3月1日",
      copies: "",
    } as const;
    expect(await headRules("建议.docx", await writeOfficialWord(instrument, { at: new Date(0) }))).toEqual([]);
    const plain = await wordFile("通知.docx", [
      "岳阳市人民检察院",
      "岳检发〔2026〕3号",
      "关于开展专项检查的通知",
      "各县（市、区）人民检察院：",
    ]);
    expect((await headRules("通知.docx", await readFile(plain))).toSorted()).toEqual([
      "format-number-place",
      "format-red-head",
      "format-red-line",
    ]);
  });

  it("an old Word file is checked, and says why no remarks are written into it", async () => {
    const file = await kept("起诉书.doc", await readFile(OLD_WORD));
    const out = join(folder, "old-out.docx");
    const checked = await checkFile(file, { ...NO_LAWS, out: { file: out, at: new Date(0) } });
    expect(checked.findings.map(({ rule, text }) => `${rule} ${text}`)).toEqual(
      expect.arrayContaining(["wording-confused 帐", "unit-doubled 元元"]),
    );
    expect(checked).toMatchObject({
      form: "doc",
      written: null,
      hasMacros: false,
      unmarked: { zh: expect.stringContaining("另存为 .docx") },
    });
    await expect(readFile(out)).rejects.toMatchObject({ code: "ENOENT" });
  });

  it.each([
    ["a .docx that is one", async () => readFile(await wordFile("c.docx", ["并无帐户"])), "docx", ["帐"]],
    ["an old Word file under the name of a new one", () => readFile(OLD_WORD), "doc", ["帐", "元元"]],
    ["a page for browsers", async () => "<html><head><title>帐</title></head><body><p>银行帐户</p></body></html>", "text", ["帐"]],
    ["a text", async () => "银行帐户", "text", ["帐"]],
  ])("%s under another suffix is read as what it is", async (name, bytes, form, words) => {
    const file = await kept(form === "doc" ? "misnamed.docx" : `${name.length}.doc`, await bytes());
    const checked = await checkFile(file, NO_LAWS);
    expect([checked.form, checked.findings.map(({ text }) => text)]).toEqual([form, expect.arrayContaining(words)]);
  });

  it.each([
    ["{\\rtf1\\ansi 起诉书}", "RTF"],
    ['MIME-Version: 1.0\nContent-Type: multipart/related; boundary="a"\n', "MHTML"],
    ['<?xml version="1.0"?>\n<?mso-application progid="Word.Document"?><w:wordDocument/>', "XML"],
    [new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]), "损坏"],
    [new Uint8Array([0xff, 0x00, 0x81]), "损坏"],
  ])("a .doc that is none is refused with what it is: %#", async (bytes, reason) => {
    await expect(checkFile(await kept("strange.doc", bytes), NO_LAWS)).rejects.toSatisfy(
      (cause) => cause instanceof YuejianError && cause.code === "DOCUMENT_UNREADABLE" && cause.textFor("zh").includes(reason),
    );
  });

  it("macros of a Word file are said to be there, and nothing of them is run or lost", async () => {
    const members = unzipSync(await readFile(await wordFile("plain.docx", ["银行帐户"])));
    const file = await kept("macro.docm", zipSync({ ...members, "word/vbaProject.bin": new Uint8Array([1, 2, 3]) }));
    const out = join(folder, "macro-out.docx");
    const checked = await checkFile(file, { ...NO_LAWS, out: { file: out, at: new Date(0) } });
    expect(checked).toMatchObject({ hasMacros: true, findings: [{ text: "帐" }] });
    expect(unzipSync(await readFile(out))["word/vbaProject.bin"]).toEqual(new Uint8Array([1, 2, 3]));
  });

  it("compares a document with a record of the case from JSON and with the other documents of its folder", async () => {
    const text = "起诉书\n被告人张三，女，1990年6月29日出生，因涉嫌盗窃罪，公民身份号码990602199006297147。";
    const file = await kept("case/起诉书.txt", text);
    await kept("case/笔录.txt", "讯问笔录\n被讯问人张三，女，1990年6月28日出生。");
    await kept("case/损坏.docx", new Uint8Array([0x50, 0x4b, 3, 4]));
    const recordFile = await kept(
      "record.json",
      JSON.stringify({ source: "登记", people: [{ name: "张三", bornOn: "1990-06-27" }], charges: ["诈骗罪"], amount: "3万元" }),
    );
    const { documents, unread } = await readCaseFolder(join(folder, "case"));
    expect(unread.map((each) => [each.file, each.error.code])).toEqual([[join(folder, "case/损坏.docx"), "DOCUMENT_UNREADABLE"]]);
    const { findings } = await checkFile(file, { ...NO_LAWS, records: [await readCaseRecord(recordFile)], caseDocuments: documents });
    expect(findings.map(({ rule, reason }) => `${rule} ${reason.zh}`)).toEqual(
      expect.arrayContaining([
        "record-mismatch 与登记不一致：登记为“1990-06-27”",
        "case-inconsistent 与同案文书笔录.txt不一致：同案文书笔录.txt为“1990-06-28”",
        "record-mismatch 与登记不一致：登记为“诈骗罪”",
      ]),
    );
  });

  it.each([
    ["[", "JSON"],
    ['{"days": {"accepted": "2025-3-4"}}', "/days/accepted"],
    ['{"charge": "盗窃罪"}', "people, charges, days"],
    ['{"amount": "三头牛"}', "/amount: 三头牛"],
  ])("a record of a case that is %s is refused with what is wrong in it", async (json, reason) => {
    await expect(readCaseRecord(await kept("bad.json", json))).rejects.toMatchObject({
      code: "FILE_UNREADABLE",
      message: expect.stringContaining(reason),
    });
  });

  it("with the speller of the house corrects what was taken for another character, and leaves right text and names alone", async () => {
    const spelling = await loadSpeller();
    const file = await kept(
      "c.txt",
      "法律另有规定的出外，被告入犯数罪。\n移送审查起诉后，当事人可以向人民法院起诉。\n被告人张晶晶，女，务工人员。",
    );
    expect((await correctFile(file, spelling)).map(({ corrected }) => corrected)).toEqual([
      "法律另有规定的除外，被告人犯数罪。",
      "移送审查起诉后，当事人可以向人民法院起诉。",
      "被告人张晶晶，女，务工人员。",
    ]);
    const { findings } = await checkFile(file, { ...NO_LAWS, spelling });
    expect(findings.map(({ rule, text, suggestion }) => `${rule} ${text} ${suggestion}`)).toEqual([
      "spelling 出 除",
      "wording-confused 被告入 被告人",
    ]);
  });
});
