import type { Migration } from "./migration.ts";

/** Cases of the business system: imports, cases, what they were before, clocks, notices. */
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
    await table("casework_notices", {
      id: "text key",
      case_id: "text -> handled_cases.id",
      rule: "text",
      key: "text",
      set_name: "text",
      severity: "text",
      facts: "text",
      office: "text",
      business_line: "text",
      person: "text?",
      is_open: "integer",
      opened_on: "text",
      closed_on: "text?",
      version: "integer",
      verdict: "text?",
      reason: "text?",
      answered_by: "text?",
      answered_at: "text?",
      outbox: "integer",
    });
    await index("casework_notices", ["case_id", "rule", "key"], "unique");
    await index("casework_notices", ["is_open", "set_name", "opened_on", "id"]);
    await index("casework_notices", ["person", "is_open", "opened_on"]);
    await index("casework_notices", ["is_open", "office", "business_line", "rule"]);
    // Lists and boards find, sort and count in these without touching a row.
    const places = ["business_line", "kind", "stage", "department"];
    await index("handled_cases", ["status", "due", "id", "office", ...places]);
    await index("handled_cases", ["status", "office", "due", "id", ...places]);
    await index("handled_cases", ["status", "accepted_on", "id", "office", ...places]);
    await index("handled_cases", ["status", "office", "accepted_on", "id", ...places]);
    await index("handled_cases", ["person", "status", "due", "id"]);
    await index("handled_case_clocks", ["is_running", "due", "rule", "case_id", "key", "office", "business_line"]);
    await index("handled_case_clocks", ["is_running", "office", "due", "rule", "case_id", "key", "business_line"]);
    await index("casework_imports", ["at"]);
  },
};
