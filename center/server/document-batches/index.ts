export { batchReport } from "./batch-report.ts";
export { batchDetail, batchViews } from "./batch-views.ts";
export { addFile, type BatchRow, demandOpen, fileAt, isRunning, makeBatch, ownBatchRow, startBatch, waitingIn } from "./batches.ts";
export { eraseBatch } from "./erase-batches.ts";
export { packDocuments } from "./pack-documents.ts";
