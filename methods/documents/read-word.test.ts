import { Document, HeadingLevel, Packer, Paragraph, Table, TableCell, TableRow, TextRun } from "docx";
import { strToU8, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { readWordParagraphs } from "./index.ts";

const read = (bytes: Uint8Array) => readWordParagraphs("a.docx", bytes);
const withDocument = (xml: string) => zipSync({ "word/document.xml": strToU8(xml) });
const NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';

describe("paragraphs of a Word file", () => {
  it("come in order, with the level of headings, runs joined, rows of tables in one line", async () => {
    const cell = (text: string) => new TableCell({ children: [new Paragraph(text)] });
    const document = new Document({
      sections: [
        {
          children: [
            new Paragraph({ text: "某某办法", heading: HeadingLevel.HEADING_1 }),
            new Paragraph({ children: [new TextRun("第一条"), new TextRun({ text: "　甲", bold: true })] }),
            new Table({ rows: [new TableRow({ children: [cell("条文"), cell("罪名")] })] }),
            new Paragraph("末"),
          ],
        },
      ],
    });
    expect(read(new Uint8Array(await Packer.toBuffer(document)))).toEqual([
      { text: "某某办法", heading: 1 },
      { text: "第一条　甲", heading: 0 },
      { text: "条文　罪名", heading: 0 },
      { text: "末", heading: 0 },
    ]);
  });

  it("what was deleted under tracked changes is left out, what was inserted is read", () => {
    const xml = `<w:document ${NAMESPACE}><w:body><w:p><w:r><w:t>甲</w:t></w:r><w:del><w:r><w:t>乙</w:t></w:r></w:del><w:ins><w:r><w:t>丙</w:t></w:r></w:ins></w:p></w:body></w:document>`;
    expect(read(withDocument(xml))).toEqual([{ text: "甲丙", heading: 0 }]);
  });

  it.each([
    ["no archive", strToU8("plain text"), "不完整"],
    ["an old document of its first bytes alone", new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), "旧格式"],
    ["an archive without a text", zipSync({ "a.txt": strToU8("a") }), "没有正文"],
    ["XML that declares a type", withDocument('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "文档类型声明"],
    ["XML that breaks off", withDocument(`<w:document ${NAMESPACE}><w:body>`), "不完整"],
  ])("%s is refused with the reason", (_, bytes, reason) => {
    let told = "";
    try {
      read(bytes);
    } catch (cause) {
      told = (cause as { textFor(locale: string): string }).textFor("zh");
    }
    expect(told).toContain(reason);
  });
});
