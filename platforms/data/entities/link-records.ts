import {
  type BlockingRule,
  type Comparison,
  canonical,
  type Estimate,
  estimate,
  type Field,
  type LevelLogs,
  levelLogs,
  type MatchingPlan,
  patternSteps,
} from "@yuejian/matching";
import type { Engine } from "../engine/engine.ts";
import { quoteName } from "../engine/sql-text.ts";
import { chooseBlocking } from "./choose-blocking.ts";
import { levelSql, patternSql } from "./comparison-sql.ts";
import { createReadings, featureSql, isPlainSql, readingJoins, readySql } from "./feature-sql.ts";

/** What the linking of one table needs and found; the scored pairs stay in the engine as table `scored` (l, r, pattern, rarity, weight). */
export interface LinkedPairs {
  readonly records: number;
  readonly rules: readonly BlockingRule[];
  readonly candidates: number;
  readonly estimate: Estimate;
  readonly logs: readonly LevelLogs[];
  readonly seconds: Readonly<Record<string, number>>;
}

export interface LinkOptions {
  /** Candidate pairs per record, at most. */
  readonly pairsPerRecord?: number;
  /** Pairs whose logarithmic odds stay below it are dropped. */
  readonly leastOdds?: number;
  /** What an earlier linking of such records chose and estimated: nothing is chosen or estimated anew. */
  readonly known?: Pick<LinkedPairs, "rules" | "estimate">;
  /** Only pairs of which the later record has at least this number are compared. */
  readonly from?: number;
}

/** Up to so many pairs every record is compared with every other. */
const ALL_PAIRS = 1_000_000;
const RANDOM_PAIRS = 500_000;

/** Links the records of the table `texts` (_i INTEGER from 0 without gaps, and one VARCHAR per field). */
export async function linkRecords(engine: Engine, plan: MatchingPlan, options: LinkOptions = {}): Promise<LinkedPairs> {
  const seconds: Record<string, number> = {};
  const timed = async <Result>(name: string, work: () => Promise<Result>): Promise<Result> => {
    const start = performance.now();
    try {
      return await work();
    } finally {
      seconds[name] = Number(((performance.now() - start) / 1000).toFixed(3));
    }
  };
  await timed("prepare", () => prepare(engine, plan));
  const [counted] = await engine.rows("SELECT count(*) FROM records");
  const records = Number(counted?.[0]);
  const pairs = (records * (records - 1)) / 2;
  const bound = Math.max(ALL_PAIRS, (options.pairsPerRecord ?? 6) * records);
  const { known, from = 0 } = options;
  const rules = await timed("block", () =>
    known
      ? Promise.resolve(known.rules)
      : pairs <= ALL_PAIRS
        ? Promise.resolve([{ features: [] }])
        : chooseBlocking(engine, plan, { records, bound }),
  );
  await timed("compare", () => compareCandidates(engine, plan, { rules, from }));
  const { found, candidates } = await timed("estimate", async () => {
    const counts = await patternCounts(engine, "SELECT pattern, count(*) FROM pairs GROUP BY ALL");
    const sum = counts.values().reduce((so, count) => so + count, 0);
    if (known) return { found: known.estimate, candidates: sum };
    const random = await randomPatterns(engine, plan, records);
    return { found: estimate({ comparisons: plan.comparisons, candidates: counts, random, pairs }), candidates: sum };
  });
  const logs = levelLogs(plan.comparisons, found);
  await timed("score", () => score(engine, plan, { logs, found, leastOdds: options.leastOdds ?? -5 }));
  return { records, rules, candidates, estimate: found, logs, seconds };
}

