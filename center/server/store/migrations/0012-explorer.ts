import { sql } from "kysely";
import { columnTypes, type Migration } from "./migration.ts";

/** What the explorer of the chain asks of a ledger with millions of entries, and the checkpoints that were published. */
export const explorer: Migration = {
  number: 12,
  name: "explorer",
  async run({ db, engine, table, index }) {
    const { text } = columnTypes[engine];
    for (const member of ["organisation", "sm3"]) {
      await db.schema.alterTable("outbox").addColumn(member, text).execute();
      const stated =
        engine === "sqlite" ? sql`json_extract(statement, ${sql.lit(`$.${member}`)})` : sql`cast(statement as json) ->> ${sql.lit(member)}`;
      await sql`update outbox set ${sql.ref(member)} = ${stated}`.execute(db);
    }
    await index("outbox", ["type", "ledger_index"]);
    await index("outbox", ["organisation", "ledger_index"]);
    await index("outbox", ["at", "ledger_index"]);
    await index("outbox", ["sm3"]);
    await table("checkpoints", {
      size: "integer key",
      root: "text",
      at: "text",
      note: "text",
      cosigners: "integer",
      is_final: "integer",
    });
    await index("checkpoints", ["is_final", "size"]);
    await index("batches", ["file_sha256"]);
  },
};
