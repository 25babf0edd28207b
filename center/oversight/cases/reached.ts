import type { CaseStage } from "@yuejian/contracts";

/** How far a case came: the stages in which a case stands that came at least so far. A case that was withdrawn or merged counts as filed alone. */
export const REACHED = {
  served: ["served", "unanswered", "objection", "rectification", "look-back", "closed", "litigation"],
  replied: ["objection", "rectification", "look-back", "closed"],
  rectified: ["closed"],
} as const satisfies Record<string, readonly CaseStage[]>;

export type Reached = keyof typeof REACHED;
