import { createHash } from "node:crypto";
import { caseReader } from "@yuejian/case-management";
import { canonicalJson, type HandledCase, type HandledCaseRefusal, type Office, type Progress, YuejianError } from "@yuejian/contracts";
import { readSource, tableRecords } from "@yuejian/data";

export interface ReadFile {
  readonly facts: { readonly name: string; readonly size: number; readonly sha256: string; readonly sm3: string };
  readonly mapping: Readonly<Record<string, string | null>>;
  readonly ignored: readonly string[];
  readonly rows: number;
  readonly accepted: readonly { readonly row: number; readonly line: number; readonly handled: HandledCase }[];
  readonly refused: readonly RefusedRow[];
  /** SHA-256 over the accepted cases, one canonical JSON a line, in the order of the file. */
  readonly digest: string;
}

export interface RefusedRow {
  readonly row: number;
  readonly line: number;
  readonly reasons: readonly HandledCaseRefusal[];
}

export interface ReadFileOptions {
  readonly path: string;
  readonly name: string | undefined;
  readonly sheet: string | undefined;
  readonly mapping: Readonly<Record<string, string | null>> | undefined;
  readonly asOf: string;
  readonly offices: readonly Office[];
  readonly importable: ReadonlySet<string>;
  readonly scratchFolder: string;
  readonly memoryLimit: string | undefined;
  readonly progress: Progress;
  /** Answers with the columns that are missing instead of refusing the file. */
  readonly toleratesMissing?: boolean;
}

const STAGE = { zh: "读取案件", en: "Reading cases" };

/** Reads and judges every row of an export. Nothing is written but scratch files. What `readSource` throws, COLUMNS_MISSING, MAPPING_…, JOB_CANCELLED */
export async function readCaseFile({ importable, progress, ...options }: ReadFileOptions): Promise<ReadFile> {
  const { name, sheet } = options;
  const table = await readSource(options.path, {
    scratchFolder: options.scratchFolder,
    progress,
    ...(name === undefined ? {} : { name }),
    ...(sheet === undefined ? {} : { part: { sheet } }),
  });
  try {
    const reader = caseReader(table.headings, { ...options, mayImport: (office) => importable.has(office) });
    const { missing, columns, mapping, ignored } = reader.mapped;
    const { size, sha256, sm3 } = table.facts;
    const facts = { name: table.facts.name, size, sha256, sm3 };
    const about = { facts, mapping, ignored };
    if (missing.length > 0 && options.toleratesMissing === true) return { ...about, rows: 0, accepted: [], refused: [], digest: "" };
    if (missing.length > 0)
      throw new YuejianError("COLUMNS_MISSING", {
        file: table.facts.name,
        row: 1,
        dataset: "casework",
        columns: columns.flatMap(({ column }) => (missing.includes(column.name) ? [column.title.zh] : [])).join("、"),
        found: table.headings.join("、"),
      });
    const accepted: { row: number; line: number; handled: HandledCase }[] = [];
    const refused: RefusedRow[] = [];
    const lineOf = new Map<string, number>();
    const digest = createHash("sha256");
    let rows = 0;
    const memoryLimit = options.memoryLimit === undefined ? {} : { memoryLimit: options.memoryLimit };
    for await (const records of tableRecords(table, { scratchFolder: options.scratchFolder, ...memoryLimit })) {
      if (progress.signal.aborted) throw new YuejianError("JOB_CANCELLED");
      for (const { row, line, texts } of records) {
        rows += 1;
        const read = reader.read(texts);
        if ("refusals" in read) {
          refused.push({ row, line, reasons: read.refusals });
          continue;
        }
        const { number } = read.handled;
        const other = lineOf.get(number);
        if (other !== undefined) {
          refused.push({
            row,
            line,
            reasons: [{ code: "number-twice", column: "number", parameters: { value: number, other: String(other) } }],
          });
          continue;
        }
        lineOf.set(number, line);
        accepted.push({ row, line, handled: read.handled });
        digest.update(`${canonicalJson(read.handled)}\n`);
      }
      progress.report(rows, table.records, STAGE);
    }
    for await (const { row, line, reasons } of table.malformed)
      refused.push({
        row,
        line,
        // What stands in a broken record may be anybody's data.
        reasons: reasons.map(({ code, column }) => ({ code, column, parameters: {} })),
      });
    refused.sort((one, other) => one.row - other.row);
    return {
      ...about,
      rows: rows + table.malformed.count,
      accepted,
      refused,
      digest: digest.digest("hex"),
    };
  } finally {
    await table.dispose();
  }
}
