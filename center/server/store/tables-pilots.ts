import type { PilotSource } from "@yuejian/contracts";

export interface PilotTables {
  pilots: PilotsTable;
}

/** A pilot as it was fixed before it began; nothing of it changes but that it may be withdrawn. */
interface PilotsTable {
  id: string;
  title: string;
  function: string;
  /** JSON, office ids. */
  offices: string;
  source: PilotSource;
  /** Day, YYYY-MM-DD. */
  starts_on: string;
  days_before: number;
  horizon: number;
  fixed_by: string;
  fixed_at: string;
  withdrawn_at: string | null;
  withdraw_reason: string | null;
  /** Outbox id of the statement that fixed it. */
  outbox: number;
}
