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
  const largest = Math.sqrt(2 * LARGEST_BLOCK * bound);
  const seen = Math.max(LEAST_SEEN, largest * Math.min(1, LOOKED_AT / records));
  const withoutLarge = async ({ features }: BlockingRule): Promise<BlockingRule> => {
    const key = keySql({ features });
    const found = await engine.rows(
      `SELECT key::VARCHAR, count(*), (SELECT count(*) FROM looked_at WHERE ${key} IS NOT NULL) FROM (SELECT ${key} AS key FROM looked_at) WHERE key IS NOT NULL GROUP BY key HAVING count(*) > ${Math.ceil(seen)} ORDER BY key LIMIT ${MOST_WITHOUT + 1}`,
    );
    const left = found.reduce((so, [, count, all]) => so - Number(count) / Number(all), 1);
    if (found.length === 0 || found.length > MOST_WITHOUT || left < 0.5) return { features };
    return { features, without: found.map(([value]) => String(value)) };
  };
  const chanceOf = async (rule: BlockingRule): Promise<number> => {
    const [found] = await engine.rows(
      `SELECT coalesce(sum(c * (c - 1)), 0) / greatest(1, (SELECT count(*) * (count(*) - 1) FROM measured)) FROM (SELECT count(*)::DOUBLE AS c FROM (SELECT ${keySql(rule)} AS key FROM measured) WHERE key IS NOT NULL GROUP BY key)`,
    );
    return Number(found?.[0]);
  };
  const [chances, single] = [new Map<string, number>(), new Map<string, BlockingRule>()];
  for (const { feature } of plan.keys) {
    const rule = await withoutLarge({ features: [feature] });
    single.set(feature, rule);
    chances.set(feature, await chanceOf(rule));
  }
  const likely = await likelyMatches(engine, plan, { chances, single, records });
  const rules = await chooseRules({
    keys: plan.keys,
    chances,
    likely,
    pairs,
    bound,
    measure: async (given) => {
      const rule = await withoutLarge(given);
      return { rule, pairs: (await chanceOf(rule)) * pairs };
    },
  });
  await engine.run("DROP TABLE measured");
  await engine.run("DROP TABLE looked_at");
  return rules;
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
  { chances, single: rules, records }: { chances: ReadonlyMap<string, number>; single: ReadonlyMap<string, BlockingRule>; records: number },
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
    const without = (rules.get(feature)?.without ?? []).map((value) => `${value}::UBIGINT`);
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
    `SELECT finder, ${agree.join(", ")} FROM (${blocks.join(" UNION ALL ")}) JOIN looked_at l ON l.i = one JOIN looked_at r ON r.i = two`,
  );
  const foundBys = finders.map((features) => new Set(features.map((feature) => comparisonOf.get(feature) ?? "")));
  const likely: LikelyMatch[] = [];
  for (const [finder, ...row] of rows) {
    const foundBy = foundBys[Number(finder)] ?? new Set<string>();
    const agrees = new Set(plan.keys.flatMap(({ feature }, at) => (row[at] === true ? [feature] : [])));
    if ([...agrees].some((feature) => !foundBy.has(comparisonOf.get(feature) ?? ""))) likely.push({ foundBy, agrees });
  }
  return likely;
}
