import type { Locale, MailMode, MessageStatus, NotifyChannelKind, ReminderCause, ReminderLevel } from "@yuejian/contracts";

export interface ReminderTables {
  reminders: RemindersTable;
  reminder_rules: ReminderRulesTable;
  reminder_preferences: ReminderPreferencesTable;
  notify_channels: NotifyChannelsTable;
  notify_hosts: NotifyHostsTable;
  notify_messages: NotifyMessagesTable;
  notify_message_items: NotifyMessageItemsTable;
}

/** One row for each person, cause and level: unique, so that nobody is told twice of the same. */
export interface RemindersTable {
  id: string;
  person: string;
  cause: ReminderCause;
  /** Names what asks; another day of a clock is another key. */
  key: string;
  level: ReminderLevel;
  office: string;
  /** JSON: lines of which one suffices to see it. */
  lines: string;
  /** What the person must be allowed to do at the moment of sending; null: only whoever is named by the cause is told. */
  action: string | null;
  title_zh: string;
  title_en: string;
  why_zh: string;
  why_en: string;
  link: string;
  due: string | null;
  at: string;
  read_at: string | null;
  settled_at: string | null;
}

export interface ReminderRulesTable {
  office: string;
  version: number;
  /** ReminderRules, JSON. */
  rules: string;
  reason: string;
  changed_by: string;
  changed_at: string;
  outbox: number;
}

export interface ReminderPreferencesTable {
  person: string;
  locale: Locale;
  address: string | null;
  mail: MailMode;
  digest_at: string;
  /** JSON: ReminderCause[]. */
  muted: string;
  changed_at: string;
}

/** A removed channel keeps its row and its messages. */
export interface NotifyChannelsTable {
  id: string;
  version: number;
  kind: NotifyChannelKind;
  title: string;
  office: string;
  /** MailSettings or WebhookSettings, without any secret. */
  settings: string;
  /** SecretPlace; null: none. */
  secret: string | null;
  is_enabled: number;
  changed_at: string;
  changed_by: string;
  removed_at: string | null;
  outbox: number;
}

/** Hosts to which webhooks may go. */
export interface NotifyHostsTable {
  host: string;
  is_private: number;
  reason: string;
  at: string;
  by: string;
  outbox: number;
}

/** The outbox of what leaves the house. Its words are made when it is sent, from what still holds then. */
export interface NotifyMessagesTable {
  id: string;
  channel: string;
  kind: NotifyChannelKind;
  /** Null: a webhook. */
  person: string | null;
  office: string;
  status: MessageStatus;
  created_at: string;
  /** Not before; the backoff's column too. */
  send_after: string;
  attempts: number;
  /** Process that sends it; a message of a dead one was broken off, and may have arrived. */
  sender: string | null;
  /** Attempts that were broken off. */
  broken_off: number;
  sent_at: string | null;
  /** Why it failed or is not needed, JSON: Text. */
  reason: string | null;
}

export interface NotifyMessageItemsTable {
  message: string;
  reminder: string;
}
