import type { Family } from "../../marked/set.ts";
import { brawlProposal, twiceSentBack } from "./decisions.ts";
import { gamblingDen, shamInvoices } from "./indictments.ts";
import { batteryOutline, snatcherPlea } from "./outlines.ts";
import { holdersRights, lentCards, summonsTooLong } from "./papers.ts";
import { gamblersOnline, recidivistSpared, scratchedCars } from "./published.ts";
import { shoeDealer, stallkeeper } from "./records.ts";
import { followerInCustody, foreignCigarettes, forgedLiquor } from "./reviews.ts";
import { emptyShells, propertyYear, tobaccoAtSchool } from "./suggestions.ts";

export const FAMILIES: Readonly<Record<string, Family>> = {
  "four-sham-invoices": shamInvoices,
  "four-gambling-den": gamblingDen,
  "four-gamblers-online": gamblersOnline,
  "four-scratched-cars": scratchedCars,
  "four-recidivist-spared": recidivistSpared,
  "four-forged-liquor": forgedLiquor,
  "four-foreign-cigarettes": foreignCigarettes,
  "four-follower-in-custody": followerInCustody,
  "four-twice-sent-back": twiceSentBack,
  "four-brawl-proposal": brawlProposal,
  "four-empty-shells": emptyShells,
  "four-tobacco-at-school": tobaccoAtSchool,
  "four-property-year": propertyYear,
  "four-shoe-dealer": shoeDealer,
  "four-stallkeeper": stallkeeper,
  "four-holders-rights": holdersRights,
  "four-summons-too-long": summonsTooLong,
  "four-lent-cards": lentCards,
  "four-battery-outline": batteryOutline,
  "four-snatcher-plea": snatcherPlea,
};
