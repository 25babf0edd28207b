import { Random } from "../../demo/random.ts";
import type { Draft, PlantedDraft } from "./draft.ts";
import type { Quote } from "./families.ts";
import type { ErrorKind } from "./kinds.ts";
import type { Plant } from "./plant.ts";
import { begin, type Story } from "./story.ts";

/** Families of documents, each drawn from numbers of its own, and the plants that spoil them. */
interface FamilySet {
  readonly seed: number;
  readonly families: readonly ((story: Story, quote: Quote) => Draft)[];
  readonly plants: readonly Plant[];
  /** How often a plant is tried in one document, each time at a place of its own; where nothing is said: once. */
  readonly often: ReadonlyMap<Plant, number>;
}

const numbered = ({ families, seed }: FamilySet, each: number, quote: Quote): (readonly [Draft, number])[] =>
  families.flatMap((family, at) =>
    Array.from({ length: each }, (_, number) => [family(begin(seed + at * 307, number), quote), at * each + number] as const),
  );

/** Right documents, `each` of every family. */
export const rightOf = (set: FamilySet, each: number, quote: Quote): Draft[] => numbered(set, each, quote).map(([draft]) => draft);

/** Documents with one fault each: every plant in every right document that gives it occasion. `isWanted`: kinds to make. */
export function* plantedOf(set: FamilySet, each: number, quote: Quote, isWanted: (kind: ErrorKind) => boolean): Generator<PlantedDraft> {
  for (const [draft, number] of numbered(set, each, quote))
    for (const [at, plant] of set.plants.entries()) {
      const places = new Set<string>();
      for (let time = 0; time < (set.often.get(plant) ?? 1); time++) {
        const planted = plant(draft, new Random(set.seed, number, at, time));
        if (!planted || !isWanted(planted.fault.kind)) continue;
        const place = `${planted.fault.start} ${planted.fault.wrong}`;
        if (places.has(place)) continue;
        places.add(place);
        yield planted;
      }
    }
}
