import type { Migration } from "./migration.ts";

/** Reminders, how offices and people want them, and the messages by which they leave the house. */
export const reminders: Migration = {
  number: 24,
  name: "reminders",
  async run({ table, index }) {
    await table("reminders", {
      id: "text key",
      person: "text",
      cause: "text",
      key: "text",
      level: "text",
      office: "text",
      lines: "text",
      action: "text?",
      title_zh: "text",
      title_en: "text",
      why_zh: "text",
      why_en: "text",
      link: "text",
      due: "text?",
      at: "text",
      read_at: "text?",
      settled_at: "text?",
    });
    await index("reminders", ["cause", "key", "level", "person"], "unique");
    await index("reminders", ["person", "at"]);
    await index("reminders", ["settled_at", "cause"]);
    await table("reminder_rules", {
      office: "text key -> offices.id",
      version: "integer",
      rules: "text",
      reason: "text",
      changed_by: "text",
      changed_at: "text",
      outbox: "integer",
    });
    await table("reminder_preferences", {
      person: "text key -> users.id",
      locale: "text",
      address: "text?",
      mail: "text",
      digest_at: "text",
      muted: "text",
      changed_at: "text",
    });
    await table("notify_channels", {
      id: "text key",
      version: "integer",
      kind: "text",
      title: "text",
      office: "text",
      settings: "text",
      secret: "text?",
      is_enabled: "integer",
      changed_at: "text",
      changed_by: "text",
      removed_at: "text?",
      outbox: "integer",
    });
    await table("notify_hosts", { host: "text key", is_private: "integer", reason: "text", at: "text", by: "text", outbox: "integer" });
    await table("notify_messages", {
      id: "text key",
      channel: "text -> notify_channels.id",
      kind: "text",
      person: "text?",
      office: "text",
      status: "text",
      created_at: "text",
      send_after: "text",
      attempts: "integer",
      sender: "text?",
      broken_off: "integer",
      sent_at: "text?",
      reason: "text?",
    });
    await index("notify_messages", ["status", "send_after"]);
    await table("notify_message_items", { message: "text -> notify_messages.id", reminder: "text -> reminders.id" }, [
      "message",
      "reminder",
    ]);
  },
};
