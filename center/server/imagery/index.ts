export { type DetectedFiles, type DetectionFiles, detectInFiles } from "./detect-files.ts";
export { type DetectedSeries, detectInSeries, type SeriesRequest } from "./series-files.ts";
