import type { Cause, PatternFamily, PatternGroup, PatternKind, PatternStatus } from "@yuejian/contracts";

/** Patterns of rules, causes, places, authorities and times. No column tells of a person but who decided. */
export interface PatternTables {
  pattern_searches: PatternSearchesTable;
  patterns: PatternsTable;
  pattern_decisions: PatternDecisionsTable;
  rule_causes: RuleCausesTable;
  white_papers: WhitePapersTable;
}

interface PatternSearchesTable {
  id: string;
  at: string;
  actor: string;
  /** `YYYY-MM`, in China. */
  first_month: string;
  months: number;
  tests: number;
  found: number;
  /** JSON. */
  left_out: string;
  job: string;
  outbox: number;
}

/** As the newest search that found it has it. */
interface PatternsTable {
  id: string;
  /** Canonical JSON of family, kind, unit and group. */
  key: string;
  version: number;
  family: PatternFamily;
  kind: PatternKind;
  /** Office id, or the authority's name. */
  unit: string;
  group_kind: PatternGroup;
  group_id: string;
  /** JSON arrays: model ids, business lines. */
  rules: string;
  lines: string;
  from_month: string;
  to_month: string;
  observed: number;
  /** PatternNumbers, JSON. */
  content: string;
  search: string;
  status: PatternStatus;
  changed_at: string;
}

interface PatternDecisionsTable {
  id: string;
  pattern: string;
  action: "dismiss" | "reopen" | "propose";
  reason: string;
  /** What was counted when it was decided; expected as decimal text. */
  observed: number;
  expected: string;
  case_id: string | null;
  actor: string;
  at: string;
  outbox: number;
}

interface RuleCausesTable {
  rule: string;
  version: number;
  cause: Cause | null;
  reason: string;
  actor: string;
  at: string;
  outbox: number;
}

interface WhitePapersTable {
  year: number;
  version: number;
  /** PaperTexts, JSON. */
  texts: string;
  actor: string;
  at: string;
  outbox: number;
}
