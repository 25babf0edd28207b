import { Random } from "../../../demo/random.ts";
import type { Draft, PlantedDraft, SlotKind } from "../draft.ts";
import type { Quote } from "../families.ts";
import type { ErrorKind } from "../kinds.ts";
import type { Plant } from "../plant.ts";
import { AMOUNT_PLANTS } from "../slips/amounts.ts";
import { FORM_PLANTS } from "../slips/form.ts";
import { PEOPLE_PLANTS } from "../slips/people.ts";
import { cardArrestOpinion, injuryNonProsecution, licenceOpinion, publishedReceiving } from "./decisions.ts";
import { accidentIndictment, gamblingIndictment, theftIndictment } from "./indictments.ts";
import { LAW_PLANTS } from "./plants-law.ts";
import { WORD_PLANTS } from "./plants-words.ts";
import { fraudSentencing, hearingNotice, pleaStatement, rightsNotice } from "./pleas.ts";
import { published } from "./published.ts";
import { fraudInterrogation, wageWitness } from "./records.ts";
import { correctionNotice, custodyReview, embezzlementReport, recidivistProtest } from "./reviews.ts";
import { Story } from "./story.ts";
import { dustSuggestion, guaranteeSuggestion, hotelSuggestion, pensionSuggestion } from "./suggestions.ts";

/** In the order in which each is drawn from its own numbers. */
const FAMILIES: readonly ((story: Story, quote: Quote) => Draft)[] = [
  theftIndictment,
  gamblingIndictment,
  accidentIndictment,
  injuryNonProsecution,
  publishedReceiving,
  cardArrestOpinion,
  embezzlementReport,
  fraudSentencing,
  pleaStatement,
  fraudInterrogation,
  wageWitness,
  custodyReview,
  recidivistProtest,
  correctionNotice,
  rightsNotice,
  hearingNotice,
  licenceOpinion,
  hotelSuggestion,
  pensionSuggestion,
  guaranteeSuggestion,
  dustSuggestion,
  (story) => published(accidentIndictment(story)),
];

const SEED = 41_127_026;

/** The days of a document that was filled in from a system: 2025年03月05日. */
const padded = (draft: Draft): Draft => ({
  ...draft,
  paragraphs: draft.paragraphs.map((each) => ({
    ...each,
    pieces: each.pieces.map((piece) =>
      piece.slot && DAYS.has(piece.slot.kind)
        ? { ...piece, text: piece.text.replaceAll(/(?<=[年月])\d(?=[月日])/g, (digit) => `0${digit}`) }
        : piece,
    ),
  })),
});

const DAYS = new Set<SlotKind>(["date", "birth", "signed-on", "term"]);

const numbered = (each: number, quote: Quote): (readonly [Draft, number])[] =>
  FAMILIES.flatMap((family, at) =>
    Array.from({ length: each }, (_, number) => {
      const draft = family(new Story(SEED + at * 1009, number), quote);
      return [number % 8 === 5 ? padded(draft) : draft, at * 1000 + number] as const;
    }),
  );

/** Right documents, `each` of every family. */
export const rightFourth = (each: number, quote: Quote): Draft[] => numbered(each, quote).map(([draft]) => draft);

const PLANTS: readonly Plant[] = [...FORM_PLANTS, ...PEOPLE_PLANTS, ...AMOUNT_PLANTS, ...LAW_PLANTS, ...WORD_PLANTS];

/** Documents with one fault each: every plant in every right document that gives it occasion. `isWanted`: kinds to make. */
export function* plantedFourth(each: number, quote: Quote, isWanted: (kind: ErrorKind) => boolean = () => true): Generator<PlantedDraft> {
  for (const [draft, number] of numbered(each, quote)) {
    const made = new Set<string>();
    for (const [at, plant] of PLANTS.entries()) {
      const planted = plant(draft, new Random(SEED, number, at));
      if (!planted || !isWanted(planted.fault.kind)) continue;
      const { kind, start, wrong, right } = planted.fault;
      if (kind !== "record-mismatch" && made.has(`${kind} ${start} ${wrong} ${right}`)) continue;
      made.add(`${kind} ${start} ${wrong} ${right}`);
      yield planted;
    }
  }
}
