export { farmlandFiles } from "./farmland-files.ts";
export { FARMLAND_MODEL } from "./handler.ts";
export { issueReport } from "./issue-report.ts";
export { readCurve } from "./kept-series.ts";
export type { FarmlandRequest } from "./measure-images.ts";
export { runParts } from "./parts.ts";
export type { RestorationOrder } from "./restoration-handler.ts";
export { methodOf } from "./settle-request.ts";
export { addPiece, UNUSED_DAYS, UPLOAD_LIMITS, unpackUpload, uploadedFiles, uploadFolder } from "./uploads.ts";
export {
  farmlandRuns,
  restorationView,
  resultOf,
  runDetail,
  runMap,
  runViews,
  VIOLATION_COLUMNS,
  violationDetail,
  violationRows,
  violationView,
} from "./views.ts";
export type { ViolationDetail } from "./violation-detail.ts";
export { placeName } from "./violation-records.ts";
