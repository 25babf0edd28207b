import { type BlockingRule, type Comparison, type MatchingPlan } from "@yuejian/matching";
import type { Engine } from "../engine/engine.ts";
import { quoteName } from "../engine/sql-text.ts";
import { levelSql, patternSql, textFeatures } from "./comparison-sql.ts";
import { rarities } from "./prepare-records.ts";

/** Makes the table \`pairs\` (l, r, pattern, personal, shared): the pairs of all rules, each once, the later record not before \`from\`. Pairs are found by
 *  numbers alone and meet the values of their records afterwards, so that these are carried through two joins whatever the number of rules. */
export async function compareCandidates(
  engine: Engine,
  plan: MatchingPlan,
  { rules, from }: { rules: readonly BlockingRule[]; from: number },
): Promise<void> {
  await engine.run(`CREATE TABLE keys AS SELECT ${["i", ...rules.map((rule, at) => `${keySql(rule)} AS k${at}`)].join(", ")} FROM records`);
  await engine.run("CREATE TABLE candidates (l INTEGER, r INTEGER)");
  for (const [at, { features }] of rules.entries()) {
    const agree = features.length === 0 ? [] : [`l.k${at} = r.k${at}`];
    const earlier = rules.slice(0, at).map((_, other) => `(l.k${other} = r.k${other}) IS NOT TRUE`);
    const late = from > 0 ? [`r.i >= ${from}`] : [];
    await engine.run(
      `INSERT INTO candidates SELECT l.i, r.i FROM keys l JOIN keys r ON ${[...agree, "l.i < r.i", ...late, ...earlier].join(" AND ")}`,
    );
  }
  await engine.run("DROP TABLE keys");
  await comparePairs(engine, plan);
}

/** Makes the table `pairs` of the table `candidates` (l, r), which is gone afterwards. */
export async function comparePairs(engine: Engine, plan: MatchingPlan): Promise<void> {
  await engine.run(`CREATE TABLE pairs AS ${patternsOf(plan, { pairs: "candidates", records: "records" })}`);
  await engine.run("DROP TABLE candidates");
}

/** One number for what a record is brought together by; null where a part of it is missing or too many records share it. */
export function keySql({ features, without = [] }: BlockingRule): string {
  if (features.length === 0) return "0";
  const names = features.map(quoteName);
  const key = `hash(${names.join(", ")})`;
  const rare = without.length === 0 ? [] : [`${key} NOT IN (${without.map((value) => `${value}::UBIGINT`).join(", ")})`];
  return `CASE WHEN ${[...names.map((name) => `${name} IS NOT NULL`), ...rare].join(" AND ")} THEN ${key} END`;
}

/** SELECT of pattern alone over a table of pairs (l, r) of records. */
export function barePatternsOf(plan: MatchingPlan, { pairs, records }: { pairs: string; records: string }): string {
  const levels = plan.comparisons.map((comparison, at) => `${levelSql(comparison)} AS g${at}`);
  return `SELECT ${patternSql(plan.comparisons)} AS pattern FROM (SELECT ${levels.join(", ")} FROM ${joined(pairs, records)})`;
}

const joined = (pairs: string, records: string): string =>
  `${pairs} AS pair JOIN ${records} l ON l.i = pair.l JOIN ${records} r ON r.i = pair.r`;

/** SELECT of l, r, pattern and the sums of rarities, personal ones apart, over a table of pairs (l, r) of records. */
function patternsOf(plan: MatchingPlan, { pairs, records }: { pairs: string; records: string }): string {
  const { comparisons } = plan;
  const levels = comparisons.map((comparison, at) => `${levelSql(comparison)} AS g${at}`);
  const rare = rarities(plan);
  const texts = textFeatures(comparisons);
  const sumOf = (isPersonal: boolean): string => {
    const terms = comparisons.flatMap((comparison: Comparison, at) =>
      comparison.levels.flatMap((level, number) => {
        const rarity = rare.find(({ feature }) => feature === level.rarity);
        return !rarity || (level.isPersonal ?? false) !== isPersonal
          ? []
          : [`CASE WHEN g${at} = ${number + 1} THEN coalesce(rarity_${rarity.name}, 0) ELSE 0 END`];
      }),
    );
    return `(${terms.join(" + ") || "0"})::FLOAT`;
  };
  // A value is looked up where the pair agrees on it, not for every pair.
  const looked = rare.filter(({ isColumn }) => !isColumn);
  const agreed = looked.map(({ name, feature }) => {
    const levelsOf = comparisons.flatMap(({ levels: all }, number) =>
      all.flatMap(({ rarity }, level) => (rarity === feature ? [`g${number} = ${level + 1}`] : [])),
    );
    return `CASE WHEN ${levelsOf.join(" OR ")} THEN ${texts.has(feature) ? `hash(${name}_value)` : `${name}_value`} END AS ${name}_key`;
  });
  const values = rare.map(({ name, feature, isColumn }) =>
    isColumn ? `l.${name} AS rarity_${name}` : `l.${quoteName(feature)} AS ${name}_value`,
  );
  const found = looked.map(({ name }) => `${name}.rarity AS rarity_${name}`);
  const joins = looked.map(({ name }) => `LEFT JOIN ${name} ON ${name}.value = ${name}_key`);
  const known = [
    "l",
    "r",
    ...comparisons.map((_, at) => `g${at}`),
    ...rare.flatMap(({ name, isColumn }) => (isColumn ? [`rarity_${name}`] : [])),
  ];
  return `SELECT l, r, pattern, ${sumOf(true)} AS personal, ${sumOf(false)} AS shared FROM (SELECT ${["levels.*", ...found].join(", ")}
    FROM (SELECT ${[...known, `${patternSql(comparisons)} AS pattern`, ...agreed].join(", ")}
      FROM (SELECT ${["pair.l", "pair.r", ...levels, ...values].join(", ")} FROM ${joined(pairs, records)})) AS levels ${joins.join(" ")})`;
}
