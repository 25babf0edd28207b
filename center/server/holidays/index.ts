export { HOLIDAY_FILE, holidayFile, holidayStamp, readHolidayFile } from "./holiday-file.ts";
