import * as fc from "fast-check";
import { expect, test } from "vitest";
import { choicesOf, permute } from "./permutation.ts";

test("all ways to choose are counted: a lady who tells all of eight cups right is one in seventy", () => {
  expect(choicesOf(8, 4)).toBe(70);
  const cups = [1, 1, 1, 1, 0, 0, 0, 0];
  const told = permute(cups, [true, true, true, true, false, false, false, false], 0.05);
  // Fisher, The Design of Experiments, 1935; both ways two in seventy.
  expect(told).toMatchObject({ difference: 1, choices: 70 });
  expect(told.probability).toBeCloseTo(2 / 70, 12);
});

const units = fc
  .tuple(
    fc.array(
      fc.integer({ min: -1000, max: 1000 }).map((each) => each / 100),
      { minLength: 5, maxLength: 9 },
    ),
    fc.nat(),
    fc.constantFrom(0.05, 0.1, 0.2),
  )
  .map(([values, salt, level]) => {
    const chosen = 1 + (salt % (values.length - 1));
    return { values, isChosen: values.map((_value, at) => (at + salt) % values.length < chosen), level };
  });

test("the interval holds the difference and just the effects that the test does not refute", () => {
  let bounded = 0;
  fc.assert(
    fc.property(units, fc.double({ min: -30, max: 30, noNaN: true }), ({ values, isChosen, level }, effect) => {
      const { difference, interval } = permute(values, isChosen, level);
      const [low, high] = [interval[0] ?? Number.NEGATIVE_INFINITY, interval[1] ?? Number.POSITIVE_INFINITY];
      if (Number.isFinite(low)) bounded++;
      expect(low - 1e-6).toBeLessThanOrEqual(difference);
      expect(difference).toBeLessThanOrEqual(high + 1e-6);
      const without = values.map((value, at) => (isChosen[at] ? value - effect : value));
      // Outside it is refuted; inside it may be here and there, between effects that are not.
      if (effect < low - 1e-6 || effect > high + 1e-6) expect(permute(without, isChosen, level).probability).toBeLessThanOrEqual(level);
      for (const end of [interval[0], interval[1]])
        if (end !== null) {
          const at = values.map((value, index) => (isChosen[index] ? value - end : value));
          expect(permute(at, isChosen, level).probability).toBeGreaterThan(level);
        }
    }),
    { numRuns: 200 },
  );
  expect(bounded).toBeGreaterThan(30);
});

test("what is added to the chosen units moves difference and interval by as much; which units come first does not matter", () => {
  fc.assert(
    fc.property(units, fc.integer({ min: -5, max: 5 }), ({ values, isChosen, level }, more) => {
      const plain = permute(values, isChosen, level);
      const moved = permute(
        values.map((value, at) => (isChosen[at] ? value + more : value)),
        isChosen,
        level,
      );
      const back = permute(values.toReversed(), isChosen.toReversed(), level);
      expect(moved.difference).toBeCloseTo(plain.difference + more, 9);
      expect(back.probability).toBeCloseTo(plain.probability, 12);
      for (const end of [0, 1] as const) {
        if (plain.interval[end] === null) expect(moved.interval[end]).toBeNull();
        else expect(moved.interval[end]).toBeCloseTo(plain.interval[end] + more, 6);
      }
    }),
    { numRuns: 100 },
  );
});
