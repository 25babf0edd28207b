import { readFileSync } from "node:fs";
import { YuejianError } from "@yuejian/contracts";
import { array, assert, nat, option, property, record, tuple } from "fast-check";
import { describe, expect, it } from "vitest";
import { oldWordText, readWordParagraphs } from "../index.ts";
import { openCompoundFile } from "./compound-file.ts";
import { writeCompoundFile } from "./testing/write-compound-file.ts";
import { type WrittenOldWord, writeOldWord } from "./testing/write-old-word.ts";

// `indictment.doc`: written with the library `docx` (headings, tracked changes, remark, foot- and endnote, link, tables, header, two sections) and saved as .doc by
// LibreOffice 7.4.7 (`soffice --headless --convert-to doc:"MS Word 97"`); `boxes.doc` and, with a password, `locked.doc` by the same program.
const fixture = (name: string): Uint8Array => new Uint8Array(readFileSync(new URL(`./testing/${name}`, import.meta.url)));
const read = (bytes: Uint8Array): string[] => oldWordText("a.doc", bytes).paragraphs.map(({ text }) => text);
const written = (given: WrittenOldWord): string[] => read(writeOldWord(given));

function refusal(bytes: Uint8Array): string {
  try {
    oldWordText("a.doc", bytes);
  } catch (cause) {
    if (cause instanceof YuejianError && cause.code === "DOCUMENT_UNREADABLE") return cause.textFor("zh");
    throw cause;
  }
  return "";
}

describe("the text of an old Word file", () => {
  it("is read as LibreOffice saved it: notes where they are referred to, boxes where they hang, without remarks and what was deleted", () => {
    expect(read(fixture("indictment.doc"))).toEqual([
      "某某市人民检察院起诉书",
      "某检刑诉〔2026〕12号",
      "被告人张三，男，存入其银行帐户3200元元。Abc déf “引号” 1-2",
      "脚注：依照《刑法》第二百六十四条。",
      "脚注第二段。",
      "经依法审查查明：见附件链接。\n换行后\t制表",
      "尾注：见卷二第3页。",
      "姓名",
      "金额（元）",
      "李四",
      "又名李小四",
      "100",
      "",
      "内",
      "层",
      "",
      "二、另一标题",
      "分页前",
      "分页后𠮷",
      "第二节正文。",
      "此致",
      "某某市人民法院",
      "2026年3月1日",
      "内部材料 注意保存",
    ]);
    expect(read(fixture("boxes.doc"))).toEqual(["第一段", "框中文字", "第二段", "帧中文字", "第三段"]);
  });

  it("has headings by their level, and for laws the rows of tables in one line each", () => {
    const paragraphs = readWordParagraphs("a.doc", fixture("indictment.doc"));
    expect(paragraphs.filter(({ heading }) => heading > 0)).toEqual([
      { text: "某某市人民检察院起诉书", heading: 1 },
      { text: "二、另一标题", heading: 2 },
    ]);
    expect(paragraphs.map(({ text }) => text)).toEqual(expect.arrayContaining(["姓名　金额（元）", "李四　又名李小四　100", "内　层"]));
  });

  it("is put together of pieces of eight bits and of Unicode, in the order of the text and not of the file", () => {
    expect(
      written({
        pieces: [{ text: "被告人张三\r" }, { text: "ABC \x93caf\xe9\x94 \x85\r", isNarrow: true }, { text: "𠮷某存入银行帐户。\r" }],
      }),
    ).toEqual(["被告人张三", "ABC “café” …", "𠮷某存入银行帐户。"]);
  });

  it("leaves out what was deleted, and of fields what they do, not what they show", () => {
    const field = '\x13 HYPERLINK "http://a.example" \x14附件\x15';
    const pieces = [{ text: `见${field}，` }, { text: "删去的", isDeleted: true }, { text: `第\x13 PAGE \x13 X \x15\x14\x15页\r` }];
    expect(written({ pieces })).toEqual(["见附件，第页"]);
  });

  it("is not lost behind a field that nobody closed, nor where the last paragraph has no end", () => {
    expect(written({ pieces: [{ text: "甲\x13 PAGE\r乙\r丙" }] })).toEqual(["甲", "乙", "丙"]);
  });

  it("is read whole of a file whose table of sectors goes on outside of its head", () => {
    const bytes = writeOldWord({ pieces: [{ text: "甲\r" }], beside: { Pictures: new Uint8Array(9_000_000) } });
    expect(read(bytes)).toEqual(["甲"]);
    expect(openCompoundFile(bytes).stream("Pictures")?.length).toBe(9_000_000);
  });

  it("has a paragraph for each cell, and marks of lines and hyphens as characters", () => {
    expect(written({ pieces: [{ text: "姓名\x07金额\x07一行\x0b二行\x1e\x1f\x08\r" }] })).toEqual(["姓名", "金额", "一行\n二行-"]);
  });
});

