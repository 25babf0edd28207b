import type { Migration } from "./migration.ts";

/** Checks of documents, what they found and what people said of it; rules on or off in an office; keys of other systems. */
export const documentChecks: Migration = {
  number: 43,
  name: "document-checks",
  async run({ table, index }) {
    await table("document_checks", {
      id: "text key",
      office: "text",
      actor: "text",
      at: "text",
      written_on: "text",
      month: "text",
      kind: "text",
      stage: "text",
      source: "text",
      case_id: "text?",
      revision: "integer?",
      name: "text?",
      format: "text",
      sha256: "text",
      law_day: "text",
      characters: "integer",
      findings: "integer",
      is_first: "integer",
      is_for_publication: "integer",
      has_citations: "integer",
      has_spelling: "integer",
      paragraphs: "text?",
      file_sha256: "text?",
      keep_until: "text",
      erased_at: "text?",
    });
    await index("document_checks", ["actor", "at"]);
    await index("document_checks", ["office", "month"]);
    await index("document_checks", ["office", "sha256"]);
    await index("document_checks", ["file_sha256"]);
    await index("document_checks", ["keep_until"]);
    await table(
      "document_findings",
      {
        check_id: "text -> document_checks.id",
        position: "integer",
        rule: "text",
        severity: "text",
        probability: "text?",
        content: "text?",
        decision: "text?",
        decided_at: "text?",
      },
      ["check_id", "position"],
    );
    await index("document_findings", ["rule", "decided_at"]);
    await table(
      "document_rules",
      {
        office: "text",
        rule: "text",
        version: "integer",
        is_on: "integer?",
        muted_at: "text?",
        muted_by: "text?",
        counted_from: "text?",
        reason: "text",
        changed_by: "text",
        changed_at: "text",
        outbox: "integer",
      },
      ["office", "rule"],
    );
    await table("document_keys", {
      id: "text key",
      token_sha256: "text unique",
      office: "text",
      name: "text",
      created_by: "text",
      created_at: "text",
      expires_at: "text",
      seen_at: "text?",
      revoked_at: "text?",
      revoked_reason: "text?",
      outbox: "integer",
    });
    await index("document_keys", ["office"]);
  },
};
