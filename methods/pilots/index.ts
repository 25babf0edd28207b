export { COMPARISON_LIMITS, type ComparedCase, type Comparison, comparePilots, type PilotPlan, type Refusal } from "./compare-pilots.ts";
