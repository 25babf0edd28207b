import { array, assert, double, integer, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { type Effect, effectOfSuggestion, type Period } from "./effect-of-suggestion.ts";
import { inverted, type Matrix } from "./matrices.ts";
import { fitAutocorrelated } from "./regression.ts";

/** A time, a step at the half, and what a multiplier makes of both: nothing that repeats. */
const designOf = (periods: number): number[][] =>
  Array.from({ length: periods }, (_, at) => [1, at / 12, at >= periods / 2 ? 1 : 0, at >= periods / 2 ? (at - periods / 2) / 12 : 0]);
const noise = (periods: number, seed: number): number[] =>
  Array.from({ length: periods }, (_, at) => Math.sin((at + 1) * (seed + 1.37) * 12.9898) + 0.5 * Math.sin(at * (seed + 0.71)));

/** The restricted likelihood written out: R is the correlation of every pair, its inverse and determinant are taken whole. */
function plainLikelihood(design: Matrix, values: readonly number[], rho: number) {
  const correlation = values.map((_one, row) => values.map((_other, column) => rho ** Math.abs(row - column) / (1 - rho * rho)));
  const whole = inverted(correlation);
  if (!whole) throw new Error("not positive definite");
  const size = (design[0] as number[]).length;
  const cross = (left: (row: number) => number, right: (row: number) => number) =>
    values.reduce(
      (sum, _v, row) =>
        sum + left(row) * values.reduce((inner, _w, column) => inner + (whole.inverse[row]?.[column] ?? 0) * right(column), 0),
      0,
    );
  const x = (column: number) => (row: number) => design[row]?.[column] ?? 0;
  const y = (row: number) => values[row] ?? 0;
  const normal = Array.from({ length: size }, (_, one) => Array.from({ length: size }, (_2, other) => cross(x(one), x(other))));
  const solved = inverted(normal);
  if (!solved) throw new Error("not positive definite");
  const right = Array.from({ length: size }, (_, one) => cross(x(one), y));
  const coefficients = solved.inverse.map((row) => row.reduce((sum, value, at) => sum + value * (right[at] ?? 0), 0));
  const left = (row: number) => y(row) - coefficients.reduce((sum, value, at) => sum + value * x(at)(row), 0);
  const residual = cross(left, left);
  const rest = values.length - size;
  return {
    coefficients,
    variances: solved.inverse.map((row, at) => ((row[at] ?? 0) * residual) / rest),
    likelihood: -0.5 * (rest * Math.log(residual) + whole.logDeterminant + solved.logDeterminant),
  };
}

describe("a regression with autocorrelated errors", () => {
  it("is the plain one where neighbours do not resemble each other: coefficients and errors as written out", () => {
    // Mean 3 of 1…5 around a step: by hand 2 before (1, 2, 3), 4.5 after (4, 5).
    const design = [1, 2, 3, 4, 5].map((_each, at) => [1, at > 2 ? 1 : 0]);
    const plain = plainLikelihood(design, [1, 2, 3, 4, 5], 0);
    expect(plain.coefficients[0]).toBeCloseTo(2, 12);
    expect(plain.coefficients[1]).toBeCloseTo(2.5, 12);
    // Residual squares 2.5, three degrees: 5/6 · (1/3 + 1/2).
    expect(plain.variances[1]).toBeCloseTo((2.5 / 3) * (5 / 6), 12);
  });

  it("finds the likeliest autocorrelation, and there the estimates of the likelihood written out", () => {
    for (const seed of [1, 2, 3]) {
      const [design, values] = [designOf(30), noise(30, seed)];
      const fit = fitAutocorrelated(design, values);
      if (!fit) throw new Error("no fit");
      const rho = fit.autocorrelation;
      const here = plainLikelihood(design, values, rho);
      for (let other = -0.94; other < 0.95; other += 0.02)
        expect(plainLikelihood(design, values, other).likelihood).toBeLessThanOrEqual(here.likelihood + 1e-7);
      here.coefficients.forEach((wanted, at) => {
        expect(fit.coefficients[at]).toBeCloseTo(wanted, 8);
        const weights = here.coefficients.map((_each, index) => (index === at ? 1 : 0));
        expect(fit.estimate(weights).error ** 2 / (here.variances[at] ?? 0)).toBeCloseTo(1, 6);
        expect(fit.estimate(weights).freedom).toBeLessThanOrEqual(26);
      });
    }
  });

  it("has no answer where columns depend on each other", () => {
    expect(
      fitAutocorrelated(
        [1, 2, 3, 4].map((each) => [1, each, 2 * each]),
        [1, 2, 1, 2],
      ),
    ).toBeNull();
  });

  it("moves with the values: what is added to all is added to the level alone, and a factor is a factor", () => {
    assert(
      property(
        array(double({ min: -3, max: 3, noNaN: true }), { minLength: 24, maxLength: 24 }),
        double({ min: 0.5, max: 4, noNaN: true }),
        (values, factor) => {
          const noisy = values.map((value, at) => value + (noise(24, 5)[at] ?? 0));
          const [one, other] = [
            fitAutocorrelated(designOf(24), noisy),
            fitAutocorrelated(
              designOf(24),
              noisy.map((value) => factor * value + 7),
            ),
          ];
          const [left, right] = [one?.estimate([0, 0, 1, 0.5]), other?.estimate([0, 0, 1, 0.5])];
          expect((right?.value ?? 0) - factor * (left?.value ?? 1)).toBeCloseTo(0, 4);
          expect((right?.high ?? 0) / factor - (left?.high ?? 1)).toBeCloseTo(0, 3);
        },
      ),
      { endOnFailure: true, numRuns: 30 },
    );
  });
});

const wavy = (at: number) => 40 + ((at * 7) % 9);
const course = (before: number, after: number, own: (at: number, isAfter: boolean) => number, others: (at: number) => number) => {
  const period = (at: number, isAfter: boolean): Period => ({ own: own(at, isAfter), others: others(at) });
  return {
    before: Array.from({ length: before }, (_, at) => period(at, false)),
    after: Array.from({ length: after }, (_, at) => period(before + 1 + at, true)),
    yearly: 12,
  };
};
const said = (result: ReturnType<typeof effectOfSuggestion>): Effect => {
  if ("code" in result) throw new Error(result.code);
  return result;
};

describe("the effect of a suggestion", () => {
  it("is what fell against the same rules elsewhere, however much all rose and fell together", () => {
    const shock = (at: number) => 1 + (at % 5) / 4;
    const result = said(
      effectOfSuggestion(
        course(
          24,
          24,
          (at, isAfter) => Math.round(wavy(at) * shock(at) * (isAfter ? 0.6 : 1)),
          (at) => Math.round(400 * shock(at)),
        ),
      ),
    );
    expect(result).toMatchObject({ comparison: "others", areSeasonsOut: false });
    expect(result.effect).toBeGreaterThan(-0.45);
    expect(result.effect).toBeLessThan(-0.35);
    expect(result.high).toBeLessThan(0);
    expect(result.expected).toHaveLength(24);
  });

  it("is no effect where both fell alike: the interval holds nought", () => {
    const fall = (at: number, isAfter: boolean) => (isAfter ? 0.5 : 1) * (1 + (at % 3) / 3);
    const result = said(
      effectOfSuggestion(
        course(
          24,
          12,
          (at, isAfter) => Math.round(wavy(at) * fall(at, isAfter)),
          (at) => Math.round(400 * fall(at, at > 24)),
        ),
      ),
    );
    expect(result.low).toBeLessThan(0);
    expect(result.high).toBeGreaterThan(0);
  });

  it("takes seasons out where there is nothing to compare with and two years before", () => {
    const season = (at: number) => 1 + 0.5 * Math.sin((2 * Math.PI * at) / 12);
    const own = (at: number) => Math.round(wavy(at) * season(at));
    expect(said(effectOfSuggestion(course(24, 12, own, () => 0)))).toMatchObject({ comparison: "alone", areSeasonsOut: true });
    expect(said(effectOfSuggestion(course(23, 12, own, () => 0)))).toMatchObject({ comparison: "alone", areSeasonsOut: false });
  });

  it("cannot be said with too little before, after, or counted", () => {
    expect(effectOfSuggestion(course(11, 24, wavy, wavy))).toEqual({ code: "too-short-before", periods: 11, least: 12 });
    expect(effectOfSuggestion(course(24, 11, wavy, wavy))).toEqual({ code: "too-short-after", periods: 11, least: 12 });
    expect(effectOfSuggestion(course(24, 12, () => 4, wavy))).toEqual({ code: "too-few-counted", mean: 4, least: 5 });
  });

  it("of rates is what the rates changed by, however much more was counted in", () => {
    const [before, after] = [24, 18];
    const rated = (growth: number) => {
      const period = (at: number, isAfter: boolean): Period => {
        const ownExposure = 100_000 * (isAfter ? growth : 1);
        const own = Math.round((wavy(at) * ownExposure * (isAfter ? 0.875 : 1)) / 100_000);
        return { own, others: 400, ownExposure, othersExposure: 900_000 };
      };
      return said(
        effectOfSuggestion({
          before: Array.from({ length: before }, (_, at) => period(at, false)),
          after: Array.from({ length: after }, (_, at) => period(before + 1 + at, true)),
          yearly: 12,
        }),
      );
    };
    const [same, grown] = [rated(1), rated(3)];
    expect(same.effect).toBeCloseTo(-0.125, 1);
    expect(Math.abs(grown.effect - same.effect)).toBeLessThan(0.02);
    // Counts alone would say that errors became more than twice as many.
    expect(grown.high).toBeLessThan(0.5);
  });

  it("is a number with an interval around it for whatever counts", () => {
    const counts = array(integer({ min: 5, max: 80 }), { minLength: 40, maxLength: 40 });
    assert(
      property(counts, counts, (own, others) => {
        const result = effectOfSuggestion(
          course(
            24,
            15,
            (at) => own[at] ?? 0,
            (at) => others[at] ?? 0,
          ),
        );
        if ("code" in result) return;
        expect(result.low).toBeLessThanOrEqual(result.effect);
        expect(result.high).toBeGreaterThanOrEqual(result.effect);
        expect(result.low).toBeGreaterThanOrEqual(-1);
      }),
      { endOnFailure: true, numRuns: 30 },
    );
  });
});
