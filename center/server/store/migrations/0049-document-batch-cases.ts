import { columnTypes, type Migration } from "./migration.ts";

/** Batches and watched folders that name a case. */
export const documentBatchCases: Migration = {
  number: 49,
  name: "document-batch-cases",
  async run({ engine, db }) {
    const add = (table: string, column: string) => db.schema.alterTable(table).addColumn(column, columnTypes[engine].text).execute();
    for (const column of ["case_id", "handled_case", "given"]) await add("document_batches", column);
    await add("document_watches", "handled_case");
  },
};
