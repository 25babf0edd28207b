import { type Static, Type } from "typebox";
import { INSTRUMENT_KINDS } from "../instrument.ts";
import { CASE_STAGES } from "../supervision-case.ts";
import { exact, oneOf, orNull, PageQuery, page, TextShape } from "./shapes.ts";

const ShareShape = exact({ value: Type.Number(), low: Type.Number(), high: Type.Number() });

/** A change as shares: −0.4 is 40 % fewer. Intervals of 95 %. */
export const EFFECT_MEMBERS = {
  effect: ShareShape,
  step: ShareShape,
  yearlyTrend: ShareShape,
  probability: Type.Number(),
  comparison: oneOf({ others: 0, alone: 0 }),
};

/** GET /api/cases/:case/effect — what followed the instrument's service. Counts are of what the case's rules found at its offices, and of the same rules at all others together. */
export const SuggestionEffectShape = exact({
  case: Type.String(),
  number: Type.String(),
  servedOn: Type.String(),
  /** Where the service stands on the ledger. */
  ledgerIndex: orNull(Type.Integer()),
  rules: Type.Array(exact({ id: Type.String(), title: TextShape })),
  offices: Type.Array(Type.String()),
  /** Of a period. */
  days: Type.Integer(),
  course: Type.Array(
    exact({
      from: Type.String(),
      /** Last day. */
      to: Type.String(),
      part: oneOf({ before: 0, service: 0, after: 0 }),
      own: Type.Integer(),
      others: Type.Integer(),
      /** What level and trend before let expect; null before, and where nothing is said. */
      expected: orNull(Type.Number()),
    }),
  ),
  sentence: TextShape,
  doubts: Type.Array(TextShape),
  /** Null: `sentence` says why nothing can be said. */
  result: orNull(exact({ ...EFFECT_MEMBERS, freedom: Type.Number(), autocorrelation: Type.Number(), areSeasonsOut: Type.Boolean() })),
});
export type SuggestionEffectView = Static<typeof SuggestionEffectShape>;

/** GET /api/suggestions — instruments that were served, the newest first. */
export const SuggestionsQuery = exact(PageQuery);
export const SuggestionsShape = page(
  exact({
    case: Type.String(),
    number: Type.String(),
    kind: oneOf(INSTRUMENT_KINDS),
    title: Type.String(),
    receiver: Type.String(),
    office: Type.String(),
    servedOn: Type.String(),
    stage: oneOf(CASE_STAGES),
  }),
);
export type SuggestionsPage = Static<typeof SuggestionsShape>;
