import type { Migration } from "./migration.ts";

/** Rules of quality that offices add, and what was measured after each load. */
export const quality: Migration = {
  number: 13,
  name: "quality",
  async run({ table, index }) {
    await table("quality_rules", {
      id: "text key",
      dataset: "text -> datasets.id",
      office: "text",
      rule: "text",
      content_key: "text unique",
      actor: "text",
      created_at: "text",
      outbox: "integer",
    });
    await index("quality_rules", ["dataset"]);
    await table("quality_runs", {
      batch: "text key -> batches.id",
      dataset: "text -> datasets.id",
      at: "text",
      rows: "integer",
      score: "integer?",
      outcomes: "text",
    });
    await index("quality_runs", ["dataset", "at"]);
  },
};
