import { type BlockingRule, chooseRules, type LikelyMatch, type MatchingPlan } from "@yuejian/matching";
import type { Engine } from "../engine/engine.ts";
import { quoteName } from "../engine/sql-text.ts";
import { keySql } from "./candidates.ts";

/** Records that costs are measured on, and among which likely matches are looked for. */
const MEASURED = 50_000;
const LOOKED_AT = 200_000;
/** Likely matches taken from one rule. */
const MATCHES_PER_RULE = 1_000;
/** Rules that likely matches come from: keys that few share, and pairs of keys. */
const FINDERS = 10;

/** A value whose records would fill a tenth of the bound by themselves brings nobody together: it says nothing (a telephone of noughts), and the rule
 *  would be lost with it. Fewer records of the sample than these prove nothing; a key of which several values or most records are so says nothing at all
 *  and is judged as it is. */
const LARGEST_BLOCK = 0.1;
const LEAST_SEEN = 20;
const MOST_WITHOUT = 8;

/** Chooses from the data of the engine's table `records` on which keys its records are brought together. */
export async function chooseBlocking(
  engine: Engine,
  plan: MatchingPlan,
  { records, bound }: { records: number; bound: number },
): Promise<BlockingRule[]> {
  const names = plan.keys.map(({ feature }) => quoteName(feature));
  await sample(engine, "looked_at", { from: "records", names, share: LOOKED_AT / records });
  await sample(engine, "measured", { from: "looked_at", names, share: MEASURED / records });
  const pairs = (records * (records - 1)) / 2;
  const seen = Math.max(LEAST_SEEN, Math.sqrt(2 * LARGEST_BLOCK * bound) * Math.min(1, MEASURED / records));
  const singles = await measureRules(
    engine,
    plan.keys.map(({ feature }) => ({ features: [feature] })),
    seen,
  );
  const measured = new Map(plan.keys.flatMap(({ feature }, at): [string, MeasuredRule][] => (singles[at] ? [[feature, singles[at]]] : [])));
  const chances = new Map([...measured].map(([feature, { chance }]) => [feature, chance]));
  const likely = await likelyMatches(engine, plan, { chances, measured, records });
  const rules = await chooseRules({
    keys: plan.keys,
    chances,
    likely,
    pairs,
    bound,
    measure: async (given) => (await measureRules(engine, given, seen)).map(({ rule, chance }) => ({ rule, pairs: chance * pairs })),
  });
  await engine.run("DROP TABLE measured");
  await engine.run("DROP TABLE looked_at");
  return rules;
}

interface MeasuredRule {
  /** Without the values that too many share. */
  readonly rule: BlockingRule;
  /** That two records agree on it. */
  readonly chance: number;
}

/** `seen`: records of the sample that a value may have. */
async function measureRules(engine: Engine, rules: readonly BlockingRule[], seen: number): Promise<MeasuredRule[]> {
  const isLarge = `FILTER (c > ${Math.ceil(seen)})`;
  const selects = rules.map(
    ({ features }, at) =>
      `SELECT ${at} AS rule, coalesce(sum(c * (c - 1)), 0), coalesce(sum(c * (c - 1)) ${isLarge}, 0), coalesce(sum(c), 0), coalesce(sum(c) ${isLarge}, 0), string_agg(key::VARCHAR, ' ' ORDER BY key) ${isLarge}
       FROM (SELECT key, count(*)::DOUBLE AS c FROM (SELECT ${keySql({ features })} AS key FROM measured) WHERE key IS NOT NULL GROUP BY key)`,
  );
  const [counted] = await engine.rows("SELECT count(*) FROM measured");
  const records = Number(counted?.[0]);
  const rows = await engine.rows(`SELECT * FROM (${selects.join(" UNION ALL ")}) ORDER BY rule`);
  return rules.map(({ features }, at) => {
    const row = rows[at] ?? [];
    const [pairs = 0, ofLarge = 0, having = 0, inLarge = 0] = row.slice(1, 5).map(Number);
    const without = typeof row[5] === "string" ? row[5].split(" ") : [];
    const isLeftOut = without.length > 0 && without.length <= MOST_WITHOUT && inLarge <= having / 2;
    return {
      rule: isLeftOut ? { features, without } : { features },
      chance: (isLeftOut ? pairs - ofLarge : pairs) / Math.max(1, records * (records - 1)),
    };
  });
}

