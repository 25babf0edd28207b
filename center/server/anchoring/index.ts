export { askAnchors } from "./ask.ts";
export { contractRow } from "./contracts.ts";
export { type AnchorRow, queueCheckpoint } from "./queue.ts";
export { setUpAnchoring } from "./set-up.ts";
export { anchorsFinal, readSettings, type UsedSettings } from "./settings.ts";
export { judgeSightings } from "./sightings.ts";
export { type Anchoring, nextNote, startAnchoring } from "./start-anchoring.ts";
