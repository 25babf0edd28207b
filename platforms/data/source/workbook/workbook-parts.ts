import { YuejianError } from "@yuejian/contracts";
import type { SourceLimits } from "../source-table.ts";
import { type NumberStyle, numberStyle } from "./number-style.ts";
import { attribute, readXmlPart } from "./xml-part.ts";
import { damaged, type ZipEntry, type ZipFile } from "./zip-directory.ts";

export interface WorkbookFile {
  readonly file: ZipFile;
  readonly entries: ReadonlyMap<string, ZipEntry>;
  readonly limits: SourceLimits;
}

export interface WorkbookSheet {
  readonly name: string;
  readonly path: string;
  readonly isHidden: boolean;
}

export interface WorkbookOutline {
  /** In the order of the tabs. */
  readonly sheets: readonly WorkbookSheet[];
  /** What the cells of all sheets refer to. */
  readParts(): Promise<WorkbookParts>;
}

export interface WorkbookParts {
  /** Days count from 1904-01-01 (old Macintosh Excel) rather than 1900. */
  readonly is1904: boolean;
  readonly sharedStrings: readonly string[];
  /** By the style number of a cell. */
  readonly styles: readonly NumberStyle[];
}

/** Texts of the shared string table in memory. */
const MOST_SHARED_CHARACTERS = 512 * 1024 * 1024;
const WORKBOOK = "xl/workbook.xml";

/** Names and places of the sheets; FILE_TYPE_UNKNOWN for archives that are no workbook. */
export async function readWorkbookOutline(workbook: WorkbookFile): Promise<WorkbookOutline> {
  const { file, entries } = workbook;
  const entry = entries.get(WORKBOOK);
  if (entry === undefined) throw new YuejianError("FILE_TYPE_UNKNOWN", { file: file.name, reason: archiveKind(entries) });
  const declared: { name: string; relation: string; isHidden: boolean }[] = [];
  let is1904 = false;
  await readXmlPart(
    { ...workbook, entry },
    {
      open(name, attributes) {
        if (name === "workbookPr") is1904 = isTrue(attribute(attributes, "date1904"));
        if (name !== "sheet") return;
        const state = attribute(attributes, "state");
        declared.push({
          name: attribute(attributes, "name") ?? "",
          relation: relationId(attributes),
          isHidden: state === "hidden" || state === "veryHidden",
        });
      },
    },
  );
  const targets = await readRelations(workbook);
  const sheets: WorkbookSheet[] = [];
  for (const sheet of declared) {
    const target = targets.get(sheet.relation);
    // Chart sheets hold no cells.
    if (target?.type.endsWith("/worksheet")) sheets.push({ name: sheet.name, path: target.path, isHidden: sheet.isHidden });
  }
  if (sheets.length === 0) throw damaged(file, "没有工作表 / no sheets");
  const partOf = (type: string): ZipEntry | undefined => {
    const target = [...targets.values()].find((each) => each.type.endsWith(type));
    return target && entries.get(target.path);
  };
  return {
    sheets,
    readParts: async () => ({
      is1904,
      sharedStrings: await readSharedStrings(workbook, partOf("/sharedStrings")),
      styles: await readStyles(workbook, partOf("/styles")),
    }),
  };
}

async function readRelations(workbook: WorkbookFile): Promise<Map<string, { type: string; path: string }>> {
  const entry = workbook.entries.get("xl/_rels/workbook.xml.rels");
  const targets = new Map<string, { type: string; path: string }>();
  if (entry === undefined) throw damaged(workbook.file, "xl/_rels/workbook.xml.rels");
  await readXmlPart(
    { ...workbook, entry },
    {
      open(name, attributes) {
        if (name !== "Relationship" || attribute(attributes, "TargetMode") === "External") return;
        const target = attribute(attributes, "Target") ?? "";
        const path = target.startsWith("/") ? target.slice(1) : `xl/${target.replace(/^\.\//, "")}`;
        targets.set(attribute(attributes, "Id") ?? "", { type: attribute(attributes, "Type") ?? "", path });
      },
    },
  );
  return targets;
}

async function readSharedStrings(workbook: WorkbookFile, entry: ZipEntry | undefined): Promise<string[]> {
  const strings: string[] = [];
  if (entry === undefined) return strings;
  let text = "";
  let characters = 0;
  let isText = false;
  // Phonetic guides repeat the text in another script.
  let phonetic = 0;
  await readXmlPart(
    { ...workbook, entry },
    {
      open(name) {
        if (name === "si") text = "";
        else if (name === "rPh") phonetic++;
        isText = name === "t" && phonetic === 0;
      },
      close(name) {
        isText = false;
        if (name === "rPh") phonetic--;
        if (name !== "si") return;
        characters += text.length;
        if (characters > MOST_SHARED_CHARACTERS) {
          throw new YuejianError("FILE_TOO_LARGE_INSIDE", {
            file: workbook.file.name,
            size: characters,
            ratio: Math.round(characters / entry.packedSize),
          });
        }
        strings.push(unescapeText(text));
      },
      text(part) {
        if (isText) text += part;
      },
    },
  );
  return strings;
}

async function readStyles(workbook: WorkbookFile, entry: ZipEntry | undefined): Promise<NumberStyle[]> {
  const formats = new Map<number, string>();
  const styles: NumberStyle[] = [];
  if (entry === undefined) return styles;
  let isCellStyle = false;
  await readXmlPart(
    { ...workbook, entry },
    {
      open(name, attributes) {
        if (name === "numFmt") formats.set(Number(attribute(attributes, "numFmtId")), attribute(attributes, "formatCode") ?? "");
        else if (name === "cellXfs") isCellStyle = true;
        else if (name === "xf" && isCellStyle) {
          const id = Number(attribute(attributes, "numFmtId") ?? 0);
          styles.push(numberStyle(id, formats.get(id)));
        }
      },
      close(name) {
        if (name === "cellXfs") isCellStyle = false;
      },
    },
  );
  return styles;
}

/** Characters that XML cannot hold are written `_x000D_`. */
export function unescapeText(text: string): string {
  if (!text.includes("_x")) return text;
  return text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

function relationId(attributes: Readonly<Record<string, string>>): string {
  return Object.entries(attributes).find(([key]) => key.endsWith(":id"))?.[1] ?? "";
}

function isTrue(text: string | undefined): boolean {
  return text === "1" || text === "true";
}

function archiveKind(entries: ReadonlyMap<string, ZipEntry>): string {
  if (entries.has("word/document.xml")) return "Word (.docx)";
  if (entries.has("ppt/presentation.xml")) return "PowerPoint (.pptx)";
  if (entries.has("xl/workbook.bin")) return "Excel (.xlsb)";
  if (entries.has("content.xml")) return "OpenDocument";
  return "ZIP";
}
