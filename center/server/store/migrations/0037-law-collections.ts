import { columnTypes, type Migration } from "./migration.ts";

/** What people looked for and read, collections of articles, and the files that wordings were read from. */
export const lawCollections: Migration = {
  number: 37,
  name: "law-collections",
  async run({ engine, db, table, index }) {
    await db.schema.alterTable("law_versions").addColumn("sources", columnTypes[engine].text).execute();
    await table("law_history", {
      id: "text key",
      person: "text -> users.id",
      kind: "text",
      query: "text",
      law: "text",
      article: "text",
      on_day: "text?",
      at: "text",
    });
    await index("law_history", ["person", "at"]);
    await table("law_collections", {
      id: "text key",
      version: "integer",
      owner: "text -> users.id",
      title: "text",
      note: "text",
      sharing: "text",
      office: "text",
      business_line: "text?",
      created_at: "text",
      changed_at: "text",
    });
    await index("law_collections", ["owner"]);
    await table("law_collection_items", {
      id: "text key",
      collection: "text -> law_collections.id",
      position: "integer",
      law: "text -> laws.id",
      article: "text",
      version: "text -> law_versions.id",
      quote: "text",
      note: "text",
      added_by: "text -> users.id",
      added_at: "text",
    });
    await index("law_collection_items", ["collection", "position"]);
  },
};
