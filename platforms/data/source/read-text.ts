import { rm } from "node:fs/promises";
import { YuejianError } from "@yuejian/contracts";
import { detectEncoding, utf8Source } from "./encoding.ts";
import { isBinary } from "./file-kind.ts";
import { findHeader } from "./header.ts";
import { PIECE_BYTES, readPiece } from "./open-file.ts";
import type { PartHead } from "./source-parts.ts";
import type { CsvShape, SourceTable } from "./source-table.ts";
import { detectLayout, type TextLayout } from "./text-layout.ts";
import { type TextFile, type TextPassResult, type TextPlan, textPass } from "./text-pass.ts";
import { type TextEncoding, UndecodableBytes } from "./utf8-source.ts";

/** Reads delimited text. The file is read once where it is plain, twice where its records must be numbered one by one. */
export async function readText(file: TextFile, head: Uint8Array): Promise<SourceTable> {
  return inItsEncoding(file, head, (encoding, markBytes) => readAs(file, { encoding, markBytes }, head));
}

/** Headings and first records, from the first part of the file alone. */
export async function readTextHead(file: TextFile, head: Uint8Array): Promise<PartHead> {
  return inItsEncoding(file, head, async (encoding, markBytes) => {
    const { rows, delimiter } = await sampleLayout(file, encoding, markBytes);
    const { headings, index, titleRows } = findHeader(rows, file.name);
    const records = rows.slice(index + 1).filter((row) => row.some((field) => field.trim() !== ""));
    return {
      format: delimiter === "\t" ? "tsv" : "csv",
      headings,
      records: records.map((record) => headings.map((_, column) => record[column] ?? "")),
      notes: titleRows > 0 ? [{ kind: "title-lines", lines: titleRows }] : [],
    };
  });
}

/** Runs `work` in the encoding that the first bytes suggest, and once more where the guess was wrong. ENCODING_MIXED */
export async function inItsEncoding<Result>(
  file: TextFile,
  head: Uint8Array,
  work: (encoding: TextEncoding, markBytes: number) => Promise<Result>,
): Promise<Result> {
  const detected = detectEncoding(head, head.length === file.size);
  const isWide = detected.encoding.startsWith("utf-16");
  if (!isWide && isBinary(head)) throw new YuejianError("FILE_TYPE_UNKNOWN", { file: file.name, reason: "二进制文件 / binary file" });
  let { encoding } = detected;
  for (;;) {
    try {
      return await work(encoding, detected.markBytes);
    } catch (cause) {
      if (!(cause instanceof UndecodableBytes)) throw cause;
      // Nothing but ASCII had been seen, so UTF-8 was only a guess.
      if (cause.encoding === "utf-8" && cause.isFirstBeyondAscii && detected.markBytes === 0) encoding = "gb18030";
      else throw await mixedEncodings(file, cause);
    }
  }
}

const QUOTE = 0x22;

async function readAs(
  file: TextFile,
  { encoding, markBytes }: Pick<TextPlan, "encoding" | "markBytes">,
  head: Uint8Array,
): Promise<SourceTable> {
  const layout = await sampleLayout(file, encoding, markBytes);
  const header = findHeader(layout.rows, file.name);
  if (header.headings.length > file.limits.columns) {
    throw new YuejianError("FILE_TYPE_UNKNOWN", {
      file: file.name,
      reason: `${header.headings.length} > ${file.limits.columns} 列 / columns`,
    });
  }
  const plan: TextPlan = { encoding, markBytes, layout, header, numbering: "plain" };
  if (encoding === "utf-8" && header.index === 0 && !layout.endsWithReturn)
    file.options.foresee?.({
      headings: header.headings,
      csvPath: file.path,
      csv: shape(plan, { isRewritten: false, isQuoted: head.includes(QUOTE), longestRecord: 0 }),
    });
  const plain = await textPass(file, plan);
  if (plain !== "not-plain") return table(file, plan, plain);
  const numbered: TextPlan = { ...plan, numbering: "columns" };
  const result = await textPass(file, numbered);
  if (result === "not-plain") throw new Error("a numbered pass never asks for another");
  return table(file, numbered, result);
}

/** White space and delimiters. */
const BLANKS = new Set(Buffer.from(" \t\r\n,;|"));

/** Layout of the first part; a first record longer than the part makes the part grow up to the limit. */
async function sampleLayout(file: TextFile, encoding: TextEncoding, markBytes: number): Promise<TextLayout> {
  for (let bytes = PIECE_BYTES; ; bytes *= 4) {
    const raw = new Uint8Array(Math.min(bytes, file.size));
    const filled = await readPiece(file.handle, 0, raw);
    const isWhole = filled === file.size;
    const text = utf8Source(encoding, markBytes).next(raw.subarray(markBytes, filled), isWhole);
    const hasMark = text[0] === 0xef && text[1] === 0xbb && text[2] === 0xbf;
    if (isWhole && text.every((byte) => BLANKS.has(byte))) throw new YuejianError("FILE_EMPTY", { file: file.name });
    const layout = detectLayout(hasMark ? text.subarray(3) : text, isWhole, file.name);
    if (layout.rows.some((row) => row.some((field) => field.trim() !== ""))) return layout;
    if (isWhole) throw new YuejianError("QUOTE_UNCLOSED", { file: file.name, line: 1, row: 1 });
    if (bytes > file.limits.recordBytes)
      throw new YuejianError("LINE_TOO_LONG", { file: file.name, line: 1, row: 1, limit: file.limits.recordBytes });
  }
}

function shape(plan: TextPlan, found: Pick<TextPassResult, "isRewritten" | "isQuoted" | "longestRecord">): CsvShape {
  return {
    delimiter: plan.layout.delimiter,
    headerRecords: plan.numbering === "plain" ? 1 : 0,
    numbering: plan.numbering,
    firstLine: 2,
    hasBom: !found.isRewritten && plan.markBytes > 0,
    isQuoted: found.isQuoted,
    longestRecord: found.longestRecord,
  };
}

function table(file: TextFile, plan: TextPlan, result: TextPassResult): SourceTable {
  const { delimiter } = plan.layout;
  return {
    facts: {
      name: file.name,
      size: file.size,
      sha256: result.sha256,
      sm3: result.sm3,
      format: delimiter === "\t" ? "tsv" : "csv",
      encoding: plan.encoding,
      delimiter,
      sheet: null,
    },
    headings: plan.header.headings,
    csvPath: result.csvPath,
    csv: shape(plan, result),
    records: result.records,
    malformed: result.malformed,
    notes: result.notes,
    async dispose() {
      await result.malformed.remove();
      if (result.isRewritten) await rm(result.csvPath, { force: true });
    },
  };
}

/** The error that names the line, found by reading the file up to the byte once more. */
async function mixedEncodings(file: TextFile, cause: UndecodableBytes): Promise<YuejianError> {
  const piece = new Uint8Array(PIECE_BYTES);
  let feeds = 0;
  let returns = 0;
  for (let position = 0; position < cause.offset; position += piece.length) {
    const filled = await readPiece(file.handle, position, piece);
    for (const byte of piece.subarray(0, Math.min(filled, cause.offset - position))) {
      if (byte === 0x0a) feeds++;
      else if (byte === 0x0d) returns++;
    }
    if (filled < piece.length) break;
  }
  return new YuejianError(
    "ENCODING_MIXED",
    { file: file.name, line: (feeds > 0 ? feeds : returns) + 1, encoding: cause.encoding, byte: cause.offset + 1 },
    { cause },
  );
}
