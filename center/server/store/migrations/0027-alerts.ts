import type { Migration } from "./migration.ts";

/** What people and groups subscribe to. */
export const alerts: Migration = {
  number: 27,
  name: "alerts",
  async run({ table, index }) {
    await table("alert_rules", {
      id: "text key",
      version: "integer",
      title: "text",
      owner: "text -> users.id",
      office: "text",
      recipient: "text",
      subject: "text",
      conditions: "text",
      is_enabled: "integer",
      since_number: "integer",
      since_at: "text",
      created_at: "text",
      changed_at: "text",
      removed_at: "text?",
      outbox: "integer",
    });
    await index("case_events", ["at"]);
  },
};
