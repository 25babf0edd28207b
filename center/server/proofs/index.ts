export { fileProof, leadProof, type ProofPorts, recordProof, type Withheld } from "./proofs.ts";
