export {
  judgeHandoverFile,
  type OpenNode,
  promoteMirror,
  proposeHandover,
  runNode,
  signHandover,
  spareCollections,
  spreadHandover,
} from "@yuejian/chain/node";
export { type LinkedFiles, linkFiles } from "@yuejian/data";
export { type DemoStaff, demoStaff, generateCity, generateFarmland } from "@yuejian/demo";
export { askAnchors } from "./anchoring/ask.ts";
export { restore } from "./backup/index.ts";
export { openHome, openWorker } from "./home/index.ts";
export { createApp, serve } from "./http/index.ts";
