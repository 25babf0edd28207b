export { dateInName } from "./date-in-name.ts";
export { type DetectedFiles, type DetectionFiles, detectInFiles, detectPair, type PairOptions } from "./detect-files.ts";
export { detectSeriesFiles, type SeriesFilesOptions, type SeriesInFiles } from "./detect-series-files.ts";
export type { FinishedPart, OnPart } from "./finished-part.ts";
export { readAreas } from "./read-areas.ts";
export { readBandsOn } from "./read-bands.ts";
export { readSeries } from "./read-series.ts";
export { type MeasuredRestoration, measureRestoration, type RestorationRequest } from "./restoration-files.ts";
export { type DetectedSeries, detectInSeries, type SeriesRequest } from "./series-files.ts";
