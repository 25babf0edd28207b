import { type RawBuilder, sql } from "kysely";

/** A column as an expression, which engines answer from no index and in no index's order: for a condition that many rows fulfil, beside one that few do. `nothing` tells what the
 *  column holds: 0 numbers, "" text. */
export function unindexed(column: string, nothing: 0): RawBuilder<number>;
export function unindexed(column: string, nothing: ""): RawBuilder<string>;
export function unindexed(column: string, nothing: 0 | ""): RawBuilder<number> | RawBuilder<string> {
  return nothing === 0 ? sql<number>`(${sql.ref(column)} + 0)` : sql<string>`(${sql.ref(column)} || '')`;
}
