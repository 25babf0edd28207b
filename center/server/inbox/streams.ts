import { type RawBuilder, sql } from "kysely";
import { type Cell, fits } from "./cells.ts";
import { among, type Criteria } from "./criteria.ts";

/** Columns by which an index keeps leads in the order asked for: within each value of theirs, leads come sorted. */
type Family = readonly ("office" | "model" | "status")[];

const BY_NUMBER: readonly Family[] = [[], ["status"], ["office", "status"], ["model", "status"], ["office", "model", "status"]];
const BY_CHANGE: readonly Family[] = [[], ["status"], ["office", "model", "status"]];

/** More ordered streams than this are not merged. */
const MOST_STREAMS = 64;
/** Opening a stream, in rows read. */
const OPENING = 4;
/** Runs find leads in blocks, so that those asked for are not spread evenly: rows skipped count for more. */
const UNEVEN = 8;

export interface Streams {
  /** The index that keeps the order. SQLite is told: left to itself it takes another and reads a whole stream to find nothing. */
  readonly index: string;
  /** One condition per stream on `leads`; their union, sorted, has every lead asked for. */
  readonly conditions: readonly RawBuilder<boolean>[];
  /** Other leads come along and must be left out. */
  readonly isMixed: boolean;
}

/** The cheapest way to read leads in order: which index, split into which streams. The counters tell how many leads each way would read. */
export function chooseStreams(
  cells: readonly Cell[],
  criteria: Criteria,
  { byChange, rows }: { byChange: boolean; rows: number },
): Streams {
  const asked = cells.filter((cell) => fits(cell, criteria));
  const wanted = sumOf(asked);
  const indexOf = (family: Family) => `leads_by_${[...family, ...(byChange ? ["changed_at"] : []), "number"].join("_")}`;
  if (wanted === 0) return { index: indexOf([]), conditions: [sql<boolean>`1 = 0`], isMixed: false };
  let best: { cost: number; streams: Streams } | null = null;
  for (const family of byChange ? BY_CHANGE : BY_NUMBER) {
    const keyOf = (cell: Cell) => JSON.stringify(family.map((column) => cell[column]));
    const keys = new Map(asked.map((cell) => [keyOf(cell), cell] as const));
    if (keys.size > MOST_STREAMS) continue;
    const read = sumOf(cells.filter((cell) => keys.has(keyOf(cell))));
    const isMixed = read !== wanted;
    const cost = keys.size * OPENING + (isMixed ? (UNEVEN * rows * read) / Math.max(wanted, 1) : rows);
    if (best && best.cost <= cost) continue;
    const conditions = [...keys.values()].map(
      (cell) =>
        sql<boolean>`${sql.join(
          family.map((column) => among(column, [cell[column]])),
          sql` and `,
        )}`,
    );
    best = { cost, streams: { index: indexOf(family), conditions: family.length === 0 ? [sql<boolean>`1 = 1`] : conditions, isMixed } };
  }
  return best?.streams ?? { index: indexOf([]), conditions: [sql<boolean>`1 = 1`], isMixed: true };
}

function sumOf(cells: readonly Cell[]): number {
  return cells.reduce((sum, { leads }) => sum + leads, 0);
}
