import { strFromU8 } from "fflate";
import { parseXml, type XmlPlace, type XmlReceiver } from "./parse-xml.ts";
import type { WordParts } from "./unpack-word.ts";

/** What stands inside a run, with its place in the XML. */
export interface RunChild {
  /** `text`: characters; `mark`: a tab or break, one character; `other`: no text (pictures, fields, text boxes). */
  readonly kind: "text" | "mark" | "other";
  readonly start: number;
  readonly end: number;
  /** Offsets in the paragraph's text; equal where there is none. */
  readonly from: number;
  readonly to: number;
  /** The characters between the tags, as they are written in the XML; `text` only. */
  readonly raw: string;
}

/** A stretch of text of one format. */
export interface WordRun {
  readonly start: number;
  readonly end: number;
  /** `<w:r …>` as written. */
  readonly openTag: string;
  /** `<w:rPr>…</w:rPr>` as written, or empty. */
  readonly properties: string;
  readonly children: readonly RunChild[];
}

/** A paragraph of the text, of a table's cell or of a text box; `text` without what was deleted under tracked changes. */
export interface WordTextParagraph {
  readonly text: string;
  /** `<w:pPr>…</w:pPr>` as written, or empty. */
  readonly properties: string;
  readonly runs: readonly WordRun[];
  readonly isInTable: boolean;
}

export interface WordText {
  readonly xml: string;
  readonly paragraphs: readonly WordTextParagraph[];
}

interface OpenRun {
  readonly depth: number;
  readonly start: number;
  readonly openTag: string;
  properties: string;
  readonly children: RunChild[];
  child: {
    readonly name: string;
    readonly depth: number;
    readonly start: number;
    readonly contentStart: number;
    readonly from: number;
  } | null;
}

interface OpenParagraph {
  text: string;
  properties: string;
  readonly runs: WordRun[];
  readonly isInTable: boolean;
}

const MARKS: Readonly<Record<string, string>> = { tab: "\t", br: "\n", cr: "\n", noBreakHyphen: "-" };
/** Text that does not show: deleted, moved away, or repeated for older programs. */
const HIDDEN = new Set(["del", "moveFrom", "Fallback"]);

/** The text of a Word file with its places in the XML, in reading order. DOCUMENT_UNREADABLE */
export function wordText(file: string, { members, main }: WordParts): WordText {
  const xml = strFromU8(members[main] as Uint8Array);
  const reader = new TextReader(xml);
  parseXml(file, xml, reader);
  return { xml, paragraphs: reader.paragraphs };
}

class TextReader implements XmlReceiver {
  readonly paragraphs: OpenParagraph[] = [];
  readonly #xml: string;
  readonly #open: OpenParagraph[] = [];
  readonly #runs: OpenRun[] = [];
  #depth = 0;
  #hidden = 0;
  #tables = 0;
  #pending = "";
  /** Properties that are open, of the run or paragraph on top. */
  #properties: { readonly start: number; readonly depth: number } | null = null;

  constructor(xml: string) {
    this.#xml = xml;
  }

  open(name: string, _: unknown, { start, end }: XmlPlace): void {
    this.#depth += 1;
    if (HIDDEN.has(name)) this.#hidden += 1;
    else if (name === "tbl") this.#tables += 1;
    if (this.#hidden > 0 || this.#properties) return;
    const run = this.#runs.at(-1);
    if (name === "p") {
      const paragraph = { text: "", properties: "", runs: [], isInTable: this.#tables > 0 };
      this.paragraphs.push(paragraph);
      this.#open.push(paragraph);
    } else if (name === "rPr" || name === "pPr") {
      if (run ? !run.child : this.#open.length > 0) this.#properties = { start, depth: this.#depth };
    } else if (name === "r" && this.#open.length > 0 && (!run || run.child))
      this.#runs.push({ depth: this.#depth, start, openTag: this.#xml.slice(start, end), properties: "", children: [], child: null });
    else if (run && !run.child) {
      this.#pending = "";
      run.child = { name, depth: this.#depth, start, contentStart: end, from: this.#open.at(-1)?.text.length ?? 0 };
    }
  }

  close(name: string, { start, end }: XmlPlace): void {
    const depth = this.#depth;
    this.#depth -= 1;
    if (HIDDEN.has(name)) this.#hidden -= 1;
    else if (name === "tbl") this.#tables -= 1;
    if (this.#hidden > 0 || HIDDEN.has(name)) return;
    const [paragraph, run] = [this.#open.at(-1), this.#runs.at(-1)];
    if (this.#properties) {
      if (this.#properties.depth !== depth) return;
      const written = this.#xml.slice(this.#properties.start, end);
      this.#properties = null;
      if (run) run.properties = written;
      else if (paragraph && name === "pPr") paragraph.properties = written;
    } else if (name === "p") this.#open.pop();
    else if (run?.depth === depth) {
      this.#runs.pop();
      paragraph?.runs.push({ start: run.start, end, openTag: run.openTag, properties: run.properties, children: run.children });
    } else if (run?.child?.depth === depth && paragraph) this.#endChild(run, paragraph, { start, end });
  }

  text(piece: string): void {
    if (this.#hidden === 0 && this.#runs.at(-1)?.child?.name === "t") this.#pending += piece;
  }

  #endChild(run: OpenRun, paragraph: OpenParagraph, { start, end }: XmlPlace): void {
    const { name, start: from, contentStart, from: textFrom } = run.child as NonNullable<OpenRun["child"]>;
    run.child = null;
    const mark = MARKS[name];
    const kind = name === "t" ? "text" : mark === undefined ? "other" : "mark";
    if (kind !== "other") paragraph.text += mark ?? this.#pending;
    const raw = kind === "text" && start > contentStart ? this.#xml.slice(contentStart, start) : "";
    run.children.push({
      kind,
      start: from,
      end,
      from: kind === "other" ? paragraph.text.length : textFrom,
      to: paragraph.text.length,
      raw,
    });
  }
}
