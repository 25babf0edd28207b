import { type Static, Type } from "typebox";
import { exact, orNull } from "./shapes.ts";

/** POST /api/laws/answers — a draft by the language model that an operator chose. Only sentences are kept whose every citation is one of the given articles. */
export const LawAnswerBody = exact({
  query: Type.String({ minLength: 1, maxLength: 1000 }),
  on: Type.Optional(Type.String({ format: "date" })),
});
export const LawAnswerShape = exact({
  query: Type.String(),
  on: Type.String(),
  /** Where the question went. */
  host: Type.String(),
  model: Type.String(),
  given: Type.Array(exact({ law: Type.String(), key: Type.String(), article: Type.String() })),
  /** `cites`: places in `given`. */
  sentences: Type.Array(exact({ text: Type.String(), cites: Type.Array(Type.Integer()) })),
  /** Sentences that were dropped, by why: no-citation, unresolved, not-given, number. */
  dropped: Type.Array(exact({ reason: Type.String(), count: Type.Integer() })),
});
export type LawAnswerView = Static<typeof LawAnswerShape>;

const SecretShape = exact({ from: Type.Enum(["env", "file"]), name: Type.String({ maxLength: 100 }) });
/** GET /api/laws/assistant — null: off. */
export const LawAssistantShape = exact({
  assistant: orNull(exact({ url: Type.String(), model: Type.String(), secret: orNull(SecretShape), at: Type.String() })),
});
export type LawAssistantView = Static<typeof LawAssistantShape>;
/** POST /api/laws/assistant — `assistant` null switches it off. */
export const LawAssistantBody = exact({
  assistant: orNull(
    exact({ url: Type.String({ maxLength: 500 }), model: Type.String({ minLength: 1, maxLength: 200 }), secret: orNull(SecretShape) }),
  ),
  reason: Type.String({ minLength: 1, maxLength: 1000 }),
});
