import type { Draft, PlantedDraft } from "../draft.ts";
import type { Quote } from "../families.ts";
import { plantedOf, rightOf } from "../family-set.ts";
import type { ErrorKind } from "../kinds.ts";
import type { Plant } from "../plant.ts";
import {
  defenceDecision,
  hiddenGoodsDecision,
  minorProbationDecision,
  publishedUnprovenDecision,
  unprovenTheftDecision,
} from "./decisions.ts";
import { drunkDrivingIndictment, neighbourInjuryIndictment, nightTheftIndictment, smallSalesDrugIndictment } from "./indictments.ts";
import { bookkeeperIndictment, bribeIndictment, fishingIndictment, invoiceIndictment } from "./indictments-of-office.ts";
import {
  depositCorrection,
  excessiveEnforcementSuggestion,
  hotelSuggestion,
  openHearingNotice,
  penaltyTransferLetter,
  rubbleSuggestion,
  victimRecord,
} from "./letters.ts";
import { detentionInterrogation, gamblingArrestOpinion, wagesSupportOpinion } from "./long-texts.ts";
import { FORM_PLANTS } from "./plants-form.ts";
import { LAW_PLANTS } from "./plants-law.ts";
import { TOLD_PLANTS } from "./plants-told.ts";
import {
  arrestRefusal,
  custodyNecessityReport,
  jointSentencingProposal,
  lightSentenceProtest,
  onlineFraudReport,
  pleaDeclaration,
} from "./reviews.ts";

const THIRD = {
  seed: 30_112_031,
  families: [
    nightTheftIndictment,
    neighbourInjuryIndictment,
    drunkDrivingIndictment,
    smallSalesDrugIndictment,
    bribeIndictment,
    bookkeeperIndictment,
    fishingIndictment,
    invoiceIndictment,
    minorProbationDecision,
    hiddenGoodsDecision,
    defenceDecision,
    unprovenTheftDecision,
    publishedUnprovenDecision,
    onlineFraudReport,
    arrestRefusal,
    custodyNecessityReport,
    jointSentencingProposal,
    pleaDeclaration,
    lightSentenceProtest,
    hotelSuggestion,
    rubbleSuggestion,
    excessiveEnforcementSuggestion,
    depositCorrection,
    penaltyTransferLetter,
    openHearingNotice,
    victimRecord,
    gamblingArrestOpinion,
    detentionInterrogation,
    wagesSupportOpinion,
  ],
  plants: [...Object.values(FORM_PLANTS), ...Object.values(TOLD_PLANTS), ...Object.values(LAW_PLANTS)],
  often: new Map<Plant, number>([
    [TOLD_PLANTS.age, 2],
    [TOLD_PLANTS.sum, 2],
    [TOLD_PLANTS.inCapitals, 2],
    [TOLD_PLANTS.count, 2],
    [TOLD_PLANTS.creditCode, 2],
    [TOLD_PLANTS.unmasked, 3],
    [TOLD_PLANTS.record, 2],
    [FORM_PLANTS.attachments, 4],
    [LAW_PLANTS.wrongTerm, 3],
    [LAW_PLANTS.otherQuotation, 3],
    [LAW_PLANTS.outOfRange, 2],
  ]),
};

export const rightThird = (each: number, quote: Quote): Draft[] => rightOf(THIRD, each, quote);

export const plantedThird = (each: number, quote: Quote, isWanted: (kind: ErrorKind) => boolean = () => true): Generator<PlantedDraft> =>
  plantedOf(THIRD, each, quote, isWanted);
