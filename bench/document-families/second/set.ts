import type { Draft, PlantedDraft } from "../draft.ts";
import type { Quote } from "../families.ts";
import { plantedOf, rightOf } from "../family-set.ts";
import type { ErrorKind } from "../kinds.ts";
import type { Plant } from "../plant.ts";
import type { Story } from "../story.ts";
import { canteenSuggestion } from "./canteen-suggestion.ts";
import { cardInterrogation } from "./card-interrogation.ts";
import { closingReport } from "./closing-report.ts";
import { custodyOpinion } from "./custody-opinion.ts";
import { doubtfulNonProsecution, publishedDoubtfulNonProsecution } from "./doubtful-non-prosecution.ts";
import { drivingNonProsecution, publishedDrivingNonProsecution } from "./driving-non-prosecution.ts";
import { fraudIndictment } from "./fraud-indictment.ts";
import { gangIndictment } from "./gang-indictment.ts";
import { hearingNotice } from "./hearing-notice.ts";
import { investigationOutline } from "./investigation-outline.ts";
import { liftSuggestion } from "./lift-suggestion.ts";
import { loanSuggestion } from "./loan-suggestion.ts";
import { FORM_PLANTS } from "./plants-form.ts";
import { LAW_PLANTS } from "./plants-law.ts";
import { PEOPLE_PLANTS } from "./plants-people.ts";
import { WORD_PLANTS } from "./plants-words.ts";
import { pleaStatement } from "./plea-statement.ts";
import { protestLetter } from "./protest.ts";
import { seizureCorrection } from "./seizure-correction.ts";
import { sentencingTable } from "./sentencing-table.ts";
import { serviceReceipt } from "./service-receipt.ts";
import { statutoryNonProsecution } from "./statutory-non-prosecution.ts";
import { trafficIndictment } from "./traffic-indictment.ts";
import { transferLetter } from "./transfer-letter.ts";

/** In the order in which each is drawn from its own numbers. */
const FAMILIES: readonly ((story: Story, quote: Quote) => Draft)[] = [
  gangIndictment,
  trafficIndictment,
  fraudIndictment,
  statutoryNonProsecution,
  drivingNonProsecution,
  publishedDrivingNonProsecution,
  doubtfulNonProsecution,
  publishedDoubtfulNonProsecution,
  closingReport,
  liftSuggestion,
  canteenSuggestion,
  seizureCorrection,
  cardInterrogation,
  custodyOpinion,
  pleaStatement,
  sentencingTable,
  protestLetter,
  transferLetter,
  hearingNotice,
  serviceReceipt,
  investigationOutline,
  loanSuggestion,
];

/** How often a plant is tried in one document, each time at a place of its own; where nothing is said: once. */
const OFTEN = new Map<Plant, number>([
  [PEOPLE_PLANTS.sum, 2],
  [PEOPLE_PLANTS.age, 2],
  [PEOPLE_PLANTS.capitals, 2],
  [PEOPLE_PLANTS.unmasked, 3],
  [PEOPLE_PLANTS.count, 3],
  [PEOPLE_PLANTS.creditCode, 2],
  [LAW_PLANTS.outOfRange, 2],
  [LAW_PLANTS.wrongTerm, 3],
  [LAW_PLANTS.otherQuotation, 3],
]);

const PLANTS: readonly Plant[] = [
  ...Object.values(FORM_PLANTS),
  ...Object.values(PEOPLE_PLANTS),
  ...Object.values(LAW_PLANTS),
  ...Object.values(WORD_PLANTS),
];

const SECOND = { seed: 27_112_026, families: FAMILIES, plants: PLANTS, often: OFTEN };

export const rightSecond = (each: number, quote: Quote): Draft[] => rightOf(SECOND, each, quote);

export const plantedSecond = (each: number, quote: Quote, isWanted: (kind: ErrorKind) => boolean = () => true): Generator<PlantedDraft> =>
  plantedOf(SECOND, each, quote, isWanted);
