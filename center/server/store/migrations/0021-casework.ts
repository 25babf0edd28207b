import type { Migration } from "./migration.ts";

/** Cases of the business system: imports, cases, what they were before, clocks. */
export const casework: Migration = {
  number: 21,
  name: "casework",
  async run({ table, index }) {
    await table("casework_imports", {
      id: "text key",
      job: "text unique",
      file: "text",
      size: "integer",
      sha256: "text",
      sm3: "text",
      as_of: "text",
      office: "text",
      actor: "text",
      at: "text",
      mapping: "text",
      ignored: "text",
      rows: "integer",
      accepted: "integer",
      applied: "integer",
      added: "integer",
      changed: "integer",
      same: "integer",
      refused: "integer",
      outbox: "integer",
    });
    await table("casework_refusals", { import: "text -> casework_imports.id", row: "integer", line: "integer", reasons: "text" }, [
      "import",
      "row",
    ]);
    await table("handled_cases", {
      id: "text key",
      number: "text unique",
      version: "integer",
      office: "text",
      department: "text",
      business_line: "text",
      kind: "text",
      handler: "text?",
      person: "text?",
      stage: "text",
      status: "text",
      accepted_on: "text",
      decided_on: "text?",
      due: "text",
      content: "text",
      as_of: "text",
      import: "text -> casework_imports.id",
      changed_at: "text",
    });
    await table(
      "handled_case_versions",
      { case_id: "text -> handled_cases.id", version: "integer", content: "text", as_of: "text", import: "text" },
      ["case_id", "version"],
    );
    await table(
      "handled_case_clocks",
      {
        case_id: "text -> handled_cases.id",
        key: "text",
        rule: "text",
        from_day: "text",
        due: "text?",
        stopped_on: "text?",
        is_running: "integer",
        office: "text",
        business_line: "text",
      },
      ["case_id", "key"],
    );
    // Boards count in the first without touching a row; lists go along the others in their order.
    await index("handled_cases", ["status", "office", "business_line", "department", "kind", "stage", "due"]);
    await index("handled_cases", ["status", "due", "id"]);
    await index("handled_cases", ["status", "office", "due", "id"]);
    await index("handled_cases", ["status", "accepted_on", "id"]);
    await index("handled_cases", ["status", "office", "accepted_on", "id"]);
    await index("handled_cases", ["person", "status", "due", "id"]);
    await index("handled_case_clocks", ["is_running", "office", "business_line", "due"]);
    await index("handled_case_clocks", ["is_running", "due", "case_id", "key"]);
    await index("casework_imports", ["at"]);
  },
};
