import { mix, Random } from "../../../demo/random.ts";
import type { Draft, PlantedDraft } from "../draft.ts";
import type { ErrorKind } from "../kinds.ts";
import { begin, type Story } from "../story.ts";
import { type Fault, markedFaults } from "./faults.ts";
import { amountFaults } from "./faults-amounts.ts";
import { dayFaults } from "./faults-days.ts";
import { formFaults } from "./faults-form.ts";
import { lawFaults } from "./faults-law.ts";
import { peopleFaults } from "./faults-people.ts";
import { recordFaults } from "./faults-record.ts";
import { shuffled } from "./scene.ts";

/** Documents of one kind and wording, drawn from what they are about. */
export type Family = (story: Story) => Draft;

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

const faultsOf = (draft: Draft): Fault[] =>
  [markedFaults, formFaults, peopleFaults, amountFaults, dayFaults, lawFaults, recordFaults].flatMap((find) => find(draft));

/** Documents of families whose slips are marked where they may happen: right ones, and such with one fault each. */
export function markedSet(seed: number, families: readonly Family[]) {
  const drawn = (each: number): (readonly [Draft, number])[] =>
    families.flatMap((family, at) =>
      Array.from({ length: each }, (_, number) => [family(begin(seed + at * 401, number)), at * 1_000 + number] as const),
    );
  return {
    right: (each: number): Draft[] => drawn(each).map(([draft]) => draft),
    /** Some faults of every kind that a document gives occasion for, at places drawn by chance. */
    planted: function* (each: number, _: unknown, isWanted: (kind: ErrorKind) => boolean = () => true): Generator<PlantedDraft> {
      for (const [draft, number] of drawn(each))
        for (const [kind, faults] of Map.groupBy(faultsOf(draft), (fault) => fault.kind)) {
          if (!isWanted(kind)) continue;
          const random = new Random(seed, number, mix(...Array.from(kind, (letter) => letter.charCodeAt(0))));
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
    },
  };
}
