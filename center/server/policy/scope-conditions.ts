import { sql } from "kysely";
import type { Scope } from "./policy.ts";

/** `column IN values` as a condition; everything for "all", nothing for an empty list (which SQL cannot write). */
export function within(column: string, values: readonly string[] | "all") {
  if (values === "all") return sql<boolean>`1 = 1`;
  if (values.length === 0) return sql<boolean>`1 = 0`;
  return sql<boolean>`${sql.ref(column)} in (${sql.join(values)})`;
}

/** The policy's scope as a condition on a table with an office and a business line. */
export function visible(
  scope: Scope,
  table:
    | "leads"
    | "lead_counts"
    | "cases"
    | "case_counts"
    | "case_clocks"
    | "samples"
    | "handled_cases"
    | "handled_case_clocks"
    | "casework_notices",
) {
  return sql<boolean>`${within(`${table}.office`, scope.offices)} and ${within(`${table}.business_line`, scope.businessLines)}`;
}
