import type { Migration } from "./migration.ts";

/** The register of pilots. */
export const pilots: Migration = {
  number: 23,
  name: "pilots",
  async run({ table }) {
    await table("pilots", {
      id: "text key",
      title: "text",
      function: "text",
      offices: "text",
      source: "text",
      starts_on: "text",
      days_before: "integer",
      horizon: "integer",
      fixed_by: "text",
      fixed_at: "text",
      withdrawn_at: "text?",
      withdraw_reason: "text?",
      outbox: "integer",
    });
  },
};
