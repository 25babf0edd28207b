import { strToU8, zipSync } from "fflate";
import { addComments, type WordComment } from "./comments-part.ts";
import { escapeXml, wordPrefix } from "./prefix.ts";
import type { WordParts } from "./unpack-word.ts";
import { type WordRun, type WordText, type WordTextParagraph, wordText } from "./word-text.ts";

/** A remark on a stretch of the text, and what should stand there instead. */
export interface WordAnnotation {
  /** Number of the paragraph, and offsets in its text; where both are equal the remark stands at the character beside, and the replacement is put in there. */
  readonly paragraph: number;
  readonly from: number;
  readonly to: number;
  /** Shown as a tracked change that a person takes or refuses; null: a remark alone. */
  readonly replacement: string | null;
  readonly comment: string;
}

export interface AnnotationStyle {
  readonly author: string;
  readonly at: Date;
}

/** The file with comments and tracked changes in place: every part that is not concerned stays as it was, byte for byte, and so do all runs of the text that no
 *  remark touches. Of replacements that overlap the first is tracked, the others are remarks. DOCUMENT_UNREADABLE */
export function annotateWord(
  file: string,
  parts: WordParts,
  { annotations, style }: { readonly annotations: readonly WordAnnotation[]; readonly style: AnnotationStyle },
): Uint8Array {
  const text = wordText(file, parts);
  const writer = new AnnotationWriter(text, style);
  const placed = annotations
    .flatMap((annotation) => placeOf(text, annotation) ?? [])
    .sort((one, other) => one.paragraph - other.paragraph || one.from - other.from || other.to - one.to);
  const comments = writer.place(placed);
  if (comments.length === 0) return packed(parts.members);
  return packed(addComments({ ...parts, members: { ...parts.members, [parts.main]: strToU8(writer.xml()) } }, { comments, ...style }));
}

/** Pictures and other packed members are not packed again. */
const packed = (members: Readonly<Record<string, Uint8Array>>): Uint8Array =>
  zipSync(
    Object.fromEntries(
      Object.entries(members).map(([name, bytes]) => [name, [bytes, { level: /\.(png|jpe?g|gif|zip)$/i.test(name) ? 0 : 6 }]]),
    ),
    {
      mtime: new Date(1980, 0, 1),
    },
  );

/** At least one character of text, or a place in one where something is to be put in; null where the document has none. */
function placeOf({ paragraphs }: WordText, annotation: WordAnnotation): WordAnnotation | null {
  const own = paragraphs[annotation.paragraph];
  const length = own?.text.length ?? 0;
  if (annotation.to > annotation.from && annotation.to <= length) return annotation;
  const isInsertion = annotation.replacement !== null && annotation.from === annotation.to && annotation.to <= length;
  if (isInsertion && length > 0) return annotation;
  const beside = { ...annotation, replacement: null };
  if (length > 0) {
    const from = Math.min(annotation.from, length - 1);
    return { ...beside, from, to: from + 1 };
  }
  const near = paragraphs
    .keys()
    .filter((at) => (paragraphs[at]?.text.length ?? 0) > 0)
    .toArray();
  if (near.length === 0) return null;
  const at = near.reduce((best, each) => (Math.abs(each - annotation.paragraph) < Math.abs(best - annotation.paragraph) ? each : best));
  return { ...beside, paragraph: at, from: 0, to: 1 };
}

/** Marks at one place of a paragraph, in the order in which they are written. */
interface Marks {
  /** Before the character at the place. */
  readonly opening: string[];
  /** Behind the character before the place. */
  readonly closing: string[];
}

interface ParagraphMarks {
  readonly places: Map<number, Marks>;
  readonly deletions: { readonly from: number; readonly to: number }[];
}

interface RunEdit {
  readonly start: number;
  readonly end: number;
  readonly run: WordRun;
  readonly marks: ParagraphMarks;
}

class AnnotationWriter {
  readonly #text: WordText;
  readonly #style: AnnotationStyle;
  readonly #prefix: string;
  readonly #edits: RunEdit[] = [];
  #nextId: number;

  constructor(text: WordText, style: AnnotationStyle) {
    this.#text = text;
    this.#style = style;
    this.#prefix = wordPrefix(text.xml);
    this.#nextId = Math.max(0, ...[...text.xml.matchAll(/[: ]id="(\d{1,9})"/g)].map(([, id]) => Number(id))) + 1;
  }

