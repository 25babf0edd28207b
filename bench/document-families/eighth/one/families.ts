import type { Family } from "../../marked/set.ts";
import { fellingSpared, lentFunds } from "./decisions.ts";
import { reliefFunds, scrapContracts } from "./indictments.ts";
import { farmerRights, gravelYard, openHearing, seizureCorrection } from "./papers.ts";
import { bribeProtest, invoiceProposal } from "./proposals.ts";
import { accountantRecord, bribeInterrogation } from "./records.ts";
import { acidArrest, depositReview, tenderOutline, yearFigures } from "./reviews.ts";
import { lagoonSuggestion, villageLedgers } from "./suggestions.ts";

/** By name; each document's `family` is its name here. */
export const FAMILIES: Readonly<Record<string, Family>> = {
  "one-relief-funds": reliefFunds,
  "one-scrap-contracts": scrapContracts,
  "one-deposit-review": depositReview,
  "one-acid-arrest": acidArrest,
  "one-tender-outline": tenderOutline,
  "one-year-figures": yearFigures,
  "one-felling-spared": fellingSpared,
  "one-lent-funds": lentFunds,
  "one-village-ledgers": villageLedgers,
  "one-lagoon-suggestion": lagoonSuggestion,
  "one-invoice-proposal": invoiceProposal,
  "one-bribe-protest": bribeProtest,
  "one-bribe-interrogation": bribeInterrogation,
  "one-accountant-record": accountantRecord,
  "one-farmer-rights": farmerRights,
  "one-seizure-correction": seizureCorrection,
  "one-open-hearing": openHearing,
  "one-gravel-yard": gravelYard,
};
