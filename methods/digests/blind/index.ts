export { createVrfEvaluator, type VrfEvaluator } from "./vrf-evaluator.ts";
