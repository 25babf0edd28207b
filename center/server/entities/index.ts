export { recordsOf } from "./constraints.ts";
export { createEntityDecisions, type EntityDecisions } from "./decisions.ts";
export { createEntityMappings, type EntityMappings, entityMappings } from "./mappings.ts";
export { latestEntityRun, runView } from "./runs.ts";
