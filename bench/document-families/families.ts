import { Random } from "../../demo/random.ts";
import { theftIndictment } from "./development/indictment.ts";
import { interrogationRecord } from "./development/interrogation-record.ts";
import { minorNonProsecution } from "./development/non-prosecution.ts";
import { reviewReport } from "./development/review-report.ts";
import { rightsNotice } from "./development/rights-notice.ts";
import { publicInterestSuggestion } from "./development/suggestion.ts";
import * as developmentWords from "./development/words.ts";
import type { Draft, PlantedDraft } from "./draft.ts";
import { drawFacts, type Facts } from "./facts.ts";
import { arrestOpinion } from "./kept-apart/arrest-opinion.ts";
import { correctionNotice } from "./kept-apart/correction-notice.ts";
import { doubtfulNonProsecution } from "./kept-apart/doubtful-non-prosecution.ts";
import { governanceSuggestion } from "./kept-apart/governance-suggestion.ts";
import { jointIndictment } from "./kept-apart/joint-indictment.ts";
import { sentencingProposal } from "./kept-apart/sentencing-proposal.ts";
import { witnessRecord } from "./kept-apart/witness-record.ts";
import * as keptApartWords from "./kept-apart/words.ts";
import type { Plant } from "./plant.ts";
import { FORM_PLANTS } from "./plants-form.ts";
import { LAW_PLANTS } from "./plants-law.ts";
import { PEOPLE_PLANTS } from "./plants-people.ts";
import { wordPlants } from "./plants-words.ts";
import { forPublication } from "./publication.ts";

export type Half = "development" | "kept-apart";
/** Text of an article of a law of the state, for passages that documents quote; null where it is not at hand. */
export type Quote = (law: string, article: string) => string | null;

type Family = (facts: Facts, quote: Quote) => Draft;

/** Fraud of a large amount (three to ten years), in yuan for one incident. */
const LARGE = [30_000, 90_000] as const;
const FRAUD = [3_000, 8_000] as const;

const FAMILIES: Readonly<Record<Half, readonly (readonly [Family, (readonly [number, number])?])[]>> = {
  development: [
    [theftIndictment],
    [reviewReport, FRAUD],
    [publicInterestSuggestion],
    [minorNonProsecution],
    [(facts, quote) => forPublication(minorNonProsecution(facts, quote), facts)],
    [interrogationRecord],
    [rightsNotice],
  ],
  "kept-apart": [
    [jointIndictment, LARGE],
    [arrestOpinion],
    [governanceSuggestion],
    [doubtfulNonProsecution],
    [(facts, quote) => forPublication(doubtfulNonProsecution(facts, quote), facts)],
    [witnessRecord],
    [sentencingProposal, LARGE],
    [correctionNotice],
  ],
};

const SEEDS: Readonly<Record<Half, number>> = { development: 61_013, "kept-apart": 83_047 };

/** Right documents, `each` of every family of the half. */
export function rightDocuments(half: Half, each: number, quote: Quote): Draft[] {
  return FAMILIES[half].flatMap(([family, amounts], at) =>
    Array.from({ length: each }, (_, number) => family(drawFacts(SEEDS[half] + at * 101, number, amounts), quote)),
  );
}

const PLANTS: Readonly<Record<Half, readonly Plant[]>> = {
  development: [...FORM_PLANTS, ...PEOPLE_PLANTS, ...LAW_PLANTS, ...wordPlants(developmentWords)],
  "kept-apart": [...FORM_PLANTS, ...PEOPLE_PLANTS, ...LAW_PLANTS, ...wordPlants(keptApartWords)],
};

/** Documents with one fault each: every plant in every right document that gives it occasion. */
export function* plantedDocuments(half: Half, each: number, quote: Quote): Generator<PlantedDraft> {
  for (const [number, draft] of rightDocuments(half, each, quote).entries())
    for (const [at, plant] of PLANTS[half].entries()) {
      const planted = plant(draft, new Random(SEEDS[half], number, at));
      if (planted) yield planted;
    }
}
