import type { BlockingKey } from "./standard.ts";

/** Records that agree on all features of a rule are compared. No feature at all: every record with every other. */
export interface BlockingRule {
  readonly features: readonly string[];
  /** Values shared by so many records that they bring nobody together (a telephone of noughts), as the engine's hashes. */
  readonly without?: readonly string[];
}

/** Likely matches that are alike: the comparisons of the rule that found them, and all keys on which their records agree. */
export interface LikelyMatch {
  readonly foundBy: ReadonlySet<string>;
  readonly agrees: ReadonlySet<string>;
  /** How many there are. */
  readonly count: number;
}

export interface BlockingInput {
  readonly keys: readonly BlockingKey[];
  /** Per key: the chance that two records agree on it. */
  readonly chances: ReadonlyMap<string, number>;
  readonly likely: readonly LikelyMatch[];
  /** All pairs of records, and how many may be compared. */
  readonly pairs: number;
  readonly bound: number;
  /** Of each rule what it is without the values that too many share, and the pairs that it really brings together: two keys need not be independent. */
  readonly measure: (rules: readonly BlockingRule[]) => Promise<readonly { readonly rule: BlockingRule; readonly pairs: number }[]>;
}

/** Likely matches that a further rule must newly find, as a share of all. */
const LEAST_GAIN = 0.001;
/** Share of the bound that one rule may take. */
const LARGEST_SHARE = 0.4;

/** Rules measured at once. Measuring only ever makes a rule dearer, so that more of them change no choice. */
const MEASURED_AT_ONCE = 4;

/** Every key by itself, and two keys of different comparisons. */
function possibleRules(keys: readonly BlockingKey[]): BlockingRule[] {
  const single = keys.map(({ feature }) => ({ features: [feature] }));
  const double = keys.flatMap((one, at) =>
    keys.slice(at + 1).flatMap((two) => (one.comparison === two.comparison ? [] : [{ features: [one.feature, two.feature] }])),
  );
  return [...single, ...double];
}

/** Chooses rules by what they newly cover per pair that they cost, until nothing more is gained or the bound on pairs is reached. A rule is credited
 *  only with matches that were found without its comparisons, so that nothing is covered because it was looked for that way. */
export async function chooseRules(input: BlockingInput): Promise<BlockingRule[]> {
  const { keys, chances, likely, pairs, bound, measure } = input;
  const comparisonOf = new Map(keys.map(({ feature, comparison }) => [feature, comparison]));
  const expected = (rule: BlockingRule): number => rule.features.reduce((product, feature) => product * (chances.get(feature) ?? 1), pairs);
  let left = possibleRules(keys)
    .map((rule) => ({ rule, cost: expected(rule), isMeasured: false, covers: coverage(rule, likely, comparisonOf) }))
    .filter(({ cost, covers }) => cost <= LARGEST_SHARE * bound && covers.length > 0);
  const sum = (of: readonly LikelyMatch[]): number => of.reduce((so, { count }) => so + count, 0);
  const all = sum(likely);
  const covered = new Set<LikelyMatch>();
  const chosen: BlockingRule[] = [];
  let spent = 0;
  const valueOf = (each: (typeof left)[number]): number => sum(each.covers.filter((match) => !covered.has(match)));
  const worthOf = (each: (typeof left)[number]): number => valueOf(each) / (each.cost + pairs / 1e7 + 1);
  for (;;) {
    left = left.filter((each) => each.cost <= LARGEST_SHARE * bound && spent + each.cost <= bound && valueOf(each) > LEAST_GAIN * all);
    const worths = new Map(left.map((each) => [each, worthOf(each)]));
    const best = left.toSorted((one, two) => (worths.get(two) ?? 0) - (worths.get(one) ?? 0));
    const [first] = best;
    if (!first) return chosen;
    if (!first.isMeasured) {
      const next = best.filter(({ isMeasured }) => !isMeasured).slice(0, MEASURED_AT_ONCE);
      for (const [at, measured] of (await measure(next.map(({ rule }) => rule))).entries()) {
        const each = next[at];
        if (!each) continue;
        each.rule = measured.rule;
        each.cost = Math.max(each.cost, measured.pairs);
        each.isMeasured = true;
      }
      continue;
    }
    chosen.push(first.rule);
    spent += first.cost;
    for (const match of first.covers) covered.add(match);
    left = left.filter((each) => each !== first);
  }
}

function coverage(rule: BlockingRule, likely: readonly LikelyMatch[], comparisonOf: ReadonlyMap<string, string>): LikelyMatch[] {
  const own = rule.features.map((feature) => comparisonOf.get(feature) ?? "");
  return likely.filter(
    ({ foundBy, agrees }) => rule.features.every((feature) => agrees.has(feature)) && !own.some((comparison) => foundBy.has(comparison)),
  );
}
