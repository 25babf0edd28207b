import type { Migration } from "./migration.ts";

/** The scheduler of the queue. */
export const schedules: Migration = {
  number: 4,
  name: "schedules",
  async run({ table, index }) {
    await table("schedules", {
      id: "text key",
      version: "integer",
      standing_key: "text? unique",
      kind: "text",
      title_zh: "text",
      title_en: "text",
      input: "text",
      rule: "text",
      content_key: "text unique",
      missed: "text",
      is_enabled: "integer",
      next_at: "text?",
      owner: "text -> users.id",
      office: "text",
      created_at: "text",
      changed_at: "text",
      outbox: "integer",
    });
    await table(
      "schedule_runs",
      {
        schedule: "text -> schedules.id",
        due_at: "text",
        at: "text",
        outcome: "text",
        job: "text?",
        error: "text?",
      },
      ["schedule", "due_at"],
    );
    await index("schedules", ["is_enabled", "next_at"]);
  },
};
