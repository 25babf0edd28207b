export { type CaseClock, type ClockReason, caseClocks, earliestDue, explainClock } from "./case-clocks.ts";
export type { CaseActor, CaseContext } from "./case-context.ts";
export { type CaseMove, caseMoves } from "./case-moves.ts";
export { type NextResponsible, nextOf } from "./case-next.ts";
export { after, caseAfter, effectiveEvents } from "./case-state.ts";
export { CASE_STEPS, type CaseParty, type CaseStep, isOpen } from "./case-steps.ts";
export { actionsFor, type CaseDecision, decideCase, isLastApproval } from "./decide-case.ts";
export { awaitsRun, checkMerge, lookBackOutcome, mayTakeBack, occur, undoableStep, undoCase } from "./occur.ts";
export { type HandlerCandidate, type HandlerProposal, proposeHandlers } from "./propose-handler.ts";
