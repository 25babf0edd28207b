export type { AreaFile } from "./areas.ts";
export { CHANGE_CLASSES } from "./classify.ts";
export { type Detection, detectChanges, PAIR_PARAMETERS } from "./detect-changes.ts";
export { detectSeries, SERIES_PARAMETERS, type SeriesDetection } from "./detect-series.ts";
export { detectionFeatures, LEAD_NOT_PROOF, seriesFeatures } from "./feature-collection.ts";
export type { DetectionAreas } from "./ground.ts";
export { judgeRestoration, RESTORATION_PARAMETERS, RESTORATIONS } from "./restoration.ts";
export type { Scene } from "./scene.ts";
export type { SceneSeries } from "./series.ts";