async function prepare(engine: Engine, plan: MatchingPlan): Promise<void> {
  const ready = plan.fields.map((field, at) => `${readySql(field, quoteName(field.name))} AS t${at}`);
  const isOdd = plan.fields.map((field, at) => `(NOT (${isPlainSql(field, `t${at}`)})) AS odd${at}`);
  await engine.run(`CREATE TABLE ready_texts AS SELECT *, ${isOdd.join(", ")} FROM (SELECT _i, ${ready.join(", ")} FROM texts)`);
  const columns: string[] = [];
  const joins: string[] = [];
  for (const [at, field] of plan.fields.entries()) {
    const column = quoteName(field.name);
    const odd = await engine.rows(`SELECT DISTINCT t${at} FROM ready_texts WHERE odd${at}`);
    if (odd.length === 0) columns.push(`t${at} AS ${column}`);
    else {
      await createLookup(
        engine,
        `lookup${at}`,
        odd.map(([text]) => String(text)),
        field,
      );
      columns.push(`CASE WHEN odd${at} THEN lookup${at}.canonical ELSE t${at} END AS ${column}`);
      joins.push(`LEFT JOIN lookup${at} ON lookup${at}.source = CASE WHEN odd${at} THEN t${at} END`);
    }
  }
  await engine.run(`CREATE TABLE canonical_texts AS SELECT _i, ${columns.join(", ")} FROM ready_texts ${joins.join(" ")}`);
  await engine.run("DROP TABLE ready_texts");
  for (const at of plan.fields.keys()) await engine.run(`DROP TABLE IF EXISTS lookup${at}`);
  if (plan.features.some(({ derive }) => derive === "reading")) await engine.run(createReadings());
  const features = plan.features.map((feature) => `${featureSql(feature)} AS ${quoteName(feature.name)}`);
  await engine.run(`CREATE TABLE features AS SELECT _i AS i, ${features.join(", ")} FROM canonical_texts ${readingJoins(plan.features)}`);
  await engine.run("DROP TABLE canonical_texts");
  // How rare a value is: the chance that another record has it, the record itself left out.
  const rare = rarities(plan.comparisons);
  for (const [at, feature] of rare.entries())
    await engine.run(
      `CREATE TABLE rare${at} AS SELECT ${quoteName(feature)} AS value, ln((SELECT count(*) FROM features) / (count(*) - 1))::FLOAT AS rarity FROM features WHERE ${quoteName(feature)} IS NOT NULL GROUP BY 1 HAVING count(*) > 1`,
    );
  await engine.run(
    `CREATE TABLE records AS SELECT features.*, ${["true AS present", ...rare.map((_, at) => `rare${at}.rarity AS rare_${at}`)].join(", ")} FROM features ${rare.map((feature, at) => `LEFT JOIN rare${at} ON rare${at}.value = features.${quoteName(feature)}`).join(" ")}`,
  );
  await engine.run("DROP TABLE features");
  for (const at of rare.keys()) await engine.run(`DROP TABLE rare${at}`);
}

const rarities = (comparisons: readonly Comparison[]): string[] => [
  ...new Set(comparisons.flatMap(({ levels }) => levels.flatMap(({ rarity }) => (rarity === undefined ? [] : [rarity])))),
];

async function createLookup(engine: Engine, table: string, texts: readonly string[], field: Field): Promise<void> {
  await engine.run(`CREATE TABLE ${table} (source VARCHAR, canonical VARCHAR)`);
  const appender = await engine.connection.createAppender(table);
  try {
    for (const text of texts) {
      const made = canonical(text, field);
      appender.appendVarchar(text);
      if (made === null) appender.appendNull();
      else appender.appendVarchar(made);
      appender.endRow();
    }
  } finally {
    appender.closeSync();
  }
}

const agreesOn = (rule: BlockingRule): string =>
  rule.features.length === 0 ? "true" : rule.features.map((feature) => `l.${quoteName(feature)} = r.${quoteName(feature)}`).join(" AND ");

/** Candidate pairs of all rules, each once, with pattern and the sum of rarities. */
async function compareCandidates(
  engine: Engine,
  plan: MatchingPlan,
  { rules, from: first }: { rules: readonly BlockingRule[]; from: number },
): Promise<void> {
  const isWanted = first > 0 ? [`r.i >= ${first}`] : [];
  await engine.run("CREATE TABLE pairs (l INTEGER, r INTEGER, pattern BIGINT, personal FLOAT, shared FLOAT)");
  for (const [at, rule] of rules.entries()) {
    const earlier = rules.slice(0, at).map((each) => `(${agreesOn(each)}) IS NOT TRUE`);
    const from = `records l JOIN records r ON ${[agreesOn(rule), "l.i < r.i", ...isWanted, ...earlier].join(" AND ")}`;
    await engine.run(`INSERT INTO pairs ${patternsOf(plan, from)}`);
  }
}

