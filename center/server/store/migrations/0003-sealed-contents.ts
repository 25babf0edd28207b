import type { Migration } from "./migration.ts";

/** Members of contents that are committed alone: their salts and values stand beside the content, which holds their digests. */
export const sealedContents: Migration = {
  number: 3,
  name: "sealed-contents",
  async run({ db }) {
    await db.schema.alterTable("ledger_contents").addColumn("opened", "text").execute();
  },
};
