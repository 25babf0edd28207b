export { HOLIDAY_TABLE, unknownYears, type WorkCalendar, workCalendar } from "./calendar.ts";
export { STATUTORY_CLOCKS, statutoryClock } from "./clocks/all.ts";
export { computeDeadline } from "./compute-deadline.ts";
export { isWeekend } from "./days.ts";
export type { Deadline, DeadlineRequest, DeadlineStep } from "./deadline.ts";
export { amountText, deadlineDoubts, explainDeadline } from "./explain-deadline.ts";
export { readHolidayTable } from "./holiday-table.ts";
export { citation } from "./laws.ts";
export { LEGAL_NUMBERS, legalNumber, legalNumberEntry, legalNumberHistory } from "./legal-numbers.ts";
