import type { DatasetSchema, Relation, SourceFile, Text } from "@yuejian/contracts";
import { columnsUsed, inputsOf } from "@yuejian/rules";
import type { Reading, Row } from "../store/index.ts";

/** The source file as the batch names it; null where that cannot be told any more. */
export function fileOf(batch: Pick<Row<"batches">, "file" | "file_sha256">): SourceFile | null {
  const file = parsed(batch.file) as Partial<SourceFile> | null;
  const isWhole = file !== null && typeof file.name === "string" && file.name !== "" && /^[0-9a-f]{64}$/.test(file.sha256 ?? "");
  return isWhole && file.sha256 === batch.file_sha256 ? (file as SourceFile) : null;
}

/** Column → heading, of the columns that the file filled; null where the batch does not say. */
export function headingsOf(batch: Pick<Row<"batches">, "mapping">): ReadonlyMap<string, string> | null {
  const mapping = parsed(batch.mapping) as Record<string, unknown> | null;
  if (mapping === null || Object.keys(mapping).length === 0) return null;
  return new Map(Object.entries(mapping).flatMap(([column, heading]) => (typeof heading === "string" ? [[column, heading] as const] : [])));
}

/** Dataset → batch ids; null where the run does not say. */
export function snapshotOf(run: Pick<Row<"runs">, "snapshot">): Readonly<Record<string, readonly string[]>> | null {
  const snapshot = parsed(run.snapshot) as Record<string, unknown> | null;
  if (snapshot === null || Object.keys(snapshot).length === 0) return null;
  return Object.values(snapshot).every(Array.isArray) ? (snapshot as Record<string, string[]>) : null;
}

interface LoadedPart {
  readonly batch?: string;
  readonly savedMapping?: { readonly name: string; readonly version: number };
  readonly parts?: readonly LoadedPart[];
}

/** By what each of these batches' headings were given their columns, as far as the loading jobs say. */
export async function mappingsUsed(
  db: Reading,
  batches: readonly Pick<Row<"batches">, "id" | "job">[],
): Promise<ReadonlyMap<string, Text>> {
  const jobs = batches.flatMap(({ job }) => (job === null ? [] : [job]));
  if (jobs.length === 0) return new Map();
  const rows = await db.selectFrom("jobs").select(["id", "input", "result"]).where("id", "in", jobs).execute();
  const used = new Map<string, Text>();
  for (const { id, job } of batches) {
    const row = rows.find((each) => each.id === job);
    const result = row?.result === null || row === undefined ? null : (parsed(row.result) as LoadedPart | null);
    if (!row || !result) continue;
    const part = [result, ...(result.parts ?? [])].find((each) => each.batch === id);
    const saved = part?.savedMapping;
    if (saved)
      used.set(id, { zh: `列对应「${saved.name}」第 ${saved.version} 版`, en: `mapping “${saved.name}” version ${saved.version}` });
    else if ((parsed(row.input) as { mapping?: unknown } | null)?.mapping)
      used.set(id, { zh: "导入时由人指定", en: "as a person said at the load" });
    else used.set(id, { zh: "按列名识别", en: "recognised by its heading" });
  }
  return used;
}

/** A column as a rule reads it. */
export interface InputColumn {
  readonly dataset: string;
  readonly column: string;
  readonly presence: "present" | "absent";
  /** Result columns into which its values go; none: it only decides which rows there are. */
  readonly into: readonly string[];
}

/** Columns that a rule reads, with where their values go: from its expression, not from names. */
export function inputColumns(rule: Relation): InputColumn[] {
  const used = Object.entries(columnsUsed(rule));
  return inputsOf(rule).flatMap(({ dataset, presence, columns }) =>
    columns.map((column) => ({
      dataset,
      column,
      presence,
      into:
        presence === "absent"
          ? []
          : used.filter(([, from]) => from.some((each) => each.dataset === dataset && each.column === column)).map(([name]) => name),
    })),
  );
}

/** Rules as they were executed, by digest. */
export async function rulesExecuted(db: Reading, digests: readonly string[]): Promise<ReadonlyMap<string, Relation>> {
  if (digests.length === 0) return new Map();
  const rows = await db
    .selectFrom("run_facts")
    .selectAll()
    .where("sha256", "in", [...new Set(digests)])
    .execute();
  return new Map(rows.map(({ sha256, content }) => [sha256, JSON.parse(content) as Relation]));
}

export function columnTitle(schema: DatasetSchema | undefined, name: string): Text {
  return schema?.columns.find((each) => each.name === name)?.title ?? { zh: name, en: name };
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : null;
  } catch {
    return null;
  }
}
