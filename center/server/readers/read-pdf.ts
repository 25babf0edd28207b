import { fileURLToPath } from "node:url";
import { type Progress, type Text, YuejianError } from "@yuejian/contracts";
import type { PDFDocumentProxy, PDFPageProxy } from "pdfjs-dist";
import { linesOf, type Page, type PlacedText } from "./lay-out-lines.ts";
import type { Recogniser } from "./recognise.ts";

/** More pages than any document of a case has. */
const MOST_PAGES = 5_000;
/** A page with fewer characters whose text covers nothing is a picture. */
const FEWEST_CHARACTERS = 8;
/** Recognition is best at so many dots an inch; a page of PDF has 72. */
const SCALE = 200 / 72;
/** Pixels of a picture of a page: a larger page is drawn smaller. */
const MOST_PIXELS = 24_000_000;

const REASONS = {
  encrypted: { zh: "设有密码", en: "it has a password" },
  damaged: { zh: "PDF 结构损坏", en: "the PDF is damaged" },
  "too-long": { zh: `超过 ${MOST_PAGES} 页，请分开`, en: `more than ${MOST_PAGES} pages: split it` },
} as const satisfies Record<string, Text>;

/** The file has more pages to be recognised than are wanted. DOCUMENT_SCANNED where none are, FILE_UNREADABLE */
export function tooManyScans(file: string, most: number): YuejianError {
  if (most === 0) return new YuejianError("DOCUMENT_SCANNED", { file });
  const [zh, en] = [`扫描页超过 ${most} 页，请分开`, `more than ${most} scanned pages: split it`];
  return new YuejianError("FILE_UNREADABLE", { file, reason: en, reason_zh: zh, reason_en: en });
}

function refused(file: string, reason: keyof typeof REASONS, cause?: unknown): YuejianError {
  const { zh, en } = REASONS[reason];
  return new YuejianError("FILE_UNREADABLE", { file, reason: en, reason_zh: zh, reason_en: en }, { cause });
}

export interface PdfPages {
  readonly pages: readonly Page[];
  /** Pages that were recognised from their picture. */
  readonly scanned: readonly number[];
}

const folderOf = (name: string): string => fileURLToPath(new URL(`../../${name}/`, import.meta.resolve("pdfjs-dist/legacy/build/pdf.mjs")));

export interface Recognition {
  readonly recogniser: () => Promise<Recogniser>;
  /** Pages that may be recognised. */
  readonly scans: number;
  /** Told of each page that was recognised; ends between two pages. */
  readonly progress: Progress;
}

export const RECOGNISING = { zh: "识别扫描页", en: "Recognising scanned pages" } as const satisfies Text;

/** Lines of the pages of a PDF: its layer of text, and of pages that are pictures what is recognised. Scripts in it are never run. FILE_UNREADABLE, DOCUMENT_SCANNED */
export async function readPdf(file: string, bytes: Uint8Array, recognition: Recognition): Promise<PdfPages> {
  const { getDocument, VerbosityLevel } = await import("pdfjs-dist/legacy/build/pdf.mjs");
  const task = getDocument({
    data: new Uint8Array(bytes),
    cMapUrl: folderOf("cmaps"),
    cMapPacked: true,
    standardFontDataUrl: folderOf("standard_fonts"),
    wasmUrl: folderOf("wasm"),
    useSystemFonts: false,
    verbosity: VerbosityLevel.ERRORS,
  });
  try {
    const document = await task.promise;
    if (document.numPages > MOST_PAGES) throw refused(file, "too-long");
    const pages: Page[] = [];
    const scanned: number[] = [];
    // Before any page is recognised: a file with too many is refused at once.
    for (let number = 1; number <= document.numPages; number += 1) {
      recognition.progress.signal.throwIfAborted();
      const page = await document.getPage(number);
      const lines = await textLines(page);
      if (lines.reduce((sum, { text }) => sum + text.length, 0) >= FEWEST_CHARACTERS || !(await hasPicture(page)))
        pages.push({ number, lines });
      else scanned.push(number);
      if (scanned.length > recognition.scans) throw tooManyScans(file, recognition.scans);
      page.cleanup();
    }
    if (scanned.length > 0) pages.push(...(await recognised(document, scanned, recognition)));
    return { pages: pages.toSorted((one, other) => one.number - other.number), scanned };
  } catch (cause) {
    if (cause instanceof YuejianError || recognition.progress.signal.aborted) throw cause;
    throw refused(file, cause instanceof Error && cause.name === "PasswordException" ? "encrypted" : "damaged", cause);
  } finally {
    await task.destroy();
  }
}

async function recognised(document: PDFDocumentProxy, numbers: readonly number[], { recogniser, progress }: Recognition): Promise<Page[]> {
  const reader = await recogniser();
  const pages: Page[] = [];
  for (const number of numbers) {
    progress.signal.throwIfAborted();
    progress.report(pages.length, numbers.length, RECOGNISING);
    const page = await document.getPage(number);
    pages.push({ number, lines: await reader.lines(await pictureOf(page, document.canvasFactory as CanvasFactory)) });
    page.cleanup();
  }
  progress.report(numbers.length, numbers.length, RECOGNISING);
  return pages;
}

async function textLines(page: PDFPageProxy) {
  const { items } = await page.getTextContent();
  const { height: pageHeight } = page.getViewport({ scale: 1 });
  return linesOf(
    items.flatMap((item): PlacedText[] => {
      if (!("str" in item) || item.str === "") return [];
      const [, , , , x = 0, y = 0] = item.transform as number[];
      return [{ text: item.str, left: x, right: x + item.width, base: pageHeight - y, height: item.height || 10, confidence: null }];
    }),
  );
}

async function hasPicture(page: PDFPageProxy): Promise<boolean> {
  const { OPS } = await import("pdfjs-dist/legacy/build/pdf.mjs");
  const { fnArray } = await page.getOperatorList();
  const pictures = new Set<number>([OPS.paintImageXObject, OPS.paintInlineImageXObject, OPS.paintImageMaskXObject]);
  return fnArray.some((operator) => pictures.has(operator));
}

/** What the reader draws on: it brings its own canvas. */
interface CanvasFactory {
  create(width: number, height: number): { readonly canvas: { toBuffer(type: "image/png"): Uint8Array } };
}

async function pictureOf(page: PDFPageProxy, factory: CanvasFactory): Promise<Uint8Array> {
  const whole = page.getViewport({ scale: SCALE });
  const viewport = page.getViewport({ scale: SCALE * Math.min(1, Math.sqrt(MOST_PIXELS / (whole.width * whole.height))) });
  const { canvas } = factory.create(Math.ceil(viewport.width), Math.ceil(viewport.height));
  await page.render({ canvas, viewport }).promise;
  return canvas.toBuffer("image/png");
}
