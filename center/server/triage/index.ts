export { bulkHandler } from "./bulk-handler.ts";
export { refuseAssignee } from "./judge.ts";
export {
  beginBulk,
  beginUndo,
  operationView,
  ownOperation,
  previewBulk,
  type TriagePorts,
  wordsOf,
} from "./operations.ts";
