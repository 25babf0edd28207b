import { columnTypes, type Migration } from "./migration.ts";

/** Violations on farmland measured again: what became of each. */
export const restorations: Migration = {
  number: 40,
  name: "restorations",
  async run({ table, index, db, engine }) {
    await table("farmland_restorations", {
      id: "text key",
      job: "text unique",
      office: "text",
      actor: "text",
      at: "text",
      name: "text",
      request: "text",
      finished_at: "text?",
      result: "text?",
      outbox: "integer?",
    });
    await table(
      "farmland_restored",
      { restoration: "text -> farmland_restorations.id", violation: "text -> farmland_violations.id", verdict: "text", detail: "text" },
      ["restoration", "violation"],
    );
    await index("farmland_restored", ["violation"]);
    const { text, integer } = columnTypes[engine];
    for (const column of ["restoration", "restored", "restored_to"])
      await db.schema.alterTable("farmland_violations").addColumn(column, text).execute();
    await db.schema.alterTable("farmland_violations").addColumn("restored_square_metres", integer).execute();
  },
};
