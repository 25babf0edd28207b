import type { Migration } from "./migration.ts";

/** Entities over all datasets. */
export const entities: Migration = {
  number: 15,
  name: "entities",
  async run({ table, index }) {
    await table("entity_runs", {
      id: "text unique -> batches.id",
      sequence: "counter",
      mode: "text",
      started_at: "text",
      finished_at: "text",
      snapshot: "text",
      kinds: "text",
      code_version: "text",
      result_digest: "text",
      state: "text",
      members: "integer",
      entities: "integer",
      actor: "text",
      office: "text",
      job: "text?",
      outbox: "integer",
    });
    await index("entity_runs", ["job"]);
    await table(
      "entity_changes",
      {
        run: "text -> entity_runs.id",
        position: "integer",
        kind: "text",
        change: "text",
        entity: "text",
        other: "text",
        members: "integer",
      },
      ["run", "position"],
    );
    await index("entity_changes", ["entity"]);
    await index("entity_changes", ["other"]);
    await table("entity_reviews", {
      id: "text key",
      position: "integer",
      kind: "text",
      reason: "text",
      left_mention: "text",
      right_mention: "text",
      left_key: "text",
      right_key: "text",
      left_entity: "text",
      right_entity: "text",
      odds: "integer",
    });
    await table("entity_decisions", {
      id: "text key",
      kind: "text",
      act: "text",
      verdict: "text",
      records: "text",
      note: "text",
      decided_by: "text",
      decided_at: "text",
      office: "text",
      outbox: "integer",
      undone_by: "text?",
      undone_at: "text?",
      undo_note: "text?",
      undo_outbox: "integer?",
    });
    await table("entity_mappings", {
      dataset: "text key -> datasets.id",
      mentions: "text?",
      is_automatic: "integer",
      actor: "text",
      changed_at: "text",
      outbox: "integer",
    });
    await table("lead_entities", { lead: "text -> leads.id", kind: "text", entity: "text" }, ["lead", "kind", "entity"]);
    await index("lead_entities", ["entity"]);
  },
};