describe("an old Word file that cannot be read is refused by what is wrong", () => {
  const pieces = [{ text: "起诉书\r" }];
  const block = (bytes: readonly number[]) => writeCompoundFile({ WordDocument: Uint8Array.from(bytes) });
  it.each([
    ["RC4 of LibreOffice", fixture("locked.doc"), "打开密码"],
    ["obfuscated by XOR", writeOldWord({ pieces, flags: 0x8000 }), "打开密码"],
    ["an encrypted .docx", writeCompoundFile({ EncryptedPackage: new Uint8Array(9) }), "打开密码"],
    ["Word 95", writeOldWord({ pieces, version: 104 }), "Word 95"],
    ["Word 6", block([0xdc, 0xa5, 0x65]), "Word 95"],
    ["a workbook", writeCompoundFile({ Workbook: new Uint8Array(9) }), "Excel"],
    ["a presentation", writeCompoundFile({ "PowerPoint Document": new Uint8Array(9) }), "PowerPoint"],
    ["a mail", writeCompoundFile({ "__properties_version1.0": new Uint8Array(9) }), "Outlook"],
    ["some other program", writeCompoundFile({ Contents: new Uint8Array(9) }), "其他程序"],
    ["a stream of another kind", block([1, 2, 3]), "其他程序"],
    ["cut off", fixture("indictment.doc").subarray(0, 6000), "不完整"],
    ["the head alone", fixture("indictment.doc").subarray(0, 512), "不完整"],
    ["a text longer than the file", writeOldWord({ pieces: [{ text: "甲".repeat(3000) }] }).subarray(0, 5000), "不完整"],
  ])("%s", (_, bytes, reason) => {
    expect(refusal(bytes)).toContain(reason);
  });

  it("a chain of sectors that turns in a circle ends", () => {
    const bytes = writeOldWord({ pieces });
    const view = new DataView(bytes.buffer);
    const table = 512 * (1 + view.getUint32(76, true));
    for (let sector = 0; sector < 128; sector += 1)
      if (view.getUint32(table + sector * 4, true) === 0xfffffffe) view.setUint32(table + sector * 4, 0, true);
    expect(refusal(bytes)).toContain("不完整");
  });

  it("damage anywhere gives a text or a refusal, and nothing else", () => {
    const whole = [
      fixture("indictment.doc"),
      fixture("boxes.doc"),
      writeOldWord({ pieces: [{ text: "甲\r" }, { text: "b\r", isNarrow: true }] }),
    ];
    const damage = record({
      of: nat(whole.length - 1),
      places: array(tuple(nat(20_000), nat(255)), { minLength: 1, maxLength: 12 }),
      length: option(nat(20_000)),
    });
    assert(
      property(damage, ({ of, places, length }) => {
        const bytes = Uint8Array.from(whole[of] as Uint8Array);
        for (const [place, value] of places) bytes[place % bytes.length] = value;
        const cut = length === null ? bytes : bytes.subarray(0, length);
        expect(refusal(cut)).toMatch(/^$|不能作为/);
      }),
      { numRuns: 400 },
    );
  });
});

it("macros are named and nothing of them is looked at", () => {
  const pieces = [{ text: "起诉书\r" }];
  expect(oldWordText("a.doc", writeOldWord({ pieces })).hasMacros).toBe(false);
  expect(oldWordText("a.doc", writeOldWord({ pieces, beside: { "Macros/dir": new Uint8Array(9) } })).hasMacros).toBe(true);
});
