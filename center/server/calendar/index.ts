export { type DueDay, type DueReader, dueDays } from "./due-days.ts";
export { iCalendar } from "./icalendar.ts";