/** SELECT of l, r, pattern and rarity over a join of records l and r. */
function patternsOf(plan: MatchingPlan, from: string): string {
  const levels = plan.comparisons.map((comparison, at) => `${levelSql(comparison)} AS g${at}`);
  const rare = rarities(plan.comparisons);
  const sumOf = (isPersonal: boolean): string => {
    const terms = plan.comparisons.flatMap((comparison, at) =>
      comparison.levels.flatMap((level, number) =>
        level.rarity === undefined || (level.isPersonal ?? false) !== isPersonal
          ? []
          : [`CASE WHEN g${at} = ${number + 1} THEN coalesce(rare_${rare.indexOf(level.rarity)}, 0) ELSE 0 END`],
      ),
    );
    return `(${terms.join(" + ") || "0"})::FLOAT`;
  };
  const kept = rare.map((_, at) => `l.rare_${at} AS rare_${at}`);
  return `SELECT l, r, ${patternSql(plan.comparisons)} AS pattern, ${sumOf(true)} AS personal, ${sumOf(false)} AS shared FROM (SELECT l.i AS l, r.i AS r, ${[...levels, ...kept].join(", ")} FROM ${from})`;
}

async function patternCounts(engine: Engine, sql: string): Promise<Map<number, number>> {
  return new Map((await engine.rows(sql)).map(([pattern, count]) => [Number(pattern), Number(count)]));
}

async function randomPatterns(engine: Engine, plan: MatchingPlan, records: number): Promise<Map<number, number>> {
  const wanted = Math.min(RANDOM_PAIRS, (records * (records - 1)) / 2);
  // Two places by a hash of the number of the draw: the same pairs at every run.
  await engine.run(
    `CREATE TABLE drawn AS SELECT one, two FROM (SELECT (hash(n) % ${records})::INTEGER AS one, (hash(n + 1000000007) % ${records})::INTEGER AS two FROM (SELECT unnest(range(${wanted})) AS n)) WHERE one <> two`,
  );
  const counts = await patternCounts(
    engine,
    `SELECT pattern, count(*) FROM (${patternsOf(plan, "drawn JOIN records l ON l.i = drawn.one JOIN records r ON r.i = drawn.two")}) GROUP BY ALL`,
  );
  await engine.run("DROP TABLE drawn");
  return counts;
}

interface Scoring {
  readonly logs: readonly LevelLogs[];
  readonly found: Estimate;
  readonly leastOdds: number;
}

/** `oddsOf` in SQL: pattern by pattern first, then pair by pair. */
async function score(engine: Engine, plan: MatchingPlan, { logs, found, leastOdds }: Scoring): Promise<void> {
  const steps = patternSteps(plan.comparisons);
  const sumOf = (of: keyof LevelLogs, prior: number): string => {
    const parts = plan.comparisons.map(({ levels }, at) => {
      const list = (logs[at]?.[of] ?? []).map((log) => log.toFixed(6)).join(", ");
      return `list_extract([${list}], ((pattern // ${steps[at]}) % ${levels.length + 1} + 1)::INTEGER)`;
    });
    return `(${[Math.log(Math.max(prior, 1e-300)).toFixed(6), ...parts].join(" + ")})::FLOAT`;
  };
  const { prior, priorOfRelatives } = found;
  await engine.run(
    `CREATE TABLE weighed AS SELECT pattern, ${sumOf("matches", prior)} AS match, ${sumOf("relatives", priorOfRelatives)} AS relative, ${sumOf("others", 1 - prior - priorOfRelatives)} AS other FROM (SELECT DISTINCT pattern FROM pairs)`,
  );
  await engine.run(
    `CREATE TABLE scored AS SELECT l, r, pattern, personal, shared, (match - greatest(one, two) - ln(1 + exp(-abs(one - two))))::FLOAT AS odds
     FROM (SELECT l, r, pairs.pattern, personal, shared, match, other - personal - shared AS one, relative - personal AS two FROM pairs JOIN weighed USING (pattern))
     WHERE match - greatest(one, two) >= ${leastOdds}`,
  );
}
