import type { Dialect } from "@yuejian/rules";
import { quoteText } from "../engine/sql-text.ts";

/** SQL: the first 17 digits of a resident id as a number; null for other texts. */
export function residentIdDigits(text: string, dialect: Dialect = "duckdb"): string {
  if (dialect === "postgresql") return `(CASE WHEN ${text} ~ '^[0-9]{17}' THEN CAST(substr(${text}, 1, 17) AS bigint) END)`;
  return `TRY_CAST(substr(${text}, 1, 17) AS BIGINT)`;
}

/** SQL: the check character of GB 11643 (ISO 7064 MOD 11-2) fits; `text` has the form of a resident id and `digits` is `residentIdDigits` of it. */
export function residentIdHolds(text: string, digits: string, dialect: Dialect = "duckdb"): string {
  const [divide, cast] = dialect === "duckdb" ? ["//", (sum: string) => sum] : ["/", (sum: string) => `CAST(${sum} AS integer)`];
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const terms = weights.map((weight, position) => `((${digits} ${divide} ${10n ** BigInt(16 - position)}) % 10) * ${weight}`);
  return `substr('10X98765432', ${cast(`(${terms.join(" + ")}) % 11 + 1`)}, 1) = substr(${text}, 18, 1)`;
}

/** SQL: the check character of GB 32100 fits; `text` has the form of a credit code. */
export function creditCodeHolds(text: string, dialect: Dialect = "duckdb"): string {
  const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  const terms: string[] = [];
  for (let position = 1, weight = 1; position <= 17; position++, weight = (weight * 3) % 31)
    terms.push(`(strpos(${quoteText(alphabet)}, substr(${text}, ${position}, 1)) - 1) * ${weight}`);
  return `substr(${quoteText(alphabet)}, CAST((31 - (${terms.join(" + ")}) % 31) % 31 AS ${dialect === "duckdb" ? "BIGINT" : "integer"}) + 1, 1) = substr(${text}, 18, 1)`;
}
