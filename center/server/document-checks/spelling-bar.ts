import { type DecidedSuggestion, tuneBar } from "@yuejian/document-assistant";
import type { Reading } from "../store/index.ts";
import type { RuleStates } from "./rule-states.ts";
import { DAY_MS } from "./settings.ts";

/** Decisions older than this are not asked any more. */
const ASKED_DAYS = 365;

export interface SpellingBar {
  /** Below it nothing is shown in the office, beside the house's own bars; 0: its decisions ask for none. */
  readonly leastProbability: number;
  readonly decisions: number;
}

/** How sure a suggestion has to be in an office, by what its people said of those that were shown in the last year. */
export async function spellingBar(db: Reading, states: RuleStates, now: number): Promise<SpellingBar> {
  const decided = await decidedSuggestions(db, states, now);
  // Nothing under the house's own bars was ever shown, so they need not be known here.
  return { leastProbability: tuneBar(0, decided), decisions: decided.length };
}

async function decidedSuggestions(db: Reading, states: RuleStates, now: number): Promise<DecidedSuggestion[]> {
  const since = new Date(now - ASKED_DAYS * DAY_MS).toISOString();
  const from = states.own.get("spelling")?.counted_from ?? "";
  const rows = await db
    .selectFrom("document_findings")
    .innerJoin("document_checks", "document_checks.id", "document_findings.check_id")
    .select(["document_findings.probability", "document_findings.decision"])
    .where("document_findings.rule", "=", "spelling")
    .where("document_findings.decided_at", ">", since > from ? since : from)
    .where("document_findings.decision", "is not", null)
    .where("document_checks.office", "=", states.office)
    .where("document_checks.is_first", "=", 1)
    .execute();
  return rows.flatMap(({ probability, decision }) =>
    probability === null ? [] : [{ probability: Number(probability), isAccepted: decision === "accepted" }],
  );
}
