export { type CaseClock, type ClockReason, caseClocks, earliestDue, explainClock, replyDue, replyRule } from "./case-clocks.ts";
export type { CaseActor, CaseContext } from "./case-context.ts";
export { type NextResponsible, nextLevel, nextOf } from "./case-next.ts";
export { after, caseAfter, effectiveEvents } from "./case-state.ts";
export { CASE_PARTIES, CASE_STEPS, type CaseParty, type CaseStep, FINAL_STAGES, isOpen } from "./case-steps.ts";
export { actionsFor, type CaseDecision, decideCase, isAtLevel, isLastApproval } from "./decide-case.ts";
export { awaitsRun, checkMerge, checkOpenForMore, lookBackOutcome, mayTakeBack, occur, undoableStep, undoCase } from "./occur.ts";
export { type HandlerCandidate, type HandlerProposal, proposeHandlers } from "./propose-handler.ts";
