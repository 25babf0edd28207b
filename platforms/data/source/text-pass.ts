import { type FileHandle, rm } from "node:fs/promises";
import { join } from "node:path";
import { type QuarantineCode, YuejianError } from "@yuejian/contracts";
import { freeBytes } from "../engine/free-bytes.ts";
import { utf8Source } from "./encoding.ts";
import type { Header } from "./header.ts";
import { MalformedLog } from "./malformed-log.ts";
import { readPiece } from "./open-file.ts";
import { RecordScanner, type RecordSink, SEEN } from "./record-scanner.ts";
import { joinRecord, splitRecord } from "./record-text.ts";
import { SourceDigests } from "./source-digests.ts";
import type { ReadSourceOptions, SourceLimits, SourceNote } from "./source-table.ts";
import { TableWriter } from "./table-writer.ts";
import type { TextLayout } from "./text-layout.ts";
import type { TextEncoding } from "./utf8-source.ts";

export interface TextPlan {
  readonly encoding: TextEncoding;
  readonly markBytes: number;
  readonly layout: TextLayout;
  readonly header: Header;
  readonly numbering: "plain" | "columns";
}

export interface TextFile {
  readonly handle: FileHandle;
  readonly size: number;
  readonly path: string;
  readonly name: string;
  readonly options: ReadSourceOptions;
  readonly limits: SourceLimits;
}

export interface TextPassResult {
  readonly sha256: string;
  readonly sm3: string;
  readonly csvPath: string;
  readonly isRewritten: boolean;
  readonly isQuoted: boolean;
  readonly longestRecord: number;
  readonly records: number;
  readonly malformed: MalformedLog;
  readonly notes: readonly SourceNote[];
}

/** One reading of the whole file: digests, encoding, structure, and the rewritten file where one is needed.
 *  `not-plain` comes as soon as a record shows that numbering by lines does not hold; nothing is left behind then, nor after an error. */
export async function textPass(file: TextFile, plan: TextPlan): Promise<TextPassResult | "not-plain"> {
  const { handle, size, name, options, limits } = file;
  const isRewritten = plan.numbering === "columns" || plan.encoding !== "utf-8";
  const malformed = new MalformedLog(join(options.scratchFolder, "malformed.jsonl"), plan.header.headings);
  const writer = isRewritten ? new TableWriter(join(options.scratchFolder, "source.csv")) : null;
  const digests = options.isPassing ? null : new SourceDigests(size);
  let isDone = false;
  const pieceBytes = Math.min(limits.pieceBytes, size);
  let work = new Uint8Array(3 * pieceBytes);
  let piece = new Uint8Array(pieceBytes);
  try {
    const records = new RecordTaker(plan, { name, limits, malformed, writer: plan.numbering === "columns" ? writer : null });
    const scanner = new RecordScanner({ delimiter: plan.layout.delimiter.charCodeAt(0), endsWithReturn: plan.layout.endsWithReturn });
    const source = utf8Source(plan.encoding, plan.markBytes);
    let workEnd = 0;
    const mark = new Uint8Array(plan.markBytes);
    let position = await readPiece(handle, 0, mark);
    await digests?.update(mark.subarray(0, position));
    let isStart = true;
    for (let isLast = false; !isLast; ) {
      if (options.progress.signal.aborted) throw new YuejianError("INTAKE_CANCELLED", { file: name });
      // A long record is scanned from its start again: pieces grow with it, so that this stays linear.
      const wanted = Math.min(Math.max(limits.pieceBytes, workEnd), size - position);
      if (piece.length < wanted) piece = new Uint8Array(wanted);
      const filled = await readPiece(handle, position, piece.subarray(0, wanted));
      const bytes = piece.subarray(0, filled);
      await digests?.update(bytes);
      position += filled;
      isLast = filled < wanted || position >= size;
      let text = source.next(bytes, isLast);
      // GB18030 has a mark of its own, which decodes to this.
      if (isStart && text[0] === 0xef && text[1] === 0xbb && text[2] === 0xbf) text = text.subarray(3);
      if (text.length > 0) isStart = false;
      if (plan.numbering === "plain") writer?.bytes(text, 0, text.length);
      if (workEnd + text.length > work.length) {
        const larger = new Uint8Array(2 * (workEnd + text.length));
        larger.set(work.subarray(0, workEnd));
        freeBytes(work);
        work = larger;
      }
      work.set(text, workEnd);
      workEnd += text.length;
      records.bytes = work;
      const rest = scanner.scan(work, { from: 0, end: workEnd, isLast }, records);
      if (records.isNotPlain && plan.numbering === "plain") return "not-plain";
      work.copyWithin(0, rest, workEnd);
      workEnd -= rest;
      if (workEnd > limits.recordBytes) throw records.tooLong(scanner.line);
      options.progress.report(position, size, { zh: "读取文件", en: "Reading the file" });
    }
    if (workEnd > 0)
      throw new YuejianError("QUOTE_UNCLOSED", { file: name, line: scanner.quoteLine ?? scanner.line, row: records.number + 1 });
    if (!records.isPlain && plan.numbering === "plain") return "not-plain";
    writer?.close();
    malformed.close();
    const digest = (await digests?.finish()) ?? { sha256: "", sm3: "" };
    isDone = true;
    return {
      ...digest,
      csvPath: writer?.path ?? file.path,
      isRewritten,
      isQuoted: plan.numbering === "columns" || (records.seen & SEEN.quoted) !== 0,
      longestRecord: records.longest,
      records: records.records,
      malformed,
      notes: records.notes(),
    };
  } finally {
    freeBytes(work);
    freeBytes(piece);
    await digests?.close();
    if (!isDone) {
      writer?.abandon();
      if (writer) await rm(writer.path, { force: true });
      await malformed.remove();
    }
  }
}

