import type { Migration } from "./migration.ts";

/** Saved mappings, and uploads that wait for their confirmation. */
export const mappings: Migration = {
  number: 7,
  name: "mappings",
  async run({ table, index }) {
    await table("mappings", {
      id: "text key",
      version: "integer",
      name: "text",
      dataset: "text -> datasets.id",
      office: "text",
      fingerprint: "text",
      headings: "text",
      mapping: "text",
      actor: "text",
      created_at: "text",
      changed_at: "text",
      outbox: "integer",
    });
    await table("uploads", {
      id: "text key",
      path: "text",
      name: "text",
      size: "integer",
      owner: "text",
      created_at: "text",
      expires_at: "text",
    });
    await index("mappings", ["dataset", "office", "fingerprint"], "unique");
    await index("uploads", ["expires_at"]);
  },
};
