export type { AreaFile } from "./areas.ts";
export { CHANGE_CLASSES } from "./classify.ts";
export { type Detection, type DetectionAreas, detectChanges, PAIR_PARAMETERS } from "./detect-changes.ts";
export { detectionFeatures, LEAD_NOT_PROOF } from "./feature-collection.ts";
export type { Scene } from "./scene.ts";
