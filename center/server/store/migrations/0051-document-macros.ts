import { columnTypes, type Migration } from "./migration.ts";

/** Documents that hold macros: nobody looks at them or runs them, and that is said. */
export const documentMacros: Migration = {
  number: 51,
  name: "document-macros",
  async run({ engine, db }) {
    await db.schema
      .alterTable("document_checks")
      .addColumn("has_macros", columnTypes[engine].integer, (built) => built.notNull().defaultTo(0))
      .execute();
  },
};
