import type { Migration } from "./migration.ts";

/** What shows an anchor's event offline. */
export const anchorEvidence: Migration = {
  number: 10,
  name: "anchor-evidence",
  async run({ db }) {
    await db.schema.alterTable("anchors").addColumn("evidence", "text").execute();
  },
};
