import type { EntityKind } from "@yuejian/contracts";
import { clusters, type Decision, type Links, withDecisions } from "@yuejian/matching";
import type { Engine } from "../../engine/engine.ts";

export interface Clustering {
  readonly kind: EntityKind;
  readonly profiles: number;
  /** Natural logarithm of the odds from which a link joins. */
  readonly threshold: number;
  /** About keys of profiles. */
  readonly decisions: readonly Decision[];
}

/** Mean log-odds over the pairs between two groups from which they are joined. */
const LEAST_SUPPORT = 0;

/** Clusters the profiles of the table `ranked` (key, rank from 0, number, exact) by the links of the table `links` (l, r, odds; keys), whichever run found
 *  them, and leaves the table `clustered` (key, cluster: the lowest rank). Gives the links that the guard refused, as ranks. */
export async function clusterProfiles(
  engine: Engine,
  { profiles, threshold, decisions }: Clustering,
): Promise<readonly (readonly [number, number])[]> {
  const evidence = await readLinks(engine);
  const places = await placesOf(engine, decisions);
  const links = withDecisions(evidence, decisions, (key) => places.get(key));
  const { of, refused } = clusters(profiles, links, {
    threshold,
    leastSupport: LEAST_SUPPORT,
    identity: await readIdentities(engine, profiles),
  });
  await engine.run("CREATE TABLE joined (rank INTEGER, cluster INTEGER)");
  const appender = await engine.connection.createAppender("joined");
  try {
    for (const [rank, cluster] of of.entries()) {
      if (rank === cluster) continue;
      appender.appendInteger(rank);
      appender.appendInteger(cluster);
      appender.endRow();
    }
  } finally {
    appender.closeSync();
  }
  await engine.run(
    "CREATE TABLE clustered AS SELECT key, rank, coalesce(cluster, rank) AS cluster FROM ranked LEFT JOIN joined USING (rank)",
  );
  await engine.run("DROP TABLE joined");
  return refused.map((at) => [links.left[at] ?? 0, links.right[at] ?? 0] as const);
}

async function readLinks(engine: Engine): Promise<Links> {
  const [counted] = await engine.rows("SELECT count(*) FROM links");
  const count = Number(counted?.[0]);
  const links = { left: new Int32Array(count), right: new Int32Array(count), odds: new Float32Array(count) };
  // The same order for the same links, whichever run compared them: ties of the clustering are broken by it.
  const sql = `SELECT least(a.rank, b.rank) AS one, greatest(a.rank, b.rank) AS two, odds FROM links JOIN ranked a ON a.key = l JOIN ranked b ON b.key = r ORDER BY odds DESC, one, two`;
  let at = 0;
  for await (const [left = [], right = [], odds = []] of engine.columns(sql)) {
    links.left.set(left.map(Number), at);
    links.right.set(right.map(Number), at);
    links.odds.set(odds.map(Number), at);
    at += left.length;
  }
  return links;
}

async function placesOf(engine: Engine, decisions: readonly Decision[]): Promise<Map<string, number>> {
  const keys = [...new Set(decisions.flatMap(({ left, right }) => [left, right]))];
  const places = new Map<string, number>();
  for (let start = 0; start < keys.length; start += 1000) {
    const list = keys.slice(start, start + 1000).map((key) => `'${key}'::UUID`);
    for (const [key, rank] of await engine.rows(`SELECT CAST(key AS VARCHAR), rank FROM ranked WHERE key IN (${list.join(", ")})`))
      places.set(String(key), Number(rank));
  }
  return places;
}

/** Per profile a number for its valid number, 0 where it has none: two with different ones are never joined, however alike. */
async function readIdentities(engine: Engine, profiles: number): Promise<Int32Array> {
  const identity = new Int32Array(profiles);
  const sql = "SELECT rank, (hash(number) % 2147483646 + 1)::INTEGER FROM ranked WHERE number IS NOT NULL AND length(number) = 18";
  for await (const [ranks = [], numbers = []] of engine.columns(sql))
    for (const [at, rank] of ranks.entries()) identity[Number(rank)] = Number(numbers[at]);
  return identity;
}
