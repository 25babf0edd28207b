import type { Text } from "@yuejian/contracts";
import type { DatedPlace } from "../facts/dates.ts";
import type { RuleHit } from "../rule.ts";

/** Two days of which the second has to be no earlier than the first, and is. */
export interface Clash {
  readonly first: DatedPlace;
  readonly second: DatedPlace;
  /** Which of them is wrong where nothing else tells. */
  readonly suspect: "first" | "second";
  readonly reasons: Readonly<Record<"first" | "second", Text>>;
  /** The two are told in another order than they were done in, and need not contradict each other. */
  readonly isOfTelling?: boolean;
}

/** The days that have to be others, so that no two clash: each time the one that clashes with most. */
export function* wrongDays(clashes: readonly Clash[]): Generator<RuleHit> {
  const hits: RuleHit[] = [];
  for (let left = clashes; left.length > 0; ) {
    const places = new Map<number, { place: DatedPlace; others: Set<string>; beside: Set<number>; suspected: number; reason: Text }>();
    for (const clash of left)
      for (const side of ["first", "second"] as const) {
        const [place, other] = side === "first" ? [clash.first, clash.second] : [clash.second, clash.first];
        const known = places.get(place.start) ?? { place, others: new Set(), beside: new Set(), suspected: 0, reason: clash.reasons[side] };
        known.others.add(other.on);
        known.beside.add(other.start);
        if (clash.suspect === side) known.suspected += 1;
        places.set(place.start, known);
      }
    const [worst] = [...places.values()].sort(
      (one, other) =>
        other.others.size - one.others.size ||
        other.beside.size - one.beside.size ||
        other.suspected - one.suspected ||
        one.place.start - other.place.start,
    );
    if (!worst) break;
    hits.push({ start: worst.place.start, end: worst.place.end, suggestion: null, reason: worst.reason });
    left = left.filter(({ first, second }) => first.start !== worst.place.start && second.start !== worst.place.start);
  }
  yield* hits.sort((one, other) => one.start - other.start);
}

/** Two days by what was done on each, with what is wrong about either. */
export const clashOf = (
  [first, one]: readonly [day: DatedPlace, name: Text],
  [second, other]: readonly [day: DatedPlace, name: Text],
  suspect: Clash["suspect"],
): Clash => ({
  first,
  second,
  suspect,
  reasons: {
    first: { zh: `${one.zh}晚于${other.zh}（${second.on}）`, en: `${one.en} lies behind ${other.en} (${second.on})` },
    second: { zh: `${other.zh}早于${one.zh}（${first.on}）`, en: `${other.en} lies before ${one.en} (${first.on})` },
  },
});

/** What is told first and was done last. */
export const toldBefore = (first: DatedPlace, second: DatedPlace): Clash => ({
  first,
  second,
  suspect: "second",
  isOfTelling: true,
  reasons: {
    first: { zh: `后叙述的事项在先（${second.on}）`, en: `told before what came earlier (${second.on})` },
    second: { zh: `先叙述的事项在后（${first.on}）`, en: `told behind what came later (${first.on})` },
  },
});
