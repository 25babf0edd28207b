import type { EntityKind } from "@yuejian/contracts";
import { clusters, type Decision, withDecisions } from "@yuejian/matching";
import type { Engine } from "../../engine/engine.ts";
import { createMoved } from "../cluster-table.ts";
import { LEAST_SUPPORT, readIdentities, readLinks } from "../link-tables.ts";

export interface Clustering {
  readonly kind: EntityKind;
  readonly profiles: number;
  /** Natural logarithm of the odds from which a link joins. */
  readonly threshold: number;
  /** About keys of profiles. */
  readonly decisions: readonly Decision[];
  /** See `clusters`. */
  readonly lowest?: number | undefined;
}

/** Clusters the profiles of the table `ranked` (key, rank from 0, number, exact) by the links of the table `links` (l, r, odds; keys), whichever run found
 *  them, and leaves the table `clustered` (key, cluster: the lowest rank). Gives the links that the guard refused, as ranks. */
export async function clusterProfiles(
  engine: Engine,
  { profiles, threshold, decisions, lowest }: Clustering,
): Promise<readonly (readonly [number, number])[]> {
  const [counted] = await engine.rows("SELECT count(*) FROM links");
  // The same order for the same links, whichever run compared them: ties of the clustering are broken by it.
  const evidence = await readLinks(
    engine,
    Number(counted?.[0]),
    "SELECT least(a.rank, b.rank) AS one, greatest(a.rank, b.rank) AS two, odds FROM links JOIN ranked a ON a.key = l JOIN ranked b ON b.key = r ORDER BY odds DESC, one, two",
  );
  const places = await placesOf(engine, decisions);
  const links = withDecisions(evidence, decisions, (key) => places.get(key));
  const { of, refused } = clusters(profiles, links, {
    threshold,
    leastSupport: LEAST_SUPPORT,
    ...(lowest === undefined ? {} : { lowest }),
    identity: await readIdentities(engine, profiles, {
      table: "ranked",
      place: "rank",
      number: "number",
      isValid: "number IS NOT NULL AND length(number) = 18",
    }),
  });
  await createMoved(engine, of);
  await engine.run(
    "CREATE TABLE clustered AS SELECT key, rank, coalesce(c, rank) AS cluster FROM ranked LEFT JOIN moved ON moved.i = rank",
  );
  await engine.run("DROP TABLE moved");
  return refused.map((at) => [links.left[at] ?? 0, links.right[at] ?? 0] as const);
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
