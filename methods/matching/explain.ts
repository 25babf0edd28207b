import type { Text } from "@yuejian/contracts";
import { type Comparison, patternParts } from "./comparison.ts";
import { type Estimate, type LevelLogs, oddsOf, type PairRarity, probabilityOf } from "./estimate.ts";
import { featuresOf } from "./features.ts";
import { patternOf } from "./interpret.ts";
import type { MatchingPlan } from "./standard.ts";

/** What one comparison said about a pair. */
export interface ExplainedComparison {
  readonly comparison: string;
  /** The values of both records, field by field, as they stand. */
  readonly values: readonly { readonly field: string; readonly left: string | null; readonly right: string | null }[];
  /** Null where there was nothing to compare. */
  readonly level: { readonly id: string; readonly label: Text } | null;
  /** Bits for (positive) or against a match; how rare the value is, is counted in. */
  readonly weight: number;
}

export interface Explanation {
  readonly comparisons: readonly ExplainedComparison[];
  /** Bits before any comparison: how seldom two records are one. */
  readonly prior: number;
  /** Bits taken off because the same agreement is found among people who live or work together. */
  readonly relatives: number;
  readonly probability: number;
  /** Natural logarithm of the odds. */
  readonly odds: number;
}

export type RecordTexts = Readonly<Record<string, string | null>>;

interface Model {
  readonly estimate: Estimate;
  readonly logs: readonly LevelLogs[];
}

/** Why a pair is linked or not, comparison by comparison; the weights, the prior and the relatives add up to the odds in bits. */
export function explain(
  plan: MatchingPlan,
  model: Model,
  pair: { left: RecordTexts; right: RecordTexts; rarity: PairRarity },
): Explanation {
  const { estimate, logs } = model;
  const { comparisons } = plan;
  const parts = patternParts(
    patternOf(comparisons, featuresOf(pair.left, plan.features), featuresOf(pair.right, plan.features)),
    comparisons,
  );
  const { prior, priorOfRelatives } = estimate;
  const odds = oddsOf(parts, logs, { prior, priorOfRelatives, rarity: pair.rarity });
  const explained = comparisons.map((comparison, at) => explainOne(comparison, parts[at] ?? 0, { logs: logs[at], ...pair }));
  const rarityLeft =
    pair.rarity.personal + pair.rarity.shared - rarityOf(comparisons, parts, pair.rarity).reduce((sum, bits) => sum + bits, 0);
  const rated = explained.map((each, at) => ({
    ...each,
    weight: each.weight + (rarityOf(comparisons, parts, pair.rarity)[at] ?? 0) / Math.LN2,
  }));
  const start = Math.log(prior / (1 - prior - priorOfRelatives)) / Math.LN2;
  const sum = rated.reduce((so, { weight }) => so + weight, start) + rarityLeft / Math.LN2;
  return {
    comparisons: rated,
    prior: start,
    relatives: Math.min(0, odds / Math.LN2 - sum),
    probability: probabilityOf(odds),
    odds,
  };
}

/** The pair's rarity is a sum over its comparisons; it is divided among those that it came from. */
function rarityOf(comparisons: readonly Comparison[], parts: readonly number[], rarity: PairRarity): number[] {
  const kinds = comparisons.map(({ levels }, at) => {
    const level = levels[(parts[at] ?? 0) - 1];
    return level?.rarity === undefined ? null : level.isPersonal ? "personal" : "shared";
  });
  const count = (kind: "personal" | "shared"): number => kinds.filter((each) => each === kind).length;
  return kinds.map((kind) => (kind === null ? 0 : rarity[kind] / count(kind)));
}

function explainOne(
  comparison: Comparison,
  part: number,
  { logs, left, right }: { logs: LevelLogs | undefined; left: RecordTexts; right: RecordTexts },
): ExplainedComparison {
  const level = comparison.levels[part - 1];
  return {
    comparison: comparison.id,
    values: comparison.fields.map((field) => ({ field, left: left[field] ?? null, right: right[field] ?? null })),
    level: level ? { id: level.id, label: level.label } : null,
    weight: ((logs?.matches[part] ?? 0) - (logs?.others[part] ?? 0)) / Math.LN2,
  };
}
