import { DuckDBInstance } from "@duckdb/node-api";

/** A plain prototype of linking in DuckDB SQL, the peer of the bench: what a good engineer writes in a day for exactly this table. Blocking on id,
 *  telephone, name with birthday, and address with name; five comparisons of two to four levels; weights by expectation maximisation over patterns;
 *  clusters by spreading the lowest number. No rarity, no readings, no relatives, no guard. */
export async function prototype(file: string): Promise<{ seconds: number; candidates: number; clusterOf: Int32Array }> {
  const start = performance.now();
  const instance = await DuckDBInstance.create(":memory:", { memory_limit: "8GB" });
  const connection = await instance.connect();
  const run = async (sql: string): Promise<void> => void (await connection.run(sql));
  const rows = async (sql: string): Promise<number[][]> => (await connection.runAndReadAll(sql)).getRows().map((row) => row.map(Number));
  await run(`CREATE TABLE person AS SELECT (row_number() OVER () - 1)::INTEGER AS i, "姓名" AS name, "公民身份号码" AS id, "性别" AS sex,
    coalesce(replace(replace("出生日期", '-', ''), '/', ''), CASE WHEN length("公民身份号码") = 18 THEN substr("公民身份号码", 7, 8) END) AS born, "住址" AS address, "联系电话" AS phone
    FROM read_csv('${file}', header = true, all_varchar = true)`);
  const rules = ["l.id = r.id", "l.phone = r.phone", "l.name = r.name AND l.born = r.born", "l.address = r.address AND l.name = r.name"];
  const levels = [
    "CASE WHEN l.name IS NULL OR r.name IS NULL THEN 0 WHEN l.name = r.name THEN 1 WHEN jaro_winkler_similarity(l.name, r.name) >= 0.85 THEN 2 ELSE 3 END",
    "CASE WHEN l.id IS NULL OR r.id IS NULL THEN 0 WHEN l.id = r.id THEN 1 WHEN length(l.id) = length(r.id) AND strlen(l.id) = strlen(r.id) THEN CASE WHEN hamming(l.id, r.id) <= 2 THEN 2 ELSE 3 END ELSE 3 END",
    "CASE WHEN l.born IS NULL OR r.born IS NULL THEN 0 WHEN l.born = r.born THEN 1 ELSE 2 END",
    "CASE WHEN l.address IS NULL OR r.address IS NULL THEN 0 WHEN l.address = r.address THEN 1 WHEN jaro_winkler_similarity(l.address, r.address) >= 0.92 THEN 2 ELSE 3 END",
    "CASE WHEN l.phone IS NULL OR r.phone IS NULL THEN 0 WHEN l.phone = r.phone THEN 1 ELSE 2 END",
  ];
  const pattern = levels.map((level, at) => `${4 ** at} * (${level})`).join(" + ");
  await run("CREATE TABLE pair (l INTEGER, r INTEGER, pattern INTEGER)");
  for (const [at, rule] of rules.entries()) {
    const earlier = rules.slice(0, at).map((each) => ` AND (${each}) IS NOT TRUE`);
    await run(`INSERT INTO pair SELECT l.i, r.i, ${pattern} FROM person l JOIN person r ON ${rule} AND l.i < r.i${earlier.join("")}`);
  }
  const [[records = 0] = []] = await rows("SELECT count(*) FROM person");
  const counts = await rows("SELECT pattern, count(*) FROM pair GROUP BY 1");
  await run(
    `CREATE TABLE drawn AS SELECT (hash(n) % ${records})::INTEGER AS one, (hash(n + 1000000007) % ${records})::INTEGER AS two FROM (SELECT unnest(range(1000000)) AS n)`,
  );
  const random = await rows(
    `SELECT ${pattern} AS p, count(*) FROM drawn JOIN person l ON l.i = drawn.one JOIN person r ON r.i = drawn.two GROUP BY 1`,
  );
  const weights = weightsOf(counts, random, (records * (records - 1)) / 2);
  await run(
    `CREATE TABLE weight AS SELECT * FROM (VALUES ${weights.map(([each, odds]) => `(${each}, ${odds?.toFixed(6)})`).join(", ")}) AS w (pattern, odds)`,
  );
  await run("CREATE TABLE link AS SELECT l, r FROM pair JOIN weight USING (pattern) WHERE odds >= 0");
  await run("CREATE TABLE label AS SELECT i, i AS c FROM person WHERE i IN (SELECT l FROM link UNION SELECT r FROM link)");
  for (;;) {
    await run(
      "CREATE OR REPLACE TABLE spread AS SELECT i, min(c)::INTEGER AS c FROM (SELECT i, c FROM label UNION ALL SELECT l, c FROM link JOIN label ON i = r UNION ALL SELECT r, c FROM link JOIN label ON i = l) GROUP BY i",
    );
    const [[changed = 0] = []] = await rows("SELECT count(*) FROM spread JOIN label USING (i) WHERE spread.c <> label.c");
    await run("CREATE OR REPLACE TABLE label AS SELECT * FROM spread");
    if (changed === 0) break;
  }
  const seconds = (performance.now() - start) / 1000;
  const clusterOf = Int32Array.from({ length: records }, (_, at) => at);
  for (const [at = 0, cluster = 0] of await rows("SELECT i, c FROM label")) clusterOf[at] = cluster;
  connection.closeSync();
  instance.closeSync();
  return { seconds, candidates: counts.reduce((sum, [, count = 0]) => sum + count, 0), clusterOf };
}

/** Log-odds by pattern. */
function weightsOf(counts: readonly number[][], random: readonly number[][], pairs: number): number[][] {
  const partsOf = (pattern: number): number[] => [0, 1, 2, 3, 4].map((at) => Math.floor(pattern / 4 ** at) % 4);
  const shares = (rows: readonly (readonly [number, number])[]): number[][] =>
    [0, 1, 2, 3, 4].map((at) => {
      const sums = [0, 0.5, 0.5, 0.5];
      for (const [pattern, count] of rows) {
        const part = partsOf(pattern)[at] ?? 0;
        if (part > 0) sums[part] = (sums[part] ?? 0) + count;
      }
      const sum = sums.reduce((so, each) => so + each, 0);
      return sums.map((each) => each / sum);
    });
  const others = shares(random.map(([pattern = 0, count = 0]) => [pattern, count] as const));
  let matches = [0, 1, 2, 3, 4].map(() => [0, 0.9, 0.05, 0.05]);
  let expected = 0.1 * counts.reduce((sum, [, count = 0]) => sum + count, 0);
  const oddsOf = (pattern: number): number =>
    partsOf(pattern).reduce(
      (sum, part, at) => (part === 0 ? sum : sum + Math.log((matches[at]?.[part] ?? 1) / (others[at]?.[part] ?? 1))),
      Math.log(expected / pairs),
    );
  for (let round = 0; round < 25; round++) {
    const weighted = counts.map(([pattern = 0, count = 0]) => [pattern, count / (1 + Math.exp(-oddsOf(pattern)))] as const);
    matches = shares(weighted);
    expected = weighted.reduce((sum, [, count]) => sum + count, 0);
  }
  return counts.map(([pattern = 0]) => [pattern, oddsOf(pattern)]);
}
