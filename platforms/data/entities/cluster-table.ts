import { INTEGER, VARCHAR } from "@duckdb/node-api";
import { keptNames } from "@yuejian/matching";
import type { Engine } from "../engine/engine.ts";
import { quoteText } from "../engine/sql-text.ts";
import type { GivenRecords } from "./given-records.ts";

/** Makes the table `moved` (i, c): the cluster of each record but of those that their cluster is called after, its lowest. */
export async function createMoved(engine: Engine, clusterOf: Int32Array): Promise<void> {
  await engine.run("CREATE TABLE moved (i INTEGER, c INTEGER)");
  const moved = new Int32Array(clusterOf.length);
  let count = 0;
  for (let record = 0; record < clusterOf.length; record++) if (clusterOf[record] !== record) moved[count++] = record;
  const records = moved.subarray(0, count);
  await engine.append("moved", [INTEGER, INTEGER], [records, records.map((record) => clusterOf[record] ?? record)]);
}

/** The clusters of several records as the engine's table \`clustered\` (i, c), so that naming and writing them costs no memory of ours. */
export class ClusterTable {
  readonly #engine: Engine;
  readonly #given: GivenRecords;

  private constructor(engine: Engine, given: GivenRecords) {
    this.#engine = engine;
    this.#given = given;
  }

  static async create(engine: Engine, given: GivenRecords, clusterOf: Int32Array): Promise<ClusterTable> {
    await createMoved(engine, clusterOf);
    await engine.run("CREATE VIEW clustered AS SELECT i, c FROM moved UNION SELECT c, c FROM moved");
    return new ClusterTable(engine, given);
  }

  /** Gives every cluster its name, those of the table \`previous\` (id, cluster) first; tells how many kept one. New clusters are named after their
   *  lowest record. */
  async name(): Promise<number> {
    await this.#engine.run(
      `CREATE TABLE called AS SELECT i, coalesce(moved.c, i) AS c, name FROM (SELECT rowid::INTEGER AS i, ${this.#given.name} AS name FROM given) LEFT JOIN moved USING (i)`,
    );
    const claims = await this.#engine.rows(
      "SELECT c, cluster, count(*) FROM called JOIN (SELECT id, max(cluster) AS cluster FROM previous GROUP BY id) ON id = name GROUP BY ALL",
    );
    const kept = keptNames(
      claims.map(([cluster, name, records]) => ({ cluster: Number(cluster), name: String(name), records: Number(records) })),
    );
    const taken = new Set(kept.values());
    const others = await this.#engine.rows(
      "SELECT c, 'e-' || name FROM called WHERE i = c AND 'e-' || name IN (SELECT cluster FROM previous) ORDER BY c",
    );
    const names = new Map(kept);
    for (const [cluster, fresh] of others) {
      if (names.has(Number(cluster))) continue;
      let name = String(fresh);
      for (let number = 2; taken.has(name); number++) name = `${String(fresh)}-${number}`;
      taken.add(name);
      names.set(Number(cluster), name);
    }
    await this.#engine.run("CREATE TABLE kept (c INTEGER, name VARCHAR)");
    await this.#engine.append("kept", [INTEGER, VARCHAR], [[...names.keys()], [...names.values()]]);
    return kept.size;
  }

  /** Writes id and name of the cluster of every record, in the order of the records. */
  async copyTo(path: string): Promise<void> {
    await this.#engine.run(
      `COPY (SELECT called.name AS id, coalesce(kept.name, 'e-' || lowest.name) AS cluster FROM called LEFT JOIN kept USING (c) JOIN called lowest ON lowest.i = called.c ORDER BY called.i) TO ${quoteText(path)} (FORMAT csv, HEADER)`,
    );
  }

  /** Names of the records that stand in clusters of several. */
  async members(): Promise<ReadonlyMap<number, string>> {
    return await this.#given.namesOf("clustered");
  }
}
