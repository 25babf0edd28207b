export { type BlockingInput, type BlockingRule, chooseRules, type LikelyMatch } from "./blocking.ts";
export { canonical, plainPattern, unplainPattern } from "./canonical.ts";
export { type ClusterOptions, type Clusters, clusters } from "./clusters.ts";
export { type Comparison, type Level, type Pattern, patternCount, patternParts, patternSteps, type Test } from "./comparison.ts";
export { type Contradiction, contradictions, type NamedDecision } from "./contradictions.ts";
export { type Decision, isDecided, keptNames, type Links, type NameClaim, withDecisions } from "./decisions.ts";
export {
  assume,
  type Estimate,
  type EstimateInput,
  estimate,
  type LevelLogs,
  levelLogs,
  oddsOf,
  type PairRarity,
  type PatternCounts,
  probabilityOf,
} from "./estimate.ts";
export { type ExplainedComparison, type Explanation, explain, type RecordTexts } from "./explain.ts";
export { featuresOf, NAME_LENGTH } from "./features.ts";
export type { Derivation, Feature, FeatureRow, FeatureValue, Field, FieldKind } from "./fields.ts";
export { type GuessedColumn, type GuessedFields, guessFields, type SampledColumn } from "./guess-fields.ts";
export { FIRST_HAN, foldHan, hanTables, LAST_HAN, READING_BITS } from "./han-characters.ts";
export { holds, levelOf, patternOf } from "./interpret.ts";
export { jaroWinkler } from "./jaro-winkler.ts";
export { mentionsOf } from "./mentions.ts";
export { type BlockingKey, type MatchingPlan, type PlanHints, planFor } from "./standard.ts";
export { bestThreshold, type ExpectedAt, type OddsCounts } from "./threshold.ts";
