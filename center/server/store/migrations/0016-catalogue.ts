import type { Migration } from "./migration.ts";

/** What offices write down about datasets and columns, every version of it; and quality as it was measured, for each circle of readers. */
export const catalogue: Migration = {
  number: 16,
  name: "catalogue",
  async run({ table, index }) {
    await table("catalogue_notes", {
      id: "text key",
      dataset: "text -> datasets.id",
      column_name: "text",
      office: "text",
      version: "integer",
      meaning: "text",
      tags: "text",
      legal_basis: "text?",
      refresh_days: "integer?",
      actor: "text",
      at: "text",
      outbox: "integer",
    });
    await index("catalogue_notes", ["dataset", "column_name", "office", "version"], "unique");
    await table(
      "quality_reports",
      {
        dataset: "text -> datasets.id",
        circle: "text",
        batch: "text",
        at: "text",
        sequence: "integer",
        ground: "text",
        report: "text",
      },
      ["dataset", "circle", "batch"],
    );
  },
};
