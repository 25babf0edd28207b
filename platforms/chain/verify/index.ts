export type { ProofDocument } from "../format/index.ts";
export type { CheckName, ProofCheck } from "./check-list.ts";
export { type ConsistencyResult, verifyCheckpointConsistency } from "./checkpoint-check.ts";
export { readProofDocument } from "./document-reader.ts";
export { digestFile, type FileDigests } from "./entry-check.ts";
export { type Verification, type VerifyOptions, verifyProof } from "./verify-proof.ts";
