import type { Migration } from "./migration.ts";

/** Steps of handled cases that are asked for, decided and served in the office. */
export const steps: Migration = {
  number: 28,
  name: "steps",
  async run({ table, index }) {
    await table("procedural_steps", {
      id: "text key",
      case_id: "text -> handled_cases.id",
      version: "integer",
      kind: "text",
      status: "text",
      requester: "text",
      requested_on: "text",
      note: "text",
      decision: "text?",
      decided_on: "text?",
      reason: "text",
      served_on: "text?",
      served_to: "text",
      outcome: "text?",
      rule: "text?",
      from_day: "text?",
      due: "text?",
      document: "text?",
      document_number: "text?",
      office: "text",
      changed_at: "text",
      changed_by: "text",
    });
    await index("procedural_steps", ["case_id"]);
    await index("procedural_steps", ["status", "due"]);
    await table(
      "procedural_step_events",
      {
        step: "text -> procedural_steps.id",
        version: "integer",
        at: "text",
        actor: "text",
        action: "text",
        facts: "text",
        outbox: "integer",
      },
      ["step", "version"],
    );
  },
};
