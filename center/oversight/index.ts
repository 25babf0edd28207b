export { APPROVAL_DAYS, checkProposal, decideApproval, isInForce } from "./approvals.ts";
export { caseNumber, documentNumber, instrumentNumber, officialYear, seriesOf } from "./case-number.ts";
export { checkDay } from "./cases/case-refusals.ts";
export {
  actionsFor,
  after,
  awaitsRun,
  CASE_STEPS,
  type CaseActor,
  type CaseClock,
  type CaseContext,
  type CaseDecision,
  type CaseMove,
  type CaseParty,
  type CaseStep,
  type ClockReason,
  caseAfter,
  caseClocks,
  caseMoves,
  checkMerge,
  decideCase,
  earliestDue,
  effectiveEvents,
  explainClock,
  type HandlerCandidate,
  type HandlerProposal,
  isLastApproval,
  isOpen,
  lookBackOutcome,
  mayDecideRecusal,
  mayTakeBack,
  type NextResponsible,
  nextOf,
  occur,
  proposeHandlers,
  REACHED,
  type Reached,
  undoableStep,
  undoCase,
} from "./cases/index.ts";
export { CHINA_OFFSET_MS, dayAfter, dayInChina, startOfDay } from "./china-days.ts";
export { type Involved, isIndependent } from "./contests.ts";
export { type CommandContext, type Decision, decide, LEAD_STEPS, type Refusal } from "./decide.ts";
export { type DismissedLead, expiresAt, type RetentionDays } from "./expiry.ts";
export { type Finder, found, foundAgain } from "./found.ts";
export {
  type ComposeFacts,
  checkTemplate,
  composeInstrument,
  composePaper,
  composeSample,
  houseTemplate,
  mayIssue,
  type PaperFacts,
} from "./instruments/index.ts";
export { decideLeadTask, type LeadTaskContext, leadTasks } from "./lead-tasks.ts";
export { type Remark, remark } from "./remark.ts";
export { replay } from "./replay.ts";
export { type Undone, undo } from "./undo.ts";
export { type WaitingBatch, type WaitingJob, type WaitingLead, type WorkItem, workItems } from "./work-items.ts";
