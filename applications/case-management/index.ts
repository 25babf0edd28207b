export { type CaseClock, type CaseClocks, type ClockState, caseClocks, caseDue, clockState, clockTitle, explainClock } from "./clocks.ts";
export { CASE_COLUMNS } from "./columns.ts";
export { CASE_KINDS } from "./kinds.ts";
export { caseWay, intervalDays, type ProcessFigures, processMiner } from "./mine-process.ts";
export { explainNotice, type FoundNotice, NOTICE_RULES, noticeRule, noticesOf } from "./notice-rules.ts";
export {
  afterCommand,
  decisionsFor,
  openedStep,
  planOf,
  STEP_PLANS,
  type StepPlan,
  type StepRefusal,
} from "./procedural-steps.ts";
export { type CaseReader, type CaseReading, caseReader } from "./read-case.ts";
export { type StageInterval, stageIntervals, stageOf } from "./stages.ts";
export { type StepDocumentFacts, stepDocument, stepSample, stepWording } from "./step-document.ts";
