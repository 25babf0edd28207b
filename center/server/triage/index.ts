export { bulkHandler } from "./bulk-handler.ts";
export { refuseAssignee } from "./judge.ts";
export {
  AT_ONCE,
  beginBulk,
  beginUndo,
  operationView,
  ownOperation,
  previewBulk,
  type TriagePorts,
  UNDO_MINUTES,
  wordsOf,
} from "./operations.ts";
