export { type Disk, nodeDisk, readFile, replaceFile } from "./disk.ts";
export { type FsckProblem, type FsckReport, fsck } from "./fsck.ts";
export type { MerkleLog } from "./merkle-log.ts";
export { type LogOptions, openLog } from "./open-log.ts";
export { signWith, verifyNatively } from "./signing-key.ts";
export { type KeptState, StateFile } from "./state-file.ts";
export { platformTree } from "./tree-hash.ts";
