import { canonicalJson, type Finding, type ModelManifest } from "@yuejian/contracts";
import { compareText, type ResultColumn, splitRefs, type Value } from "@yuejian/rules";

/** Result rows as findings, sorted canonically. Rows without a subject cannot become leads: they are counted, never dropped in silence. */
export interface Findings {
  readonly findings: readonly Finding[];
  readonly withoutSubject: number;
}

export function toFindings(
  manifest: ModelManifest,
  rows: readonly { values: Readonly<Record<string, Value>>; refs: readonly string[] }[],
): Findings {
  const named = rows.filter((row) => row.values[manifest.subjectKey] !== null);
  const keyed = named.map((row) => {
    const finding: Finding = { subject: String(row.values[manifest.subjectKey]), values: row.values, rows: row.refs };
    return { finding, key: canonicalJson([finding.values, finding.rows]) };
  });
  keyed.sort((left, right) => compareText(left.finding.subject, right.finding.subject) || compareText(left.key, right.key));
  return { findings: keyed.map(({ finding }) => finding), withoutSubject: rows.length - named.length };
}

/** A row of an engine's driver: 64-bit integers come as bigint, number or text; dates were made text by the compiled rule. */
export function fromDriver(
  row: Readonly<Record<string, unknown>>,
  columns: readonly ResultColumn[],
): { values: Record<string, Value>; refs: readonly string[] } {
  const values = Object.fromEntries(columns.map((column) => [column.name, cellFromDriver(row[column.name], column)]));
  const refs = row["_refs"];
  if (typeof refs !== "string") throw new TypeError("the engine's row has no _refs");
  return { values, refs: splitRefs(refs) };
}

function cellFromDriver(value: unknown, { name, type }: ResultColumn): Value {
  if (value === null) return null;
  if (type === "integer" || type === "amount") {
    const number = typeof value === "bigint" || typeof value === "string" || typeof value === "number" ? Number(value) : Number.NaN;
    if (Number.isSafeInteger(number)) return number;
  } else if (type === "decimal" ? typeof value === "number" : type === "boolean" ? typeof value === "boolean" : typeof value === "string") {
    return value as Value;
  }
  throw new TypeError(`the engine gave a ${typeof value} for the ${type} column ${name}`);
}
