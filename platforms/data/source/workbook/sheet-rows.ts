import { YuejianError } from "@yuejian/contracts";
import { numberText, serialText } from "./number-style.ts";
import { unescapeText, type WorkbookFile, type WorkbookParts } from "./workbook-parts.ts";
import { attribute, readXmlPart } from "./xml-part.ts";
import type { ZipEntry } from "./zip-directory.ts";

/** Receives rows with at least one cell that is not blank; `row` is the number at the sheet's edge, from 1. True: no more are wanted. */
export type TakeRow = (row: number, cells: readonly string[]) => boolean | void;

const MOST_ROWS = 1_048_576;

/** Cells of a sheet as texts, row by row. Merged cells have their text in the first cell only. */
export async function readSheetRows(
  workbook: WorkbookFile & { readonly parts: WorkbookParts; readonly entry: ZipEntry },
  take: TakeRow,
  afterPiece: () => void = () => {},
): Promise<void> {
  const { file, limits, parts } = workbook;
  let isDone = false;
  let rowNumber = 0;
  let cells: string[] = [];
  let column = -1;
  let type = "";
  let style = 0;
  let value = "";
  let isValue = false;
  let phonetic = 0;
  let rowCharacters = 0;
  const damagedAt = (what: string): YuejianError =>
    new YuejianError("FILE_TRUNCATED", { file: file.name, reason: `第 ${rowNumber} 行 / row ${rowNumber}: ${what}` });

  await readXmlPart(
    workbook,
    {
      get isDone() {
        return isDone;
      },
      open(name, attributes) {
        if (name === "c") {
          column = columnOf(attribute(attributes, "r")) ?? column + 1;
          if (column >= limits.columns) throw damagedAt(`> ${limits.columns} 列 / columns`);
          type = attributes["t"] ?? "n";
          style = Number(attributes["s"] ?? 0);
          value = "";
        } else if (name === "v" || (name === "t" && phonetic === 0)) isValue = true;
        else if (name === "rPh") phonetic++;
        else if (name === "row") {
          const stated = Number(attribute(attributes, "r") ?? rowNumber + 1);
          // Rows ascend; a second row of the same number would make two records of one place.
          if (!Number.isInteger(stated) || stated <= rowNumber || stated > MOST_ROWS) throw damagedAt(`行号 / row number ${stated}`);
          rowNumber = stated;
          cells = [];
          column = -1;
          rowCharacters = 0;
        }
      },
      text(part) {
        if (!isValue) return;
        value += part;
        rowCharacters += part.length;
        if (rowCharacters > limits.recordBytes)
          throw new YuejianError("LINE_TOO_LONG", { file: file.name, line: rowNumber, row: rowNumber, limit: limits.recordBytes });
      },
      close(name) {
        if (name === "v" || name === "t") isValue = false;
        else if (name === "rPh") phonetic--;
        else if (name === "c") {
          const text = cellText(value);
          if (text === null) throw damagedAt(`共享字符串 / shared string ${value}`);
          if (text !== "") {
            while (cells.length < column) cells.push("");
            cells[column] = text;
          }
        } else if (name === "row" && !isDone && cells.some((cell) => cell.trim() !== "")) isDone = take(rowNumber, cells) === true;
      },
    },
    afterPiece,
  );

  function cellText(text: string): string | null {
    switch (type) {
      case "s":
        return text === "" ? "" : (parts.sharedStrings[Number(text)] ?? null);
      case "str":
      case "inlineStr":
        return unescapeText(text);
      case "b":
        return text === "1" || text === "true" ? "true" : text === "" ? "" : "false";
      case "e":
        return text;
      case "d":
        return text.replace(/T00:00:00(\.0+)?Z?$/, "").replace("T", " ");
      default: {
        if (text === "") return "";
        const meant = parts.styles[style] ?? "number";
        return (meant === "number" ? null : serialText(Number(text), meant, parts.is1904)) ?? numberText(text);
      }
    }
  }
}

/** Column of a cell address from 0: `C7` is 2; null when there is none. */
function columnOf(address: string | undefined): number | null {
  if (address === undefined) return null;
  let column = 0;
  for (let at = 0; at < address.length && at < 4; at++) {
    const letter = address.charCodeAt(at) & 0xdf;
    if (letter < 0x41 || letter > 0x5a) break;
    column = column * 26 + letter - 0x40;
  }
  return column === 0 ? null : column - 1;
}
