import { sql } from "kysely";
import { columnTypes, type Migration } from "./migration.ts";

/** Checks of a document of a case, what it was compared with, decisions that stand in every check of a document; scans that wait to be recognised. */
export const documentCases: Migration = {
  number: 47,
  name: "document-cases",
  async run({ engine, db, table, index }) {
    const { text, integer } = columnTypes[engine];
    const add = (name: string, column: string, type: typeof text) => db.schema.alterTable(name).addColumn(column, type).execute();
    const addCount = (name: string, column: string) =>
      db.schema
        .alterTable(name)
        .addColumn(column, integer, (built) => built.notNull().defaultTo(0))
        .execute();
    for (const column of ["handled_case", "part", "compared"]) await add("document_checks", column, text);
    await db.schema
      .alterTable("document_checks")
      .addColumn("document", text, (built) => built.notNull().defaultTo(""))
      .execute();
    await addCount("document_checks", "scanned");
    for (const column of ["words", "before"]) await add("document_findings", column, text);
    await addCount("document_findings", "occurrence");
    await addCount("document_findings", "counts");
    await sql`update document_checks set document = (select min(earlier.id) from document_checks as earlier
      where earlier.office = document_checks.office and (earlier.sha256 = document_checks.sha256
        or (earlier.case_id = document_checks.case_id and earlier.revision = document_checks.revision)))`.execute(db);
    await sql`update document_checks set part = 'instrument' where revision is not null`.execute(db);
    await sql`update document_findings set counts = 1 where decision is not null
      and check_id in (select id from document_checks where is_first = 1)`.execute(db);
    await index("document_checks", ["document"]);
    await index("document_checks", ["case_id"]);
    await index("document_checks", ["handled_case"]);
    await table("document_scans", {
      id: "text key",
      actor: "text",
      office: "text",
      at: "text",
      file_sha256: "text",
      given: "text",
    });
    await index("document_scans", ["actor"]);
    await index("document_scans", ["file_sha256"]);
  },
};
