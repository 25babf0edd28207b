import { Document, FootnoteReferenceRun, Header, ImageRun, Packer, Paragraph, Table, TableCell, TableRow, TextRun } from "docx";
import * as fc from "fast-check";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import mammoth from "mammoth";
import { describe, expect, it } from "vitest";
import { annotateWord, unpackWord, type WordAnnotation, wordText } from "../index.ts";

const STYLE = { author: "岳检", at: new Date("2026-11-26T08:00:00Z") };
const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"></Types>';

const wordFile = (body: string, more: Record<string, string> = {}): Uint8Array =>
  zipSync({
    "[Content_Types].xml": strToU8(TYPES),
    "word/document.xml": strToU8(`<?xml version="1.0"?><w:document ${W}><w:body>${body}</w:body></w:document>`),
    ...Object.fromEntries(Object.entries(more).map(([name, text]) => [name, strToU8(text)])),
  });

const annotate = (bytes: Uint8Array, annotations: readonly WordAnnotation[]): Uint8Array =>
  annotateWord("a.docx", unpackWord("a.docx", bytes), { annotations, style: STYLE });
const texts = (bytes: Uint8Array): string[] => wordText("a.docx", unpackWord("a.docx", bytes)).paragraphs.map(({ text }) => text);
const mainXml = (bytes: Uint8Array): string => strFromU8(unzipSync(bytes)["word/document.xml"] ?? new Uint8Array());

/** What the file says when every tracked change is refused. */
function refused(bytes: Uint8Array): string[] {
  const xml = mainXml(bytes)
    .replaceAll(/<w:ins\b[^>]*>.*?<\/w:ins>/gs, "")
    .replaceAll(/<\/?w:del\b[^>]*>/g, "")
    .replaceAll("delText", "t");
  return texts(zipSync({ "word/document.xml": strToU8(xml) }));
}

const remark = (paragraph: number, [from, to]: readonly [number, number], replacement: string | null = null): WordAnnotation => ({
  paragraph,
  from,
  to,
  replacement,
  comment: "说明",
});

