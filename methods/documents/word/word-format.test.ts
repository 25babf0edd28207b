import { strToU8 } from "fflate";
import { describe, expect, it } from "vitest";
import { wordFormat } from "./word-format.ts";
import { wordText } from "./word-text.ts";

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';

function formatOf(body: string, others: Readonly<Record<string, string>> = {}) {
  const members = Object.fromEntries(
    Object.entries({ "word/document.xml": `<w:document ${W}><w:body>${body}</w:body></w:document>`, ...others }).map(([name, xml]) => [
      name,
      strToU8(xml),
    ]),
  );
  const parts = { members, main: "word/document.xml" };
  return wordFormat("a.docx", parts, wordText("a.docx", parts));
}

describe("how a Word file sets its text", () => {
  it("is told by the run, else its style, the style that it is based on, the defaults and the theme", () => {
    const styles = `<w:styles ${W}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:eastAsiaTheme="minorEastAsia"/><w:sz w:val="21"/></w:rPr></w:rPrDefault></w:docDefaults>
      <w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
      <w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="c"/><w:rPr><w:sz w:val="32"/></w:rPr></w:style>
      <w:style w:type="paragraph" w:styleId="c"><w:basedOn w:val="b"/><w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:rFonts w:eastAsia="黑体"/></w:rPr></w:style></w:styles>`;
    const theme =
      '<a:theme><a:majorFont><a:ea typeface=""/></a:majorFont><a:minorFont><a:latin typeface="Calibri"/><a:ea typeface=""/><a:font script="Hans" typeface="宋体"/></a:minorFont></a:theme>';
    const { paragraphs } = formatOf(
      `<w:p><w:r><w:t>甲</w:t></w:r></w:p>
       <w:p><w:pPr><w:pStyle w:val="b"/><w:spacing w:line="579" w:lineRule="exact"/><w:rPr><w:rFonts w:eastAsia="楷体"/></w:rPr></w:pPr><w:r><w:t>乙</w:t></w:r></w:p>
       <w:p><w:r><w:rPr><w:rFonts w:eastAsia="仿宋"/><w:sz w:val="28"/></w:rPr><w:t>丙丙丙</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>丁</w:t></w:r></w:p>`,
      { "word/styles.xml": styles, "word/theme/theme1.xml": theme },
    );
    const bare = { isInTable: false, color: null, lineAbove: null, lineBelow: null, drawn: [] };
    expect(paragraphs).toEqual([
      { font: "宋体", points: 10.5, alignment: null, linePoints: null, ...bare },
      { font: "黑体", points: 16, alignment: "center", linePoints: 28.95, ...bare },
      { font: "仿宋", points: 14, alignment: null, linePoints: null, ...bare },
    ]);
  });

  it("colours, borders and drawn lines are told, those of a style too; what may hold anything is told as that", () => {
    const styles = `<w:styles ${W}><w:style w:type="paragraph" w:styleId="h"><w:pPr><w:pBdr><w:bottom w:val="single" w:color="ff0000"/></w:pBdr></w:pPr><w:rPr><w:color w:val="C00000"/></w:rPr></w:style></w:styles>`;
    const modern = (color: string) =>
      `<w:r><w:drawing><a:graphic xmlns:a="a"><a:prstGeom prst="line"/><a:ln w="9"><a:solidFill>${color}</a:solidFill></a:ln></a:graphic></w:drawing></w:r>`;
    const { paragraphs, hasHeader } = formatOf(
      `<w:p><w:pPr><w:pStyle w:val="h"/></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>
       <w:p><w:pPr><w:pStyle w:val="h"/><w:pBdr><w:top w:val="single" w:color="auto"/><w:bottom w:val="nil"/></w:pBdr></w:pPr><w:r><w:rPr><w:color w:val="auto"/></w:rPr><w:t>乙乙</w:t></w:r><w:r><w:t>丙</w:t></w:r></w:p>
       <w:p>${modern('<a:srgbClr val="E60012"/>')}${modern('<a:schemeClr val="accent2"/>')}</w:p>
       <w:p><w:r><w:pict xmlns:v="v"><v:line from="0,0" to="1,0" strokecolor="#f00"/></w:pict></w:r><w:r><w:pict xmlns:v="v"><v:line strokecolor="red [3]"/></w:pict></w:r><w:r><w:drawing/></w:r></w:p>`,
      { "word/styles.xml": styles, "word/header1.xml": `<w:hdr ${W}><w:p><w:r><w:t>- 1 -</w:t></w:r></w:p></w:hdr>` },
    );
    expect(paragraphs.map(({ color, lineAbove, lineBelow }) => [color, lineAbove, lineBelow])).toEqual([
      ["C00000", null, "FF0000"],
      ["000000", "000000", null],
      [null, null, null],
      [null, null, null],
    ]);
    expect(paragraphs.slice(2).map(({ drawn }) => drawn)).toEqual([
      [
        { kind: "line", color: "E60012" },
        { kind: "line", color: null },
      ],
      [{ kind: "line", color: "FF0000" }, { kind: "line", color: "FF0000" }, { kind: "other" }],
    ]);
    expect(hasHeader).toBe(false);
    expect(formatOf("", { "word/header1.xml": `<w:hdr ${W}><w:p><w:r><w:t>岳阳市人民检察院</w:t></w:r></w:p></w:hdr>` }).hasHeader).toBe(
      true,
    );
  });

  it("pages are told in millimetres, the grid only where there is one, and numbers of pages by a footer that holds the field", () => {
    const section =
      '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587"/><w:docGrid w:type="lines" w:linePitch="579"/></w:sectPr>';
    const format = formatOf(section, {
      "word/footer1.xml": `<w:ftr ${W}><w:p><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r></w:p></w:ftr>`,
    });
    expect(format.sections.map(({ top, linePitch }) => [Math.round(top ?? 0), Math.round(linePitch ?? 0)])).toEqual([[37, 10]]);
    expect(format.hasPageNumber).toBe(true);
    expect(formatOf(section.replace('w:type="lines" ', ""))).toMatchObject({
      sections: [{ linePitch: null }],
      hasPageNumber: false,
      paragraphs: [],
    });
  });
});
