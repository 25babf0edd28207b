import type { NodeState } from "@yuejian/contracts/api";
import type { Generated } from "kysely";

export interface NodeTables {
  node_periods: NodePeriodsTable;
  chain_evidence: ChainEvidenceTable;
}

/** One row for each time a cosigner's node stood in one way; the newest of a node has no end. */
export interface NodePeriodsTable {
  id: Generated<number>;
  node: string;
  state: NodeState;
  reason: string | null;
  /** Of the newest checkpoint it had cosigned then. */
  size: number | null;
  started_at: string;
  ended_at: string | null;
}

/** Evidence on record; the document is a file below the ledger's folder, named by the id. */
export interface ChainEvidenceTable {
  id: string;
  kind: "split" | "retired-key";
  node: string;
  found_at: string;
  smaller_size: number;
  larger_size: number;
  /** Outbox id of `evidence.found`. */
  outbox: number;
}
