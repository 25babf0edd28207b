import type { Migration } from "./migration.ts";

/** Searches for patterns, what they found, what people decided of it, and causes of rules. */
export const patterns: Migration = {
  number: 25,
  name: "patterns",
  async run({ table, index }) {
    await table("pattern_searches", {
      id: "text key",
      at: "text",
      actor: "text",
      first_month: "text",
      months: "integer",
      tests: "integer",
      found: "integer",
      left_out: "text",
      job: "text",
      outbox: "integer",
    });
    await table("patterns", {
      id: "text key",
      key: "text",
      version: "integer",
      family: "text",
      kind: "text",
      unit: "text",
      group_kind: "text",
      group_id: "text",
      rules: "text",
      lines: "text",
      from_month: "text",
      to_month: "text",
      observed: "integer",
      content: "text",
      search: "text -> pattern_searches.id",
      status: "text",
      changed_at: "text",
    });
    await index("patterns", ["key"], "unique");
    await table("pattern_decisions", {
      id: "text key",
      pattern: "text -> patterns.id",
      action: "text",
      reason: "text",
      observed: "integer",
      expected: "text",
      case_id: "text?",
      actor: "text",
      at: "text",
      outbox: "integer",
    });
    await index("pattern_decisions", ["pattern", "at"]);
    await table("rule_causes", {
      rule: "text key",
      version: "integer",
      cause: "text?",
      reason: "text",
      actor: "text",
      at: "text",
      outbox: "integer",
    });
  },
};
