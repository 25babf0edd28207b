import { resolve } from "node:path";
import { type DatasetSchema, type QuarantineCount, type QuarantinedRow, type QuarantineReason, YuejianError } from "@yuejian/contracts";
import { applyMapping, createStandardiser, type HeadingMapping } from "@yuejian/identifiers";
import { Engine } from "../engine/engine.ts";
import { withClaim } from "../intake/intake.ts";
import type { IntakePorts } from "../intake/intake-types.ts";
import { firstRecords } from "../intake/raw-table.ts";
import { openSource } from "../source/read-source.ts";
import type { OpenedSource, SourcePart } from "../source/source-parts.ts";
import type { ReadSourceOptions, SourceTable } from "../source/source-table.ts";
import { boundedCopy } from "./bounded-copy.ts";
import type { Preview, PreviewColumn, PreviewRequest, PreviewRow } from "./preview-types.ts";

const SHOWN = 50;
const JUDGED = 5_000;

/** Bytes of a file of lines that are read, first; the next try is for records that hold quotes in odd places. */
const PIECES = [8 * 1024 * 1024, 2 * 1024 * 1024];

/** Longest value shown as a reason, as in the quarantine. */
const LONGEST_REASON = 200;

export type PreviewPorts = Pick<IntakePorts, "scratchFolder" | "clock" | "ids" | "progress" | "memoryLimit" | "threads">;

/** What loading a table would do: its first records as written and as they would be stored, which would be set aside and why, how full each column is.
 *  Nothing is written but scratch files, which are gone afterwards. Throws what reading the file throws, MAPPING_…, INTAKE_CANCELLED. */
export async function preview(request: PreviewRequest, ports: PreviewPorts): Promise<Preview> {
  const name = request.name ?? request.path.split(/[\\/]/).at(-1) ?? request.path;
  const reading = ports.ids.next("bat");
  const what = { name: `preview-${reading}`, claimed: { batch: reading, dataset: request.schema?.id ?? "preview" }, file: name };
  return withClaim(what, ports, async (own) => {
    for (const bytes of PIECES) {
      const copy = await boundedCopy({ path: request.path, name }, own.folder, bytes);
      try {
        return await previewOf({ path: copy ?? request.path, isCut: copy !== null }, request, {
          ...ports,
          scratchFolder: own.folder,
          name,
        });
      } catch (cause) {
        const isByCutting =
          copy !== null && cause instanceof YuejianError && (cause.code === "QUOTE_UNCLOSED" || cause.code === "ENCODING_MIXED");
        if (!isByCutting) throw cause;
      }
    }
    return previewOf({ path: request.path, isCut: false }, request, { ...ports, scratchFolder: own.folder, name });
  });
}

async function previewOf(
  file: { path: string; isCut: boolean },
  request: PreviewRequest,
  ports: PreviewPorts & { readonly name: string },
): Promise<Preview> {
  const options: ReadSourceOptions = { scratchFolder: ports.scratchFolder, progress: ports.progress, name: ports.name };
  const source = await openSource(file.path, options);
  try {
    const { parts } = await source.list();
    const part = await chosenPart(parts, source, request);
    const table = await source.read({
      ...(part.member === null ? {} : { member: part.member }),
      ...(part.sheet === null ? {} : { sheet: part.sheet }),
    });
    try {
      return await judge({ table, parts, part, isCut: file.isCut }, request, ports);
    } finally {
      await table.dispose();
    }
  } finally {
    await source.close();
  }
}

async function chosenPart(parts: readonly SourcePart[], source: OpenedSource, { part, name = "" }: PreviewRequest): Promise<SourcePart> {
  const { member, sheet } = part ?? {};
  const fitting = parts.filter((each) => (member === undefined || each.member === member) && (sheet === undefined || each.sheet === sheet));
  if (sheet !== undefined && fitting.length === 0) throw new YuejianError("SHEET_UNKNOWN", { file: name, sheet });
  if (member !== undefined && fitting.length === 0) throw new YuejianError("MEMBER_UNKNOWN", { file: name, member });
  const found = fitting.find(({ isHidden }) => !isHidden) ?? fitting[0];
  if (found) return found;
  // A file without a table says so itself.
  await source.read();
  throw new YuejianError("FILE_EMPTY", { file: name });
}

interface ReadTable {
  readonly table: SourceTable;
  readonly parts: readonly SourcePart[];
  readonly part: SourcePart;
  readonly isCut: boolean;
}

