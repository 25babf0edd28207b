import { mix, Random } from "../../../demo/random.ts";
import type { Draft, PlantedDraft } from "../draft.ts";
import type { ErrorKind } from "../kinds.ts";
import { begin, type Story } from "../story.ts";
import { aidDecision, onProbation, smallGuilt, stillDoubtful } from "./decisions.ts";
import { type Fault, markedFaults } from "./faults.ts";
import { amountFaults } from "./faults-amounts.ts";
import { dayFaults } from "./faults-days.ts";
import { formFaults } from "./faults-form.ts";
import { lawFaults } from "./faults-law.ts";
import { peopleFaults } from "./faults-people.ts";
import { recordFaults } from "./faults-record.ts";
import { closedWaters, fraudOfThree, theftTable, trafficDeath } from "./indictments.ts";
import { aidShown, cardsShown, drunkShown, hearingShown } from "./published.ts";
import { hearing, interrogation, rightsTold, victimHeard } from "./records.ts";
import { custodyMonth, evidenceList, jointMeeting, putRight, quarter } from "./reports.ts";
import { arrestReview, custodyReview, embezzlementReport, outline } from "./reviews.ts";
import { shuffled } from "./scene.ts";
import { commutation, pleaPaper, proposalTable, protestPaper } from "./sentences.ts";
import { fieldRestored, loanAgain, reply, safety, schoolGates } from "./suggestions.ts";
import { caseMoved, lateReport, wagesDue, whyNotFiled } from "./supervision.ts";

const SEED = 70_411;

const FAMILIES: readonly ((story: Story) => Draft)[] = [
  fraudOfThree,
  trafficDeath,
  theftTable,
  closedWaters,
  smallGuilt,
  stillDoubtful,
  onProbation,
  aidDecision,
  arrestReview,
  embezzlementReport,
  custodyReview,
  outline,
  proposalTable,
  pleaPaper,
  protestPaper,
  commutation,
  safety,
  schoolGates,
  reply,
  fieldRestored,
  loanAgain,
  lateReport,
  wagesDue,
  whyNotFiled,
  caseMoved,
  interrogation,
  victimHeard,
  rightsTold,
  hearing,
  quarter,
  evidenceList,
  jointMeeting,
  putRight,
  custodyMonth,
  aidShown,
  drunkShown,
  cardsShown,
  hearingShown,
];

/** Faults of a kind in one document; where nothing is said: two. */
const MOST: Partial<Record<ErrorKind, number>> = {
  "punctuation-half-width": 1,
  "punctuation-doubled": 1,
  "bracket-unpaired": 1,
  "word-doubled": 1,
  "invisible-character": 1,
  "date-not-real": 1,
  "law-unknown": 1,
  "law-repealed": 3,
  "credit-code-check": 3,
  "age-at-act": 4,
  "term-wrong": 4,
  "sentence-out-of-range": 3,
  "unmasked-data": 5,
  "amount-capitals": 2,
  "count-wrong": 2,
};

const drawn = (each: number): (readonly [Draft, number])[] =>
  FAMILIES.flatMap((family, at) =>
    Array.from({ length: each }, (_, number) => [family(begin(SEED + at * 401, number)), at * 1_000 + number] as const),
  );

const faultsOf = (draft: Draft): Fault[] =>
  [markedFaults, formFaults, peopleFaults, amountFaults, dayFaults, lawFaults, recordFaults].flatMap((find) => find(draft));

export const rightSeventh = (each: number): Draft[] => drawn(each).map(([draft]) => draft);

/** Documents with one fault each, some of every kind that a document gives occasion for, at places drawn by chance. */
export function* plantedSeventh(each: number, _: unknown, isWanted: (kind: ErrorKind) => boolean = () => true): Generator<PlantedDraft> {
  for (const [draft, number] of drawn(each))
    for (const [kind, faults] of Map.groupBy(faultsOf(draft), (fault) => fault.kind)) {
      if (!isWanted(kind)) continue;
      const random = new Random(SEED, number, mix(...Array.from(kind, (letter) => letter.charCodeAt(0))));
      const places = new Set<string>();
      for (const fault of shuffled(random, faults)) {
        if (places.size >= (MOST[kind] ?? 2)) break;
        const planted = fault.make(random);
        const place = planted && `${planted.fault.start} ${planted.fault.wrong} ${JSON.stringify(planted.draft.record)}`;
        if (!planted || !place || places.has(place)) continue;
        places.add(place);
        yield planted;
      }
    }
}
