export { originHash } from "./checkpoint-keeper.ts";
export { type Collected, Collector, type CollectorOptions } from "./collect.ts";
export type { Cosigner } from "./cosigner.ts";
export type { CosignFailure, FollowedLog } from "./cosigner-client.ts";
export { Mirror } from "./mirror.ts";
export { type NodeParts, type RunningNode, serveNode } from "./serve-node.ts";
export { Witness } from "./witness.ts";
