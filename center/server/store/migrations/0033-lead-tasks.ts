import type { Migration } from "./migration.ts";

/** What somebody is to find out about a lead by a day. */
export const leadTasks: Migration = {
  number: 33,
  name: "lead-tasks",
  async run({ table, index }) {
    await table("lead_tasks", {
      id: "text key",
      lead: "text -> leads.id",
      assignee: "text -> users.id",
      due: "text",
      added_at: "text",
      settled_at: "text?",
    });
    await index("lead_tasks", ["lead"]);
    await index("lead_tasks", ["assignee", "settled_at"]);
  },
};
