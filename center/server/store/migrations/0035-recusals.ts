import type { Migration } from "./migration.ts";

/** Who is to take no part in which case: asked for, granted, refused. */
export const recusals: Migration = {
  number: 35,
  name: "recusals",
  async run({ table, index }) {
    await table("case_recusals", {
      id: "text key",
      case_id: "text -> cases.id",
      person: "text",
      status: "text",
      is_of_chief: "integer",
      at: "text",
    });
    await index("case_recusals", ["case_id"]);
    await index("case_recusals", ["status"]);
  },
};
