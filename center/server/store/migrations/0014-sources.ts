import type { Migration } from "./migration.ts";

/** Systems that deliver, how far each was taken in, and what was wrong with it. */
export const sources: Migration = {
  number: 14,
  name: "sources",
  async run({ table, index }) {
    await table("sources", {
      id: "text key",
      version: "integer",
      name: "text",
      kind: "text",
      dataset: "text",
      office: "text",
      owner: "text",
      legal_basis: "text",
      data_class: "text",
      settings: "text",
      secret: "text?",
      contract: "text",
      contract_version: "integer",
      refresh: "text?",
      schedule: "text?",
      is_paused: "integer",
      running_job: "text?",
      created_at: "text",
      changed_at: "text",
      changed_by: "text",
      removed_at: "text?",
      outbox: "integer",
    });
    await index("sources", ["dataset"]);
    await table("source_loads", {
      id: "text key",
      source: "text -> sources.id",
      job: "text",
      status: "text",
      started_at: "text",
      finished_at: "text?",
      contract_version: "integer",
      parser_version: "text",
      rows_read: "integer",
      rows_accepted: "integer",
      rows_quarantined: "integer",
      error: "text?",
    });
    await index("source_loads", ["source", "started_at"]);
    await index("source_loads", ["job"]);
    await table("source_batches", {
      batch: "text key -> batches.id",
      source: "text -> sources.id",
      load: "text -> source_loads.id",
    });
    await index("source_batches", ["source"]);
    await index("source_batches", ["load"]);
    await table("source_cursors", { source: "text key -> sources.id", position: "text", batch: "text?", at: "text" });
    await table(
      "source_files",
      {
        source: "text -> sources.id",
        sha256: "text",
        name: "text",
        size: "integer",
        signature: "text",
        status: "text",
        contract_version: "integer",
        parser_version: "text",
        load: "text -> source_loads.id",
        at: "text",
        error: "text?",
      },
      ["source", "sha256"],
    );
    await table("source_alerts", {
      id: "text key",
      source: "text -> sources.id",
      load: "text?",
      kind: "text",
      opened_at: "text",
      last_at: "text",
      times: "integer",
      detail_zh: "text",
      detail_en: "text",
      acknowledged_at: "text?",
      acknowledged_by: "text?",
      closed_at: "text?",
      outbox: "integer",
    });
    await index("source_alerts", ["source", "closed_at"]);
  },
};
