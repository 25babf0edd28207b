import type { Batch, ColumnSchema } from "@yuejian/contracts";
import type { Quality } from "@yuejian/contracts/api";
import type { Dialect } from "@yuejian/rules";
import type { Cell } from "../engine/cell.ts";
import { quoteName, quoteText } from "../engine/sql-text.ts";
import type { Lake } from "../lake/lake.ts";
import { quarantineHeads } from "../lake/quarantine-head.ts";
import type { LakeSession } from "../lake/session.ts";
import { checkDigitHolds } from "./rule-sql.ts";
import { shapeSql } from "./shapes.ts";

type ColumnProfile = Quality["columns"][number];
type Top = ColumnProfile["top"];

const TOP = 10;
const SHAPES = 12;
/** Up to so many rows everything is counted exactly. Beyond, distinct values are estimated (HyperLogLog) and the frequent ones are found by a
 *  sketch and then counted: memory stays bounded whatever the columns hold. */
const EXACT_ROWS = 200_000;
/** Values that the sketch proposes. */
const PROPOSED = 40;
/** Fewer people than this behind a shape of a personal column are not a group of their own. */
const SMALLEST_GROUP = 10;

const OPEN_CLASSES: ReadonlySet<string> = new Set(["public", "internal"]);

/** Where the rows lie that a profile is about. `batch`: of one load only. */
export function profiledTable(dataset: string, batch?: string): string {
  return batch === undefined ? quoteName(dataset) : `(SELECT * FROM ${quoteName(dataset)} WHERE _batch = ${quoteText(batch)})`;
}

/** Profile of each column over the current rows. Of personal columns no value is shown: neither the frequent ones nor the ends nor lengths, and shapes
 *  only of groups; of sealed ones not even these. `batches`: all of the dataset, for what is still quarantined. `exactRows`: up to how many rows everything is
 *  counted exactly. */
export async function profile(
  session: LakeSession,
  lake: Lake,
  of: { readonly dataset: string; readonly batches: readonly Batch[]; readonly batch?: string; readonly exactRows?: number },
): Promise<Quality> {
  const { dataset, batch, batches, exactRows = EXACT_ROWS } = of;
  const table = profiledTable(dataset, batch);
  const schemas = session.columns(dataset);
  const [counted] = (await session.select(`SELECT count(*) FROM ${table}`)).rows;
  const rows = Number(counted?.[0] ?? 0);
  const { dialect } = session;
  // PostgreSQL has no sketches: it counts, and spills to disk what does not fit.
  const isExact = rows <= exactRows || dialect === "postgresql";
  const held = batch === undefined ? batches : batches.filter(({ id, retryOf }) => id === batch || retryOf === batch);
  const quarantined = await lake.quarantinedByColumn(held);
  const measures = schemas.map((column) => measuresOf(column, { isExact, dialect }));
  const { rows: found } = await session.select(`SELECT ${measures.flatMap(Object.values).join(", ") || "1"} FROM ${table}`);
  const values = found[0]?.values() ?? [].values();
  const columns: ColumnProfile[] = [];
  for (const [at, column] of schemas.entries()) {
    const cells = Object.fromEntries(Object.keys(measures[at] ?? {}).map((name) => [name, values.next().value ?? null]));
    const present = Number(cells["present"]);
    const shapes = await shapesOf(session, { column, table });
    columns.push({
      column: column.name,
      title: column.title,
      rows,
      missing: rows - present,
      distinct: Math.min(present, Number(cells["distinct"])),
      isEstimated: !isExact,
      least: cells["least"] ?? null,
      greatest: cells["greatest"] ?? null,
      lengths: typeof cells["shortest"] === "number" ? { shortest: cells["shortest"], longest: Number(cells["longest"]) } : null,
      validCodes: "valid" in cells ? Number(cells["valid"]) : null,
      quarantined: quarantined.get(column.name) ?? 0,
      top: await topOf(session, { column, table, proposed: isExact ? null : (cells["proposed"] ?? null) }),
      shapes,
      otherShapes: column.type === "text" && column.dataClass !== "sealed" ? shapes.reduce((rest, each) => rest - each.rows, present) : 0,
    });
  }
  const total = quarantineHeads(held).reduce((sum, head) => sum + head.rowsQuarantined, 0);
  return { dataset, batch: batch ?? null, rows, quarantined: total, columns };
}

/** All that one pass over the rows tells of a column, by name. */
function measuresOf(column: ColumnSchema, { isExact, dialect }: { isExact: boolean; dialect: Dialect }): Record<string, string> {
  const [least, greatest] = column.type === "boolean" && dialect === "postgresql" ? ["bool_and", "bool_or"] : ["min", "max"];
  const name = quoteName(column.name);
  const isText = column.type === "text";
  const isShown = OPEN_CLASSES.has(column.dataClass);
  return {
    present: `count(${name})`,
    distinct: isExact ? `count(DISTINCT ${name})` : `approx_count_distinct(${name})`,
    ...(isShown ? { least: `${least}(${name})`, greatest: `${greatest}(${name})` } : {}),
    ...(isShown && isText ? { shortest: `min(length(${name}))`, longest: `max(length(${name}))` } : {}),
    ...(column.semantic === "resident-id" || column.semantic === "credit-code"
      ? { valid: `count(*) FILTER (WHERE ${checkDigitHolds(column, dialect)})` }
      : {}),
    ...(isShown && !isExact ? { proposed: `CAST(to_json(approx_top_k(CAST(${name} AS VARCHAR), ${PROPOSED})) AS VARCHAR)` } : {}),
  };
}

async function topOf(
  session: LakeSession,
  { column, table, proposed }: { column: ColumnSchema; table: string; proposed: Cell },
): Promise<Top> {
  if (!OPEN_CLASSES.has(column.dataClass)) return [];
  const name = quoteName(column.name);
  const among = proposed === null ? [] : (JSON.parse(String(proposed)) as string[]);
  const where =
    proposed === null
      ? `${name} IS NOT NULL`
      : among.length === 0
        ? "false"
        : `CAST(${name} AS VARCHAR) IN (${among.map(quoteText).join(", ")})`;
  const { rows } = await session.select(
    `SELECT ${name}, count(*) AS n FROM ${table} WHERE ${where} GROUP BY 1 ORDER BY n DESC, 1 LIMIT ${TOP}`,
  );
  return rows.map(([value, count]) => ({ value: value ?? null, rows: Number(count) }));
}

async function shapesOf(
  session: LakeSession,
  { column, table }: { column: ColumnSchema; table: string },
): Promise<ColumnProfile["shapes"]> {
  const isClosed = !OPEN_CLASSES.has(column.dataClass);
  if (column.type !== "text" || column.dataClass === "sealed") return [];
  const name = quoteName(column.name);
  const { rows } = await session.select(
    `SELECT ${shapeSql(column, name, session.dialect)} AS shape, count(*) AS n FROM ${table} WHERE ${name} IS NOT NULL
      GROUP BY 1 HAVING count(*) >= ${isClosed ? SMALLEST_GROUP : 1} ORDER BY n DESC, shape LIMIT ${SHAPES}`,
  );
  return rows.map(([shape, count]) => ({ shape: String(shape), rows: Number(count) }));
}
