export { farmlandFiles } from "./farmland-files.ts";
export { FARMLAND_MODEL } from "./handler.ts";
export { readCurve } from "./kept-series.ts";
export type { FarmlandRequest } from "./measure-images.ts";
export {
  farmlandRuns,
  resultOf,
  runDetail,
  runMap,
  runViews,
  VIOLATION_COLUMNS,
  violationDetail,
  violationRows,
  violationView,
} from "./views.ts";
