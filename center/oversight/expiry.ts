/** Days after a dismissal for which the personal data of a lead is kept, by business line where one differs. The law gives the principle
 *  (PIPL 19: as short as the purpose allows; 47: erased of one's own accord when the purpose is reached or cannot be), not the number: the
 *  number is the house's. */
export interface RetentionDays {
  readonly standard: number;
  readonly byLine: Readonly<Record<string, number>>;
}

export interface DismissedLead {
  readonly dismissedAt: string;
  readonly businessLine: string;
  /** An open challenge, correction or other flag: the data is still needed for it. */
  readonly isHeld: boolean;
}

const DAY_MS = 86_400_000;

/** When the data of a dismissed lead expires; null while something holds it. */
export function expiresAt({ dismissedAt, businessLine, isHeld }: DismissedLead, days: RetentionDays): string | null {
  if (isHeld) return null;
  return new Date(Date.parse(dismissedAt) + (days.byLine[businessLine] ?? days.standard) * DAY_MS).toISOString();
}
