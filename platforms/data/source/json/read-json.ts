import { rm } from "node:fs/promises";
import { join } from "node:path";
import { YuejianError } from "@yuejian/contracts";
import { HEADER_SAMPLE_ROWS } from "../header.ts";
import { MalformedLog } from "../malformed-log.ts";
import { fileSuffix } from "../open-file.ts";
import { inItsEncoding } from "../read-text.ts";
import { SourceDigests } from "../source-digests.ts";
import type { PartHead } from "../source-parts.ts";
import type { SourceNote, SourceTable } from "../source-table.ts";
import { TableWriter } from "../table-writer.ts";
import type { TextFile } from "../text-pass.ts";
import { Utf8Window } from "../utf8-pieces.ts";
import type { TextEncoding } from "../utf8-source.ts";
import { DocumentScanner, ENDS, type JsonSink } from "./document-scanner.ts";
import { FIELD, JsonParser } from "./json-parser.ts";
import { JsonRecords, withoutSpace } from "./json-records.ts";

interface JsonPlan {
  readonly encoding: TextEncoding;
  readonly markBytes: number;
}

interface ScanResult {
  readonly format: "json" | "ndjson";
  readonly emptyLines: number;
}

/** Reads JSON: one object a line, or one document with one array of objects. Numbers keep the text they are written in, nested objects become
 *  columns with dotted headings, arrays their JSON. The file is read once where every record has the columns of the first, twice otherwise.
 *  JSON_MALFORMED, JSON_RECORDS_UNCLEAR, LINE_TOO_LONG, FILE_EMPTY */
export async function readJson(file: TextFile, head: Uint8Array): Promise<SourceTable> {
  return inItsEncoding(file, head, async (encoding, markBytes) => {
    const plan = { encoding, markBytes };
    const parser = new JsonParser();
    const first = await jsonPass(file, plan, parser, true);
    if (!first.isRagged) return first.table;
    await first.table.dispose();
    const second = await jsonPass(file, plan, parser, false);
    return { ...second.table, facts: first.table.facts };
  });
}

/** Headings and first records. */
export async function readJsonHead(file: TextFile, head: Uint8Array): Promise<PartHead> {
  return inItsEncoding(file, head, async (encoding, markBytes) => {
    const parser = new JsonParser();
    const records: string[][] = [];
    const window = new Utf8Window(file, { encoding, markBytes }, null);
    const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
    let seen = 0;
    const isEnough = (): boolean => ++seen >= HEADER_SAMPLE_ROWS;
    const sink: JsonSink = {
      fault: isEnough,
      record() {
        const { kinds, starts, ends, seenIn, record, columns } = parser;
        records.push(
          columns.headings.map((_, column) => {
            if (seenIn[column] !== record || kinds[column] === FIELD.empty) return "";
            const isString = window.bytes[(starts[column] ?? 0) - 1] === 0x22 && kinds[column] !== FIELD.json;
            const text = decoder.decode(window.bytes.subarray(starts[column], ends[column]));
            if (kinds[column] === FIELD.escaped && isString) return JSON.parse(`"${text}"`) as string;
            return kinds[column] === FIELD.json ? withoutSpace(text) : text;
          }),
        );
        return isEnough();
      },
    };
    const { format } = await scanFile(file, window, parser, sink);
    if (records.length === 0) throw new YuejianError("FILE_EMPTY", { file: file.name });
    const { headings } = parser.columns;
    return { format, headings, records: records.map((record) => headings.map((_, column) => record[column] ?? "")), notes: [] };
  });
}

