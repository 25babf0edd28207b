export { type FarmlandFiles, generateFarmland, type PlantedChange } from "./farmland.ts";
export { encodeGb18030 } from "./gb18030.ts";
export {
  type CityFile,
  type CityManifest,
  type CityOptions,
  DEFAULT_AS_OF,
  generateCity,
} from "./generate-city.ts";
export { CITY_FILES } from "./source-files.ts";
export { type DemoStaff, demoStaff } from "./staff.ts";
export type { CityTruth, PlantedError, PlantedSubject, TruthKind } from "./truth.ts";
export { type SheetCell, workbook } from "./workbook.ts";
