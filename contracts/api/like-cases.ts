import { type Static, Type } from "typebox";
import { exact, orNull, TextShape } from "./shapes.ts";

const PlaceShape = exact({ start: Type.Integer(), end: Type.Integer() });

/** POST /api/laws/charges — a text of facts; it is read and not kept. */
export const ChargesBody = exact({
  text: Type.String({ minLength: 1, maxLength: 200_000 }),
  /** Whose wording of the articles is shown; today when not given. */
  on: Type.Optional(Type.String({ format: "date" })),
});
export type ChargesOrder = Static<typeof ChargesBody>;

const ChargeArticleShape = exact({
  /** 刑法 第二百六十四条 */
  label: Type.String(),
  law: Type.String(),
  key: Type.String(),
  /** Null: no wording of that day has been imported. */
  text: orNull(Type.String()),
});

const SuggestedChargeShape = exact({
  /** With 罪. */
  charge: Type.String(),
  /** That it is one of the charges of the text, 0 to 1. */
  probability: Type.Number(),
  articles: Type.Array(ChargeArticleShape),
  /** Words that speak for it, the heaviest first, with their places in the text. */
  reasons: Type.Array(exact({ text: Type.String(), weight: Type.Number(), places: Type.Array(PlaceShape) })),
  /** How much the rest of its words is like cases of this charge; 1: no charge more. */
  likeness: Type.Number(),
});
export type SuggestedChargeView = Static<typeof SuggestedChargeShape>;

export const ChargesShape = exact({
  /** The likeliest first. A proposal for a person: which charge it is, people decide. */
  charges: Type.Array(SuggestedChargeShape),
  /** How many of them, from the first, are named; 0: cannot tell. */
  named: Type.Integer(),
  verdict: TextShape,
  /** Only the beginning of the text was looked at. */
  isCut: Type.Boolean(),
  /** What the weights were learned from. */
  origin: Type.String(),
});
export type ChargesView = Static<typeof ChargesShape>;
