import { type Static, Type } from "typebox";
import { CAUSES, PATTERN_FAMILIES, PATTERN_GROUPS, PATTERN_KINDS, PATTERN_STATUSES } from "../governance.ts";
import { LEAD_STATUSES } from "../lead.ts";
import { CASE_STAGES } from "../supervision-case.ts";
import { DraftCommandShape } from "./cases.ts";
import { exact, oneOf, orNull, PageQuery, page, TextShape } from "./shapes.ts";

const Month = Type.String({ pattern: "^\\d{4}-\\d{2}$" });
const Id = Type.String({ maxLength: 64 });
const Reason = Type.String({ maxLength: 2000 });
const Against = exact({ observed: Type.Integer(), expected: Type.Number() });

const PatternSearchShape = exact({
  id: Type.String(),
  at: Type.String(),
  /** First and last month that were counted. */
  from: Month,
  to: Month,
  /** Comparisons that were made. */
  tests: Type.Integer(),
  found: Type.Integer(),
  /** Rules whose counts lie at too few places or authorities to compare. */
  leftOut: Type.Array(exact({ family: oneOf(PATTERN_FAMILIES), rule: Type.String(), units: Type.Integer() })),
  ledgerIndex: orNull(Type.Integer()),
});
export type PatternSearchView = Static<typeof PatternSearchShape>;

const PatternShape = exact({
  id: Type.String(),
  version: Type.Integer(),
  family: oneOf(PATTERN_FAMILIES),
  kind: oneOf(PATTERN_KINDS),
  /** Office id, or the authority's name. */
  unit: Type.String(),
  unitName: TextShape,
  group: exact({ kind: oneOf(PATTERN_GROUPS), id: Type.String(), title: TextShape }),
  /** Rules that were counted. */
  rules: Type.Array(exact({ id: Type.String(), title: TextShape })),
  from: Month,
  to: Month,
  observed: Type.Integer(),
  expected: Type.Number(),
  ratio: Type.Number(),
  /** By chance alone at least as much, of this one comparison. */
  probability: Type.Number(),
  /** The same after everything that was compared: of patterns kept up to this value, the share of false ones expected at most. */
  adjusted: Type.Number(),
  /** How many times as much such counts vary as chance alone lets them; 1: not more. */
  dispersion: Type.Number(),
  sentence: TextShape,
  status: oneOf(PATTERN_STATUSES),
  /** Found by the newest search. */
  isCurrent: Type.Boolean(),
  changedAt: Type.String(),
  search: PatternSearchShape,
});
export type PatternView = Static<typeof PatternShape>;

/** GET /api/patterns — the surest first. */
export const PatternsQuery = exact({
  ...PageQuery,
  status: Type.Optional(oneOf(PATTERN_STATUSES)),
  /** Also those that the newest search does not find any more. */
  past: Type.Optional(Type.Boolean()),
});
export const PatternsShape = exact({ ...page(PatternShape).properties, search: orNull(PatternSearchShape) });
export type PatternsPage = Static<typeof PatternsShape>;

const PatternLeadShape = exact({
  id: Type.String(),
  model: Type.String(),
  office: Type.String(),
  status: oneOf(LEAD_STATUSES),
  createdAt: Type.String(),
  case: orNull(Type.String()),
});
const PatternCaseShape = exact({
  id: Type.String(),
  version: Type.Integer(),
  number: Type.String(),
  model: Type.String(),
  office: Type.String(),
  stage: oneOf(CASE_STAGES),
  receiver: orNull(Type.String()),
  openedAt: Type.String(),
  /** Commands of a suggestion that the caller may give in it now. */
  may: Type.Array(oneOf({ merge: 0, draft: 0 })),
});

/** GET /api/patterns/:pattern */
export const PatternDetailShape = exact({
  pattern: PatternShape,
  /** Month by month: what was counted, and what shares let expect. */
  course: Type.Array(exact({ month: Month, ...Against.properties })),
  /** What the same time (or the same rules elsewhere) shows: where this rose too, another cause is likely. */
  beside: orNull(Against),
  /** Innocent explanations to be ruled out by people. */
  toRuleOut: Type.Array(TextShape),
  /** Other groups that show by the same counts. */
  alsoAs: Type.Array(TextShape),
  /** What is counted now; leads and cases may have changed since the search. */
  leads: exact({ total: Type.Integer(), items: Type.Array(PatternLeadShape) }),
  cases: exact({ total: Type.Integer(), items: Type.Array(PatternCaseShape) }),
  /** Draft of a governance suggestion, for people to complete. */
  suggestion: exact({ title: Type.String(), body: Type.String(), receiver: Type.String() }),
  decisions: Type.Array(
    exact({
      action: oneOf({ dismiss: 0, reopen: 0, propose: 0 }),
      at: Type.String(),
      actorName: Type.String(),
      reason: Type.String(),
      /** What was counted when it was decided. */
      observed: Type.Integer(),
      expected: Type.Number(),
      case: orNull(Type.String()),
      ledgerIndex: orNull(Type.Integer()),
    }),
  ),
  may: Type.Array(oneOf({ dismiss: 0, reopen: 0, propose: 0 })),
});
export type PatternDetail = Static<typeof PatternDetailShape>;

/** POST /api/patterns/searches — answered with the job. */
export const PatternSearchBody = exact({ months: Type.Optional(Type.Integer({ minimum: 6, maximum: 60 })) });

/** POST /api/patterns/:pattern/dismiss and …/reopen */
export const PatternDecisionBody = exact({ version: Type.Integer(), reason: Reason });

/** POST /api/patterns/:pattern/propose — merges cases into one and drafts the governance suggestion there, as the caller. Each merge is a step of its own: cases that
 *  others changed meanwhile are named and the rest goes on. */
export const PatternProposalBody = exact({
  version: Type.Integer(),
  /** The case that becomes the systemic one. */
  into: exact({ case: Id, version: Type.Integer() }),
  merge: Type.Array(exact({ case: Id, version: Type.Integer() }), { maxItems: 200 }),
  /** Null: whoever merges does not handle the case; its owner drafts later. */
  draft: orNull(DraftCommandShape),
  reason: Reason,
});
export type PatternProposal = Static<typeof PatternProposalBody>;
export const PatternProposedShape = exact({
  pattern: PatternShape,
  case: Type.String(),
  merged: Type.Array(Type.String()),
  refused: Type.Array(exact({ case: Type.String(), text: TextShape })),
});
export type PatternProposed = Static<typeof PatternProposedShape>;

/** GET /api/pattern-causes, POST /api/pattern-causes/:rule */
export const RuleCauseShape = exact({
  rule: Type.String(),
  title: TextShape,
  version: Type.Integer(),
  cause: orNull(oneOf(CAUSES)),
  setAt: orNull(Type.String()),
});
export type RuleCauseView = Static<typeof RuleCauseShape>;
export const RuleCausesShape = exact({ items: Type.Array(RuleCauseShape) });
export const RuleCauseBody = exact({ version: Type.Integer(), cause: orNull(oneOf(CAUSES)), reason: Reason });
