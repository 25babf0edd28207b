import type { Migration } from "./migration.ts";

/** Queries that people ran and those that they keep. */
export const queries: Migration = {
  number: 17,
  name: "queries",
  async run({ table, index }) {
    await table("queries", {
      id: "text key",
      at: "text",
      user: "text",
      office: "text",
      purpose: "text?",
      sql: "text",
      parameters: "text",
      kind: "text",
      status: "text",
      code: "text?",
      snapshot: "text",
      datasets: "text",
      rows: "integer",
      milliseconds: "integer",
      export: "text?",
      outbox: "integer?",
    });
    await index("queries", ["user", "id"]);
    await table("saved_queries", {
      id: "text key",
      owner: "text",
      office: "text",
      version: "integer",
      is_shared: "integer",
      removed_at: "text?",
    });
    await index("saved_queries", ["office"]);
    await table(
      "saved_query_versions",
      {
        query: "text -> saved_queries.id",
        version: "integer",
        name: "text",
        note: "text",
        sql: "text",
        parameters: "text",
        is_shared: "integer",
        at: "text",
        outbox: "integer",
      },
      ["query", "version"],
    );
  },
};
