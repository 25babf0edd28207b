export { handledOf } from "./case-rows.ts";
export { checkCasesHandler } from "./check-handler.ts";
export { importCasesHandler } from "./import-handler.ts";
export { answerNotice, type NoticeRow, noticeRows, noticeView, pageOfNotices, rulesOf } from "./notice-queries.ts";
export { casesBehind } from "./process-cases.ts";
export { acceptedCases, boardOf, calendarOf, daysAfter, dueClocks, type Onlooker, pageOfCases } from "./queries.ts";
export { recomputeCasesHandler } from "./recompute.ts";
export { caseImportView, handledCaseDetail, handledCaseView, type KeptVersion, refusalView } from "./views.ts";
