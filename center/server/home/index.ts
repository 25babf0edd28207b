export type { Home, HomeOptions, LedgerReport, ModelTest } from "./home.ts";
export { type HomePaths, homePaths, makeHomeFolders, restoredFile } from "./layout.ts";
export { openHome } from "./open-home.ts";
export { openWorker } from "./open-worker.ts";
export { headOffice } from "./seed.ts";
