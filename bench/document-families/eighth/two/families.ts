import type { Family } from "../../marked/set.ts";
import { fencePlea, penaltyLetter, warehouseOutline } from "./further.ts";
import { burglary, telecomRing } from "./indictments.ts";
import { cardsPublished, doubtPublished, trafficMercyPublished } from "./published.ts";
import { boyInterrogation, rightsNotice, victimRecord } from "./records.ts";
import { brawlArrest, brushReview, custodyReview } from "./reviews.ts";
import { crashProposal, recidivistProtest } from "./sentences.ts";
import { innSuggestion, juvenileConditional, tobaccoSuggestion } from "./suggestions.ts";
import { crashHearing, filingNotice, quarterFigures } from "./supervision.ts";

/** By name; each document's `family` is its name here. */
export const FAMILIES: Readonly<Record<string, Family>> = {
  "two-burglary": burglary,
  "two-telecom-ring": telecomRing,
  "two-cards-published": cardsPublished,
  "two-traffic-mercy-published": trafficMercyPublished,
  "two-doubt-published": doubtPublished,
  "two-brush-review": brushReview,
  "two-brawl-arrest": brawlArrest,
  "two-custody-review": custodyReview,
  "two-inn-suggestion": innSuggestion,
  "two-tobacco-suggestion": tobaccoSuggestion,
  "two-juvenile-conditional": juvenileConditional,
  "two-crash-proposal": crashProposal,
  "two-recidivist-protest": recidivistProtest,
  "two-boy-interrogation": boyInterrogation,
  "two-victim-record": victimRecord,
  "two-rights-notice": rightsNotice,
  "two-filing-notice": filingNotice,
  "two-crash-hearing": crashHearing,
  "two-quarter-figures": quarterFigures,
  "two-warehouse-outline": warehouseOutline,
  "two-fence-plea": fencePlea,
  "two-penalty-letter": penaltyLetter,
};
