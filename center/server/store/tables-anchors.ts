import type { AnchorAlarmKind, AnchorStatus } from "@yuejian/contracts";

export interface AnchorTables {
  anchor_contracts: AnchorContractsTable;
  anchors: AnchorsTable;
  anchor_alarms: AnchorAlarmsTable;
}

/** Contracts that this home has used, and how asking their chain last went. */
export interface AnchorContractsTable {
  chain_id: number;
  /** Lower case. */
  contract: string;
  code_hash: string;
  /** Account whose transactions the home signs. */
  anchorer: string;
  adopted_at: string;
  /** Outbox id of the statement. */
  outbox: number;
  /** Failures one after another; 0 after a success. */
  failures: number;
  /** Not asked before, by itself; null: whenever there is reason. */
  next_at: string | null;
  /** JSON: code and texts of the newest failure; null after a success. */
  error: string | null;
  checked_at: string | null;
  /** Newest block seen. */
  head: number | null;
}

/** Checkpoints on their way into a contract: the queue and its history. */
export interface AnchorsTable {
  chain_id: number;
  contract: string;
  size: number;
  /** Hex. */
  root: string;
  note: string;
  status: AnchorStatus;
  /** Counts changes: who changes a row has seen its newest state. */
  version: number;
  created_at: string;
  changed_at: string;
  /** Account and nonce of the transaction on its way, its bytes and price (wei); kept before it is sent, so that what is sent again is the same. */
  sender: string | null;
  nonce: number | null;
  raw: string | null;
  gas_price: string | null;
  sent_at: string | null;
  /** JSON: hashes of every transaction signed for it. */
  hashes: string;
  /** Where it stands in the chain. */
  tx_hash: string | null;
  block_number: number | null;
  block_hash: string | null;
  block_at: string | null;
  log_index: number | null;
  anchorer: string | null;
  /** JSON: ReceiptEvidence; null before it is confirmed, and where the chain gives none. */
  evidence: string | null;
  /** Times that the block which held it left the chain. */
  reorgs: number;
  /** What the node last said against it. */
  remark: string | null;
}

/** Disagreement between chain and ledger, with the notes of both sides. Never deleted. */
export interface AnchorAlarmsTable {
  id: string;
  chain_id: number;
  contract: string;
  size: number;
  kind: AnchorAlarmKind;
  at: string;
  /** Null where the ledger holds fewer entries; then the note is its newest. */
  own_root: string | null;
  own_note: string;
  chain_root: string;
  chain_note: string;
  tx_hash: string;
  block_number: number;
  anchorer: string;
  outbox: number;
}
