import { createHash } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import { extname, join, sep } from "node:path";
import { YuejianError } from "@yuejian/contracts";
import { otherForm, readWordParagraphs, unreadableWord } from "@yuejian/documents";
import { type LawSource, linesOf, paragraphLines, type TextForm } from "@yuejian/legal-research";
import { decodeText } from "../files/index.ts";

/** A larger file is no law. */
const FILE_LIMIT = 64 * 2 ** 20;
const FORMS: Readonly<Record<string, TextForm | "word">> = {
  ".md": "markdown",
  ".markdown": "markdown",
  ".txt": "text",
  ".text": "text",
  ".html": "html",
  ".htm": "html",
  ".xhtml": "html",
  ".docx": "word",
  ".doc": "word",
};

export interface FileNote {
  readonly file: string;
  readonly line: number | null;
  readonly code: string;
  readonly parameters: Readonly<Record<string, string>>;
}

export interface ReadFolder {
  readonly sources: readonly LawSource[];
  /** Files that could be laws, read or not. */
  readonly files: number;
  readonly notes: readonly FileNote[];
  /** File → digest of its bytes. */
  readonly digests: ReadonlyMap<string, string>;
}

/** Reads every file below a folder (or one file) that could be a law, in the order of their paths. A file that cannot be read is named and passed over.
 *  LAW_FILES_MISSING when there is none. */
export async function readLawFolder(place: string, onFile: (done: number, total: number) => void): Promise<ReadFolder> {
  const isFolder = (await stat(place)).isDirectory();
  const names = isFolder ? (await readdir(place, { recursive: true })).map((name) => name.split(sep).join("/")) : [""];
  const known = names.filter((name) => formOf(name === "" ? place : name) !== undefined).toSorted();
  const notes: FileNote[] = names
    .filter((name) => /\.(?:wps|pdf)$/i.test(name === "" ? place : name))
    .map((file) => ({ file, line: null, code: "form-unread", parameters: { form: extname(file).slice(1) } }));
  if (known.length === 0) throw new YuejianError("LAW_FILES_MISSING", { place });
  const sources: LawSource[] = [];
  const digests = new Map<string, string>();
  for (const [at, name] of known.entries()) {
    const path = name === "" ? place : join(place, name);
    const file = name === "" ? (place.split(sep).at(-1) as string) : name;
    try {
      const info = await stat(path);
      if (!info.isFile()) continue;
      if (info.size > FILE_LIMIT) throw new YuejianError("FILE_UNREADABLE", { file, reason: "> 64 MB" });
      const bytes = await readFile(path);
      digests.set(file, createHash("sha256").update(bytes).digest("hex"));
      const form = formOf(path) as TextForm | "word";
      const other = form === "word" ? otherForm(bytes) : null;
      if (other !== null && other !== "page") throw unreadableWord(file, other);
      if (form === "word" && other === null) sources.push({ file, lines: paragraphLines(readWordParagraphs(file, bytes)) });
      else {
        const { text, encoding } = decode(file, bytes);
        if (encoding !== "utf-8") notes.push({ file, line: null, code: "encoding", parameters: { encoding } });
        sources.push({ file, lines: linesOf(text, form === "word" ? "html" : form) });
      }
    } catch (cause) {
      const reason = cause instanceof YuejianError ? cause : new YuejianError("FILE_UNREADABLE", { file, reason: String(cause) });
      notes.push({ file, line: null, code: "unreadable", parameters: { zh: reason.textFor("zh"), en: reason.textFor("en") } });
    }
    if (at % 50 === 0) onFile(at, known.length);
  }
  return { sources, files: known.length, notes, digests };
}

const formOf = (path: string): TextForm | "word" | undefined => FORMS[extname(path).toLowerCase()];

/** UTF-8 unless it is none; then UTF-16 by its mark, else GB18030 (of which GBK and GB2312 are part). */
function decode(file: string, bytes: Uint8Array): { readonly text: string; readonly encoding: string } {
  const marks = bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : null;
  const decoded = decodeText(bytes, marks === null ? ["utf-8", "gb18030"] : [marks]);
  if (decoded) return decoded;
  throw new YuejianError("FILE_UNREADABLE", { file, reason: "UTF-8, UTF-16, GB18030: ✗" });
}