async function jsonPass(
  file: TextFile,
  plan: JsonPlan,
  parser: JsonParser,
  isFirst: boolean,
): Promise<{ table: SourceTable; isRagged: boolean }> {
  const { scratchFolder } = file.options;
  const malformed = new MalformedLog(join(scratchFolder, "malformed.jsonl"), []);
  const writer = new TableWriter(join(scratchFolder, "source.csv"));
  const digests = isFirst ? new SourceDigests(file.size) : null;
  const remove = async (): Promise<void> => {
    writer.abandon();
    await malformed.remove();
    await rm(writer.path, { force: true });
  };
  try {
    const records = new JsonRecords(file, parser, { malformed, writer });
    const window = new Utf8Window(file, plan, digests);
    const { format, emptyLines } = await scanFile(file, window, parser, records);
    if (records.records === 0) {
      if (records.firstFault === null) throw new YuejianError("FILE_EMPTY", { file: file.name });
      throw new YuejianError("JSON_MALFORMED", { file: file.name, row: 1, ...records.firstFault });
    }
    writer.close();
    malformed.close();
    const { headings, unnamed } = parser.columns;
    const digest = (await digests?.finish()) ?? { sha256: "", sm3: "" };
    const notes: SourceNote[] = [
      ...(emptyLines > 0 ? [{ kind: "empty-lines", lines: emptyLines } as const] : []),
      ...(unnamed > 0 ? [{ kind: "unnamed-columns", columns: unnamed } as const] : []),
    ];
    const table: SourceTable = {
      facts: { name: file.name, size: file.size, ...digest, format, encoding: plan.encoding, delimiter: null, sheet: null },
      headings,
      csvPath: writer.path,
      csv: {
        delimiter: ",",
        headerRecords: 0,
        numbering: "columns",
        firstLine: 1,
        hasBom: false,
        isQuoted: true,
        longestRecord: records.longest,
      },
      records: records.records,
      malformed,
      notes,
      dispose: remove,
    };
    return { table, isRagged: records.isRagged };
  } catch (cause) {
    await remove();
    throw cause;
  } finally {
    await digests?.close();
  }
}

/** One reading of the file, as lines or as a document, whichever its beginning is. Ends early when the sink wants no more. */
async function scanFile(file: TextFile, window: Utf8Window, parser: JsonParser, sink: JsonSink): Promise<ScanResult> {
  await window.next(0);
  const start = skipSpace(window.bytes, window.end);
  if (start >= window.end && window.isLast) throw new YuejianError("FILE_EMPTY", { file: file.name });
  if (!isLines(file.name, window, parser, start)) {
    await scanDocument(file, window, parser, sink);
    return { format: "json", emptyLines: 0 };
  }
  return { format: "ndjson", emptyLines: await scanLines(file, window, parser, sink) };
}

/** One object a line: named so, or a first line that is a whole object with another after it. */
function isLines(name: string, { bytes, end }: Utf8Window, parser: JsonParser, start: number): boolean {
  if (bytes[start] === 0x5b) return false;
  const suffix = fileSuffix(name);
  if (suffix === ".ndjson" || suffix === ".jsonl") return true;
  const feed = bytes.subarray(0, end).indexOf(0x0a, start);
  if (feed < 0) return false;
  parser.use(bytes, feed);
  const objectEnd = bytes[start] === 0x7b ? parser.skipValue(start, 1) : -1;
  if (objectEnd < 0 || parser.space(objectEnd) < feed) return false;
  const next = skipSpace(bytes, end, feed);
  return next < end;
}

function skipSpace(bytes: Uint8Array, end: number, from = 0): number {
  let at = from;
  while (at < end && (bytes[at] === 0x20 || bytes[at] === 0x0a || bytes[at] === 0x0d || bytes[at] === 0x09)) at++;
  return at;
}

async function scanLines(file: TextFile, window: Utf8Window, parser: JsonParser, sink: JsonSink): Promise<number> {
  let line = 1;
  let emptyLines = 0;
  for (;;) {
    if (sink instanceof JsonRecords) sink.bytes = window.bytes;
    let from = 0;
    for (;;) {
      const feed = window.bytes.subarray(from, window.end).indexOf(0x0a);
      if (feed < 0 && !window.isLast) break;
      const end = feed < 0 ? window.end : from + feed;
      parser.use(window.bytes, end);
      const start = parser.space(from);
      if (end - from > file.limits.recordBytes) throw tooLong(file, line);
      if (start < end) {
        if (takeLine(parser, { start, end }, line, sink)) return emptyLines;
      } else if (feed >= 0) emptyLines++;
      line++;
      if (feed < 0) return emptyLines;
      from = end + 1;
    }
    if (window.end - from > file.limits.recordBytes) throw tooLong(file, line);
    await window.next(from);
  }
}

