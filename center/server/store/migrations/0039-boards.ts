import { sql } from "kysely";
import { columnTypes, type Migration } from "./migration.ts";

/** The board of supervision cases counts its columns and finds the first cases of each in indexes, and the calendar the clocks, which have the place of their cases. */
export const boards: Migration = {
  number: 39,
  name: "boards",
  async run({ index, db, engine }) {
    const { text, integer } = columnTypes[engine];
    for (const name of ["office", "business_line"])
      await db.schema
        .alterTable("case_clocks")
        .addColumn(name, text, (column) => column.notNull().defaultTo(""))
        .execute();
    await db.schema
      .alterTable("case_clocks")
      .addColumn("is_running", integer, (column) => column.notNull().defaultTo(0))
      .execute();
    await sql`update case_clocks set office = cases.office, business_line = cases.business_line,
      is_running = case when case_clocks.stopped_on is null and cases.status = 'open' then 1 else 0 end
      from cases where cases.id = case_clocks.case_id`.execute(db);
    await index("case_clocks", ["is_running", "due", "case_id", "key", "office", "business_line"]);
    await index("case_clocks", ["is_running", "office", "due", "case_id", "key", "business_line"]);
    await index("cases", ["stage", "status", "due", "office", "business_line"]);
    await index("cases", ["office", "business_line", "stage", "status", "due"]);
    await index("cases", ["next_what", "next_office"]);
    await sql`create index cases_by_stage_due_or_none on cases (stage, (coalesce(due, '9999')), id)`.execute(db);
  },
};
