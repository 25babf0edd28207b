import type { Migration } from "./migration.ts";

/** Templates of instruments, papers beside them, and links by which receivers reply. */
export const instruments: Migration = {
  number: 20,
  name: "instruments",
  async run({ table, index }) {
    await table(
      "instrument_templates",
      { office: "text", kind: "text", version: "integer", texts: "text", note: "text", set_by: "text", set_at: "text", outbox: "integer" },
      ["office", "kind", "version"],
    );
    await table("case_papers", {
      id: "text key",
      case_id: "text -> cases.id",
      kind: "text",
      number: "text",
      template_version: "integer",
      document: "text",
      actor: "text",
      at: "text",
    });
    await index("case_papers", ["case_id"]);
    await table("reply_links", {
      id: "text key",
      case_id: "text -> cases.id",
      revision: "integer",
      receiver: "text",
      token_sha256: "text unique",
      created_by: "text",
      created_at: "text",
      expires_at: "text",
      seen_at: "text?",
      revoked_at: "text?",
      revoked_reason: "text?",
      replied_at: "text?",
      reply_event: "text?",
      failed_attempts: "integer",
      locked_until: "text?",
    });
    await index("reply_links", ["case_id"]);
  },
};
