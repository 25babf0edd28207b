export { readSecret } from "./source-secret.ts";
export { viewAlert, viewLoads, viewSource } from "./source-view.ts";
export { createSources, type Source, type Sources } from "./sources.ts";
