import { columnTypes, type Migration } from "./migration.ts";

/** Scans among the files of a batch: known once their text was sought, recognised behind the others. */
export const documentBatchScans: Migration = {
  number: 48,
  name: "document-batch-scans",
  async run({ engine, db }) {
    await db.schema
      .alterTable("document_batch_files")
      .addColumn("is_scan", columnTypes[engine].integer, (built) => built.notNull().defaultTo(0))
      .execute();
  },
};
