import type { Migration } from "./migration.ts";

/** What people write for the white paper of a year. */
export const whitePapers: Migration = {
  number: 29,
  name: "white-papers",
  async run({ table, index }) {
    await table("white_papers", { year: "integer key", version: "integer", texts: "text", actor: "text", at: "text", outbox: "integer" });
    // What was served, replied and looked back at in a year, without the other events.
    await index("case_events", ["action", "at"]);
  },
};
