export { type ChainAlerts, createAlerts } from "./alerts.ts";
export { type Cosigning, type CosigningState, policyFile, restingState, startCosigning } from "./cosigning.ts";
export { failureReason } from "./node-reason.ts";
export { createNodeRecords, type NodeRecords, type RecordsOptions } from "./node-records.ts";
