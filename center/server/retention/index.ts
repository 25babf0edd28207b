export { type DeletionResult, type HeldCount } from "./apply.ts";
export { deletionsOf } from "./erase.ts";
export { deletionJournal, repeatDeletions } from "./journal.ts";
export { type PlannedDataset, planDeletion } from "./plan.ts";
export { endRule, type KeptRule, readRules, ruleFor, setRule } from "./rules.ts";
export { deletionOfRow, orderDeletion, readDeletions, readRun, recordDeleted, rewrites } from "./runs.ts";
export { type DeletionRequest } from "./targets.ts";
