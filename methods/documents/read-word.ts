import { strFromU8 } from "fflate";
import { isCompoundFile } from "./old-word/compound-file.ts";
import { oldWordText } from "./old-word/old-word-text.ts";
import { parseXml } from "./word/parse-xml.ts";
import { unpackWord } from "./word/unpack-word.ts";

export interface WordParagraph {
  readonly text: string;
  /** Level of a heading, 1 to 6; 0: none. */
  readonly heading: number;
}

/** The paragraphs of a Word file (.docx, .doc) in order, those of tables a row each; what was deleted under tracked changes is left out. Numbers that Word
 *  makes itself are not part of the text. DOCUMENT_UNREADABLE */
export function readWordParagraphs(file: string, bytes: Uint8Array): WordParagraph[] {
  if (isCompoundFile(bytes)) return inRows(file, bytes);
  const { members, main } = unpackWord(file, bytes, (name) => /\/(?:document|styles)\d*\.xml$/.test(name));
  const styles = members[`${main.slice(0, main.lastIndexOf("/") + 1)}styles.xml`];
  const levels = styles === undefined ? new Map<string, number>() : headingStyles(file, strFromU8(styles));
  return paragraphsOf(file, strFromU8(members[main] as Uint8Array), levels);
}

function inRows(file: string, bytes: Uint8Array): WordParagraph[] {
  const paragraphs: WordParagraph[] = [];
  let [row, cells]: [number | null, string[]] = [null, []];
  const endRow = (): void => {
    if (row !== null) paragraphs.push({ text: rowOf(cells), heading: 0 });
    cells = [];
  };
  for (const { text, heading, row: own } of oldWordText(file, bytes).paragraphs) {
    if (own !== row) endRow();
    row = own;
    if (own !== null) cells.push(text);
    else for (const line of text.split("\n")) paragraphs.push({ text: line, heading });
  }
  endRow();
  return paragraphs;
}

const rowOf = (cells: readonly string[]): string => cells.filter((cell) => cell.trim() !== "").join("　");

/** Style id → level, for styles called heading N, 标题 N or Title. */
function headingStyles(file: string, xml: string): Map<string, number> {
  const levels = new Map<string, number>();
  let style = "";
  parseXml(file, xml, {
    open(name, attributes) {
      if (name === "style") style = attributes["styleId"] ?? "";
      if (name === "name") {
        const called = (attributes["val"] ?? "").toLowerCase();
        const level = /^(?:heading|标题)\s*([1-6])$/.exec(called)?.[1];
        if (level !== undefined) levels.set(style, Number(level));
        else if (called === "title") levels.set(style, 1);
      }
    },
    close() {},
    text() {},
  });
  return levels;
}

function paragraphsOf(file: string, xml: string, levels: ReadonlyMap<string, number>): WordParagraph[] {
  const paragraphs: WordParagraph[] = [];
  let [text, heading, isText, deleted] = ["", 0, false, 0];
  let cells: string[] | null = null;
  parseXml(file, xml, {
    open(name, attributes) {
      if (name === "p") [text, heading] = ["", 0];
      else if (name === "pStyle") heading = levels.get(attributes["val"] ?? "") ?? 0;
      else if (name === "outlineLvl") heading = heading || Math.min(6, Number(attributes["val"]) + 1) || 0;
      else if (name === "t") isText = true;
      else if (name === "del" || name === "moveFrom") deleted += 1;
      else if (name === "tab") text += "\t";
      else if (name === "br" || name === "cr") text += "\n";
      else if (name === "tr") cells = [];
    },
    close(name) {
      if (name === "t") isText = false;
      else if (name === "del" || name === "moveFrom") deleted -= 1;
      else if (name === "p") {
        if (cells) cells.push(text);
        else for (const line of text.split("\n")) paragraphs.push({ text: line, heading });
      } else if (name === "tr" && cells) {
        paragraphs.push({ text: rowOf(cells), heading: 0 });
        cells = null;
      }
    },
    text(piece) {
      if (isText && deleted === 0) text += piece;
    },
  });
  return paragraphs;
}
