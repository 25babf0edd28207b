import type { Draft, PlantedDraft } from "../draft.ts";
import { plantedOf, rightOf } from "../family-set.ts";
import type { ErrorKind } from "../kinds.ts";
import type { Plant } from "../plant.ts";
import type { Story } from "../story.ts";
import { arrestOpinion, doubtfulDecision, injuryDecision } from "./decisions.ts";
import { cardTransfer, embezzlementOutline, seizureCorrection } from "./letters.ts";
import { briberyIndictment, invoiceIndictment } from "./offices.ts";
import { publishedReceivingDecision, publishedTrafficIndictment } from "./published.ts";
import { bookkeeperWitness, hearingNotice, pleaStatement, rightsNotice, theftInterrogation } from "./records.ts";
import { cableSentencing, custodyOpinion, fishingReport, probationProtest } from "./reviews.ts";
import { fireSuggestion, produceSuggestion, tobaccoSuggestion } from "./suggestions.ts";
import { burglaryIndictment, drunkDrivingIndictment, schoolFraudIndictment, wagesIndictment } from "./thefts.ts";

/** In the order in which each is drawn from its own numbers. */
const FAMILIES: readonly ((story: Story) => Draft)[] = [
  burglaryIndictment,
  schoolFraudIndictment,
  wagesIndictment,
  drunkDrivingIndictment,
  briberyIndictment,
  invoiceIndictment,
  publishedTrafficIndictment,
  publishedReceivingDecision,
  injuryDecision,
  doubtfulDecision,
  arrestOpinion,
  fishingReport,
  custodyOpinion,
  cableSentencing,
  probationProtest,
  theftInterrogation,
  bookkeeperWitness,
  pleaStatement,
  hearingNotice,
  rightsNotice,
  seizureCorrection,
  cardTransfer,
  embezzlementOutline,
  fireSuggestion,
  tobaccoSuggestion,
  produceSuggestion,
];

const PLANTS: readonly Plant[] = [];
const SIXTH = { seed: 61_127_026, families: FAMILIES, plants: PLANTS, often: new Map<Plant, number>() };
/** The families of this set quote the law themselves. */
const unquoted = () => null;

export const rightSixth = (each: number): Draft[] => rightOf(SIXTH, each, unquoted);

export const plantedSixth = (each: number, _: unknown, isWanted: (kind: ErrorKind) => boolean = () => true): Generator<PlantedDraft> =>
  plantedOf(SIXTH, each, unquoted, isWanted);
