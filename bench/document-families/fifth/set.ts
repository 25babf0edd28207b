import type { Draft, PlantedDraft } from "../draft.ts";
import type { Quote } from "../families.ts";
import { plantedOf, rightOf } from "../family-set.ts";
import type { ErrorKind } from "../kinds.ts";
import type { Plant } from "../plant.ts";
import { AMOUNT_PLANTS } from "../slips/amounts.ts";
import { FORM_PLANTS } from "../slips/form.ts";
import { PEOPLE_PLANTS as SHARED_PEOPLE_PLANTS } from "../slips/people.ts";
import { published, type Story } from "../story.ts";
import { damageNonProsecution, landTransfer, victimNotice } from "./decisions.ts";
import { depositIndictment, loggingIndictment, robberyIndictment } from "./indictments.ts";
import { DAY_PLANTS } from "./plants-days.ts";
import { LAW_PLANTS } from "./plants-law.ts";
import { PEOPLE_PLANTS } from "./plants-people.ts";
import { WORD_PLANTS } from "./plants-words.ts";
import { assistantInterrogation, landlordWitness } from "./records.ts";
import { briberyReport, custodyOpinion, drugArrestOpinion } from "./reports.ts";
import { foodSentencing, judgmentSentencing, probationProtest } from "./sentences.ts";
import { correctionSlip, fireSuggestion, insuranceSuggestion } from "./suggestions.ts";

/** In the order in which each is drawn from its own numbers. */
const FAMILIES: readonly ((story: Story, quote: Quote) => Draft)[] = [
  depositIndictment,
  loggingIndictment,
  robberyIndictment,
  briberyReport,
  drugArrestOpinion,
  custodyOpinion,
  damageNonProsecution,
  landTransfer,
  victimNotice,
  foodSentencing,
  judgmentSentencing,
  probationProtest,
  assistantInterrogation,
  landlordWitness,
  insuranceSuggestion,
  fireSuggestion,
  correctionSlip,
  (story) => published(damageNonProsecution(story), story.place),
];

const PLANTS: readonly Plant[] = [
  ...FORM_PLANTS,
  ...SHARED_PEOPLE_PLANTS,
  ...AMOUNT_PLANTS,
  ...PEOPLE_PLANTS,
  ...DAY_PLANTS,
  ...LAW_PLANTS,
  ...WORD_PLANTS,
];

/** Few documents give occasion for these: each is tried twice. */
const OFTEN = new Map<Plant, number>(LAW_PLANTS.map((plant) => [plant, 2]));

const SET = { seed: 51_128_026, families: FAMILIES, plants: PLANTS, often: OFTEN } as const;

/** Right documents, `each` of every family. */
export const rightFifth = (each: number, quote: Quote): Draft[] => rightOf(SET, each, quote);

/** Documents with one fault each. `isWanted`: kinds to make. */
export const plantedFifth = (each: number, quote: Quote, isWanted: (kind: ErrorKind) => boolean = () => true): Generator<PlantedDraft> =>
  plantedOf(SET, each, quote, isWanted);
