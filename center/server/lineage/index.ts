export { type CountValues, findLineageFaults } from "./find-faults.ts";
export { traceLineage } from "./trace.ts";
export { lineageViewer } from "./viewer.ts";
