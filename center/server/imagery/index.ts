export { type DetectedFiles, type DetectionFiles, detectInFiles } from "./detect-files.ts";
