import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { openStore } from "../store/index.ts";
import { temporaryFolders } from "../testing/stores.ts";

/** What becomes of each table that names leads when the personal data of one expires. */
const TABLES: Readonly<Record<string, string>> = {
  lead_events: "erased",
  lead_flags: "erased",
  lead_comments: "erased",
  lead_attachments: "erased",
  lead_links: "erased",
  lead_entities: "erased",
  contests: "erased",
  lead_tasks: "staff, days and times only",
  lead_mentions: "staff and times only",
  operation_leads: "outcomes and codes only",
  cases: "a dismissed lead has none",
  exports: "who took which rows when: needed for corrections",
};

describe("the tables that name leads", () => {
  const folders = temporaryFolders();

  it("are all known to expiry: a new one must say what becomes of it", async () => {
    const store = await openStore(`${await folders()}/store.sqlite`);
    try {
      const { rows } = await sql<{
        name: string;
      }>`select distinct tables.name from sqlite_master as tables, pragma_table_info(tables.name) as columns
        where tables.type = 'table' and columns.name in ('lead', 'lead_id')`.execute(store.db);
      const found = rows.map(({ name }) => name).filter((name) => !name.startsWith("lead_words"));
      expect(found.length).toBeGreaterThan(5);
      expect(found.filter((name) => !Object.hasOwn(TABLES, name))).toEqual([]);
    } finally {
      await store.close();
    }
  });
});
