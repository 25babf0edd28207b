import type { LeadCommand } from "@yuejian/contracts";

/** What the form of every action gets. */
export interface ActionForm {
  readonly lead: string;
  readonly send: (command: LeadCommand, clear: () => void) => void;
  readonly isSending: boolean;
  /** The lead changed meanwhile and the person has not looked yet. */
  readonly isBlocked: boolean;
}
