import { sql } from "kysely";
import type { Migration } from "./migration.ts";

/** Counters and indexes from which the wall reads its figures without the rows. */
export const wall: Migration = {
  number: 30,
  name: "wall",
  async run({ table, index, db, engine }) {
    await table("lead_months", { month: "text", office: "text", business_line: "text", leads: "integer" }, [
      "month",
      "office",
      "business_line",
    ]);
    // The month in China.
    const month =
      engine === "sqlite"
        ? sql`strftime('%Y-%m', created_at, '+8 hours')`
        : sql`to_char((created_at::timestamptz at time zone 'UTC') + interval '8 hours', 'YYYY-MM')`;
    await sql`insert into lead_months select ${month}, office, business_line, count(*) from leads group by 1, 2, 3`.execute(db);
    await index("cases", ["office", "business_line", "stage"]);
    await index("cases", ["opened_at", "office", "business_line"]);
    await index("cases", ["stage", "ended_at", "office", "business_line"]);
    await index("cases", ["status", "office", "due", "business_line"]);
  },
};
