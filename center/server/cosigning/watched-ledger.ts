import type { MerkleLog } from "@yuejian/chain/log";

/** What asking and watching cosigners needs of the ledger. */
export type WatchedLedger = Pick<
  MerkleLog,
  | "origin"
  | "verifierKey"
  | "size"
  | "published"
  | "checkpoint"
  | "interim"
  | "entryBundle"
  | "inclusionProof"
  | "consistencyProof"
  | "rootAt"
>;
