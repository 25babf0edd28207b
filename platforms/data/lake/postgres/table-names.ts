import { createHash } from "node:crypto";
import type { ColumnSchema, ColumnType, DatasetSchema } from "@yuejian/contracts";
import { quoteName } from "../../engine/sql-text.ts";

/** Schema of the database in which the lake lies. */
export const LAKE_SCHEMA = "yuejian_lake";
/** Role under which SQL of people runs: it may read the views of the session it is in, and nothing else. */
export const READER_ROLE = "yuejian_lake_reader";

/** SQL: the batch that a load `l` is of; loads are kept by `storedName`. */
export const PLAIN_BATCH = "split_part(l.batch, '.', 1)";

const LONGEST_NAME = 63;

/** Text sorts by its bytes on every engine. */
const TYPES: Readonly<Record<ColumnType, string>> = {
  text: 'text COLLATE "C"',
  integer: "bigint",
  amount: "bigint",
  decimal: "double precision",
  date: "date",
  boolean: "boolean",
};

export function columnType(type: ColumnType): string {
  return TYPES[type];
}

/** SQL: null of the column's type. */
export function nullOf(type: ColumnType): string {
  const [name, ...collation] = TYPES[type].split(" COLLATE ");
  return `CAST(NULL AS ${name})${collation.map((each) => ` COLLATE ${each}`).join("")}`;
}

/** Rows of a dataset, quoted and with its schema. */
export function rowsTable(dataset: string): string {
  return `${LAKE_SCHEMA}.${quoteName(ownName("rows", dataset))}`;
}

/** Lists of superseded rows of a dataset. */
export function supersededTable(dataset: string): string {
  return `${LAKE_SCHEMA}.${quoteName(ownName("superseded", dataset))}`;
}

/** Dataset ids have no underscore, so no two of them meet; one that is too long ends in its digest. */
export function ownName(kind: string, dataset: string): string {
  const name = `${kind}_${dataset.replaceAll("-", "_")}`;
  if (name.length <= LONGEST_NAME) return name;
  const digest = createHash("sha256").update(dataset).digest("hex").slice(0, 12);
  return `${name.slice(0, LONGEST_NAME - 13)}_${digest}`;
}

/** The column by whose value rows are spread over machines, and looked up on one: the first that names a person, else an organisation, else the
 *  first of the record key. Null where rows have none of these. */
export function subjectColumn(schema: DatasetSchema): ColumnSchema | null {
  const bySemantic = (semantic: ColumnSchema["semantic"]) => schema.columns.find((column) => column.semantic === semantic);
  const key = schema.recordKey?.[0];
  return bySemantic("resident-id") ?? bySemantic("credit-code") ?? schema.columns.find(({ name }) => name === key) ?? null;
}
