import type { ColumnSchema, DatasetSchema } from "@yuejian/contracts";
import type { Dialect } from "@yuejian/rules";
import { quoteName, quoteText } from "../engine/sql-text.ts";

/** What a session lets its user see of a dataset; what is left out is not restricted. */
export interface DatasetAccess {
  /** Columns that exist. */
  readonly columns?: readonly string[];
  /** Columns whose values read `•` (null stays null). */
  readonly masked?: readonly string[];
  /** Masked columns of text whose values read as a word that stands for the value in this session and in no other: rows of one person can be
   *  counted and joined, nobody can be recognised. */
  readonly pseudonyms?: readonly string[];
  /** Offices whose rows exist, by the schema's office column. */
  readonly offices?: readonly string[];
  /** Only rows exist whose column holds one of these. */
  readonly among?: { readonly column: string; readonly values: readonly string[] };
  /** Rows in which masked columns are open all the same. */
  readonly opened?: OpenedRows;
}

export interface OpenedRows {
  /** The columns that are open there. */
  readonly columns: readonly string[];
  readonly rows: readonly { readonly batch: string; readonly row: number }[];
  /** And those in which one of the columns holds the value. */
  readonly subject: { readonly columns: readonly string[]; readonly value: string } | null;
  /** Columns of the batch and number by which `rows` are known; the row's own when absent. */
  readonly about?: { readonly batch: string; readonly row: string };
  /** Of `columns` one that is open in every row that agrees in it with an open one. */
  readonly whole?: string;
}

export interface Visibility {
  readonly access: DatasetAccess | undefined;
  /** Secret of the session that pseudonyms come from. */
  readonly pseudonymKey: string;
  /** Nothing of a query is computed over rows that are not visible: without it the engine may move a query's conditions below these, where an
   *  error, or the time that they take, would tell of hidden rows. */
  readonly isBarrier: boolean;
  readonly dialect: Dialect;
  /** The rows have `_part`, which is to be seen. */
  readonly hasPart: boolean;
}

const MASK = "•";
/** A limit that cuts nothing off; no engine moves a condition below it. */
const BARRIER = " LIMIT 9000000000000000000";

/** SQL: of `rows` only the rows and columns of the access. */
export function visibleRows(schema: DatasetSchema, columns: readonly ColumnSchema[], rows: string, of: Visibility): string {
  const { access } = of;
  const { officeColumn } = schema;
  const isTheirs = [
    ...(officeColumn && access?.offices ? [isOneOf(officeColumn, access.offices)] : []),
    ...(access?.among ? [isOneOf(access.among.column, access.among.values)] : []),
  ];
  const theirs = `SELECT * FROM (${rows}) every WHERE ${isTheirs.length === 0 ? "true" : isTheirs.join(" AND ")}`;
  const cells = columns.map((column) => cellOf(column, theirs, of));
  const select = `SELECT ${["_batch", "_row", "_line", "_parser", ...(of.hasPart ? ["_part"] : []), ...cells].join(", ")} FROM (${theirs}) theirs`;
  return of.isBarrier ? `${select}${BARRIER}` : select;
}

function isOneOf(column: string, values: readonly string[]): string {
  return values.length === 0 ? "false" : `${quoteName(column)} IN (${values.map(quoteText).join(", ")})`;
}

/** `theirs`: the rows that exist. */
function cellOf({ name, type }: ColumnSchema, theirs: string, { access, pseudonymKey, dialect }: Visibility): string {
  const cell = quoteName(name);
  if (!access?.masked?.includes(name)) return cell;
  const opened = access.opened?.columns.includes(name) ? opens(access.opened, name, theirs) : null;
  // A column with open values keeps its type; where it has none, comparing it with a day or a number fails instead of finding nothing.
  const mask = access.pseudonyms?.includes(name)
    ? `CASE WHEN ${cell} IS NULL THEN NULL ELSE ${quoteText(MASK)} || substr(${sha256(`${quoteText(pseudonymKey)} || ${cell}`, dialect)}, 1, 16) END`
    : `CASE WHEN ${cell} IS NULL THEN NULL ELSE ${quoteText(MASK)} END`;
  if (opened === null) return `${mask} AS ${cell}`;
  return `CASE WHEN ${opened} THEN ${cell} ELSE ${type === "text" ? mask : "NULL"} END AS ${cell}`;
}

function sha256(text: string, dialect: Dialect): string {
  return dialect === "duckdb" ? `sha256(${text})` : `encode(sha256(convert_to(${text}, 'UTF8')), 'hex')`;
}

function opens(opened: OpenedRows, name: string, theirs: string): string {
  const condition = isOpened(opened);
  if (opened.whole !== name || condition === "false") return condition;
  const cell = quoteName(name);
  return `(${condition} OR ${cell} IN (SELECT open.${cell} FROM (${theirs}) open WHERE ${condition}))`;
}

function isOpened({ rows, subject, about }: OpenedRows): string {
  const [batch, row] = about ? [quoteName(about.batch), quoteName(about.row)] : ["_batch", "_row"];
  const conditions = [
    ...(rows.length === 0
      ? []
      : [`(${batch}, ${row}) IN (${rows.map((each) => `(${quoteText(each.batch)}, ${Math.trunc(each.row)})`).join(", ")})`]),
    ...(subject?.columns ?? []).map((name) => `coalesce(${quoteName(name)} = ${quoteText(subject?.value ?? "")}, false)`),
  ];
  return conditions.length === 0 ? "false" : conditions.join(" OR ");
}
