import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type Duration, openCurve, restrictedMean } from "./survival.ts";

const ended = (...days: number[]): Duration[] => days.map((each) => ({ days: each, isEnded: true }));
const open = (...days: number[]): Duration[] => days.map((each) => ({ days: each, isEnded: false }));

// Freireich and others (1963), remissions under 6-mercaptopurine and under placebo, in weeks; the curve as in Kleinbaum and Klein, Survival Analysis, table 2.2.
const treated = [...ended(6, 6, 6, 7, 10, 13, 16, 22, 23), ...open(6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35)];
const placebo = ended(1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23);

test("the curve of the published remissions is the published one", () => {
  expect(openCurve(treated).map(({ day, open: share, atRisk }) => [day, atRisk, share.toFixed(4)])).toEqual([
    [6, 21, "0.8571"],
    [7, 17, "0.8067"],
    [10, 15, "0.7529"],
    [13, 12, "0.6902"],
    [16, 11, "0.6275"],
    [22, 7, "0.5378"],
    [23, 6, "0.4482"],
  ]);
});

test("the restricted mean of the published remissions is the area under that curve, and without open cases the plain mean", () => {
  expect(restrictedMean(treated, 35)).toBeCloseTo(23.287, 3);
  expect(restrictedMean(placebo, 35)).toBeCloseTo(182 / 21, 12);
});

test("a horizon far beyond what was seen has no mean, unless all have ended", () => {
  expect(restrictedMean(treated, 36)).toBeCloseTo(23.287 + 0.448, 2);
  expect(restrictedMean(treated, 45)).toBeNull();
  expect(restrictedMean(ended(3, 5), 10)).toBe(4);
  expect(restrictedMean([], 10)).toBeNull();
});

const durations = fc.array(fc.record({ days: fc.integer({ min: 1, max: 60 }), isEnded: fc.boolean() }), { minLength: 1, maxLength: 30 });

test("the mean grows with the horizon and never beyond it, does not ask for the order, and grows when an end is not seen", () => {
  fc.assert(
    fc.property(durations, fc.integer({ min: 1, max: 40 }), fc.nat(), (cases, horizon, at) => {
      const all = [...cases, ...open(70)];
      const mean = restrictedMean(all, horizon) ?? Number.NaN;
      expect(mean).toBeLessThanOrEqual(horizon);
      expect(restrictedMean(all, horizon + 5)).toBeGreaterThanOrEqual(mean);
      expect(restrictedMean(all.toReversed(), horizon)).toBeCloseTo(mean, 12);
      const hidden = all.map((each, index) => (index === at % all.length ? { ...each, isEnded: false } : each));
      expect(restrictedMean(hidden, horizon) ?? Number.NaN).toBeGreaterThanOrEqual(mean - 1e-9);
    }),
  );
});

test("a case that stands for three is three cases", () => {
  fc.assert(
    fc.property(durations, fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 30, maxLength: 30 }), (cases, times) => {
      const weighted = cases.map((each, at) => ({ ...each, weight: times[at] ?? 1 }));
      const repeated = cases.flatMap((each, at) => Array.from({ length: times[at] ?? 1 }, () => each));
      const [left, right] = [openCurve(weighted), openCurve(repeated)];
      expect(left.map(({ day }) => day)).toEqual(right.map(({ day }) => day));
      for (const [at, { open: share }] of left.entries()) expect(share).toBeCloseTo(right[at]?.open ?? Number.NaN, 9);
    }),
  );
});