  /** Comments to be added to the part of comments. */
  place(annotations: readonly WordAnnotation[]): WordComment[] {
    const comments: WordComment[] = [];
    for (const [at, group] of Map.groupBy(annotations, ({ paragraph }) => paragraph)) {
      const paragraph = this.#text.paragraphs[at] as WordTextParagraph;
      const marks: ParagraphMarks = { places: new Map(), deletions: [] };
      const inserted: { at: number; xml: string }[] = [];
      for (const annotation of group) comments.push(this.#mark(paragraph, marks, { annotation, inserted }));
      // An insertion stands behind what it replaces and before the end of its remark.
      for (const { at: place, xml } of inserted) marksAt(marks, place).closing.unshift(xml);
      for (const run of paragraph.runs) if (isTouched(run, marks)) this.#edits.push({ start: run.start, end: run.end, run, marks });
    }
    this.#edits.sort((one, other) => one.start - other.start || other.end - one.end);
    return comments;
  }

  #mark(
    paragraph: WordTextParagraph,
    marks: ParagraphMarks,
    { annotation, inserted }: { annotation: WordAnnotation; inserted: { at: number; xml: string }[] },
  ): WordComment {
    const [p, id] = [this.#prefix, this.#nextId++];
    const { replacement, comment } = annotation;
    if (replacement !== null && annotation.from === annotation.to) return this.#markInsertion(paragraph, marks, { annotation, id });
    const { from, to } = annotation;
    marksAt(marks, from).opening.push(`<${p}commentRangeStart ${p}id="${id}"/>`);
    marksAt(marks, to).closing.push(`<${p}commentRangeEnd ${p}id="${id}"/><${p}r><${p}commentReference ${p}id="${id}"/></${p}r>`);
    const isFree = replacement !== null && !marks.deletions.some((other) => from < other.to && other.from < to);
    if (isFree) {
      marks.deletions.push({ from, to });
      if (replacement !== "") inserted.push({ at: to, xml: this.#insertion(replacement, runAt(paragraph, from)) });
    }
    return { id, text: replacement === null || isFree ? comment : `${comment} → ${replacement}` };
  }

  /** What is put in stands behind the character before the place, or before the first, and the remark with both. */
  #markInsertion(
    paragraph: WordTextParagraph,
    marks: ParagraphMarks,
    { annotation: { from: place, replacement, comment }, id }: { annotation: WordAnnotation; id: number },
  ): WordComment {
    const p = this.#prefix;
    const [from, to] = besideOf(paragraph.text, place);
    const isFree = replacement !== null && !marks.deletions.some((other) => other.from < place && place < other.to);
    const inserted = isFree ? this.#insertion(replacement, runAt(paragraph, from)) : "";
    marksAt(marks, from).opening.push(`<${p}commentRangeStart ${p}id="${id}"/>${place === 0 ? inserted : ""}`);
    marksAt(marks, to).closing.push(
      `${place === 0 ? "" : inserted}<${p}commentRangeEnd ${p}id="${id}"/><${p}r><${p}commentReference ${p}id="${id}"/></${p}r>`,
    );
    return { id, text: isFree ? comment : `${comment} → ${replacement}` };
  }

  #insertion(text: string, run: WordRun | undefined): string {
    const p = this.#prefix;
    return `<${p}ins ${this.#revision()}><${p}r>${run?.properties ?? ""}<${p}t xml:space="preserve">${escapeXml(text)}</${p}t></${p}r></${p}ins>`;
  }

  #revision(): string {
    const p = this.#prefix;
    return `${p}id="${this.#nextId++}" ${p}author="${escapeXml(this.#style.author)}" ${p}date="${isoSeconds(this.#style.at)}"`;
  }

  xml(): string {
    return this.#between(0, this.#text.xml.length, 0);
  }

