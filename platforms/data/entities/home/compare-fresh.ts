import type { EntityKind } from "@yuejian/contracts";
import type { Engine } from "../../engine/engine.ts";
import { quoteName } from "../../engine/sql-text.ts";
import { scoreCandidates } from "../link-records.ts";
import { prepareRecords } from "../prepare-records.ts";
import type { ChainTables } from "./chain.ts";
import { planOf } from "./entity-plan.ts";
import type { KindModel } from "./home-types.ts";
import { keysSql } from "./kept-tables.ts";

interface Comparing {
  readonly kind: EntityKind & ("person" | "organisation");
  readonly chain: ChainTables;
  readonly model: KindModel;
}

/** Compares the fresh profiles of the table `touched` with each other and with the earlier ones that a rule brings them together with: makes the
 *  tables `fresh_links` (l, r, odds, personal, shared) and `fresh_keys`. Tells how many pairs were compared. */
export async function compareFresh(engine: Engine, { kind, chain, model }: Comparing): Promise<number> {
  const { estimate, parts, rules } = model;
  if (estimate === null) throw new RangeError("nothing was estimated");
  const plan = planOf(kind, parts);
  const frozen = { table: "frozen", unseen: Math.log(Math.max(2, model.profiles)) };
  await engine.run(`CREATE TABLE frozen AS SELECT * FROM ${chain.rarities}`);
  await number(engine, "SELECT key FROM touched WHERE is_fresh");
  await engine.run(`CREATE TABLE texts AS SELECT _i, ${parts.join(", ")} FROM touched JOIN numbered USING (key)`);
  await prepareRecords(engine, plan, frozen);
  await engine.run(`CREATE TABLE fresh_keys AS ${keysSql(rules)}`);
  await dropAll(engine, ["records", "texts", "numbered"]);
  const ways = rules.flatMap((_, at) => [
    `SELECT new.key AS one, old.key AS two FROM fresh_keys new JOIN (SELECT key, k${at} FROM ${chain.keys} ANTI JOIN fresh_keys USING (key) ANTI JOIN vanished USING (key)) old ON old.k${at} = new.k${at}`,
    `SELECT one.key AS one, two.key AS two FROM fresh_keys one JOIN fresh_keys two ON one.k${at} = two.k${at} AND one.key < two.key`,
  ]);
  await engine.run(
    `CREATE TABLE brought AS SELECT DISTINCT least(one, two) AS one, greatest(one, two) AS two FROM (${ways.join(" UNION ALL ")})`,
  );
  await number(engine, "SELECT one AS key FROM brought UNION SELECT two FROM brought");
  const columns = parts.map(quoteName).join(", ");
  await engine.run(
    `CREATE TABLE texts AS SELECT _i, ${columns} FROM (SELECT key, ${columns} FROM touched UNION ALL SELECT key, ${columns} FROM (SELECT * FROM ${chain.profiles} SEMI JOIN numbered USING (key)) ANTI JOIN touched USING (key)) JOIN numbered USING (key)`,
  );
  await engine.run(
    "CREATE TABLE candidates AS SELECT a._i AS l, b._i AS r FROM brought JOIN numbered a ON a.key = one JOIN numbered b ON b.key = two",
  );
  const [counted] = await engine.rows("SELECT count(*) FROM candidates");
  await scoreCandidates(engine, plan, { estimate, frozen });
  await engine.run(
    "CREATE TABLE fresh_links AS SELECT a.key AS l, b.key AS r, odds, personal, shared FROM scored JOIN numbered a ON a._i = scored.l JOIN numbered b ON b._i = scored.r",
  );
  return Number(counted?.[0]);
}

async function number(engine: Engine, keys: string): Promise<void> {
  await engine.run(`CREATE TABLE numbered AS SELECT key, (row_number() OVER (ORDER BY key) - 1)::INTEGER AS _i FROM (${keys})`);
}

async function dropAll(engine: Engine, tables: readonly string[]): Promise<void> {
  for (const table of tables) await engine.run(`DROP TABLE ${table}`);
}
