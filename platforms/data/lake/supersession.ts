import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Engine } from "../engine/engine.ts";
import { quoteName, quoteText } from "../engine/sql-text.ts";
import { type DatasetBatches, origins, unionOfRows } from "./lake-batches.ts";

/** Lists kept for a dataset; each is for one sequence of batches. */
const KEPT_LISTS = 8;

/** Makes the table `into` (batch, row): rows whose record key stands again in a later load. Rows of one load never supersede each other, and a row
 *  without a complete key supersedes nothing. The list is derived, kept below the lake's folder by the batches it is for, and made anew
 *  when it is not there; with one load more than a kept list it costs one pass over the keys. Returns whether there are any. */
export async function createSuperseded(engine: Engine, dataset: DatasetBatches, into: string): Promise<boolean> {
  const loads = origins(dataset.batches);
  const key = dataset.schema.recordKey ?? [];
  await engine.run(`CREATE TABLE ${into} (batch VARCHAR, row BIGINT)`);
  if (key.length === 0 || loads.length < 2) return false;
  const folder = join(dataset.lakeFolder, dataset.schema.id, "superseded");
  const own = listPath(folder, dataset, loads);
  if (existsSync(own)) {
    await engine.run(`INSERT INTO ${into} SELECT batch, row FROM read_parquet(${quoteText(own)})`);
  } else {
    const before = listPath(folder, dataset, loads.slice(0, -1));
    const [earlier, last] = [loads.slice(0, -1), loads.slice(-1)];
    const isNext = loads.length === 2 || existsSync(before);
    const sql = isNext ? againIn(dataset, key, earlier, last) : notLatest(dataset, key, loads);
    if (isNext && loads.length > 2) await engine.run(`INSERT INTO ${into} SELECT batch, row FROM read_parquet(${quoteText(before)})`);
    await engine.run(`INSERT INTO ${into} SELECT batch, row FROM (${sql}) WHERE (batch, row) NOT IN (SELECT (batch, row) FROM ${into})`);
    await keepList(engine, folder, own, into);
  }
  const [count] = await engine.rows(`SELECT count(*) FROM ${into}`);
  return Number(count?.[0]) > 0;
}

/** Rows of the earlier loads whose key stands in the last one. */
function againIn(dataset: DatasetBatches, key: readonly string[], earlier: readonly string[], last: readonly string[]): string {
  const names = key.map(quoteName).join(", ");
  const isSame = key.map((name) => `old.${quoteName(name)} = new.${quoteName(name)}`).join(" AND ");
  return `SELECT old._batch AS batch, old._row AS row FROM (${keysOf(dataset, key, earlier)}) old
    SEMI JOIN (SELECT ${names} FROM (${keysOf(dataset, key, last)})) new ON ${isSame}`;
}

/** Rows whose key stands in any later load. */
function notLatest(dataset: DatasetBatches, key: readonly string[], loads: readonly string[]): string {
  const names = key.map(quoteName).join(", ");
  const all = loads.map((load, order) => `SELECT *, ${order} AS load FROM (${keysOf(dataset, key, [load])})`).join(" UNION ALL ");
  return `WITH every AS (${all}), latest AS (SELECT ${names}, max(load) AS latest FROM every GROUP BY ${names} HAVING min(load) < max(load))
    SELECT _batch AS batch, _row AS row FROM every JOIN latest USING (${names}) WHERE load < latest`;
}

function keysOf(dataset: DatasetBatches, key: readonly string[], loads: readonly string[]): string {
  const batches = dataset.batches.filter(({ batch, retryOf }) => loads.includes(retryOf ?? batch));
  const columns = dataset.schema.columns.filter(({ name }) => key.includes(name));
  const isComplete = key.map((name) => `${quoteName(name)} IS NOT NULL`).join(" AND ");
  return `SELECT * FROM (${unionOfRows({ ...dataset, batches }, dataset.schema.id, columns)}) WHERE ${isComplete}`;
}

function listPath(folder: string, dataset: DatasetBatches, loads: readonly string[]): string {
  const members = dataset.batches.filter(({ batch, retryOf }) => loads.includes(retryOf ?? batch)).map(({ batch }) => batch);
  const digest = createHash("sha256")
    .update(JSON.stringify([dataset.schema.recordKey, members]))
    .digest("hex");
  return join(folder, `${digest.slice(0, 32)}.parquet`);
}

/** A list that cannot be kept (a read-only disk) costs time at the next session, nothing else. */
async function keepList(engine: Engine, folder: string, path: string, table: string): Promise<void> {
  try {
    mkdirSync(folder, { recursive: true });
    const aside = `${path}.${process.pid}.${Math.trunc(performance.now() * 1000)}`;
    await engine.run(`COPY (SELECT batch, row FROM ${table}) TO ${quoteText(aside)} (FORMAT parquet, USE_TMP_FILE false)`);
    renameSync(aside, path);
    const lists = readdirSync(folder).map((name) => ({ path: join(folder, name), at: statSync(join(folder, name)).mtimeMs }));
    lists.sort((left, right) => right.at - left.at);
    for (const old of lists.slice(KEPT_LISTS)) rmSync(old.path, { force: true });
  } catch {
    return;
  }
}