  /** The XML from one offset to another with the edits that lie in it, those from `first` on. */
  #between(start: number, end: number, first: number): string {
    let [out, at] = ["", start];
    for (let index = first; index < this.#edits.length; index += 1) {
      const edit = this.#edits[index] as RunEdit;
      if (edit.start >= end) break;
      if (edit.start < at) continue;
      out += this.#text.xml.slice(at, edit.start) + this.#rewritten(edit.run, edit.marks, index + 1);
      at = edit.end;
    }
    return out + this.#text.xml.slice(at, end);
  }

  #rewritten(run: WordRun, { places, deletions }: ParagraphMarks, next: number): string {
    const p = this.#prefix;
    const [head, foot] = [`${run.openTag}${run.properties}`, `</${p}r>`];
    let [out, kept] = ["", ""];
    const flush = (): void => {
      if (kept !== "") out += `${head}${kept}${foot}`;
      kept = "";
    };
    const mark = (at: number, side: keyof Marks): void => {
      const written = places.get(at)?.[side] ?? [];
      if (written.length === 0) return;
      flush();
      out += written.join("");
    };
    for (const child of run.children) {
      if (child.from === child.to) {
        kept += this.#between(child.start, child.end, next);
        continue;
      }
      for (const { from, to, xml, isText } of piecesOf(child, this.#text.xml, places)) {
        mark(from, "opening");
        if (deletions.some((each) => each.from <= from && to <= each.to)) {
          flush();
          const gone = isText ? `<${p}delText xml:space="preserve">${xml}</${p}delText>` : xml;
          out += `<${p}del ${this.#revision()}>${head}${gone}${foot}</${p}del>`;
        } else kept += isText ? `<${p}t xml:space="preserve">${xml}</${p}t>` : xml;
        mark(to, "closing");
      }
    }
    flush();
    return out;
  }
}

/** The character before a place, or the first. */
function besideOf(text: string, place: number): readonly [from: number, to: number] {
  const last = Array.from(text.slice(Math.max(0, place - 2), place)).at(-1);
  return last === undefined ? [0, (Array.from(text.slice(0, 2))[0] ?? "").length] : [place - last.length, place];
}

function marksAt({ places }: ParagraphMarks, at: number): Marks {
  const marks = places.get(at) ?? { opening: [], closing: [] };
  places.set(at, marks);
  return marks;
}

/** Has a mark at or in it, or lies in what is replaced. */
const isTouched = ({ children }: WordRun, { places, deletions }: ParagraphMarks): boolean =>
  children.some(
    ({ from, to }) =>
      from < to &&
      (places
        .entries()
        .some(
          ([at, { opening, closing }]) => (opening.length > 0 && from <= at && at < to) || (closing.length > 0 && from < at && at <= to),
        ) ||
        deletions.some((each) => each.from < to && from < each.to)),
  );

const runAt = ({ runs }: WordTextParagraph, at: number): WordRun | undefined =>
  runs.find(({ children }) => children.some(({ from, to }) => from <= at && at < to));

interface TextPiece {
  readonly from: number;
  readonly to: number;
  readonly xml: string;
  readonly isText: boolean;
}

/** A child of a run, cut where marks stand. */
function piecesOf(
  { kind, from, to, raw, start, end }: WordRun["children"][number],
  xml: string,
  places: ReadonlyMap<number, Marks>,
): TextPiece[] {
  if (kind === "mark") return [{ from, to, xml: xml.slice(start, end), isText: false }];
  const cuts = [...places.keys()].filter((at) => from < at && at < to).sort((one, other) => one - other);
  const units = rawUnits(raw);
  return [from, ...cuts].map((begin, index) => {
    const stop = cuts[index] ?? to;
    return { from: begin, to: stop, xml: units.slice(begin - from, stop - from).join(""), isText: true };
  });
}

/** The XML of each UTF-16 unit of the text it stands for: references as a whole, CDATA as references. */
function rawUnits(raw: string): string[] {
  const plain = raw
    .replaceAll(/<!\[CDATA\[([\s\S]*?)\]\]>/g, (_, inside: string) => escapeXml(inside))
    .replaceAll(/<!--[\s\S]*?-->|<\?[\s\S]*?\?>/g, "");
  return (plain.replaceAll(/\r\n?/g, "\n").match(/&#x?[0-9a-fA-F]+;|&\w+;|[\s\S]/g) ?? []).flatMap((unit) => {
    const code = /^&#(x?)([0-9a-fA-F]+);$/.exec(unit);
    const isPair = code !== null && Number.parseInt(code[2] as string, code[1] === "x" ? 16 : 10) > 0xffff;
    return isPair ? [unit, ""] : [unit];
  });
}

const isoSeconds = (at: Date): string => `${at.toISOString().slice(0, 19)}Z`;
