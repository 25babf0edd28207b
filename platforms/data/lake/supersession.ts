import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Engine } from "../engine/engine.ts";
import { quoteName, quoteText } from "../engine/sql-text.ts";
import type { DatasetBatches } from "./ground.ts";
import { origins, unionOfRows } from "./lake-batches.ts";
import { storedName } from "./lake-paths.ts";

/** Lists kept for a dataset; each is for one sequence of batches. */
const KEPT_LISTS = 8;

interface Files {
  readonly engine: Engine;
  readonly lakeFolder: string;
}

/** `LakeGround.createSuperseded` over Parquet files. The list is derived, kept below the lake's folder by the batches it is for, and made anew
 *  when it is not there; with one load more than a kept list it costs one pass over the keys. */
export async function createSuperseded(files: Files, dataset: DatasetBatches, into: string): Promise<boolean> {
  const { engine, lakeFolder } = files;
  const loads = origins(dataset.batches);
  const key = dataset.schema.recordKey ?? [];
  await engine.run(`CREATE TABLE ${into} (batch VARCHAR, row BIGINT)`);
  if (key.length === 0 || loads.length < 2) return false;
  const folder = join(lakeFolder, dataset.schema.id, "superseded");
  const own = listPath(folder, dataset, loads);
  if (existsSync(own)) {
    await engine.run(`INSERT INTO ${into} SELECT batch, row FROM read_parquet(${quoteText(own)})`);
  } else {
    const before = listPath(folder, dataset, loads.slice(0, -1));
    const [earlier, last] = [loads.slice(0, -1), loads.slice(-1)];
    const keys = (of: readonly string[]): string => keysOf(lakeFolder, dataset, key, of);
    const isNext = loads.length === 2 || existsSync(before);
    const sql = isNext ? againIn(keys, key, earlier, last) : notLatest(keys, key, loads);
    if (isNext && loads.length > 2) await engine.run(`INSERT INTO ${into} SELECT batch, row FROM read_parquet(${quoteText(before)})`);
    await engine.run(`INSERT INTO ${into} SELECT batch, row FROM (${sql}) WHERE (batch, row) NOT IN (SELECT (batch, row) FROM ${into})`);
    await keepList(engine, folder, own, into);
  }
  const [count] = await engine.rows(`SELECT count(*) FROM ${into}`);
  return Number(count?.[0]) > 0;
}

/** SQL: the rows of some loads with their complete keys. */
type KeysIn = (loads: readonly string[]) => string;

/** Rows of the earlier loads whose key stands in the last one. */
function againIn(keysIn: KeysIn, key: readonly string[], earlier: readonly string[], last: readonly string[]): string {
  const names = key.map(quoteName).join(", ");
  const isSame = key.map((name) => `old.${quoteName(name)} = new.${quoteName(name)}`).join(" AND ");
  return `SELECT old._batch AS batch, old._row AS row FROM (${keysIn(earlier)}) old
    SEMI JOIN (SELECT ${names} FROM (${keysIn(last)})) new ON ${isSame}`;
}

/** Rows whose key stands in any later load. */
function notLatest(keysIn: KeysIn, key: readonly string[], loads: readonly string[]): string {
  const names = key.map(quoteName).join(", ");
  const all = loads.map((load, order) => `SELECT *, ${order} AS load FROM (${keysIn([load])})`).join(" UNION ALL ");
  return `WITH every AS (${all}), latest AS (SELECT ${names}, max(load) AS latest FROM every GROUP BY ${names} HAVING min(load) < max(load))
    SELECT _batch AS batch, _row AS row FROM every JOIN latest USING (${names}) WHERE load < latest`;
}

function keysOf(lakeFolder: string, dataset: DatasetBatches, key: readonly string[], loads: readonly string[]): string {
  const batches = dataset.batches.filter(({ batch, retryOf }) => loads.includes(retryOf ?? batch));
  const columns = dataset.schema.columns.filter(({ name }) => key.includes(name));
  const isComplete = key.map((name) => `${quoteName(name)} IS NOT NULL`).join(" AND ");
  return `SELECT * FROM (${unionOfRows(lakeFolder, { ...dataset, batches }, columns)}) WHERE ${isComplete}`;
}

function listPath(folder: string, dataset: DatasetBatches, loads: readonly string[]): string {
  const members = dataset.batches
    .filter(({ batch, retryOf }) => loads.includes(retryOf ?? batch))
    .map(({ batch, generation }) => storedName(batch, generation));
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