async function judge({ table, parts, part, isCut }: ReadTable, request: PreviewRequest, ports: PreviewPorts): Promise<Preview> {
  const { schema, shown = SHOWN, judged: most = JUDGED } = request;
  const { headings } = table;
  const records = await readRecords(table, most, ports);
  const saved = request.mapping === undefined && schema ? ((await request.savedMapping?.(headings)) ?? null) : null;
  const mapped = schema ? applyMapping(headings, schema, request.mapping ?? saved?.mapping ?? {}) : null;
  const malformed = await malformedAmong(table, records, most);
  const judgement = mapped && schema ? standardiseRecords(records, mapped) : null;
  const rows = [
    ...records.slice(0, shown).map(
      (record, at): PreviewRow => ({
        row: record.row,
        line: record.line,
        source: Object.fromEntries(headings.map((heading, index) => [heading, record.texts[index] ?? ""])),
        values: judgement?.values[at] ?? {},
        reasons: judgement?.reasons[at] ?? [],
      }),
    ),
    ...malformed.slice(0, shown).map(({ row, line, source, reasons }): PreviewRow => ({ row, line, source, reasons, values: {} })),
  ].sort((left, right) => left.row - right.row);
  const bad = judgement?.reasons.filter((reasons) => reasons.length > 0) ?? [];
  const { name, size, format, encoding, delimiter, sheet } = table.facts;
  return {
    file: { name, size, format, encoding, delimiter, sheet },
    parts,
    part,
    headings,
    samples: headings.map((_, index) => records.map(({ texts }) => texts[index] ?? "")),
    notes: table.notes,
    mapping: mapped?.mapping ?? {},
    savedMapping: saved && { id: saved.id, name: saved.name, version: saved.version },
    missing: mapped?.missing ?? [],
    ignored: mapped?.ignored ?? headings,
    judged: records.length + malformed.length,
    isWhole: !isCut && records.length === table.records && malformed.length === table.malformed.count,
    quarantined: bad.length + malformed.length,
    quarantine: countReasons([...bad, ...malformed.map(({ reasons }) => reasons)]),
    columns: mapped && schema && judgement ? columnCounts(schema, mapped, judgement) : [],
    rows: rows.slice(0, shown),
  };
}

interface SourceRecord {
  readonly row: number;
  readonly line: number;
  readonly texts: readonly string[];
}

async function readRecords(table: SourceTable, most: number, ports: PreviewPorts): Promise<SourceRecord[]> {
  const engine = await Engine.open({
    scratchFolder: ports.scratchFolder,
    files: [resolve(table.csvPath)],
    folders: [resolve(ports.scratchFolder)],
    subject: table.facts.name,
    keepsOrder: true,
    ...(ports.memoryLimit === undefined ? {} : { memoryLimit: ports.memoryLimit }),
    ...(ports.threads === undefined ? {} : { threads: ports.threads }),
  });
  try {
    return await engine.cancellable(ports.progress.signal, () => firstRecords(engine, table, most));
  } finally {
    engine.close();
  }
}

/** Broken records among those judged: up to the last one's number, or all where every record was read. */
async function malformedAmong(table: SourceTable, records: readonly SourceRecord[], most: number): Promise<QuarantinedRow[]> {
  const last = records.length < table.records ? (records.at(-1)?.row ?? 0) : Number.POSITIVE_INFINITY;
  const found: QuarantinedRow[] = [];
  for await (const row of table.malformed) {
    if (row.row > last || found.length >= most) break;
    found.push(row);
  }
  return found;
}

interface Judgement {
  readonly values: readonly Record<string, string | null>[];
  readonly reasons: readonly (readonly QuarantineReason[])[];
}

/** With the standardiser whose every verdict the intake's SQL repeats. */
function standardiseRecords(records: readonly SourceRecord[], mapped: HeadingMapping): Judgement {
  const columns = mapped.columns.map(({ column, unit, index }) => ({ column, index, standardise: createStandardiser(column, unit) }));
  const values: Record<string, string | null>[] = [];
  const reasons: QuarantineReason[][] = [];
  for (const { texts } of records) {
    const stored: Record<string, string | null> = {};
    const bad: QuarantineReason[] = [];
    for (const { column, index, standardise } of columns) {
      if (index === null) {
        stored[column.name] = null;
        continue;
      }
      const text = texts[index] ?? "";
      const result = standardise(text);
      const isMissing = column.required === true && "value" in result && (result.value === null || result.value === "");
      stored[column.name] = "value" in result && result.value !== "" ? result.value : null;
      const code = isMissing ? ("required-missing" as const) : "code" in result ? result.code : null;
      if (code !== null)
        bad.push({ code, column: column.name, value: text === "" ? null : Array.from(text).slice(0, LONGEST_REASON).join("") });
    }
    values.push(stored);
    reasons.push(bad);
  }
  return { values, reasons };
}

function columnCounts(schema: DatasetSchema, mapped: HeadingMapping, { values, reasons }: Judgement): PreviewColumn[] {
  return schema.columns.map(({ name }) => {
    const rejected = reasons.filter((each) => each.some(({ column }) => column === name)).length;
    const filled = values.filter((each) => (each[name] ?? null) !== null).length;
    return { name, heading: mapped.mapping[name] ?? null, filled, rejected, empty: values.length - filled - rejected };
  });
}

function countReasons(rows: readonly (readonly QuarantineReason[])[]): QuarantineCount[] {
  const counts = new Map<string, QuarantineCount>();
  for (const { code, column } of rows.flat()) {
    const key = JSON.stringify([code, column]);
    counts.set(key, { code, column, rows: (counts.get(key)?.rows ?? 0) + 1 });
  }
  return [...counts.values()].sort((left, right) => right.rows - left.rows);
}
