import type { ColumnSchema, SemanticType } from "@yuejian/contracts";
import type { Dialect } from "@yuejian/rules";
import { quoteName, quoteText } from "../engine/sql-text.ts";

/** Texts whose every length is another shape: runs of one class count as one. */
const RUNS: ReadonlySet<SemanticType> = new Set(["free-text", "address", "organisation-name", "agency"]);

const UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const LOWER = UPPER.toLowerCase();
const DIGITS = "0123456789";
const HAN: Readonly<Record<Dialect, string>> = {
  duckdb: "[\\x{3007}\\x{3400}-\\x{4DBF}\\x{4E00}-\\x{9FFF}\\x{20000}-\\x{323AF}]",
  postgresql: "[\\u3007\\u3400-\\u4DBF\\u4E00-\\u9FFF\\U00020000-\\U000323AF]",
};

/** Characters of a shape. */
const LONGEST = 40;

/** SQL: rows whose value has this shape. */
export function hasShape(column: Pick<ColumnSchema, "name" | "semantic">, shape: string, dialect: Dialect): string {
  return `${shapeSql(column, quoteName(column.name), dialect)} = ${quoteText(shape)}`;
}

/** SQL: the shape of a text: 汉 for an ideograph, A, a and 9 for letters and digits, anything else as it is; in long texts `汉+` for a run. */
export function shapeSql(column: Pick<ColumnSchema, "semantic">, text: string, dialect: Dialect = "duckdb"): string {
  const from = `${UPPER}${LOWER}${DIGITS}`;
  const to = `${"A".repeat(26)}${"a".repeat(26)}${"9".repeat(10)}`;
  const each = RUNS.has(column.semantic) ? "+" : "";
  const ascii = `translate(${text}, '${from}', '${to}')`;
  const han = `regexp_replace(${ascii}, '${HAN[dialect]}${each}', '汉${each}', 'g')`;
  if (each === "") return `left(${han}, ${LONGEST})`;
  const runs = ["A", "a", "9"].reduce((sql, letter) => `regexp_replace(${sql}, '${letter}+', '${letter}+', 'g')`, han);
  return `left(${runs}, ${LONGEST})`;
}
