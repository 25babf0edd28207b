import type { ApprovalLevel, CaseNext, CaseStage, CaseState } from "@yuejian/contracts";
import { isOpen } from "./case-steps.ts";

/** Who has to do what for a case to go on: one person, or whoever holds a level in one office. */
export type NextResponsible = { readonly what: CaseNext } & (
  | { readonly person: string; readonly level: null; readonly office: null }
  | { readonly person: null; readonly level: ApprovalLevel; readonly office: string }
);

const OF_OWNER: Readonly<Partial<Record<CaseStage, CaseNext>>> = {
  filed: "draft",
  drafting: "submit",
  approved: "serve",
  served: "reply",
  unanswered: "press",
  objection: "objection",
  rectification: "rectify",
  "look-back": "look-back",
};

/** Exactly one for every open case, none for one that is over. */
export function nextOf(state: CaseState): NextResponsible | null {
  if (!isOpen(state.stage)) return null;
  const level = (what: CaseNext, of: ApprovalLevel, office = state.office): NextResponsible => ({ what, person: null, level: of, office });
  if (state.transfer) return level("transfer", "department-head", state.transfer.to);
  if (state.owner === null) return level("assign", "department-head");
  if (state.stage === "approval") return level("approve", nextLevel(state) ?? "department-head");
  if (state.stage === "look-back") {
    const outcome = state.lookBacks.at(-1)?.result?.outcome;
    if (outcome !== undefined && outcome !== "no-new-data") return level("conclude", "department-head");
  }
  return { what: OF_OWNER[state.stage] ?? "draft", person: state.owner, level: null, office: null };
}

/** The level that decides now; null when none is left. */
export function nextLevel({ instrument }: Pick<CaseState, "instrument">): ApprovalLevel | null {
  return instrument?.levels[instrument.approvals.length] ?? null;
}
