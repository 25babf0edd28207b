export { originHash } from "./checkpoint-keeper.ts";
export { type Collected, Collector } from "./collect.ts";
export type { CosignFailure, FollowedLog } from "./cosigner-client.ts";
export { Mirror } from "./mirror.ts";
export { type NodeConfig, type OpenNode, runNode } from "./run-node.ts";
export { type RunningNode, serveNode } from "./serve-node.ts";
export { Witness } from "./witness.ts";
