import { sql } from "kysely";
import type { Migration } from "./migration.ts";

/** Cases are counted by counters, so that indexes need not hold all of them to count them: those that did go, and those from which the board takes the first cases of each
 *  stage and what is overdue begin with the office too. */
export const caseCounts: Migration = {
  number: 42,
  name: "case-counts",
  async run({ table, index, db }) {
    await table("case_counts", { office: "text", business_line: "text", stage: "text", cases: "integer" }, [
      "office",
      "business_line",
      "stage",
    ]);
    await sql`insert into case_counts select office, business_line, stage, count(*) from cases group by 1, 2, 3`.execute(db);
    for (const columns of [
      ["office", "business_line", "stage"],
      ["stage", "status", "due", "office", "business_line"],
      ["office", "business_line", "stage", "status", "due"],
      ["status", "office", "due", "business_line"],
      ["status", "due"],
    ])
      await db.schema.dropIndex(`cases_by_${columns.join("_")}`).execute();
    await index("cases", ["status", "due", "stage", "business_line"]);
    await index("cases", ["status", "office", "due", "stage", "business_line"]);
    await index("cases", ["office", "stage", "ended_at", "business_line"]);
    await sql`create index cases_by_office_stage_due_or_none on cases (office, stage, (coalesce(due, '9999')), id, business_line)`.execute(
      db,
    );
  },
};
