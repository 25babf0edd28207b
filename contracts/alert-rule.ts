import type { BusinessLine, Role } from "./organisation.ts";
import type { Text } from "./text.ts";

/** What alert rules look at. */
export const ALERT_SUBJECTS = {
  lead: { zh: "新线索", en: "New leads" },
  case: { zh: "监督案件的进展", en: "Steps of supervision cases" },
  source: { zh: "数据来源的告警", en: "Alerts of sources" },
} as const satisfies Record<string, Text>;

export type AlertSubject = keyof typeof ALERT_SUBJECTS;

/** Conditions of a rule; what is left out, or an empty list, does not limit. */
export interface AlertConditions {
  /** Of leads. */
  readonly models?: readonly string[];
  /** Offices, and so places. */
  readonly offices?: readonly string[];
  readonly lines?: readonly BusinessLine[];
  /** Of leads: some amount of the finding is at least this, in fen. */
  readonly leastAmount?: number;
  /** Of leads: told when the number of an office's new leads within so many days reaches `count`, and again after it fell below. */
  readonly window?: { readonly count: number; readonly days: number };
  /** Of cases: the authority's name holds one of these words. */
  readonly authorities?: readonly string[];
  /** Of cases: those that the recipient works on. */
  readonly isOwn?: boolean;
  /** Of sources. */
  readonly sources?: readonly string[];
}

/** Whoever set it up, or those with one of these roles in an office, as they are when it is sent. */
export type AlertRecipient = { readonly kind: "me" } | { readonly kind: "group"; readonly office: string; readonly roles: readonly Role[] };
