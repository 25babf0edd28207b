export {
  type CaptureDocument,
  type Certificate,
  type Checkpoint,
  encodeBundle,
  isCapture,
  type KeyLookup,
  type LeadBundle,
  type Policy,
  type ProofDocument,
  parsePolicy,
  readCapture,
  readEvidence,
  readPemCertificates,
} from "../format/index.ts";
export { isBundle, parseDocument, readBundle } from "./bundle-reader.ts";
export { type BundleView, bundleView, type HistoryStep, type RowTable, type Shown } from "./bundle-view.ts";
export type { CheckName, ProofCheck } from "./check-list.ts";
export { type ConsistencyResult, openCheckpoint, type Trust, verifyCheckpointConsistency } from "./checkpoint-check.ts";
export type { PolicyVerdict } from "./cosigners.ts";
export { coverReads, type LookupKey, lookupsOf } from "./coverage.ts";
export { readProofDocument } from "./document-reader.ts";
export { entriesOf } from "./entries.ts";
export { digestFile, type FileDigests } from "./entry-check.ts";
export { type EvidenceVerification, verifyEvidence } from "./evidence-check.ts";
export { type ExecutedResult, execute } from "./execution.ts";
export { FileDigester } from "./file-digester.ts";
export { followHandovers, type HandoverVerdict, judgeHandover, mayFollow } from "./handover-check.ts";
export { keyFingerprint, signersOf } from "./key-words.ts";
export { modelFacts } from "./model-facts.ts";
export { type Finality, judgeCheckpoint } from "./policy-check.ts";
export { type Redaction, redactBundle } from "./redact-bundle.ts";
export { formatKnownAnchor, type KnownAnchor } from "./supplements/anchor.ts";
export { isTrust, SUPPLEMENT_KINDS } from "./supplements/known-kinds.ts";
export { type Comparison, compareCheckpoints, type KeptCheckpoint, SOURCE } from "./tiles/compare-checkpoints.ts";
export { type Followed, followLog, type TileCopy } from "./tiles/follow-log.ts";
export { type TileSource, throughTiles } from "./tiles/tile-tree.ts";
export { type TimestampFacts, type TimestampOptions, verifyTimestamp } from "./timestamp/verify-timestamp.ts";
export { type BundleVerification, verifyBundle } from "./verify-bundle.ts";
export {
  type AttachedTimestamp,
  type CaptureOptions,
  type CaptureVerification,
  type KeyStanding,
  keyName,
  requireIntact,
  timestampText,
  verifyCapture,
} from "./verify-capture.ts";
export { documentKind, verifyDocument } from "./verify-document.ts";
export { isOnlyUnfinal, type Verification, type VerifyOptions, verifyProof } from "./verify-proof.ts";
export { type TlogProofOptions, verifyTlogProof } from "./verify-tlog-proof.ts";