function takeLine(parser: JsonParser, { start, end }: { start: number; end: number }, line: number, sink: JsonSink): boolean {
  const next = parser.readRecord(start);
  if (next < 0 && parser.fault === null) parser.fail(end, ENDS);
  else if (next >= 0 && parser.fault === null && parser.space(next) < end)
    parser.fail(parser.space(next), "对象之后还有内容 / content after the object");
  return parser.fault === null ? sink.record(start, next, line) : sink.fault(parser.fault, start, end, line);
}

async function scanDocument(file: TextFile, window: Utf8Window, parser: JsonParser, sink: JsonSink): Promise<void> {
  const scanner = new DocumentScanner();
  let dropped = 0;
  /** Characters of the window's first line that were dropped. */
  let before = 0;
  for (;;) {
    if (sink instanceof JsonRecords) sink.bytes = window.bytes;
    parser.use(window.bytes, window.end);
    const rest = scanner.scan(parser, window.bytes, { from: 0, end: window.end, isLast: window.isLast }, sink);
    if (scanner.isDone) return;
    if (scanner.arrays.length > 1) throw new YuejianError("JSON_RECORDS_UNCLEAR", { file: file.name, paths: scanner.arrays.join("、") });
    if (rest < 0) {
      const { at, reason } = parser.fault ?? { at: window.end, reason: ENDS };
      throw malformedAt(file, window, { at, from: scanner.position, line: scanner.line, before, reason });
    }
    if (window.isLast) {
      if (scanner.isSingleObject && dropped === 0) return takeSingle(window, parser, sink);
      if (scanner.isSingleObject)
        throw new YuejianError("LINE_TOO_LONG", { file: file.name, line: 1, row: 1, limit: file.limits.pieceBytes });
      if (!scanner.isWhole())
        throw malformedAt(file, window, { at: window.end, from: scanner.position, line: scanner.line, before, reason: ENDS });
      return;
    }
    if (window.end - rest > file.limits.recordBytes) throw tooLong(file, scanner.line);
    dropped += rest;
    const gone = window.bytes.subarray(0, rest);
    const lineStart = gone.lastIndexOf(0x0a) + 1;
    before = (lineStart > 0 ? 0 : before) + new TextDecoder().decode(gone.subarray(lineStart)).length;
    await window.next(rest);
  }
}

/** A document that is one object is one record. */
function takeSingle(window: Utf8Window, parser: JsonParser, sink: JsonSink): void {
  parser.use(window.bytes, window.end);
  const start = skipSpace(window.bytes, window.end);
  const end = parser.readRecord(start);
  if (parser.fault === null) sink.record(start, end, 1);
  else sink.fault(parser.fault, start, window.end, 1);
}

/** `line` is that of the byte at `from`; the fault may stand lines below it. */
function malformedAt(
  file: TextFile,
  window: Utf8Window,
  fault: { at: number; from: number; line: number; before: number; reason: string },
): YuejianError {
  const text = window.bytes.subarray(0, fault.at);
  let line = fault.line;
  for (const byte of text.subarray(fault.from)) if (byte === 0x0a) line++;
  const lineStart = text.lastIndexOf(0x0a) + 1;
  const column = (lineStart > 0 ? 0 : fault.before) + new TextDecoder().decode(text.subarray(lineStart)).length + 1;
  return new YuejianError("JSON_MALFORMED", { file: file.name, line, column, reason: fault.reason });
}

function tooLong(file: TextFile, line: number): YuejianError {
  return new YuejianError("LINE_TOO_LONG", { file: file.name, line, row: line, limit: file.limits.recordBytes });
}
