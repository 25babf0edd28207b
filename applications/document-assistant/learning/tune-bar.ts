import { wilsonInterval } from "@yuejian/distributions";

/** A suggestion that was shown with its probability, and what a person said of it. */
export interface DecidedSuggestion {
  readonly probability: number;
  readonly isAccepted: boolean;
}

/** What was fixed beforehand: nothing is tuned on fewer decisions, and the bar rises only over a stretch of at least so many whose share of accepted ones lies surely under the half. */
export const TUNING = { leastDecisions: 60, leastCut: 20, worth: 0.5 } as const;

/** The bar from which on suggestions are worth showing: where accepted ones outweigh rejected ones most. What lies under the house's own bar was never shown, so the bar only rises;
 *  decisions that are old are not asked, so it falls again with them. The house's bar where there are too few decisions or none surely says otherwise. */
export function tuneBar(house: number, decided: readonly DecidedSuggestion[]): number {
  if (decided.length < TUNING.leastDecisions) return house;
  const ordered = decided.filter(({ probability }) => probability >= house).toSorted((one, other) => one.probability - other.probability);
  let [best, gain, lost] = [0, 0, 0];
  ordered.forEach(({ isAccepted }, at) => {
    // Cutting everything up to here loses the accepted and spares the rejected.
    lost += isAccepted ? -(1 - TUNING.worth) : TUNING.worth;
    const isLastOfItsKind = ordered[at + 1]?.probability !== ordered[at]?.probability;
    if (isLastOfItsKind && at + 1 < ordered.length && lost > gain) [best, gain] = [at + 1, lost];
  });
  const cut = ordered.slice(0, best);
  const share = wilsonInterval(cut.filter(({ isAccepted }) => isAccepted).length, cut.length);
  if (share === null || cut.length < TUNING.leastCut || share.high >= TUNING.worth) return house;
  return ordered[best]?.probability ?? house;
}
