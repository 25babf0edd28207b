import { type DecidedSuggestion, SPELLED_RULES, tuneBar } from "@yuejian/document-assistant";
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
export async function spellingBar(
  db: Reading,
  states: RuleStates,
  { now, rule }: { readonly now: number; readonly rule: string },
): Promise<SpellingBar> {
  const decided = await decidedSuggestions(db, states, { now, rule });
  // Nothing under the house's own bars was ever shown, so they need not be known here.
  return { leastProbability: tuneBar(0, decided), decisions: decided.length };
}

/** The bar of each rule that says what the speller found, by its id. */
export async function spellingBars(db: Reading, states: RuleStates, now: number): Promise<Record<string, number>> {
  const bars: Record<string, number> = {};
  for (const rule of SPELLED_RULES) bars[rule] = (await spellingBar(db, states, { now, rule })).leastProbability;
  return bars;
}

async function decidedSuggestions(
  db: Reading,
  states: RuleStates,
  { now, rule }: { readonly now: number; readonly rule: string },
): Promise<DecidedSuggestion[]> {
  const since = new Date(now - ASKED_DAYS * DAY_MS).toISOString();
  const from = states.own.get(rule)?.counted_from ?? "";
  const rows = await db
    .selectFrom("document_findings")
    .innerJoin("document_checks", "document_checks.id", "document_findings.check_id")
    .select(["document_findings.probability", "document_findings.decision"])
    .where("document_findings.rule", "=", rule)
    .where("document_findings.decided_at", ">", since > from ? since : from)
    .where("document_findings.decision", "is not", null)
    .where("document_checks.office", "=", states.office)
    .where("document_findings.counts", "=", 1)
    .execute();
  return rows.flatMap(({ probability, decision }) =>
    probability === null ? [] : [{ probability: Number(probability), isAccepted: decision === "accepted" }],
  );
}
