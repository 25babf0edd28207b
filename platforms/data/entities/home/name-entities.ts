import { INTEGER, VARCHAR } from "@duckdb/node-api";
import type { EntityChange, EntityChangeKind, EntityKind } from "@yuejian/contracts";
import type { Engine } from "../../engine/engine.ts";
import { freshName, type Naming } from "./entity-plan.ts";

/** Names the clusters of the table `clustered` (key, rank, cluster): a cluster keeps the name under which most of its members were known in the run before
 *  (`previous`: key, entity, members), a name goes to the cluster with most of its members, and what is left is named by its lowest key. Leaves the
 *  table `named` (key, entity) and gives what became of earlier entities. `profiles`: key, base, members. `elsewhere`: SELECT of the names
 *  that entities beside these have. */
export async function nameEntities(engine: Engine, naming: Naming, elsewhere?: string): Promise<EntityChange[]> {
  await engine.run(
    `CREATE TABLE known AS SELECT c.key, c.cluster, p.members, coalesce(own.entity, base.entity) AS was
     FROM clustered c JOIN profiles p USING (key) LEFT JOIN previous own ON own.key = p.key LEFT JOIN previous base ON base.key = p.base`,
  );
  await engine.run(
    "CREATE TABLE claims AS SELECT cluster, was, sum(members)::BIGINT AS members FROM known WHERE was IS NOT NULL GROUP BY ALL",
  );
  await engine.run("CREATE TABLE given (cluster INTEGER, entity VARCHAR)");
  // Nearly all clusters have one name and nearly all names one cluster; only the others are argued about.
  await engine.run(
    `INSERT INTO given SELECT cluster, any_value(was) FROM claims GROUP BY cluster HAVING count(*) = 1 AND any_value(was) IN (SELECT was FROM claims GROUP BY was HAVING count(*) = 1)`,
  );
  // Of equals the one from which the name comes keeps it: what was merged and is parted again is called as before.
  const disputed = await engine.rows(
    `SELECT claims.cluster, was FROM claims JOIN (SELECT cluster, ${freshName(naming, "min(key)")} AS own FROM clustered GROUP BY cluster) founded ON founded.cluster = claims.cluster
     WHERE claims.cluster NOT IN (SELECT cluster FROM given) ORDER BY members DESC, own = was DESC, was, claims.cluster`,
  );
  const [taken, served] = [new Set<string>(), new Set<number>()];
  for (const [cluster, was] of disputed) {
    if (taken.has(String(was)) || served.has(Number(cluster))) continue;
    taken.add(String(was));
    served.add(Number(cluster));
  }
  await engine.append("given", [INTEGER, VARCHAR], [[...served], [...taken]]);
  await nameTheRest(engine, naming, elsewhere);
  await engine.run("CREATE TABLE named AS SELECT key, entity FROM clustered JOIN given USING (cluster)");
  const changes = await readChanges(engine, naming.kind);
  for (const table of ["claims", "given", "known"]) await engine.run(`DROP TABLE ${table}`);
  return changes;
}

/** By the lowest key; where that name is in use, by another digest of it. */
async function nameTheRest(engine: Engine, naming: Naming, elsewhere: string | undefined): Promise<void> {
  const ATTEMPTS = 8;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    await engine.run(
      `INSERT INTO given SELECT cluster, name FROM (SELECT c.cluster, ${freshName(naming, "min(c.key)", attempt === 0 ? "" : `:${attempt}`)} AS name FROM clustered c ANTI JOIN given USING (cluster) GROUP BY c.cluster)
       WHERE name NOT IN (SELECT entity FROM given${elsewhere === undefined ? "" : ` UNION ALL ${elsewhere}`}) QUALIFY row_number() OVER (PARTITION BY name ORDER BY cluster) = 1`,
    );
    const [left] = await engine.rows("SELECT count(*) FROM clustered c ANTI JOIN given USING (cluster)");
    if (Number(left?.[0]) === 0) return;
  }
  throw new RangeError("names of entities are exhausted");
}

async function readChanges(engine: Engine, kind: EntityKind): Promise<EntityChange[]> {
  const rows = await engine.rows(
    `WITH moves AS (SELECT was, entity, sum(members)::BIGINT AS members FROM known JOIN named USING (key) WHERE was IS NOT NULL AND was <> entity GROUP BY ALL)
     SELECT was, entity, members, was IN (SELECT entity FROM given) AS lives, entity IN (SELECT entity FROM previous) AS was_there FROM moves ORDER BY was, entity`,
  );
  return rows.map(([was, is, members, lives, wasThere]) => {
    const change: EntityChangeKind = lives === true ? (wasThere === true ? "moved" : "split") : "merged";
    return { kind, change, entity: String(was), other: String(is), members: Number(members) };
  });
}
