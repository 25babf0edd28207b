import { array, assert, boolean, double, nat, property, record } from "fast-check";
import { describe, expect, it } from "vitest";
import { errorRate } from "./error-rate.ts";
import { MUTE_BAR, precisionOf } from "./precision.ts";
import { TUNING, tuneBar } from "./tune-bar.ts";

describe("the precision of a rule", () => {
  it("without a decision is unknown, and not under the bar", () => {
    expect(precisionOf({ accepted: 0, rejected: 0 })).toMatchObject({ interval: null, isUnderBar: false });
  });

  it("is under the bar once even its upper end is, with enough decisions", () => {
    expect(precisionOf({ accepted: 0, rejected: MUTE_BAR.leastDecisions - 1 }).isUnderBar).toBe(false);
    expect(precisionOf({ accepted: 0, rejected: MUTE_BAR.leastDecisions }).isUnderBar).toBe(true);
    // 8 of 20: .40 with an upper end of .61, 30 of 100: .30 to .40
    expect(precisionOf({ accepted: 8, rejected: 12 })).toMatchObject({ isUnderBar: false, interval: { high: expect.closeTo(0.613, 3) } });
    expect(precisionOf({ accepted: 30, rejected: 70 })).toMatchObject({ isUnderBar: true, interval: { high: expect.closeTo(0.396, 3) } });
  });

  it("has an interval that holds it, whatever was decided", () => {
    assert(
      property(nat(500), nat(500), (accepted, rejected) => {
        const { interval } = precisionOf({ accepted, rejected });
        if (interval === null) return accepted + rejected === 0;
        return interval.low <= interval.share && interval.share <= interval.high && interval.low >= 0 && interval.high <= 1;
      }),
      { endOnFailure: true },
    );
  });
});

describe("the bar of spelling", () => {
  const many = (count: number, probability: number, isAccepted: boolean) =>
    Array.from({ length: count }, () => ({ probability, isAccepted }));

  it("rises over a stretch that people surely reject, to the lowest probability that is worth showing", () => {
    expect(tuneBar(0.5, [...many(30, 0.55, false), ...many(3, 0.55, true), ...many(60, 0.8, true)])).toBe(0.8);
  });

  it("stays with the house for too few decisions, a stretch too short, or one that is not surely bad", () => {
    expect(tuneBar(0.5, many(TUNING.leastDecisions - 1, 0.55, false))).toBe(0.5);
    expect(tuneBar(0.5, [...many(TUNING.leastCut - 1, 0.55, false), ...many(60, 0.8, true)])).toBe(0.5);
    expect(tuneBar(0.5, [...many(12, 0.55, false), ...many(10, 0.55, true), ...many(60, 0.8, true)])).toBe(0.5);
  });

  it("never falls under the house's and never cuts everything, whatever was decided", () => {
    const decision = record({ probability: double({ min: 0, max: 1, noNaN: true }), isAccepted: boolean() });
    assert(
      property(array(decision, { maxLength: 200 }), double({ min: 0, max: 1, noNaN: true }), (decided, house) => {
        const bar = tuneBar(house, decided);
        return bar === house || (bar > house && decided.some(({ probability }) => probability >= bar));
      }),
      { endOnFailure: true },
    );
  });
});

describe("errors for 10,000 characters", () => {
  it("of one document have no interval; of equal documents one without width; of unequal ones that of the ratio, by hand", () => {
    expect(errorRate([{ characters: 5000, errors: 2 }])).toEqual({ value: 4, low: null, high: null });
    expect(errorRate(Array.from({ length: 5 }, () => ({ characters: 1000, errors: 1 })))).toEqual({ value: 10, low: 10, high: 10 });
    // Residuals ±1, three documents: √(3/2 · 2) / 3000 · t(.975; 2) = 4.3027.
    const { value, low, high } = errorRate([0, 1, 2].map((errors) => ({ characters: 1000, errors })));
    expect([value, low]).toEqual([10, 0]);
    expect(high).toBeCloseTo(10 + (4.30265 * Math.sqrt(3) * 10_000) / 3000, 3);
  });
});
