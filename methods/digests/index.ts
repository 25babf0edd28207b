export { decodeHex, encodeHex } from "./hex.ts";
export {
  type ConsistencyProof,
  equalBytes,
  type InclusionProof,
  rootFromInclusion,
  rootsFromConsistency,
  verifyConsistency,
  verifyInclusion,
} from "./merkle-proof.ts";
export {
  consistencyPath,
  consistencyPathFrom,
  inclusionPath,
  inclusionPathFrom,
  isCount,
  largestPowerBelow,
  leafHash,
  type NodeAt,
  nodeHash,
  rootOfLeafHashes,
  rootOfRange,
  sha256Tree,
  sm3Tree,
  type TreeHash,
} from "./merkle-tree.ts";
export { cellDigest, recordLeafData, recordLeafHash, restDigest } from "./record-commitment.ts";
export { sha256, startSha256 } from "./sha256.ts";
export { Sm3, sm3 } from "./sm3.ts";
