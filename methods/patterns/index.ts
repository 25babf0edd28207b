export {
  type Counted,
  type Family,
  type FoundPattern,
  findPatterns,
  PATTERN_LIMITS,
  type PatternSearch,
  type RuleGroup,
} from "./find-patterns.ts";