describe("annotations in a Word file", () => {
  it("a replacement within one run is a tracked change with a remark; the format of the run stays on all its parts", () => {
    const bytes = wordFile("<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>帐户 &amp; 余额</w:t></w:r></w:p>");
    const done = annotate(bytes, [remark(0, [0, 2], "账户")]);
    expect(texts(done)).toEqual(["账户 & 余额"]);
    expect(refused(done)).toEqual(["帐户 & 余额"]);
    expect(mainXml(done)).toContain('<w:delText xml:space="preserve">帐户</w:delText>');
    expect(mainXml(done).match(/<w:rPr><w:b\/><\/w:rPr>/g)).toHaveLength(3);
    expect(mainXml(done)).toContain('<w:t xml:space="preserve"> &amp; 余额</w:t>');
  });

  it("a stretch over several runs, a tab and a link is replaced as a whole", () => {
    const bytes = wordFile(
      '<w:p><w:r><w:t>自二〇</w:t><w:tab/><w:t>二</w:t></w:r><w:hyperlink w:anchor="a"><w:r><w:t>五年</w:t></w:r></w:hyperlink><w:r><w:t>起</w:t></w:r></w:p>',
    );
    const done = annotate(bytes, [remark(0, [1, 7], "2025年")]);
    expect(texts(done)).toEqual(["自2025年起"]);
    expect(refused(done)).toEqual(["自二〇\t二五年起"]);
  });

  it("text of tables and text boxes is found and annotated, what was deleted before is not", () => {
    const bytes = wordFile(
      "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>甲帐</w:t></w:r></w:p></w:tc></w:tr></w:tbl>" +
        "<w:p><w:r><w:t>外</w:t></w:r><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>内帐</w:t></w:r></w:p></w:txbxContent></w:pict></w:r><w:r><w:t>外帐</w:t></w:r></w:p>" +
        '<w:p><w:del w:id="7"><w:r><w:delText>旧</w:delText></w:r></w:del><w:r><w:t>新帐</w:t></w:r></w:p>',
    );
    expect(texts(bytes)).toEqual(["甲帐", "外外帐", "内帐", "新帐"]);
    const done = annotate(bytes, [remark(0, [1, 2], "账"), remark(1, [2, 3], "账"), remark(2, [1, 2], "账"), remark(3, [1, 2], "账")]);
    expect(texts(done)).toEqual(["甲账", "外外账", "内账", "新账"]);
    expect(refused(done).slice(0, 3)).toEqual(["甲帐", "外外帐", "内帐"]);
  });

  it("remarks join those that stand in the file, with numbers of their own", () => {
    const comments = `<w:comments ${W}><w:comment w:id="4" w:author="甲"><w:p><w:r><w:t>旧</w:t></w:r></w:p></w:comment></w:comments>`;
    const relations =
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="comments.xml"/></Relationships>';
    const bytes = wordFile('<w:p><w:commentRangeStart w:id="4"/><w:r><w:t>甲乙</w:t></w:r><w:commentRangeEnd w:id="4"/></w:p>', {
      "word/comments.xml": comments,
      "word/_rels/document.xml.rels": relations,
    });
    const members = unzipSync(annotate(bytes, [remark(0, [0, 1])]));
    const part = strFromU8(members["word/comments.xml"] ?? new Uint8Array());
    expect([...part.matchAll(/<w:comment w:id="(\d+)"/g)].map(([, id]) => id)).toEqual(["4", "5"]);
    expect(strFromU8(members["word/_rels/document.xml.rels"] ?? new Uint8Array())).toBe(relations);
  });

  it("where two replacements overlap the first is tracked and the other is told in its remark", () => {
    const done = annotate(wordFile("<w:p><w:r><w:t>甲乙丙丁</w:t></w:r></w:p>"), [remark(0, [0, 2], "一"), remark(0, [1, 3], "二")]);
    expect(texts(done)).toEqual(["一丙丁"]);
    expect(strFromU8(unzipSync(done)["word/comments.xml"] ?? new Uint8Array())).toContain("说明 → 二");
  });

  it("what is missing is put in at its place, at the beginning and at the end too, and taken out again where it is refused", () => {
    const bytes = wordFile("<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>人民检察</w:t></w:r><w:r><w:t>的𠮷</w:t></w:r></w:p>");
    for (const [place, wanted] of [
      [0, "院人民检察的𠮷"],
      [4, "人民检察院的𠮷"],
      [7, "人民检察的𠮷院"],
    ] as const) {
      const done = annotate(bytes, [remark(0, [place, place], "院")]);
      expect(texts(done)).toEqual([wanted]);
      expect(refused(done)).toEqual(["人民检察的𠮷"]);
      expect(mainXml(done)).not.toContain("w:del ");
      expect(strFromU8(unzipSync(done)["word/comments.xml"] ?? new Uint8Array())).toContain("说明");
    }
    expect(mainXml(annotate(bytes, [remark(0, [4, 4], "院")]))).toMatch(/<w:ins [^>]*><w:r><w:rPr><w:b\/><\/w:rPr><w:t[^>]*>院/);
  });

  it("a remark on an empty paragraph stands at the nearest text, and on an empty document nowhere", () => {
    expect(mainXml(annotate(wordFile("<w:p/><w:p><w:r><w:t>甲</w:t></w:r></w:p>"), [remark(0, [0, 0])]))).toContain("commentRangeStart");
    expect(texts(annotate(wordFile("<w:p/>"), [remark(0, [0, 0])]))).toEqual([""]);
  });

  it("a file of a word processor keeps every part but three byte for byte, and is read by another reader with its remarks", async () => {
    const png = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
    const cell = new TableCell({
      children: [new Paragraph({ children: [new TextRun("帐目"), new TextRun({ text: "其它", bold: true })] })],
    });
    const document = new Document({
      footnotes: { 1: { children: [new Paragraph("注")] } },
      sections: [
        {
          headers: { default: new Header({ children: [new Paragraph("页眉")] }) },
          children: [
            new Paragraph({
              children: [new TextRun("银行帐户"), new FootnoteReferenceRun(1), new TextRun({ text: "明细", italics: true })],
            }),
            new Paragraph({ children: [new ImageRun({ type: "png", data: png, transformation: { width: 9, height: 9 } })] }),
            new Table({ rows: [new TableRow({ children: [cell] })] }),
          ],
        },
      ],
    });
    const bytes = new Uint8Array(await Packer.toBuffer(document));
    const done = annotate(bytes, [remark(0, [2, 4], "账户"), remark(2, [2, 4], "其他")]);
    const [before, after] = [unzipSync(bytes), unzipSync(done)];
    const changed = new Set(["word/document.xml", "word/comments.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"]);
    for (const [name, part] of Object.entries(before)) if (!changed.has(name)) expect(after[name], name).toEqual(part);
    expect(Object.keys(after).filter((name) => !(name in before) && !changed.has(name))).toEqual([]);
    expect(texts(done)).toContain("帐目其他");
    const { value } = await mammoth.convertToHtml({ buffer: Buffer.from(done) }, { styleMap: ["comment-reference => sup"] });
    expect(value).toContain("说明");
    expect(value).toContain("账户");
  });

  it("whatever is replaced where: accepted it reads as replaced, refused as before, and runs apart from it stay as written", () => {
    const text = fc.string({ unit: fc.constantFrom("甲", "乙", "&", "<", " ", "𠮷", "，"), minLength: 1, maxLength: 6 });
    const paragraph = fc.array(text, { minLength: 1, maxLength: 4 });
    const escape = (plain: string): string => plain.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
    fc.assert(
      fc.property(
        fc.array(paragraph, { minLength: 1, maxLength: 3 }),
        fc.array(fc.tuple(fc.nat(2), fc.nat(20), fc.nat(6), fc.constantFrom(null, "", "丙", "<丁>")), { maxLength: 5 }),
        (paragraphs, wishes) => {
          const runs = paragraphs.map((pieces) => pieces.map((piece) => `<w:r><w:t xml:space="preserve">${escape(piece)}</w:t></w:r>`));
          const bytes = wordFile(runs.map((each) => `<w:p>${each.join("")}</w:p>`).join(""));
          const before = texts(bytes);
          expect(before).toEqual(paragraphs.map((pieces) => pieces.join("")));
          const taken = new Map<number, [number, number, string | null][]>();
          const annotations = wishes.flatMap(([at, from, length, replacement]) => {
            const whole = before[at] ?? "";
            // Nothing stands where something is put in.
            const to = Math.min(from + (replacement === "丙" ? length : Math.max(1, length)), whole.length);
            const cutsPair = (place: number): boolean => /[\udc00-\udfff]/.test(whole.charAt(place));
            const own = taken.get(at) ?? [];
            if (whole === "" || from > to || (from === to && replacement !== "丙") || cutsPair(from) || cutsPair(to)) return [];
            if (own.some(([start, end]) => (from < end && start < to) || (start === from && (start === end || from === to)))) return [];
            taken.set(at, [...own, [from, to, replacement]]);
            return [remark(at, [from, to], replacement)];
          });
          const done = annotate(bytes, annotations);
          const wanted = before.map((whole, at) =>
            (taken.get(at) ?? [])
              .toSorted(([one], [other]) => other - one)
              .reduce(
                (line, [from, to, replacement]) => (replacement === null ? line : line.slice(0, from) + replacement + line.slice(to)),
                whole,
              ),
          );
          expect(texts(done)).toEqual(wanted);
          expect(refused(done)).toEqual(before);
          for (const [at, each] of runs.entries()) {
            let offset = 0;
            for (const [index, run] of each.entries()) {
              const [from, to] = [offset, offset + (paragraphs[at]?.[index]?.length ?? 0)];
              offset = to;
              const isBeside = ([start, end]: readonly [number, number, string | null]): boolean =>
                start === end && ((from < start && start <= to) || (start === 0 && from === 0));
              if (!(taken.get(at) ?? []).some((each) => isBeside(each) || (each[0] < to && from < each[1])))
                expect(mainXml(done)).toContain(run);
            }
          }
        },
      ),
      { numRuns: 150, endOnFailure: true },
    );
  });
});
