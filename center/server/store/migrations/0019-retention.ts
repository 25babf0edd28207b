import type { Migration } from "./migration.ts";

/** How long records are kept, and what was deleted of them. */
export const retention: Migration = {
  number: 19,
  name: "retention",
  async run({ table, index }) {
    await table("retention_rules", {
      id: "text key",
      version: "integer",
      scope: "text",
      ended_at: "text?",
    });
    await index("retention_rules", ["scope"]);
    await table(
      "retention_rule_versions",
      {
        rule: "text -> retention_rules.id",
        version: "integer",
        content: "text",
        is_ended: "integer",
        set_by: "text",
        set_at: "text",
        outbox: "integer",
      },
      ["rule", "version"],
    );
    await table("deletion_runs", {
      id: "text key",
      rule: "text?",
      request: "text?",
      actor: "text",
      office: "text",
      at: "text",
      job: "text?",
      finished_at: "text?",
      result: "text?",
    });
    await index("deletion_runs", ["at"]);
    await table("batch_rewrites", {
      batch: "text key -> batches.id",
      generation: "integer",
      claimed: "integer",
      rows_left: "integer",
      is_erased: "integer",
    });
    await table("row_deletions", {
      id: "text key",
      run: "text -> deletion_runs.id",
      batch: "text -> batches.id",
      dataset: "text",
      action: "text",
      columns: "text",
      rule: "text?",
      rule_version: "integer?",
      title: "text",
      basis: "text",
      reason: "text",
      actor: "text",
      at: "text",
      first_row: "integer",
      last_row: "integer",
      rows: "text",
      leaves: "text",
      row_count: "integer",
      quarantined: "integer",
      generation: "integer",
      outbox: "integer",
    });
    await index("row_deletions", ["batch", "first_row"]);
    await index("row_deletions", ["run"]);
    await table("file_erasures", {
      sha256: "text key",
      run: "text -> deletion_runs.id",
      kind: "text",
      batch: "text?",
      at: "text",
      is_erased: "integer",
      outbox: "integer",
    });
    await index("file_erasures", ["run"]);
  },
};
