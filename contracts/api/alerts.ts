import { type Static, Type } from "typebox";
import { ALERT_SUBJECTS } from "../alert-rule.ts";
import { BUSINESS_LINES, ROLES } from "../organisation.ts";
import { exact, oneOf, page } from "./shapes.ts";

const Ids = Type.Array(Type.String({ minLength: 1, maxLength: 100 }), { maxItems: 100, uniqueItems: true });

const ConditionsShape = exact({
  models: Type.Optional(Ids),
  offices: Type.Optional(Ids),
  lines: Type.Optional(Type.Array(oneOf(BUSINESS_LINES), { uniqueItems: true })),
  /** Fen. */
  leastAmount: Type.Optional(Type.Integer({ minimum: 1 })),
  window: Type.Optional(exact({ count: Type.Integer({ minimum: 2, maximum: 100_000 }), days: Type.Integer({ minimum: 1, maximum: 90 }) })),
  authorities: Type.Optional(Ids),
  isOwn: Type.Optional(Type.Boolean()),
  sources: Type.Optional(Ids),
});

const RecipientShape = Type.Union([
  exact({ kind: Type.Literal("me") }),
  exact({ kind: Type.Literal("group"), office: Type.String(), roles: Type.Array(oneOf(ROLES), { minItems: 1, uniqueItems: true }) }),
]);

/** POST /api/alerts — `id` left out: a new one; its `version` is then 0. */
export const AlertRuleBody = exact({
  id: Type.Optional(Type.String()),
  title: Type.String({ minLength: 1, maxLength: 100 }),
  subject: oneOf(ALERT_SUBJECTS),
  conditions: ConditionsShape,
  recipient: RecipientShape,
  isEnabled: Type.Boolean(),
  version: Type.Integer({ minimum: 0 }),
});
export type AlertRuleOrder = Static<typeof AlertRuleBody>;

export const AlertRuleShape = exact({
  ...AlertRuleBody.properties,
  id: Type.String(),
  owner: exact({ id: Type.String(), name: Type.String() }),
  createdAt: Type.String(),
  mayChange: Type.Boolean(),
});
export type AlertRuleView = Static<typeof AlertRuleShape>;

/** GET /api/alerts — the caller's own, and those of groups of offices that the caller sees. */
export const AlertRulesShape = page(AlertRuleShape);
