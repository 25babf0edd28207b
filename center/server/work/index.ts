export { batchOf, type CatalogueOptions, createBatchCatalogue, readBatch, readBatches, readSchemas } from "./catalogue.ts";
export { commitRun, type ExplainedFinding, type FinishedRun } from "./commit-run.ts";
export { handlers } from "./handlers.ts";
export { type Asker, createWork, type FileJob, type IntakeJob, type JobKind, type RetryJob, type RunJob, type Work } from "./job-kinds.ts";
export {
  applyLeadChange,
  changeLead,
  type LeadChange,
  type LeadChangePorts,
  type LeadChangeRequest,
  nextCaseNumber,
} from "./lead-change.ts";
export { leadEventOf, leadOf } from "./lead-rows.ts";
export { loadCases, loadModels, type ModelLibrary } from "./model-library.ts";
export { currentSnapshot, snapshotId } from "./snapshot.ts";
export type { Workplace } from "./workplace.ts";
