import type { Dialect } from "@yuejian/rules";
import { quoteText } from "../engine/sql-text.ts";

/** SQL: the first 17 digits of a resident id as a number; null for other texts. */
export function residentIdDigits(text: string, dialect: Dialect = "duckdb"): string {
  if (dialect === "postgresql") return `(CASE WHEN ${text} ~ '^[0-9]{17}' THEN CAST(substr(${text}, 1, 17) AS bigint) END)`;
  return `TRY_CAST(substr(${text}, 1, 17) AS BIGINT)`;
}

/** SQL: the check character of GB 11643 (ISO 7064 MOD 11-2) fits; `text` has the form of a resident id and `digits` is `residentIdDigits` of it.
 *  The weights are powers of two, so the sum is the number's digits read to the base of two: with tens taken as two it is less by
 *  8·(x div 10 + 2·(x div 100) + 4·(x div 1000) + …). */
export function residentIdHolds(text: string, digits: string, dialect: Dialect = "duckdb"): string {
  const [divide, cast] = dialect === "duckdb" ? ["//", (sum: string) => sum] : ["/", (sum: string) => `CAST(${sum} AS integer)`];
  const tens = Array.from({ length: 16 }, (_, at) => `(${digits} ${divide} ${10n ** BigInt(at + 1)}) * ${2 ** at}`);
  return `substr('10X98765432', ${cast(`((${digits} - 8 * (${tens.join(" + ")})) * 2) % 11 + 1`)}, 1) = substr(${text}, 18, 1)`;
}

/** SQL: the check character of GB 32100 fits; `text` has the form of a credit code. */
export function creditCodeHolds(text: string, dialect: Dialect = "duckdb"): string {
  const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  const terms: string[] = [];
  for (let position = 1, weight = 1; position <= 17; position++, weight = (weight * 3) % 31)
    terms.push(`(strpos(${quoteText(alphabet)}, substr(${text}, ${position}, 1)) - 1) * ${weight}`);
  return `substr(${quoteText(alphabet)}, CAST((31 - (${terms.join(" + ")}) % 31) % 31 AS ${dialect === "duckdb" ? "BIGINT" : "integer"}) + 1, 1) = substr(${text}, 18, 1)`;
}
