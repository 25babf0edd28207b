import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { YuejianError } from "@yuejian/contracts";
import { unpackWord, type WordParts, wordText } from "@yuejian/documents";
import { decodeText } from "../files/index.ts";

/** A document as its paragraphs; `word`: the parts of a Word file, to write remarks into. */
export interface ReadDocument {
  readonly paragraphs: readonly string[];
  readonly word: WordParts | null;
}

/** Bytes of a file that is read whole. */
const LARGEST_FILE = 512 * 2 ** 20;
/** A text of so many characters is some ten thousand pages. */
const LONGEST_TEXT = 20_000_000;
const TEXTS = new Set([".txt", ".md", ".text", ""]);

/** Reads a Word file (.docx, .docm without its macros, which are never run) or a text. FILE_NOT_FOUND, FILE_UNREADABLE, DOCUMENT_UNREADABLE */
export async function readDocument(file: string): Promise<ReadDocument> {
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch (cause) {
    throw new YuejianError("FILE_NOT_FOUND", { file }, { cause });
  }
  if (bytes.length > LARGEST_FILE) throw new YuejianError("FILE_UNREADABLE", { file, reason: "> 512 MB" });
  // By what the bytes are: a suffix may be wrong.
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  const isOle = bytes[0] === 0xd0 && bytes[1] === 0xcf;
  if (isZip || isOle || [".docx", ".docm", ".doc"].includes(extname(file).toLowerCase())) {
    const word = unpackWord(file, bytes);
    return { paragraphs: wordText(file, word).paragraphs.map(({ text }) => text), word };
  }
  if (bytes.subarray(0, 5).toString("latin1") === "%PDF-" || !TEXTS.has(extname(file).toLowerCase()))
    throw new YuejianError("FILE_UNREADABLE", { file, reason: ".docx, .txt, .md" });
  return { paragraphs: textLines(file, bytes), word: null };
}

/** Lines of a text in UTF-8 or GB18030. FILE_UNREADABLE */
function textLines(file: string, bytes: Buffer): string[] {
  const decoded = decodeText(bytes, ["utf-8", "gb18030"]);
  if (!decoded || decoded.text.includes("\u0000")) throw new YuejianError("FILE_UNREADABLE", { file, reason: "UTF-8, GB18030: ✗" });
  const { text } = decoded;
  if (text.length > LONGEST_TEXT) throw new YuejianError("FILE_UNREADABLE", { file, reason: `> ${LONGEST_TEXT} characters` });
  const lines = text.split(/\r\n|\r|\n/);
  if (lines.at(-1) === "") lines.pop();
  return lines;
}
