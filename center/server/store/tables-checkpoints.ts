export interface CheckpointTables {
  checkpoints: CheckpointsTable;
}

/** Checkpoints as the home published them, at most one a second, while it was served. */
export interface CheckpointsTable {
  size: number;
  /** Hex. */
  root: string;
  /** When it was first seen. */
  at: string;
  /** With every cosignature that came in. */
  note: string;
  /** Of the policy, as far as they had cosigned when it was last looked at. */
  cosigners: number;
  /** Whether it met the policy of that moment. */
  is_final: number;
}
