export { HOLIDAY_FILE, holidayFile, readHolidayFile } from "./holiday-file.ts";
