import type { Migration } from "./migration.ts";

/** Many documents checked at once, and folders of offices in which the house checks what arrives. */
export const documentBatches: Migration = {
  number: 46,
  name: "document-batches",
  async run({ table, index }) {
    await table("document_batches", {
      id: "text key",
      office: "text",
      actor: "text",
      at: "text",
      name: "text?",
      options: "text",
      job: "text?",
      keep_until: "text",
      erased_at: "text?",
    });
    await index("document_batches", ["actor", "at"]);
    await index("document_batches", ["keep_until"]);
    await table(
      "document_batch_files",
      {
        batch: "text -> document_batches.id",
        position: "integer",
        path: "text?",
        size: "integer",
        state: "text",
        tries: "integer",
        sha256: "text?",
        check_id: "text?",
        refused: "text?",
      },
      ["batch", "position"],
    );
    await index("document_batch_files", ["sha256"]);
    await index("document_batch_files", ["check_id"]);
    await table("document_watches", {
      id: "text key",
      office: "text",
      name: "text",
      path_in: "text",
      path_out: "text",
      is_on: "integer",
      paused_until: "text?",
      is_for_publication: "integer",
      version: "integer",
      reason: "text",
      changed_by: "text",
      changed_at: "text",
      removed_at: "text?",
      job: "text?",
      trouble: "text?",
      looked_at: "text?",
      outbox: "integer",
    });
    await table("document_watch_files", {
      id: "counter",
      watch: "text -> document_watches.id",
      at: "text",
      month: "text",
      name: "text?",
      characters: "integer",
      findings: "integer",
      check_id: "text?",
      code: "text?",
      refused: "text?",
      keep_until: "text",
    });
    await index("document_watch_files", ["watch", "id"]);
    await index("document_watch_files", ["keep_until"]);
  },
};
