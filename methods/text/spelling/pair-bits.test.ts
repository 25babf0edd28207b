import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PairBits } from "./pair-bits.ts";

const SIZE = 70;

describe("pairs in bits", () => {
  it("hold the pairs that were added and no others, of numbers that make pairs and of those that do not", () => {
    const number = fc.integer({ min: 0, max: SIZE - 1 });
    fc.assert(
      fc.property(fc.uniqueArray(number, { minLength: 1 }), fc.array(fc.tuple(fc.nat(), fc.nat())), (numbers, picks) => {
        const bits = new PairBits(numbers, SIZE);
        const pairs = new Set<string>();
        for (const [one, other] of picks.map((pick) => pick.map((each) => numbers[each % numbers.length] as number)) as [
          number,
          number,
        ][]) {
          bits.add(one, other);
          pairs.add(`${one} ${other}`);
        }
        const all = Array.from({ length: SIZE + 2 }, (_, each) => each);
        const held = all.flatMap((one) => all.filter((other) => bits.has(bits.rowOf(one), other)).map((other) => `${one} ${other}`));
        expect(held.toSorted()).toEqual([...pairs].toSorted());
      }),
      { endOnFailure: true, numRuns: 20 },
    );
  });
});
