import { type Static, Type } from "typebox";
import { INSTRUMENT_KINDS } from "../instrument.ts";
import { LAW_LEVELS } from "../law.ts";
import { LAW_CHANGES, LAW_NOTICE_STATUSES, LAW_RULE_KINDS } from "../law-rule.ts";
import { LEAD_STATUSES } from "../lead.ts";
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

/** GET /api/laws/rules — every rule of the house that names an article, and what the wording of today says to it. */
export const LawRulesQuery = exact({
  kind: Type.Optional(oneOf(LAW_RULE_KINDS)),
  /** `unresolved`: whose article is not found in the wording of today, or whose law is not held. */
  state: Type.Optional(Type.Enum(["resolved", "unresolved"])),
  ...PageQuery,
});
export const LawRulesShape = page(
  exact({
    ...LawRuleShape.properties,
    /** As the rule names the law, and as it is known. */
    named: Type.String(),
    law: orNull(Type.String()),
    key: orNull(Type.String()),
    place: Type.String(),
    state: Type.String(),
    stateText: TextShape,
  }),
);
export type LawRulesView = Static<typeof LawRulesShape>;

/** Cases by what the rule touched, the newest first. */
const TouchedCasesShape = Type.Array(exact({ id: Type.String(), number: Type.String(), office: Type.String(), at: Type.String() }));

export const LawNoticeShape = exact({
  id: Type.String(),
  /** Version of the notice, for decisions. */
  number: Type.Integer(),
  rule: LawRuleShape,
  law: Type.String(),
  key: Type.String(),
  label: Type.String(),
  change: oneOf(LAW_CHANGES),
  /** First day of the change; null: not told. */
  changesOn: orNull(Type.String()),
  status: oneOf(LAW_NOTICE_STATUSES),
  openedAt: Type.String(),
  decision: orNull(exact({ reason: Type.String(), byName: Type.String(), at: Type.String() })),
  ledgerIndex: orNull(Type.Integer()),
  mayJudge: Type.Boolean(),
});
export type LawNoticeView = Static<typeof LawNoticeShape>;

/** GET /api/laws/notices?status= — rules whose article changed; those that are to be looked at or changed when no status is given. */
export const LawNoticesQuery = exact({
  status: Type.Optional(oneOf({ ...LAW_NOTICE_STATUSES, any: 0 })),
  kind: Type.Optional(oneOf(LAW_RULE_KINDS)),
  ...PageQuery,
});
export const LawNoticesShape = page(LawNoticeShape);
export type LawNoticesView = Static<typeof LawNoticesShape>;

/** GET /api/laws/notices/:notice — with the difference, and what the rule touched since the day of the change. */
export const LawNoticeDetailShape = exact({
  notice: LawNoticeShape,
  /** Days of the wordings before and after. */
  from: orNull(Type.String()),
  to: orNull(Type.String()),
  /** Places that the rule names in the article, each with whether it reads as before; null: the place is the article as a whole, or is gone. */
  places: Type.Array(exact({ place: Type.String(), isSame: orNull(Type.Boolean()) })),
  pieces: Type.Array(exact({ kind: Type.Enum(["same", "removed", "added"]), text: Type.String() })),
  touched: LawTouchedShape,
  leads: Type.Array(exact({ id: Type.String(), status: oneOf(LEAD_STATUSES), office: Type.String(), at: Type.String() })),
  cases: TouchedCasesShape,
  handled: TouchedCasesShape,
});
export type LawNoticeDetail = Static<typeof LawNoticeDetailShape>;

/** POST /api/laws/notices/:notice/decision */
export const LawNoticeDecisionBody = exact({
  number: Type.Integer(),
  decision: Type.Enum(["right", "must-change"]),
  reason: Type.String({ minLength: 1, maxLength: 2000 }),
});
