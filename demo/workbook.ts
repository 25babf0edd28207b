import { strToU8, zipSync } from "fflate";

/** A cell of a sheet: text, number, or a day as an Excel serial. */
export type SheetCell = string | number | { readonly serial: number };

const escape = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

function columnLetters(index: number): string {
  return (index >= 26 ? columnLetters(Math.floor(index / 26) - 1) : "") + String.fromCharCode(65 + (index % 26));
}

/** The bytes of a workbook with one sheet: shared strings, numbers, and dates as serials with a date format, as spreadsheets store them. */
export function workbook(sheetName: string, rows: readonly (readonly SheetCell[])[]): Uint8Array {
  const strings = new Map<string, number>();
  let uses = 0;
  const body = rows.map((cells, rowIndex) => {
    const texts = cells.map((cell, index) => {
      const place = `${columnLetters(index)}${rowIndex + 1}`;
      if (typeof cell === "number") return `<c r="${place}"><v>${cell}</v></c>`;
      if (typeof cell === "object") return `<c r="${place}" s="1"><v>${cell.serial}</v></c>`;
      if (cell === "") return "";
      uses++;
      const known = strings.get(cell) ?? strings.size;
      strings.set(cell, known);
      return `<c r="${place}" t="s"><v>${known}</v></c>`;
    });
    return `<row r="${rowIndex + 1}">${texts.join("")}</row>`;
  });
  const xml = (content: string) => strToU8(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${content}`);
  const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const packaged = "http://schemas.openxmlformats.org/package/2006";
  const sheetType = "application/vnd.openxmlformats-officedocument.spreadsheetml";
  const shared = [...strings.keys()].map((text) => `<si><t xml:space="preserve">${escape(text)}</t></si>`).join("");
  return zipSync(
    {
      "[Content_Types].xml": xml(
        `<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${sheetType}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${sheetType}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${sheetType}.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="${sheetType}.sharedStrings+xml"/></Types>`,
      ),
      "_rels/.rels": xml(
        `<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
      ),
      "xl/workbook.xml": xml(
        `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="${escape(sheetName)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
      ),
      "xl/_rels/workbook.xml.rels": xml(
        `<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${relations}/styles" Target="styles.xml"/><Relationship Id="rId3" Type="${relations}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
      ),
      "xl/styles.xml": xml(
        `<styleSheet xmlns="${main}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" xfId="0"/><xf numFmtId="14" applyNumberFormat="1" xfId="0"/></cellXfs></styleSheet>`,
      ),
      "xl/sharedStrings.xml": xml(`<sst xmlns="${main}" count="${uses}" uniqueCount="${strings.size}">${shared}</sst>`),
      "xl/worksheets/sheet1.xml": xml(`<worksheet xmlns="${main}"><sheetData>${body.join("")}</sheetData></worksheet>`),
    },
    { level: 6, mtime: new Date(1980, 0, 1) },
  );
}
