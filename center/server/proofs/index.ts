export { counselPackage } from "./counsel-package.ts";
export { noteExport } from "./exports.ts";
export { handoverProvider } from "./handover-provider.ts";
export { type BundlePorts, leadBundle } from "./lead-bundle.ts";
export {
  deletionProof,
  ENTRY_NUMBER,
  entryProof,
  fileProof,
  leadProof,
  type ProofPorts,
  recordProof,
  tlogProof,
  type Withheld,
} from "./proofs.ts";
export { smProvider } from "./sm-provider.ts";
export type { SupplementedDocument, SupplementProvider } from "./supplements.ts";
