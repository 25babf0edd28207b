import type { Batch } from "@yuejian/contracts";
import type { Quality } from "@yuejian/contracts/api";
import { quoteName } from "../engine/sql-text.ts";
import type { Lake } from "../lake/lake.ts";
import { quarantineHeads } from "../lake/quarantine-head.ts";
import type { LakeSession } from "../lake/session.ts";

const TOP = 10;
const OPEN_CLASSES: ReadonlySet<string> = new Set(["public", "internal"]);

/** Profile of each column over the current rows, counted exactly. Values of personal columns are never shown: neither the frequent ones nor the ends.
 *  `batches`: all of the dataset, for what is still quarantined. */
export async function profile(session: LakeSession, lake: Lake, dataset: string, batches: readonly Batch[]): Promise<Quality> {
  const rows = await session.count(dataset);
  const quarantined = await lake.quarantinedByColumn(batches);
  const columns: Quality["columns"] = [];
  for (const column of session.columns(dataset)) {
    const name = quoteName(column.name);
    const isShown = OPEN_CLASSES.has(column.dataClass);
    const groups = `SELECT ${name} AS value, count(*) AS rows FROM ${quoteName(dataset)} WHERE ${name} IS NOT NULL GROUP BY ${name}`;
    const ends = isShown ? "min(value), max(value)" : "NULL, NULL";
    const top = isShown
      ? `(SELECT list({'value': value, 'rows': rows} ORDER BY rows DESC, value) FROM (SELECT * FROM groups ORDER BY rows DESC, value LIMIT ${TOP}))`
      : "NULL";
    const { rows: found } = await session.select(
      `WITH groups AS MATERIALIZED (${groups}) SELECT count(*), coalesce(CAST(sum(rows) AS BIGINT), 0), ${ends}, CAST(to_json(${top}) AS VARCHAR) FROM groups`,
    );
    const [distinct, present, least, greatest, frequent] = found[0] ?? [];
    columns.push({
      column: column.name,
      title: column.title,
      rows,
      missing: rows - Number(present),
      distinct: Number(distinct),
      least: least ?? null,
      greatest: greatest ?? null,
      quarantined: quarantined.get(column.name) ?? 0,
      top: frequent ? (JSON.parse(String(frequent)) as { value: string | number | boolean; rows: number }[]) : [],
    });
  }
  const total = quarantineHeads(batches).reduce((sum, batch) => sum + batch.rowsQuarantined, 0);
  return { dataset, rows, quarantined: total, columns };
}
