import { canonicalJson, rowRef } from "@yuejian/contracts";
import { interpretRule, readsOf, restrictToSubjects, type SourceRead, type SourceRow, type Value } from "@yuejian/rules";
import type { Json, ProvenRecord } from "../format/index.ts";
import type { BatchFacts } from "./content-reader.ts";
import type { DatasetFacts, ModelFacts } from "./model-facts.ts";

/** A rule, restricted to the subject, over the rows of a bundle. */
export interface Execution {
  readonly reads: readonly SourceRead[];
  /** Result rows of the subject: values as in the finding, references sorted. */
  readonly results: readonly ExecutedResult[];
}

export interface ExecutedResult {
  readonly values: Readonly<Record<string, Value>>;
  readonly rows: readonly string[];
}

/** Executes the rule again as the run did: on the rows that no later load supersedes. */
export function execute(
  model: ModelFacts,
  given: {
    readonly subject: string;
    readonly parameters: Readonly<Record<string, Json>>;
    readonly rows: readonly ProvenRecord[];
    readonly batches: ReadonlyMap<string, BatchFacts>;
  },
): Execution {
  const byDataset = Map.groupBy(given.rows, ({ batch }) => given.batches.get(batch)?.dataset ?? "");
  const tables = new Map(
    Array.from(byDataset, ([id, rows]) => {
      const dataset = model.datasets.get(id);
      return [id, dataset ? currentRows(dataset, rows, given.batches).map((row) => sourceRow(dataset, row)) : []];
    }),
  );
  const interpretation = {
    context: model.context,
    parameters: given.parameters as Readonly<Record<string, Value>>,
    rows: (dataset: string) => tables.get(dataset) ?? [],
  };
  const restricted = restrictToSubjects(model.rule, model.manifest.subjectKey, [given.subject]);
  const { rows } = interpretRule(restricted, interpretation);
  return { reads: readsOf(restricted, interpretation), results: rows.map(({ values, refs }) => ({ values, rows: refs })) };
}

/** Columns of the row that the rule reads and that are withheld. */
export function hiddenColumns(model: ModelFacts, dataset: string, row: ProvenRecord): string[] {
  const read = Object.keys(model.context.datasets[dataset] ?? {});
  return read.filter((column) => {
    const cell = Object.hasOwn(row.cells, column) ? row.cells[column] : undefined;
    return cell !== undefined && "digest" in cell;
  });
}

export function isSameResult(left: ExecutedResult, right: ExecutedResult): boolean {
  return canonicalJson([left.values, left.rows]) === canonicalJson([right.values, right.rows]);
}

/** The canonical text of a row's cell, null for null, undefined where it is withheld or the batch does not have the column. */
export function cellText({ cells, rest }: ProvenRecord, column: string): string | null | undefined {
  const cell = Object.hasOwn(cells, column) ? cells[column] : undefined;
  if (cell) return "digest" in cell ? undefined : cell.value;
  return Object.hasOwn(rest.values, column) ? rest.values[column] : undefined;
}

/** Rows without those whose record key stands in a later load among them. Rows of one load never supersede each other, and a row without a complete key
 *  supersedes nothing (platforms/data: supersession). */
function currentRows(
  dataset: DatasetFacts,
  rows: readonly ProvenRecord[],
  batches: ReadonlyMap<string, BatchFacts>,
): readonly ProvenRecord[] {
  if (dataset.recordKey.length === 0) return rows;
  const loadOf = ({ batch }: ProvenRecord): string => batches.get(batch)?.retryOf ?? batch;
  const keyOf = (row: ProvenRecord): string | null => {
    const texts = dataset.recordKey.map((column) => cellText(row, column) ?? null);
    return texts.includes(null) ? null : canonicalJson(texts);
  };
  const latest = new Map<string, string>();
  for (const row of rows) {
    const [key, load] = [keyOf(row), loadOf(row)];
    if (key !== null && load > (latest.get(key) ?? "")) latest.set(key, load);
  }
  return rows.filter((row) => {
    const key = keyOf(row);
    return key === null || loadOf(row) === latest.get(key);
  });
}

function sourceRow(dataset: DatasetFacts, row: ProvenRecord): SourceRow {
  const values = Object.fromEntries(
    Array.from(dataset.columns, ([name, { type }]): [string, Value] => {
      const text = cellText(row, name) ?? null;
      if (text === null) return [name, null];
      if (type === "boolean") return [name, text === "true"];
      return [name, type === "text" || type === "date" ? text : Number(text)];
    }),
  );
  return { ...values, _ref: rowRef(row.batch, row.row) };
}
