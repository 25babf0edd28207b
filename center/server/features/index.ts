export { type FeatureStates, featureStates } from "./states.ts";
export { type FeatureChange, switchFeature } from "./switch-feature.ts";
