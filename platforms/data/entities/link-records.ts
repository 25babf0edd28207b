import { type BlockingRule, type Estimate, estimate, type LevelLogs, levelLogs, type MatchingPlan, patternSteps } from "@yuejian/matching";
import type { Engine } from "../engine/engine.ts";
import { barePatternsOf, compareCandidates, comparePairs } from "./candidates.ts";
import { chooseBlocking } from "./choose-blocking.ts";
import { type FrozenRarities, prepareRecords, rarityTables, rateRecords } from "./prepare-records.ts";

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
const LEAST_ODDS = -5;
const RANDOM_PAIRS = 500_000;
const DRAWN_AMONG = 50_000;

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
  await timed("prepare", () => prepareRecords(engine, plan));
  const [counted] = await engine.rows("SELECT count(*) FROM records");
  const records = Number(counted?.[0]);
  const pairs = (records * (records - 1)) / 2;
  const bound = Math.max(ALL_PAIRS, (options.pairsPerRecord ?? 6) * records);
  const { known, from = 0 } = options;
  const isChosen = known === undefined && pairs > ALL_PAIRS;
  const [rules, random] = await timed("block", () =>
    engine.together<[readonly BlockingRule[], ReadonlyMap<number, number>, void]>(
      async (guest) => known?.rules ?? (isChosen ? await chooseBlocking(guest, plan, { records, bound }) : [{ features: [] }]),
      async (guest) => (known ? new Map() : await randomPatterns(guest, plan, records)),
      (guest) => rateRecords(guest, plan),
    ),
  );
  await timed("compare", () => compareCandidates(engine, plan, { rules, from }));
  const { found, candidates } = await timed("estimate", async () => {
    const counts = await patternCounts(engine, "SELECT pattern, count(*) FROM pairs GROUP BY ALL");
    const sum = counts.values().reduce((so, count) => so + count, 0);
    if (known) return { found: known.estimate, candidates: sum };
    return { found: estimate({ comparisons: plan.comparisons, candidates: counts, random, pairs }), candidates: sum };
  });
  const logs = levelLogs(plan.comparisons, found);
  await timed("score", () => score(engine, plan, { logs, found, leastOdds: options.leastOdds ?? LEAST_ODDS }));
  return { records, rules, candidates, estimate: found, logs, seconds };
}

/** Scores the pairs of the table `candidates` (l, r) of a few records of the table `texts`, by what a linking of all estimated. */
export async function scoreCandidates(
  engine: Engine,
  plan: MatchingPlan,
  { estimate: found, frozen }: { readonly estimate: Estimate; readonly frozen: FrozenRarities },
): Promise<void> {
  await prepareRecords(engine, plan, frozen);
  await rateRecords(engine, plan, frozen);
  await comparePairs(engine, plan);
  await score(engine, plan, { logs: levelLogs(plan.comparisons, found), found, leastOdds: LEAST_ODDS });
}

/** What linking made beside the scored pairs. */
export async function dropRecords(engine: Engine, plan: MatchingPlan): Promise<void> {
  for (const table of ["records", "pairs", "weighed", ...rarityTables(plan)]) await engine.run(`DROP TABLE ${table}`);
}

async function patternCounts(engine: Engine, sql: string): Promise<Map<number, number>> {
  return new Map((await engine.rows(sql)).map(([pattern, count]) => [Number(pattern), Number(count)]));
}

/** Patterns of pairs drawn at random, among some thousands of the records: joining a sample costs the same whatever the number of records. */
async function randomPatterns(engine: Engine, plan: MatchingPlan, records: number): Promise<Map<number, number>> {
  const share = Math.round((1_000_000 * DRAWN_AMONG) / records);
  await engine.run(
    `CREATE TABLE drawn_among AS SELECT * REPLACE ((row_number() OVER (ORDER BY i) - 1)::INTEGER AS i) FROM records${share < 1_000_000 ? ` WHERE hash(i) % 1000000 < ${share}` : ""}`,
  );
  const [counted] = await engine.rows("SELECT count(*) FROM drawn_among");
  const among = Number(counted?.[0]);
  const wanted = Math.min(RANDOM_PAIRS, (among * (among - 1)) / 2);
  // Two places by a hash of the number of the draw: the same pairs at every run.
  await engine.run(
    `CREATE TABLE drawn AS SELECT l, r FROM (SELECT (hash(n) % ${among})::INTEGER AS l, (hash(n + 1000000007) % ${among})::INTEGER AS r FROM (SELECT unnest(range(${wanted})) AS n)) WHERE l <> r`,
  );
  const counts = await patternCounts(
    engine,
    `SELECT pattern, count(*) FROM (${barePatternsOf(plan, { pairs: "drawn", records: "drawn_among" })}) GROUP BY ALL`,
  );
  await engine.run("DROP TABLE drawn");
  await engine.run("DROP TABLE drawn_among");
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
