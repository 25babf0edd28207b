import type { Migration } from "./migration.ts";

/** Articles on which rules of the house rest, and notices that one of them changed. */
export const lawNotices: Migration = {
  number: 34,
  name: "law-notices",
  async run({ table, index }) {
    await table(
      "law_bindings",
      {
        rule_kind: "text",
        rule: "text",
        law: "text -> laws.id",
        article: "text",
        version: "text?",
        content: "text?",
        repealed_on: "text?",
        seen_at: "text",
      },
      ["rule_kind", "rule", "law", "article"],
    );
    await table("law_notices", {
      id: "text key",
      number: "integer",
      rule_kind: "text",
      rule: "text",
      office: "text?",
      law: "text -> laws.id",
      article: "text",
      change: "text",
      changes_on: "text?",
      version: "text?",
      before_version: "text?",
      before: "text?",
      after: "text?",
      digest: "text unique",
      import: "text?",
      opened_at: "text",
      status: "text",
      reason: "text?",
      decided_by: "text?",
      decided_at: "text?",
      outbox: "integer",
    });
    await index("law_notices", ["status"]);
  },
};
