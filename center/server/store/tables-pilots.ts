import type { FeatureId, PilotSource } from "@yuejian/contracts";

export interface PilotTables {
  pilots: PilotsTable;
  feature_switches: FeatureSwitchesTable;
}

/** A pilot as it was fixed before it began; nothing of it changes but that it ends or is withdrawn. */
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
  /** What it tries; null: nothing of the house. */
  feature: FeatureId | null;
  /** First day on which it was no more. */
  ended_on: string | null;
  end_reason: string | null;
}

/** Whether a feature is on where no pilot decides. */
interface FeatureSwitchesTable {
  feature: FeatureId;
  version: number;
  is_on: number;
  reason: string;
  changed_by: string;
  changed_at: string;
  outbox: number;
}
