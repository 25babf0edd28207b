export { type AnchorSupplement, type ReceiptEvidence, readAnchorSupplement, readReceiptEvidence } from "./anchor-supplement.ts";
export { decodeBase64, encodeBase64 } from "./base64.ts";
export { BUNDLE_FORMAT, encodeBundle, type KeyLookup, type LeadBundle } from "./bundle-document.ts";
export {
  CAPTURE_FORMAT,
  CAPTURE_LIMITS,
  type CaptureDocument,
  type CapturedFile,
  type CapturePlace,
  type CaptureStatement,
  type CaptureTimestamp,
  type Countersignature,
  captureText,
  countersignatureText,
  encodeCapture,
  isCapture,
  type KeySignature,
  keySignatureOf,
  noteSignatureOf,
  PLACE_SOURCES,
  readCapture,
  readCaptureStatement,
  signedCaptureDigest,
  stampedCapture,
} from "./capture-document.ts";
export { type Checkpoint, formatCheckpoint, parseCheckpoint, parseSize } from "./checkpoint.ts";
export {
  anyJson,
  anyObject,
  closed,
  count,
  decodeUtf8,
  flag,
  hex,
  type Json,
  type JsonObject,
  label,
  listOf,
  literal,
  moment,
  orNull,
  parseCanonicalJson,
  type Reader,
  recordOf,
  text,
} from "./closed-shape.ts";
export { type Cosignature, cosign, verifyCosignature } from "./cosignature.ts";
export { crc32c } from "./crc32c.ts";
export { blockPath, type EntryPackage, packagesOf, verifyBlock } from "./entry-package.ts";
export {
  checkpointOf,
  EVIDENCE_FORMAT,
  type Evidence,
  encodeEvidence,
  evidenceSubject,
  type Found,
  type RetiredKeyEvidence,
  readEvidence,
  type SplitEvidence,
} from "./evidence.ts";
export {
  type ErasedFinding,
  type FindingTree,
  findingLeafHash,
  findingTree,
  type SealedFinding,
  sealFinding,
  sealFindings,
  valueMember,
} from "./finding-tree.ts";
export {
  decodeFrame,
  ENTRY_HEAD_BYTES,
  encodeFrame,
  encodeNumberedRecords,
  encodeRecords,
  FRAME_HEAD_BYTES,
  FRAME_LIMIT,
  FRAME_ROOM,
  FRAME_TAIL_BYTES,
  type Frame,
  type FrameFault,
  frameLength,
  numberedRoom,
  type Records,
  recordsRoom,
  SPAN_WORDS,
} from "./frame.ts";
export { formatHandover, type Handover, handoverOf, isSameKey, keysAt, parseHandover } from "./handover.ts";
export { malformed } from "./malformed.ts";
export {
  formatSignerKey,
  formatVerifierKey,
  isKeyName,
  type KeyType,
  parseSignerKey,
  parseVerifierKey,
  type SignerKey,
  signerKeyOf,
  type VerifierKey,
  verifierKeyOf,
} from "./note-keys.ts";
export { type Policy, type PolicyGroup, type PolicyWitness, parsePolicy } from "./policy.ts";
export {
  buildDeletionProof,
  buildEntryProof,
  buildLeadProof,
  buildProvenFinding,
  buildProvenRecord,
  buildRecordProof,
  openProofSource,
  type ProofSource,
  type ProvingLedger,
  withholdCells,
} from "./proof-builder.ts";
export {
  type DeletionProof,
  type EntryProof,
  encodeProof,
  type LeadContent,
  type LeadProof,
  type OpenedContent,
  PROOF_FORMAT,
  type ProofDocument,
  type ProvenBatch,
  type ProvenContent,
  type ProvenEntry,
  type ProvenFinding,
  type ProvenRecord,
  type RecordProof,
  type RunContent,
} from "./proof-document.ts";
export { decodeRlp, encodeRlp, type Rlp, rlpNumber } from "./rlp.ts";
export {
  type OpenedMember,
  type Openings,
  type SealedMembers,
  sealedDigest,
  sealMembers,
  withholdMembers,
  wrongOpening,
} from "./sealed.ts";
export {
  formatNote,
  type NoteSignature,
  parseNote,
  type SignBytes,
  type SignedNote,
  signNote,
  type VerifyBytes,
  verifyNoteSignature,
} from "./signed-note.ts";
export {
  formatSmSignerKey,
  formatSmVerifierKey,
  parseSmSignerKey,
  parseSmVerifierKey,
  type SmSignerKey,
  signSmNote,
  smSignerKeyOf,
  verifySmNoteSignature,
} from "./sm-note.ts";
export type { SmSupplement } from "./sm-supplement.ts";
export { SM2_SIGNATURE_BYTES, signSm2, sm2Identity, sm2PublicKey, verifySm2 } from "./sm2.ts";
export { encodeStatement, parseStatement, readStatement } from "./statement.ts";
export { CAPTURE_SUPPLEMENT, isSupplementOrder, type Supplement, TIMESTAMP_SUPPLEMENT, withSupplements } from "./supplement.ts";
export { decodeEntryBundle, ENTRY_LIMIT, encodeEntryBundle, formatTilePath, parseTilePath, TILE_WIDTH, type TileName } from "./tiles.ts";
export { type Algorithm, type Certificate, type PublicKey, readCertificate, readPemCertificates } from "./timestamp/certificate.ts";
export { type Der, integerOf, isUniversal, membersOf, oidOf, readDer, TAG } from "./timestamp/der.ts";
export {
  encodeTimestampRequest,
  OID,
  readTimestampRequest,
  readTimestampResponse,
  readTimestampToken,
  type TimestampInfo,
  type TimestampRequest,
  type TimestampResponse,
  type TimestampToken,
  type TokenSigner,
} from "./timestamp/token.ts";
export { formatTlogProof, isTlogProof, parseTlogProof, type TlogProof } from "./tlog-proof.ts";
