export type { FollowedLog } from "./followed-log.ts";
export { openSmLog, type SmLogOptions } from "./open-sm-log.ts";
export type { SmFsckReport } from "./sm-fsck.ts";
export type { SmLog, SmLogState, SmProofSource } from "./sm-log.ts";
export { signWithSm2, verifyWithSm2 } from "./sm2-native.ts";
export { GrowingSm3Tree } from "./sm3-tree.ts";
export { buildSmSupplement } from "./supplement.ts";
