import { columnTypes, type Migration } from "./migration.ts";

/** Since when a watched folder cannot be looked at. */
export const documentWatchTrouble: Migration = {
  number: 50,
  name: "document-watch-trouble",
  async run({ engine, db }) {
    await db.schema.alterTable("document_watches").addColumn("trouble_since", columnTypes[engine].text).execute();
  },
};
