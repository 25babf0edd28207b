import { type Text, YuejianError } from "@yuejian/contracts";
import { strFromU8, unzipSync } from "fflate";
import { SaxesParser } from "saxes";

export interface WordParagraph {
  readonly text: string;
  /** Level of a heading, 1 to 6; 0: none. */
  readonly heading: number;
}

/** Bytes that the text of a document may unpack to. */
const TEXT_LIMIT = 64 * 2 ** 20;

/** The paragraphs of a Word file (.docx) in order, those of tables a row each; what was deleted under tracked changes is left out. Numbers that Word
 *  makes itself are not part of the text. DOCUMENT_UNREADABLE */
export function readWordParagraphs(file: string, bytes: Uint8Array): WordParagraph[] {
  const parts = unpack(file, bytes);
  const levels = parts.styles === undefined ? new Map<string, number>() : headingStyles(file, parts.styles);
  return paragraphsOf(file, parts.document, levels);
}

const DAMAGED = { zh: "压缩包或其中的 XML 不完整", en: "the archive or the XML in it is damaged" };
const ENCRYPTED = { zh: "旧格式（.doc）或者设有密码", en: "it is of the old format (.doc) or has a password" };
const NO_TEXT = { zh: "其中没有正文", en: "it holds no text" };
const TOO_LARGE = { zh: "正文解压后超过 64 MB", en: "its text unpacks to more than 64 MB" };
const DECLARES_TYPE = { zh: "XML 含有文档类型声明", en: "its XML declares a document type" };

function unreadable(file: string, { zh, en }: Text, cause?: unknown): YuejianError {
  return new YuejianError("DOCUMENT_UNREADABLE", { file, reason: en, reason_zh: zh, reason_en: en }, { cause });
}

/** First bytes of an OLE file, in which also encrypted documents lie. */
const isEncrypted = (bytes: Uint8Array): boolean => bytes[0] === 0xd0 && bytes[1] === 0xcf && bytes[2] === 0x11 && bytes[3] === 0xe0;

function unpack(file: string, bytes: Uint8Array): { readonly document: string; readonly styles: string | undefined } {
  let isTooLarge = false;
  let parts: Record<string, Uint8Array>;
  try {
    parts = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        const isWanted = name === "word/document.xml" || name === "word/styles.xml";
        if (isWanted && originalSize > TEXT_LIMIT) isTooLarge = true;
        return isWanted && originalSize <= TEXT_LIMIT;
      },
    });
  } catch (cause) {
    throw unreadable(file, isEncrypted(bytes) ? ENCRYPTED : DAMAGED, cause);
  }
  if (isTooLarge) throw unreadable(file, TOO_LARGE);
  const document = parts["word/document.xml"];
  if (!document) throw unreadable(file, NO_TEXT);
  const styles = parts["word/styles.xml"];
  return { document: strFromU8(document), styles: styles && strFromU8(styles) };
}

/** Style id → level, for styles called heading N, 标题 N or Title. */
function headingStyles(file: string, xml: string): Map<string, number> {
  const levels = new Map<string, number>();
  let style = "";
  parse(file, xml, {
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
  parse(file, xml, {
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
        paragraphs.push({ text: cells.filter((cell) => cell.trim() !== "").join("　"), heading: 0 });
        cells = null;
      }
    },
    text(piece) {
      if (isText && deleted === 0) text += piece;
    },
  });
  return paragraphs;
}

interface Receiver {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  close(name: string): void;
  text(text: string): void;
}

/** A document type declaration is refused: Word writes none, entity bombs do. */
function parse(file: string, xml: string, receiver: Receiver): void {
  const parser = new SaxesParser();
  parser.on("doctype", () => {
    throw unreadable(file, DECLARES_TYPE);
  });
  parser.on("error", (cause) => {
    throw unreadable(file, DAMAGED, cause);
  });
  const local = (name: string): string => name.slice(name.indexOf(":") + 1);
  parser.on("opentag", ({ name, attributes }) =>
    receiver.open(local(name), Object.fromEntries(Object.entries(attributes).map(([key, value]) => [local(key), value]))),
  );
  parser.on("closetag", ({ name }) => receiver.close(local(name)));
  parser.on("text", (piece) => receiver.text(piece));
  parser.write(xml).close();
}
