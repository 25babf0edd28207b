import { zipSync } from "fflate";

/** Parts of a workbook by path, as XML texts; unset parts get the smallest form that programs accept. */
export interface WorkbookText {
  /** Content of `sheetData` by sheet name, in tab order. */
  readonly sheets: Readonly<Record<string, string>>;
  readonly sharedStrings?: readonly string[];
  /** `cellXfs` entries as number format ids, with the custom formats. */
  readonly formats?: { readonly ids: readonly number[]; readonly custom?: Readonly<Record<number, string>> };
  readonly is1904?: boolean;
  readonly hidden?: readonly string[];
  /** Merged ranges by sheet, `A1:C1`. */
  readonly merges?: Readonly<Record<string, readonly string[]>>;
  readonly extra?: Readonly<Record<string, string | Uint8Array>>;
}

const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

export function workbookBytes(text: WorkbookText): Uint8Array {
  const names = Object.keys(text.sheets);
  const hidden = new Set(text.hidden);
  const parts: Record<string, string | Uint8Array> = {
    "xl/workbook.xml": `<workbook ${MAIN} xmlns:r="${OFFICE}"><workbookPr${text.is1904 ? ' date1904="1"' : ""}/><sheets>${names
      .map(
        (name, index) =>
          `<sheet name="${name}" sheetId="${index + 1}"${hidden.has(name) ? ' state="hidden"' : ""} r:id="rId${index + 1}"/>`,
      )
      .join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships>${names
      .map((_, index) => `<Relationship Id="rId${index + 1}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`)
      .join("")}<Relationship Id="s" Type="${OFFICE}/sharedStrings" Target="/xl/sharedStrings.xml"/>
      <Relationship Id="f" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
    "xl/sharedStrings.xml": `<sst ${MAIN}>${(text.sharedStrings ?? []).map((each) => `<si>${each}</si>`).join("")}</sst>`,
    "xl/styles.xml": `<styleSheet ${MAIN}><numFmts>${Object.entries(text.formats?.custom ?? {})
      .map(([id, code]) => `<numFmt numFmtId="${id}" formatCode="${code}"/>`)
      .join(
        "",
      )}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${(text.formats?.ids ?? [0]).map((id) => `<xf numFmtId="${id}"/>`).join("")}</cellXfs></styleSheet>`,
    ...text.extra,
  };
  names.forEach((name, index) => {
    parts[`xl/worksheets/sheet${index + 1}.xml`] ??=
      `<worksheet ${MAIN}><sheetData>${text.sheets[name]}</sheetData>${merged(text.merges?.[name])}</worksheet>`;
  });
  const encoder = new TextEncoder();
  return zipSync(
    Object.fromEntries(Object.entries(parts).map(([path, part]) => [path, typeof part === "string" ? encoder.encode(part) : part])),
  );
}

function merged(ranges: readonly string[] | undefined): string {
  return ranges ? `<mergeCells count="${ranges.length}">${ranges.map((range) => `<mergeCell ref="${range}"/>`).join("")}</mergeCells>` : "";
}

/** Cells of one row; texts are written inline. */
export function row(number: number, ...cells: readonly (string | number | null)[]): string {
  return `<row r="${number}">${cells
    .map((cell, index) => {
      const address = `${String.fromCharCode(65 + index)}${number}`;
      if (cell === null) return "";
      return typeof cell === "number"
        ? `<c r="${address}"><v>${cell}</v></c>`
        : `<c r="${address}" t="inlineStr"><is><t>${cell.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</t></is></c>`;
    })
    .join("")}</row>`;
}
