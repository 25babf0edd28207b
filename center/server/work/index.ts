export { batchOf, type CatalogueOptions, createBatchCatalogue, readBatch, readBatches, readSchemas } from "./catalogue.ts";
export { changeLeadTask } from "./change-lead-task.ts";
export { commitRun, type FinishedRun } from "./commit-run.ts";
export type { ExplainedFinding } from "./found-leads.ts";
export { handlers } from "./handlers.ts";
export { areIndexesMissing, queueIndexing } from "./index-handler.ts";
export {
  type Asker,
  type CaseImportJob,
  createWork,
  type FileJob,
  type IntakeJob,
  type JobKind,
  type RetryJob,
  type RunJob,
  type Work,
} from "./job-kinds.ts";
export {
  changeLead,
  changeLeadIn,
  conflictAt,
  EVENT_WORDS,
  type LeadChangePorts,
  type LeadChangeRequest,
  remarkLeadIn,
  undoLeadIn,
} from "./lead-change.ts";
export { insertMentions, withdrawComment } from "./lead-comments.ts";
export { leadEventOf, leadOf } from "./lead-rows.ts";
export { statedLead } from "./lead-statement.ts";
export { leadTasksOf, openLeadTasks } from "./lead-tasks.ts";
export { loadCases, loadModel, loadModels, loadPackages, type ModelLibrary, readPackage } from "./model-library.ts";
export { queueDetection } from "./queue-detection.ts";
export { runsOf, runView } from "./run-views.ts";
export { currentSnapshot } from "./snapshot.ts";
export type { Workplace } from "./workplace.ts";
