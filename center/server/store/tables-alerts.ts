import type { AlertSubject } from "@yuejian/contracts";

export interface AlertTables {
  alert_rules: AlertRulesTable;
}

/** A removed rule keeps its row: reminders name it. */
export interface AlertRulesTable {
  id: string;
  version: number;
  title: string;
  /** User id. */
  owner: string;
  /** Of the owner, or of the group. */
  office: string;
  /** AlertRecipient, JSON. */
  recipient: string;
  subject: AlertSubject;
  /** AlertConditions, JSON. */
  conditions: string;
  is_enabled: number;
  /** Leads up to this number were there when the rule was set up or switched on. */
  since_number: number;
  since_at: string;
  created_at: string;
  changed_at: string;
  removed_at: string | null;
  outbox: number;
}
