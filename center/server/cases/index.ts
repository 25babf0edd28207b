export { approvalLevels, setApprovalLevels } from "./approval-levels.ts";
export { readCalendar, recomputeClocks } from "./case-clocks.ts";
export { caseColumns, caseEventOf } from "./case-rows.ts";
export { type CaseChange, type CaseChangePorts, caseAt, changeCase, previewCase, undoCaseStep } from "./change-case.ts";
export { countNumber, nextNumber } from "./document-numbers.ts";
export { caseShares, proposedHandlers, setCaseShare } from "./handlers.ts";
export { answerLookBacks } from "./look-backs.ts";
export { openCaseIn, saveCase } from "./save-case.ts";
export { officeTemplates, setTemplate, templateVersions } from "./templates.ts";
