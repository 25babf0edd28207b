export { approvalOf, decideOn, inputsDigest, propose } from "./approvals.ts";
export { createClosures } from "./closures.ts";
export {
  applyCorrection,
  decideCorrection,
  requestCorrection,
  textOf,
  withdraw,
  writeCorrectionFile,
} from "./corrections.ts";
export { type DueLead, dueForExpiry, expireLeads, retentionDays, setRetentionDays } from "./expire.ts";
export { closeFlags, noteRerun, type Reliance, type RowPlace, raiseFlags, relianceOn, resolveFlag } from "./flags.ts";
export { type ModelGate, modelGate, requireRunnable } from "./model-gate.ts";
export { areBytesNeeded } from "./needed-bytes.ts";
export { sealedFindings } from "./sealed-findings.ts";
export { isSealed } from "./sealed-leads.ts";
export { closesOthers, liftSeal, refreshSealedLeads, seal } from "./seals.ts";
export { expiredSubject, subjectKey } from "./subject-key.ts";
