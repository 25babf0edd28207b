import { type Static, Type } from "typebox";
import { exact, orNull, PageQuery, page, TextShape } from "./shapes.ts";

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

const Day = Type.String({ format: "date" });
const CircumstanceShape = exact({ code: Type.String(), name: TextShape, places: Type.Array(PlaceShape) });
const AmountShape = exact({ yuan: Type.Number(), start: Type.Integer(), end: Type.Integer() });
const SentenceShape = exact({ penalty: Type.String(), text: TextShape, months: orNull(Type.Integer()), isSuspended: Type.Boolean() });

/** POST /api/like-cases — a text of facts; it is read and not kept. */
export const LikeCasesBody = exact({
  text: Type.String({ minLength: 1, maxLength: 200_000 }),
  /** Only cases of this charge (with or without 罪). */
  charge: Type.Optional(Type.String({ maxLength: 120 })),
  court: Type.Optional(Type.String({ maxLength: 120 })),
  from: Type.Optional(Day),
  to: Type.Optional(Day),
  /** Only cases with all of these. */
  circumstances: Type.Optional(Type.Array(Type.String({ maxLength: 40 }), { maxItems: 20 })),
  source: Type.Optional(Type.Enum(["office", "public"])),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 20 })),
});
export type LikeCasesOrder = Static<typeof LikeCasesBody>;

const LikeCaseShape = exact({
  id: Type.String(),
  /** `office`: a judgment that an office took in; `public`: a guiding or typical case among the laws. */
  source: Type.Enum(["office", "public"]),
  title: Type.String(),
  number: Type.String(),
  court: Type.String(),
  decidedOn: orNull(Type.String()),
  charges: Type.Array(Type.String()),
  sentence: orNull(SentenceShape),
  amount: orNull(Type.Number()),
  /** Beginning of its facts. */
  excerpt: Type.String(),
  /** 0 to 1, made of the parts; only to be compared within one answer. */
  score: Type.Number(),
  likeness: exact({
    words: Type.Number(),
    charge: Type.Number(),
    amount: Type.Number(),
    step: Type.Number(),
    circumstances: Type.Number(),
  }),
  why: Type.Array(exact({ code: Type.String(), text: TextShape })),
  /** Circumstances that only one of the two has. */
  differs: exact({ here: Type.Array(TextShape), there: Type.Array(TextShape) }),
});
export type LikeCaseView = Static<typeof LikeCaseShape>;

export const LikeCasesShape = exact({
  /** What was read of the text. */
  read: exact({
    charges: Type.Array(exact({ charge: Type.String(), probability: Type.Number() })),
    /** How many of the charges are named; 0: cannot tell. */
    named: Type.Integer(),
    amount: orNull(AmountShape),
    step: orNull(TextShape),
    circumstances: Type.Array(CircumstanceShape),
  }),
  results: Type.Array(LikeCaseShape),
  /** Cases that the reader may see and the filters let through. */
  compared: Type.Integer(),
  /** Terms, in months, of the like cases that have one (imprisonment, detention, public surveillance). */
  sentences: exact({
    /** Charge that the cases behind it share; null: none is named, so there is none. */
    charge: orNull(Type.String()),
    /** Null for fewer than ten: then they are only listed. */
    spread: orNull(
      exact({
        count: Type.Integer(),
        lowest: Type.Number(),
        lowerQuartile: Type.Number(),
        median: Type.Number(),
        upperQuartile: Type.Number(),
        highest: Type.Number(),
      }),
    ),
    /** Every case behind the figures, the likest first. */
    cases: Type.Array(exact({ id: Type.String(), title: Type.String(), months: Type.Integer(), text: TextShape })),
    /** Like cases with a sentence that has no term: death, life, exempt. */
    withoutTerm: Type.Array(exact({ id: Type.String(), title: Type.String(), text: TextShape })),
    note: TextShape,
  }),
});
export type LikeCasesView = Static<typeof LikeCasesShape>;

/** GET /api/judgments/:judgment */
export const JudgmentShape = exact({
  id: Type.String(),
  office: Type.String(),
  number: Type.String(),
  title: Type.String(),
  court: Type.String(),
  decidedOn: orNull(Type.String()),
  charges: Type.Array(Type.String()),
  sentence: orNull(SentenceShape),
  text: Type.String(),
  circumstances: Type.Array(CircumstanceShape),
  amount: orNull(AmountShape),
});
export type JudgmentView = Static<typeof JudgmentShape>;

/** POST /api/judgments/imports, on this machine: a table (CSV, XLSX, JSON …) of judgments for the caller's office. */
export const JudgmentImportBody = exact({ path: Type.String(), sheet: Type.Optional(Type.String({ maxLength: 200 })) });

const JudgmentImportShape = exact({
  id: Type.String(),
  file: Type.String(),
  office: Type.String(),
  at: Type.String(),
  rows: Type.Integer(),
  added: Type.Integer(),
  changed: Type.Integer(),
  same: Type.Integer(),
  refused: Type.Integer(),
  /** The first refused rows, each with its reason. */
  refusals: Type.Array(exact({ row: Type.Integer(), line: Type.Integer(), code: Type.String(), text: TextShape })),
});
export type JudgmentImportView = Static<typeof JudgmentImportShape>;
/** GET /api/judgments/imports */
export const JudgmentImportsQuery = exact(PageQuery);
export const JudgmentImportsShape = page(JudgmentImportShape);
export type JudgmentImportsView = Static<typeof JudgmentImportsShape>;
