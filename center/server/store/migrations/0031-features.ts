import { columnTypes, type Migration } from "./migration.ts";

/** What is on in which office: switches of the house, and pilots that name what they try and end. */
export const features: Migration = {
  number: 31,
  name: "features",
  async run({ table, db, engine }) {
    await table("feature_switches", {
      feature: "text key",
      version: "integer",
      is_on: "integer",
      reason: "text",
      changed_by: "text",
      changed_at: "text",
      outbox: "integer",
    });
    const { text } = columnTypes[engine];
    for (const column of ["feature", "ended_on", "end_reason"]) await db.schema.alterTable("pilots").addColumn(column, text).execute();
  },
};
