import {
  type ColumnSchema,
  type ColumnType,
  type ContractColumn,
  type ContractType,
  DATA_CLASSES,
  type DataClass,
  type DatasetSchema,
  type SemanticType,
  type SourceContract,
  YuejianError,
} from "@yuejian/contracts";
import { type ExplicitMapping, inferSchema } from "@yuejian/identifiers";

/** How the headings of a delivery fill columns by the contract. SOURCE_COLUMN_GONE (`added` names new columns too), SOURCE_COLUMN_NEW */
export function contractMapping(headings: readonly string[], contract: SourceContract, file: string): ExplicitMapping {
  const known = new Map(contract.columns.map((column) => [column.name, column]));
  const gone = contract.columns.filter(({ name, mayBeAbsent }) => !mayBeAbsent && !headings.includes(name)).map(({ name }) => name);
  const added = headings.filter((heading) => !known.has(heading));
  if (gone.length > 0) {
    const found = headings.join("、");
    throw new YuejianError("SOURCE_COLUMN_GONE", { file, columns: gone.join("、"), found, added: added.join("、") });
  }
  if (added.length > 0 && contract.newColumns !== "leave-out")
    throw new YuejianError("SOURCE_COLUMN_NEW", { file, columns: added.join("、") });
  return Object.fromEntries(
    headings.flatMap((heading): [string, string | null][] => {
      const column = known.get(heading);
      if (!column) return [[heading, null]];
      return column.into === undefined ? [] : [[heading, column.into]];
    }),
  );
}

/** Schema of a dataset that is made from a contract: its columns with their types, meanings as the first records suggest them. */
export function contractSchema(
  dataset: string,
  contract: SourceContract,
  table: { headings: readonly string[]; sample: readonly (readonly string[])[] },
  dataClass: DataClass,
): DatasetSchema {
  const wanted = contract.columns.filter(({ name, into }) => into !== null && table.headings.includes(name));
  const places = wanted.map(({ name }) => table.headings.indexOf(name));
  const inferred = inferSchema(
    dataset,
    wanted.map(({ name }) => name),
    table.sample.map((record) => places.map((place) => record[place] ?? "")),
  );
  const columns = inferred.columns.map((column, at) => asAgreed(column, wanted[at] as ContractColumn));
  const key = (contract.key ?? []).map((name) => columns[wanted.findIndex((column) => column.name === name)]?.name);
  const ranks = Object.keys(DATA_CLASSES) as DataClass[];
  return {
    ...inferred,
    columns,
    dataClass: ranks[Math.max(ranks.indexOf(inferred.dataClass), ranks.indexOf(dataClass))] ?? dataClass,
    ...(key.length > 0 && key.every((name) => name !== undefined) ? { recordKey: key } : {}),
  };
}

/** Type and meaning of a column for which the records suggest another type than the contract says. */
const AGREED: Readonly<Record<ContractType, { type: ColumnType; semantic: SemanticType }>> = {
  text: { type: "text", semantic: "code" },
  integer: { type: "integer", semantic: "count" },
  decimal: { type: "decimal", semantic: "count" },
  date: { type: "date", semantic: "day" },
  timestamp: { type: "text", semantic: "code" },
  boolean: { type: "boolean", semantic: "flag" },
};

function asAgreed(column: ColumnSchema, { type, into }: ContractColumn): ColumnSchema {
  const agreed = AGREED[type];
  // Money is a number to its source and fen to the house.
  const isMoney = column.type === "amount" && (type === "decimal" || type === "integer");
  const named = typeof into === "string" ? { ...column, name: into } : column;
  return isMoney || column.type === agreed.type ? named : { ...named, ...agreed };
}
