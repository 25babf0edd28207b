import type { Migration } from "./migration.ts";

/** Violations looked at on the ground: tasks, records, their files. */
export const fieldChecks: Migration = {
  number: 45,
  name: "field-checks",
  async run({ table, index }) {
    await table("field_checks", {
      id: "text key",
      violation: "text -> farmland_violations.id",
      office: "text",
      assignee: "text",
      words: "text",
      due: "text",
      given_by: "text",
      given_at: "text",
      withdrawn_by: "text?",
      withdrawn_at: "text?",
      withdrawn_reason: "text?",
      record_sha256: "text? unique",
      record: "text?",
      capture: "text? -> captures.id",
      clock_seconds: "integer?",
      received_by: "text?",
      received_at: "text?",
      outbox: "integer?",
      erased_at: "text?",
    });
    await table(
      "field_check_files",
      {
        field_check: "text -> field_checks.id",
        sha256: "text",
        sm3: "text",
        size: "integer",
        type: "text",
        name: "text",
        uploaded_at: "text",
        erased_at: "text?",
      },
      ["field_check", "sha256"],
    );
    await index("field_checks", ["violation"]);
    await index("field_checks", ["assignee"]);
    await index("field_check_files", ["sha256"]);
  },
};
