import { createHash } from "node:crypto";
import { quoteName } from "../../engine/sql-text.ts";
import type { DatasetBatches } from "../ground.ts";
import { origins } from "../lake-batches.ts";
import { storedName } from "../lake-paths.ts";
import type { LakeConnection } from "./connection.ts";
import { LOCKS, lockFor, lockInTransaction } from "./locks.ts";
import { LAKE_SCHEMA, PLAIN_BATCH, rowsTable, supersededTable } from "./table-names.ts";

/** Lists kept for a dataset; each is for one sequence of batches. */
const KEPT_LISTS = 8;

/** `LakeGround.createSuperseded` over tables. The list is derived, kept by the batches it is for and held while a session stands on it; with one load
 *  more than a kept list it costs one pass over the keys. `part`: the column by which rows are spread, which lists have then too. */
export async function createSuperseded(
  connection: LakeConnection,
  { dataset, numbers, part }: { dataset: DatasetBatches; numbers: ReadonlyMap<string, number>; part: string | null },
  into: string,
): Promise<boolean> {
  const loads = origins(dataset.batches);
  const key = dataset.schema.recordKey ?? [];
  const none = `CREATE TEMP VIEW ${into} AS SELECT CAST(NULL AS text) AS batch, CAST(NULL AS bigint) AS row WHERE false`;
  if (key.length === 0 || loads.length < 2) {
    await connection.run(none);
    return false;
  }
  const list = await keptList(connection, { dataset, numbers, key, loads, part });
  const lists = supersededTable(dataset.schema.id);
  await connection.run(
    `CREATE TEMP VIEW ${into} AS SELECT ${PLAIN_BATCH} AS batch, s._row AS row${part === null ? "" : `, s.${part} AS part`} FROM ${lists} s JOIN ${LAKE_SCHEMA}.loads l ON l.number = s._load WHERE s.list = ${list}`,
  );
  const [any] = await connection.rows(`SELECT EXISTS (SELECT 1 FROM ${lists} WHERE list = ${list})`);
  return any?.[0] === true;
}

interface Listed {
  readonly dataset: DatasetBatches;
  readonly numbers: ReadonlyMap<string, number>;
  readonly key: readonly string[];
  readonly loads: readonly string[];
  readonly part: string | null;
}

/** The list's number, made when it is not there, and from now on held: a list that is let go while it is read would bring old rows back. */
async function keptList(connection: LakeConnection, listed: Listed): Promise<number> {
  const { dataset, loads } = listed;
  const own = digestOf(dataset, loads);
  // Before it is looked up, so that nobody removes it in between.
  await lockFor(connection, LOCKS.list, own, { isShared: true });
  const known = await numberOf(connection, own);
  if (known !== null) return known;
  return connection.transaction(async () => {
    await lockInTransaction(connection, LOCKS.structure, dataset.schema.id);
    const madeMeanwhile = await numberOf(connection, own);
    if (madeMeanwhile !== null) return madeMeanwhile;
    const before = loads.length > 2 ? await numberOf(connection, digestOf(dataset, loads.slice(0, -1))) : null;
    await lockInTransaction(connection, LOCKS.list, "number");
    const [next] = await connection.rows(`SELECT coalesce(max(number), 0) + 1 FROM ${LAKE_SCHEMA}.lists`);
    const list = Number(next?.[0]);
    await connection.run(`INSERT INTO ${LAKE_SCHEMA}.lists VALUES ($1, $2, $3, now())`, [list, dataset.schema.id, own]);
    await fill(connection, listed, { list, before });
    await forget(connection, dataset.schema.id);
    return list;
  });
}

async function fill(connection: LakeConnection, listed: Listed, { list, before }: { list: number; before: number | null }): Promise<void> {
  const { dataset, loads, part } = listed;
  const lists = supersededTable(dataset.schema.id);
  const target = `${lists} (list, _load, _row${part === null ? "" : `, ${part}`})`;
  const own = part === null ? "" : `, ${part}`;
  const isNext = loads.length === 2 || before !== null;
  const found = isNext ? againIn(listed) : notLatest(listed);
  if (before !== null) await connection.run(`INSERT INTO ${target} SELECT ${list}, _load, _row${own} FROM ${lists} WHERE list = ${before}`);
  await connection.run(`INSERT INTO ${target} SELECT DISTINCT ${list}, _load, _row${own} FROM (${found}) found ON CONFLICT DO NOTHING`);
}

/** Rows of the earlier loads whose key stands in the last one. */
function againIn(listed: Listed): string {
  const { key, loads, part } = listed;
  const isSame = [...key.map(quoteName), ...(part === null ? [] : [part])].map((name) => `old.${name} = new.${name}`).join(" AND ");
  return `SELECT old.* FROM (${keysIn(listed, loads.slice(0, -1))}) old WHERE EXISTS (SELECT 1 FROM (${keysIn(listed, loads.slice(-1))}) new WHERE ${isSame})`;
}

/** Rows whose key stands in any later load. */
function notLatest(listed: Listed): string {
  const { key, loads, part } = listed;
  const names = [...key.map(quoteName), ...(part === null ? [] : [part])].join(", ");
  const all = loads.map((load, order) => `SELECT *, ${order} AS load FROM (${keysIn(listed, [load])}) of_load`).join(" UNION ALL ");
  return `SELECT * FROM (SELECT *, max(load) OVER (PARTITION BY ${names}) AS latest FROM (${all}) every) ranked WHERE load < latest`;
}

/** SQL: the rows of some loads with their complete keys. */
function keysIn({ dataset, numbers, key, part }: Listed, loads: readonly string[]): string {
  const members = dataset.batches.flatMap(({ batch, retryOf }) => (loads.includes(retryOf ?? batch) ? (numbers.get(batch) ?? []) : []));
  const names = key.map(quoteName);
  const columns = ["_load", "_row", ...(part === null ? [] : [part]), ...names].join(", ");
  const isComplete = names.map((name) => `${name} IS NOT NULL`).join(" AND ");
  return `SELECT ${columns} FROM ${rowsTable(dataset.schema.id)} WHERE _load IN (${members.join(", ")}) AND ${isComplete}`;
}

function digestOf({ schema, batches }: DatasetBatches, loads: readonly string[]): string {
  const members = batches
    .filter(({ batch, retryOf }) => loads.includes(retryOf ?? batch))
    .map(({ batch, generation }) => storedName(batch, generation));
  return createHash("sha256")
    .update(JSON.stringify([schema.recordKey, members]))
    .digest("hex");
}

async function numberOf(connection: LakeConnection, digest: string): Promise<number | null> {
  const [found] = await connection.rows(`SELECT number FROM ${LAKE_SCHEMA}.lists WHERE digest = $1`, [digest]);
  return found ? Number(found[0]) : null;
}

/** Lists beyond the newest, unless a session stands on them. */
async function forget(connection: LakeConnection, dataset: string): Promise<void> {
  const old = await connection.rows(
    `SELECT number, digest FROM ${LAKE_SCHEMA}.lists WHERE dataset = $1 ORDER BY number DESC OFFSET ${KEPT_LISTS}`,
    [dataset],
  );
  for (const [number, digest] of old) {
    const [free] = await connection.rows("SELECT pg_try_advisory_xact_lock($1, hashtext($2))", [LOCKS.list, String(digest)]);
    if (free?.[0] !== true) continue;
    await connection.run(`DELETE FROM ${supersededTable(dataset)} WHERE list = $1`, [Number(number)]);
    await connection.run(`DELETE FROM ${LAKE_SCHEMA}.lists WHERE number = $1`, [Number(number)]);
  }
}
