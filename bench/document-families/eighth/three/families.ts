import type { Family } from "../../marked/set.ts";
import { petrolSpared, pondDoubtful } from "./decisions.ts";
import { farmlandIndictment, wagesIndictment } from "./indictments.ts";
import { cowpeaHearing, seedRights, tollNotice } from "./notices.ts";
import { subsidyProtest, timberSentencing } from "./proposals.ts";
import { badgersPublished, fykesPublished } from "./publications.ts";
import { sandInterrogation, silosWitness } from "./records.ts";
import { arrearsFigures, grainOutline } from "./reports.ts";
import { foodReview, sludgeArrest } from "./reviews.ts";
import { reservoirSuggestion, sitesSuggestion } from "./suggestions.ts";

/** By name; each document's `family` is its name here. */
export const FAMILIES: Readonly<Record<string, Family>> = {
  "three-farmland-indictment": farmlandIndictment,
  "three-wages-indictment": wagesIndictment,
  "three-food-review": foodReview,
  "three-sludge-arrest": sludgeArrest,
  "three-petrol-spared": petrolSpared,
  "three-pond-doubtful": pondDoubtful,
  "three-sites-suggestion": sitesSuggestion,
  "three-reservoir-suggestion": reservoirSuggestion,
  "three-timber-sentencing": timberSentencing,
  "three-subsidy-protest": subsidyProtest,
  "three-sand-interrogation": sandInterrogation,
  "three-silos-witness": silosWitness,
  "three-seed-rights": seedRights,
  "three-toll-notice": tollNotice,
  "three-cowpea-hearing": cowpeaHearing,
  "three-grain-outline": grainOutline,
  "three-arrears-figures": arrearsFigures,
  "three-fykes-published": fykesPublished,
  "three-badgers-published": badgersPublished,
};
