import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { type DocumentForm, type DocumentFormat, type Progress, silentProgress, YuejianError } from "@yuejian/contracts";
import {
  isCompoundFile,
  oldWordText,
  otherForm,
  unpackWord,
  unreadableWord,
  type WordParts,
  wordFormat,
  wordText,
} from "@yuejian/documents";
import { linesOf } from "@yuejian/legal-research";
import { decodeText } from "../files/index.ts";
import { type PagedStretch, paragraphsOf, RECOGNISING, type Recogniser, readPdf, startRecogniser, tooManyScans } from "../readers/index.ts";

/** A document as its paragraphs; `word`: the parts of a Word file, to write remarks into. */
export interface ReadDocument {
  readonly paragraphs: readonly string[];
  readonly form: DocumentForm;
  readonly word: WordParts | null;
  /** How a Word file sets its text. */
  readonly format: DocumentFormat | null;
  /** Where each paragraph stands in a file that has pages; null: it has none. */
  readonly stretches: readonly (readonly PagedStretch[])[] | null;
  /** Pages that were recognised from their picture, from 1. */
  readonly scanned: readonly number[];
  /** The Word file holds macros: they were not looked at and are never run. */
  readonly hasMacros: boolean;
}

/** Bytes of a file that is read whole. */
const LARGEST_FILE = 512 * 2 ** 20;
/** A text of so many characters is some ten thousand pages. */
const LONGEST_TEXT = 20_000_000;
/** Pages that are recognised of one file. */
const MOST_SCANNED = 400;
const TEXTS = new Set([".txt", ".md", ".text", ""]);
const WORDS = new Set([".docx", ".docm", ".doc", ".dot", ".wps"]);
const READABLE = ".docx, .docm, .doc, .pdf, .png, .jpg, .txt, .md";

const begins = (bytes: Buffer, ...first: readonly number[]): boolean => first.every((byte, at) => bytes[at] === byte);

/** Reads a Word file (.docx, .doc; macros are never run), a PDF, a picture of a page or a text, by what the bytes are: a suffix may be wrong.
 *  `scans`: pages that may be recognised, at some seconds each; of more the file is refused. FILE_NOT_FOUND, FILE_UNREADABLE, DOCUMENT_UNREADABLE, DOCUMENT_SCANNED */
export async function readDocument(
  file: string,
  { scans = MOST_SCANNED, progress = silentProgress }: { readonly scans?: number; readonly progress?: Progress } = {},
): Promise<ReadDocument> {
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch (cause) {
    throw new YuejianError("FILE_NOT_FOUND", { file }, { cause });
  }
  if (bytes.length > LARGEST_FILE) throw new YuejianError("FILE_UNREADABLE", { file, reason: "> 512 MB" });
  const suffix = extname(file).toLowerCase();
  if (isCompoundFile(bytes)) {
    const { paragraphs, hasMacros } = oldWordText(file, bytes);
    return { ...NO_PAGES, form: "doc", paragraphs: paragraphs.map(({ text }) => text), hasMacros };
  }
  const other = WORDS.has(suffix) || suffix === ".rtf" ? otherForm(bytes) : null;
  if (other === "page") return { ...NO_PAGES, form: "text", paragraphs: pageLines(file, bytes) };
  if (other !== null) throw unreadableWord(file, other);
  if (begins(bytes, 0x50, 0x4b) || suffix === ".docx" || suffix === ".docm") {
    const word = unpackWord(file, bytes);
    const hasMacros = Object.keys(word.members).some((name) => /vbaProject|\.bin$/i.test(name) && /vba/i.test(name));
    const text = wordText(file, word);
    const paragraphs = text.paragraphs.map((each) => each.text);
    return { ...NO_PAGES, form: "docx", paragraphs, word, format: wordFormat(file, word, text), hasMacros };
  }
  if (bytes.subarray(0, 1024).includes("%PDF-")) return pagesOf(file, { bytes, kind: "pdf", scans, progress });
  if (begins(bytes, 0x89, 0x50, 0x4e, 0x47) || begins(bytes, 0xff, 0xd8, 0xff))
    return pagesOf(file, { bytes, kind: "picture", scans, progress });
  if (WORDS.has(suffix)) return { ...NO_PAGES, form: "text", paragraphs: textOfOldWord(file, bytes) };
  if (!TEXTS.has(suffix)) throw new YuejianError("FILE_UNREADABLE", { file, reason: READABLE });
  return { ...NO_PAGES, form: "text", paragraphs: textLines(file, bytes) };
}

const NO_PAGES = { word: null, format: null, stretches: null, scanned: [], hasMacros: false } as const;

/** Recognition is started for the first page that needs it, and ended with the document. */
async function pagesOf(
  file: string,
  {
    bytes,
    kind,
    scans,
    progress,
  }: { readonly bytes: Buffer; readonly kind: "pdf" | "picture"; readonly scans: number; readonly progress: Progress },
): Promise<ReadDocument> {
  if (kind === "picture" && scans === 0) throw tooManyScans(file, scans);
  let started: Promise<Recogniser> | undefined;
  const recogniser = () => (started ??= startRecogniser());
  try {
    const { pages, scanned } =
      kind === "pdf"
        ? await readPdf(file, bytes, { recogniser, scans, progress })
        : { pages: [{ number: 1, lines: await pictureLines(file, bytes, { recogniser, progress }) }], scanned: [1] };
    const paragraphs = paragraphsOf(pages);
    return {
      ...NO_PAGES,
      form: "paged",
      paragraphs: paragraphs.map(({ text }) => text),
      stretches: paragraphs.map(({ stretches }) => stretches),
      scanned,
    };
  } finally {
    await (await started)?.close();
  }
}

async function pictureLines(
  file: string,
  bytes: Buffer,
  { recogniser, progress }: { readonly recogniser: () => Promise<Recogniser>; readonly progress: Progress },
) {
  progress.report(0, 1, RECOGNISING);
  const reader = await recogniser();
  try {
    const lines = await reader.lines(bytes);
    progress.report(1, 1, RECOGNISING);
    return lines;
  } catch (cause) {
    const [zh, en] = ["图像损坏，无法识别", "the picture is damaged"];
    throw new YuejianError("FILE_UNREADABLE", { file, reason: en, reason_zh: zh, reason_en: en }, { cause });
  }
}

/** Systems write pages for browsers under the name .doc; Word opens them too. FILE_UNREADABLE */
const pageLines = (file: string, bytes: Buffer): string[] => linesOf(textLines(file, bytes).join("\n"), "html").map(({ text }) => text);

/** A text that only calls itself a Word document. DOCUMENT_UNREADABLE */
function textOfOldWord(file: string, bytes: Buffer): string[] {
  try {
    return textLines(file, bytes);
  } catch (cause) {
    throw unreadableWord(file, "damaged-old", cause);
  }
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