/** Judges each record and writes it where the plan says so. */
class RecordTaker implements RecordSink {
  bytes = new Uint8Array(0);
  /** Number of the last data record, good or bad. */
  number = 0;
  records = 0;
  longest = 0;
  seen = 0;
  isNotPlain: boolean;
  readonly #plan: TextPlan;
  readonly #to: { name: string; limits: SourceLimits; malformed: MalformedLog; writer: TableWriter | null };
  readonly #decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  readonly #delimiter: number;
  #index = -1;
  #emptyLines = 0;

  constructor(plan: TextPlan, to: { name: string; limits: SourceLimits; malformed: MalformedLog; writer: TableWriter | null }) {
    this.#plan = plan;
    this.#to = to;
    this.#delimiter = plan.layout.delimiter.charCodeAt(0);
    this.isNotPlain = plan.header.index > 0 || plan.layout.endsWithReturn;
  }

  /** Quotes of both kinds, or line ends of both kinds, would be read differently by different readers. */
  get isPlain(): boolean {
    const hasBoth = (flags: number): boolean => (this.seen & flags) === flags;
    return !this.isNotPlain && !hasBoth(SEEN.quoted | SEEN.literalQuote) && !hasBoth(SEEN.feed | SEEN.returnAndFeed);
  }

  record(start: number, end: number, fields: number, seen: number, line: number): void {
    this.#index++;
    this.seen |= seen;
    const { headings, index } = this.#plan.header;
    const length = end - start;
    if (length > this.#to.limits.recordBytes) throw this.tooLong(line);
    if (this.#index <= index) {
      if (this.#index < index && length === fields - 1) this.#emptyLines++;
      if (this.#index === index && (fields !== headings.length || (seen & ~HARMLESS) !== 0)) this.isNotPlain = true;
      return;
    }
    // Delimiters alone, or the end mark of old systems: no record.
    if (length === fields - 1 || (length === 1 && this.bytes[start] === 0x1a)) {
      this.#emptyLines++;
      this.isNotPlain = true;
      return;
    }
    this.number++;
    const problem = this.#problem(fields, seen);
    if (problem !== null) {
      this.isNotPlain = true;
      if (this.#plan.numbering === "plain") return;
      const texts = this.#split(start, end);
      if (problem !== "field-count" || !areBlank(texts, headings.length)) {
        this.#to.malformed.add(this.number, line, problem, texts);
        return;
      }
    }
    this.records++;
    if (length > this.longest) this.longest = length;
    if ((seen & ~HARMLESS) !== 0) this.isNotPlain = true;
    if (this.#to.writer) this.#write(this.#to.writer, { start, end, line, asItStands: problem === null && (seen & NEEDS_QUOTES) === 0 });
  }

  tooLong(line: number): YuejianError {
    return new YuejianError("LINE_TOO_LONG", { file: this.#to.name, line, row: this.number + 1, limit: this.#to.limits.recordBytes });
  }

  notes(): SourceNote[] {
    const { titleRows, unnamed } = this.#plan.header;
    return [
      ...(titleRows > 0 ? [{ kind: "title-lines", lines: titleRows } as const] : []),
      ...(this.#emptyLines > 0 ? [{ kind: "empty-lines", lines: this.#emptyLines } as const] : []),
      ...(unnamed > 0 ? [{ kind: "unnamed-columns", columns: unnamed } as const] : []),
    ];
  }

  #problem(fields: number, seen: number): QuarantineCode | null {
    if ((seen & SEEN.control) !== 0) return "control-character";
    if ((seen & SEEN.brokenQuote) !== 0) return "quote-broken";
    return fields === this.#plan.header.headings.length ? null : "field-count";
  }

  #split(start: number, end: number): string[] {
    return splitRecord(this.#decoder.decode(this.bytes.subarray(start, end)), this.#plan.layout.delimiter);
  }

  #write(writer: TableWriter, record: { start: number; end: number; line: number; asItStands: boolean }): void {
    writer.number(this.number);
    writer.character(this.#delimiter);
    writer.number(record.line);
    writer.character(this.#delimiter);
    if (record.asItStands) writer.bytes(this.bytes, record.start, record.end);
    else {
      const text = joinRecord(
        this.#split(record.start, record.end).slice(0, this.#plan.header.headings.length),
        this.#plan.layout.delimiter,
      );
      writer.text(text);
      this.longest = Math.max(this.longest, 3 * text.length);
    }
    writer.character(0x0a);
  }
}

/** Does not disturb numbering by lines. */
const HARMLESS = SEEN.quoted | SEEN.literalQuote | SEEN.feed | SEEN.returnAndFeed;
/** Must be quoted anew. */
const NEEDS_QUOTES = SEEN.literalQuote | SEEN.loneReturn | SEEN.innerBreak;

/** All fields beyond the header are blank: programs often end rows with an extra delimiter. */
function areBlank(texts: readonly string[], columns: number): boolean {
  return texts.length > columns && texts.slice(columns).every((text) => text.trim() === "");
}
