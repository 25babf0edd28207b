export { authorityFile } from "./ask-authority.ts";
export { rootsFile, trustedRoots } from "./roots.ts";
export {
  type CheckpointStamp,
  fetchStamp,
  requestStamp,
  type Stamping,
  type StampPorts,
  startStamping,
  takeStamp,
} from "./stamp-checkpoints.ts";
export { timestampSupplements } from "./timestamp-supplements.ts";
