import type { EntityKind } from "@yuejian/contracts";
import type { Engine } from "../../engine/engine.ts";
import type { ChainTables } from "./chain.ts";
import { NEAR_ODDS } from "./review-pairs.ts";

interface From {
  readonly kind: EntityKind;
  readonly chain: ChainTables;
  readonly threshold: number;
  /** Profiles that people decided on. */
  readonly keys: readonly string[];
}

/** The table `affected` (key): the profiles of the tables `touched` and `vanished`, those that people decided on or may be asked about now, and all whose cluster a full run could form otherwise
 *  because of them: who is connected with them by links that join, old ones and those of `fresh_links`. What is not connected is clustered alike with or
 *  without them. */
export async function createAffected(engine: Engine, { kind, chain, threshold, keys }: From): Promise<void> {
  await engine.run("CREATE TABLE affected (key UUID, step INTEGER)");
  await engine.run("INSERT INTO affected SELECT key, 0 FROM touched UNION ALL SELECT key, 0 FROM vanished");
  const asked = [
    `SELECT unnest([l, r]) AS key FROM fresh_links WHERE odds >= ${threshold - NEAR_ODDS}`,
    ...(kind === "person"
      ? [
          `SELECT old.key FROM ${chain.profiles} old SEMI JOIN touched new ON new.exact AND new.name = old.name AND left(new.number, 14) = left(old.number, 14) WHERE old.exact`,
        ]
      : []),
  ];
  await engine.run(
    `INSERT INTO affected SELECT DISTINCT key, 0 FROM (${asked.join(" UNION ALL ")}) reached ANTI JOIN affected USING (key)`,
  );
  for (let start = 0; start < keys.length; start += 500) {
    const values = keys.slice(start, start + 500).map((key) => `('${key}'::UUID)`);
    await engine.run(
      `INSERT INTO affected SELECT DISTINCT key, 0 FROM (VALUES ${values.join(", ")}) AS decided (key) ANTI JOIN affected USING (key)`,
    );
  }
  const joining = `SELECT l, r FROM ${chain.everyLink} old WHERE odds >= ${threshold} UNION ALL SELECT l, r FROM fresh_links WHERE odds >= ${threshold}`;
  for (let step = 0; ; step++) {
    const frontier = `(SELECT key FROM affected WHERE step = ${step})`;
    const ways = [
      `SELECT r AS key FROM (${joining}) SEMI JOIN ${frontier} here ON here.key = l`,
      `SELECT l AS key FROM (${joining}) SEMI JOIN ${frontier} here ON here.key = r`,
      `SELECT key FROM ${chain.profiles} WHERE entity IN (SELECT entity FROM ${chain.profiles} SEMI JOIN ${frontier} here USING (key))`,
      ...(kind === "vehicle" ? [alike(chain, frontier, "number"), alike(chain, frontier, "frame")] : []),
    ];
    await engine.run(
      `INSERT INTO affected SELECT DISTINCT key, ${step + 1} FROM (${ways.join(" UNION ALL ")}) reached ANTI JOIN affected USING (key)`,
    );
    const [added] = await engine.rows(`SELECT count(*) FROM affected WHERE step = ${step + 1}`);
    if (Number(added?.[0]) === 0) return;
  }
}

/** A vehicle is one by its plate or its frame: whoever has one of them in common is looked at together. */
function alike(chain: ChainTables, frontier: string, part: string): string {
  const every = `(SELECT key, ${part} FROM ${chain.profiles} UNION ALL SELECT key, ${part} FROM touched)`;
  return `SELECT key FROM ${every} WHERE ${part} IN (SELECT ${part} FROM ${every} SEMI JOIN ${frontier} here USING (key) WHERE ${part} IS NOT NULL)`;
}
