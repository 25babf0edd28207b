import { assert, double, integer, property } from "fast-check";
import { describe, expect, it, test } from "vitest";
import { chiSquareQuantile, chiSquareTail, regularisedBeta, studentQuantile, studentTwoSided } from "./index.ts";

describe("Student's distribution", () => {
  // Abramowitz and Stegun (1964), table 26.10; one degree is Cauchy's law, t = tan(π(1 − share)/2).
  it.each([
    [0.05, 1, Math.tan((Math.PI * 0.95) / 2)],
    [0.05, 10, 2.228],
    [0.05, 30, 2.042],
    [0.01, 5, 4.032],
    [0.1, 20, 1.725],
  ])("has %d beyond its quantile for %d degrees, as the tables have it", (share, freedom, wanted) => {
    expect(studentQuantile(share, freedom)).toBeCloseTo(wanted, 3);
    expect(studentTwoSided(studentQuantile(share, freedom), freedom)).toBeCloseTo(share, 10);
  });
});

test("χ² tails agree with printed tables", () => {
  expect(chiSquareTail(12.592, 6)).toBeCloseTo(0.05, 4);
  expect(chiSquareTail(11.07, 5)).toBeCloseTo(0.05, 4);
  expect(chiSquareTail(3.841, 1)).toBeCloseTo(0.05, 4);
  expect(chiSquareTail(0, 4)).toBe(1);
  for (const degrees of [1, 2, 5, 6, 12]) expect(chiSquareTail(chiSquareQuantile(0.01, degrees), degrees)).toBeCloseTo(0.01, 8);
});

it("the incomplete beta function is the chance of at least a successes in a + b − 1 trials", () => {
  const chance = (trials: number, successes: number, share: number): number => {
    let ways = 1;
    for (let at = 1; at <= successes; at++) ways *= (trials - successes + at) / at;
    return ways * share ** successes * (1 - share) ** (trials - successes);
  };
  assert(
    property(integer({ min: 1, max: 20 }), integer({ min: 1, max: 20 }), double({ min: 0.01, max: 0.99, noNaN: true }), (a, b, x) => {
      let sum = 0;
      for (let successes = a; successes <= a + b - 1; successes++) sum += chance(a + b - 1, successes, x);
      expect(regularisedBeta(x, a, b)).toBeCloseTo(sum, 12);
    }),
    { endOnFailure: true },
  );
});
