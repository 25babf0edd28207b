export { type Course, EFFECT_LIMITS, type Effect, type EffectRefusal, effectOfSuggestion, type Period } from "./effect-of-suggestion.ts";
