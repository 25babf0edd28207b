import type { Migration } from "./migration.ts";

/** Models that run when data that they read change, and what each run looked at. */
export const detection: Migration = {
  number: 22,
  name: "detection",
  async run({ table }) {
    await table("run_scopes", {
      run: "text key -> runs.id",
      base: "text?",
      decisions: "text",
      seen: "text",
      batches: "text",
      keys: "integer?",
      reason: "text?",
    });
    await table("detection_models", {
      model: "text key",
      version: "integer",
      is_enabled: "integer",
      reason: "text",
      owner: "text",
      office: "text",
      changed_at: "text",
      outbox: "integer",
    });
  },
};
