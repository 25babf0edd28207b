import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { recallOf, shareOf } from "./index.ts";

describe("a share with its interval", () => {
  it("has the published Clopper–Pearson ends", () => {
    // Values of R's binom.test, 95 %.
    const known: [number, number, number, number][] = [
      [0, 10, 0, 0.3084971],
      [10, 10, 0.6915029, 1],
      [5, 10, 0.187086, 0.812914],
      [1, 20, 0.001265089, 0.2487328],
      [8, 10, 0.4439045, 0.9747893],
      [0, 100, 0, 0.03621669],
    ];
    for (const [successes, trials, low, high] of known) {
      const share = shareOf(successes, trials);
      expect(share?.low, `${successes}/${trials}`).toBeCloseTo(low, 6);
      expect(share?.high, `${successes}/${trials}`).toBeCloseTo(high, 6);
    }
  });

  it("is unknown without trials, and no share of what is more than all", () => {
    expect(shareOf(0, 0)).toBeNull();
    expect(() => shareOf(3, 2)).toThrow(RangeError);
  });

  it("holds the true share in at least 95 of 100 samples, by exact summation", () => {
    for (const [trials, share] of [
      [12, 0.1],
      [30, 0.5],
      [50, 0.98],
    ] as const) {
      let covered = 0;
      let probability = (1 - share) ** trials;
      for (let successes = 0; successes <= trials; successes++) {
        const interval = shareOf(successes, trials);
        if (interval && interval.low <= share && share <= interval.high) covered += probability;
        probability *= ((trials - successes) / (successes + 1)) * (share / (1 - share));
      }
      expect(covered).toBeGreaterThanOrEqual(0.95);
    }
  });

  it("narrows with more trials and mirrors its complement", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 }), fc.double({ min: 0, max: 1, noNaN: true }), (trials, part) => {
        const successes = Math.round(part * trials);
        const share = shareOf(successes, trials);
        const mirror = shareOf(trials - successes, trials);
        if (!share || !mirror) throw new Error("no share");
        expect(share.low).toBeLessThanOrEqual(share.rate);
        expect(share.high).toBeGreaterThanOrEqual(share.rate);
        expect(share.low).toBeCloseTo(1 - mirror.high, 9);
        const wider = shareOf(successes * 4, trials * 4);
        if (wider) expect(wider.high - wider.low).toBeLessThan(share.high - share.low + 1e-12);
      }),
      { numRuns: 200, seed: 7 },
    );
  });
});

describe("recall from a sample of the unflagged", () => {
  it("is what was found of all there is", () => {
    const recall = recallOf({ flagged: 100, confirmed: 40, decided: 50, unflagged: 10_000, missed: 2, checked: 1000 });
    // 80 found and 20 overlooked.
    expect(recall?.rate).toBeCloseTo(0.8, 12);
    expect(recall?.low).toBeLessThan(0.8);
    expect(recall?.high).toBeGreaterThan(0.8);
  });

  it("stays wide when a small sample found nothing missed", () => {
    const recall = recallOf({ flagged: 100, confirmed: 50, decided: 50, unflagged: 100_000, missed: 0, checked: 30 });
    expect(recall).toMatchObject({ rate: 1, high: 1 });
    expect(recall?.low).toBeLessThan(0.02);
  });

  it("is unknown while nothing is decided, nothing checked, or nothing is known to exist", () => {
    const base = { flagged: 10, confirmed: 1, decided: 2, unflagged: 100, missed: 0, checked: 10 };
    expect(recallOf({ ...base, confirmed: 0, decided: 0 })).toBeNull();
    expect(recallOf({ ...base, checked: 0 })).toBeNull();
    expect(recallOf({ ...base, confirmed: 0 })).toBeNull();
    expect(recallOf({ ...base, unflagged: 0, checked: 0 })).toMatchObject({ rate: 1, low: 1, high: 1 });
  });
});