/** Records by a hash of their number: a smaller sample is part of a larger one. */
async function sample(
  engine: Engine,
  table: string,
  { from, names, share }: { from: string; names: readonly string[]; share: number },
): Promise<void> {
  const millionths = Math.round(1_000_000 * share);
  await engine.run(
    `CREATE TABLE ${table} AS SELECT i, ${names.join(", ")} FROM ${from}${millionths < 1_000_000 ? ` WHERE hash(i) % 1000000 < ${millionths}` : ""}`,
  );
}

/** Pairs that one rule finds among few and that agree in another comparison too. */
async function likelyMatches(
  engine: Engine,
  plan: MatchingPlan,
  { chances, measured, records }: { chances: ReadonlyMap<string, number>; measured: ReadonlyMap<string, MeasuredRule>; records: number },
): Promise<LikelyMatch[]> {
  const comparisonOf = new Map(plan.keys.map(({ feature, comparison }) => [feature, comparison]));
  const chance = (features: readonly string[]): number => features.reduce((product, feature) => product * (chances.get(feature) ?? 1), 1);
  const isSelective = (features: readonly string[]): boolean => (chance(features) * records) / 2 < 2;
  const single = plan.keys.map(({ feature }) => [feature]).filter(isSelective);
  const double = plan.keys.flatMap((one, at) =>
    plan.keys.slice(at + 1).flatMap((two) => (one.comparison === two.comparison ? [] : [[one.feature, two.feature]])),
  );
  // Of two keys rather those that many share: they find what the selective ones do not.
  const finders = [
    ...single,
    ...double
      .filter((features) => isSelective(features) && !features.some((feature) => isSelective([feature])))
      .toSorted((one, two) => chance(one) - chance(two)),
  ].slice(0, FINDERS);
  const agree = plan.keys.map(({ feature }) => {
    const without = (measured.get(feature)?.rule.without ?? []).map((value) => `${value}::UBIGINT`);
    const isTold = without.length === 0 ? "" : ` AND hash(l.${quoteName(feature)}) NOT IN (${without.join(", ")})`;
    return `coalesce(l.${quoteName(feature)} = r.${quoteName(feature)}${isTold}, false)`;
  });
  const blocks = finders.map((features, finder) => {
    const keys = features.map(quoteName);
    return `(SELECT ${finder} AS finder, min(i) AS one, max(i) AS two FROM looked_at WHERE ${keys.map((key) => `${key} IS NOT NULL`).join(" AND ")} GROUP BY ${keys.join(", ")} HAVING count(*) BETWEEN 2 AND 6 ORDER BY hash(min(i)) LIMIT ${MATCHES_PER_RULE})`;
  });
  if (blocks.length === 0) return [];
  // All of them meet their records in one join.
  const rows = await engine.rows(
    `SELECT count(*), finder, ${agree.join(", ")} FROM (${blocks.join(" UNION ALL ")}) JOIN looked_at l ON l.i = one JOIN looked_at r ON r.i = two GROUP BY ALL`,
  );
  const foundBys = finders.map((features) => new Set(features.map((feature) => comparisonOf.get(feature) ?? "")));
  const likely: LikelyMatch[] = [];
  for (const [count, finder, ...row] of rows) {
    const foundBy = foundBys[Number(finder)] ?? new Set<string>();
    const agrees = new Set(plan.keys.flatMap(({ feature }, at) => (row[at] === true ? [feature] : [])));
    if ([...agrees].some((feature) => !foundBy.has(comparisonOf.get(feature) ?? "")))
      likely.push({ foundBy, agrees, count: Number(count) });
  }
  return likely;
}
