import { type Draft, draftText, type PlantedDraft } from "../draft.ts";
import { plantedOf, rightOf } from "../family-set.ts";
import type { ErrorKind } from "../kinds.ts";
import type { Plant } from "../plant.ts";
import type { Story } from "../story.ts";
import { arrestOpinion, doubtfulDecision, injuryDecision } from "./decisions.ts";
import { cardTransfer, embezzlementOutline, seizureCorrection } from "./letters.ts";
import { briberyIndictment, invoiceIndictment } from "./offices.ts";
import { AMOUNT_PLANTS } from "./plants-amounts.ts";
import { DAY_PLANTS } from "./plants-days.ts";
import { FORM_PLANTS } from "./plants-form.ts";
import { LAW_PLANTS } from "./plants-law.ts";
import { PEOPLE_PLANTS } from "./plants-people.ts";
import { TWICE, WORD_PLANTS } from "./plants-words.ts";
import { publishedReceivingDecision, publishedTrafficIndictment } from "./published.ts";
import { bookkeeperWitness, hearingNotice, pleaStatement, rightsNotice, theftInterrogation } from "./records.ts";
import { cableSentencing, custodyOpinion, fishingReport, probationProtest } from "./reviews.ts";
import { padded } from "./scene.ts";
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

/** One writer in five has the days filled in. */
const written =
  (family: (story: Story) => Draft) =>
  (story: Story): Draft => {
    const isFilledIn = story.random.chance(0.2);
    const draft = family(story);
    return isFilledIn ? padded(draft) : draft;
  };

const PLANTS: readonly Plant[] = [...FORM_PLANTS, ...PEOPLE_PLANTS, ...AMOUNT_PLANTS, ...DAY_PLANTS, ...LAW_PLANTS, ...WORD_PLANTS];
const SIXTH = { seed: 61_127_026, families: FAMILIES.map(written), plants: PLANTS, often: TWICE };
/** The families of this set quote the law themselves. */
const unquoted = () => null;

export const rightSixth = (each: number): Draft[] => rightOf(SIXTH, each, unquoted);

/** Documents with one fault each; the same fault in the same document is made once, whatever plants come to it. */
export function* plantedSixth(each: number, _: unknown, isWanted: (kind: ErrorKind) => boolean = () => true): Generator<PlantedDraft> {
  const made = new Set<string>();
  for (const planted of plantedOf(SIXTH, each, unquoted, isWanted)) {
    const { kind } = planted.fault;
    const whole = `${kind} ${kind === "record-mismatch" ? JSON.stringify(planted.draft.record) : ""} ${draftText(planted.draft)}`;
    if (made.has(whole)) continue;
    made.add(whole);
    yield planted;
  }
}
