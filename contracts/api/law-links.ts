import { type Static, Type } from "typebox";
import { INSTRUMENT_KINDS } from "../instrument.ts";
import { LAW_LEVELS } from "../law.ts";
import { LAW_RULE_KINDS } from "../law-rule.ts";
import { exact, oneOf, orNull, PageQuery, page, TextShape } from "./shapes.ts";

const Day = Type.String({ format: "date" });
const Name = Type.String({ minLength: 1, maxLength: 300 });

/** How many the caller may see; `isAtLeast`: there are more. Null where the caller may see none of the kind. */
const TouchedShape = orNull(exact({ total: Type.Integer(), isAtLeast: Type.Boolean() }));

export const LawRuleShape = exact({
  kind: oneOf(LAW_RULE_KINDS),
  id: Type.String(),
  title: TextShape,
  /** Whose rule it is; null: of the house. */
  office: orNull(Type.String()),
  /** Where it is seen in the console; null: it has no page. */
  link: orNull(Type.String()),
});
export type LawRuleView = Static<typeof LawRuleShape>;

/** What a rule did, as far as the caller may see it. */
export const LawTouchedShape = exact({
  leads: TouchedShape,
  /** Supervision cases. */
  cases: TouchedShape,
  /** Cases of the business system. */
  handled: TouchedShape,
});
export type LawTouchedView = Static<typeof LawTouchedShape>;

/** GET /api/laws/cited-by?law=&article=&on= — who refers to an article: laws in force on the day, rules of the house, instruments of cases. */
export const LawCitedByQuery = exact({
  law: Name,
  /** In any form; not given: the law as a whole. */
  article: Type.Optional(Type.String({ maxLength: 60 })),
  on: Type.Optional(Day),
  ...PageQuery,
});
export const LawCitedByShape = exact({
  law: Type.String(),
  article: orNull(Type.String()),
  on: Type.String(),
  laws: page(
    exact({
      law: Type.String(),
      level: oneOf(LAW_LEVELS),
      versionOn: orNull(Type.String()),
      key: Type.String(),
      article: Type.String(),
      paragraph: Type.Integer(),
      text: Type.String(),
      /** Whether the cited article reads today as it did when the citing text came into force; null: that wording is not held. */
      isSame: orNull(Type.Boolean()),
    }),
  ),
  rules: Type.Array(
    exact({
      ...LawRuleShape.properties,
      /** The place as the rule names it: 172.1 */
      places: Type.Array(Type.String()),
      touched: LawTouchedShape,
    }),
  ),
  instruments: page(
    exact({ case: Type.String(), number: Type.String(), office: Type.String(), kind: oneOf(INSTRUMENT_KINDS), draftedAt: Type.String() }),
  ),
});
export type LawCitedByView = Static<typeof LawCitedByShape>;

/** GET /api/laws/citation-counts?law=&on= — of each article, how many articles of laws in force, rules and instruments refer to it. */
export const LawCitationCountsQuery = exact({ law: Name, on: Type.Optional(Day) });
export const LawCitationCountsShape = exact({
  law: Type.String(),
  on: Type.String(),
  articles: Type.Array(exact({ key: Type.String(), laws: Type.Integer(), rules: Type.Integer(), instruments: Type.Integer() })),
});
export type LawCitationCountsView = Static<typeof LawCitationCountsShape>;
