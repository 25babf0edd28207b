export { settlePaths } from "./settle-paths.ts";
export { folderLooker, startWatchKeeper, type WatchKeeper } from "./watch-keeper.ts";
export { watchDetail, watchViews } from "./watch-views.ts";
export { changeWatch, readWatch, setWatch, type WatchRow, watchRows } from "./watches.ts";
