/** Who has had a hand in a lead: they judged it once and cannot judge the challenge to it. */
export interface Involved {
  readonly actors: readonly string[];
  readonly assignee: string | null;
  readonly caseOwner: string | null;
  readonly registeredBy: string;
}

export function isIndependent(reviewer: string, { actors, assignee, caseOwner, registeredBy }: Involved): boolean {
  return !actors.includes(reviewer) && reviewer !== assignee && reviewer !== caseOwner && reviewer !== registeredBy;
}
