export { noteExport } from "./exports.ts";
export { fileProof, leadProof, type ProofPorts, recordProof, type Withheld } from "./proofs.ts";
