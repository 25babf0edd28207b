import { array, assert, integer, nat, property, record, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { clumpsInTime, normalTail } from "./clumps.ts";
import { adjusted } from "./false-discoveries.ts";
import { type Counted, type Family, findPatterns, PATTERN_LIMITS } from "./find-patterns.ts";
import { drawFrom, leastOf, logFactorial, mostOf, probabilityOf, upperTail } from "./hypergeometric.ts";
import { randomOf } from "./random.ts";
import { bestWindow, chanceOf } from "./windows.ts";

const urns = record({ total: integer({ min: 1, max: 300 }), marked: nat(300), drawn: nat(300) }).map(({ total, marked, drawn }) => ({
  total,
  marked: marked % (total + 1),
  drawn: drawn % (total + 1),
}));

describe("an urn", () => {
  it("has probabilities that add to one, and tails that are their sums", () => {
    assert(
      property(urns, (urn) => {
        let total = 0;
        for (let count = mostOf(urn); count >= leastOf(urn); count--) {
          total += probabilityOf(urn, count);
          expect(upperTail(urn, count)).toBeCloseTo(total, 9);
        }
        expect(total).toBeCloseTo(1, 9);
      }),
      { endOnFailure: true },
    );
  });

  it("gives the tea-tasting lady 17/70 for three of four, as Fisher (1935) has it", () => {
    expect(upperTail({ total: 8, marked: 4, drawn: 4 }, 3)).toBeCloseTo(17 / 70, 12);
  });

  it("continues its table of factorials where the series begins", () => {
    expect(logFactorial(256) - logFactorial(255)).toBeCloseTo(Math.log(256), 10);
    expect(logFactorial(1000)).toBeCloseTo(5912.128178488163, 8);
  });

  it("is drawn from as often as the probabilities say", () => {
    const urn = { total: 40, marked: 15, drawn: 12 };
    const random = randomOf("draws");
    const counts = new Map<number, number>();
    const draws = 20_000;
    for (let at = 0; at < draws; at++) {
      const count = drawFrom(urn, random);
      counts.set(count, (counts.get(count) ?? 0) + 1);
    }
    let distance = 0;
    for (let count = 0; count <= 12; count++) {
      const wanted = draws * probabilityOf(urn, count);
      if (wanted >= 5) distance += ((counts.get(count) ?? 0) - wanted) ** 2 / wanted;
    }
    // χ² of about nine degrees of freedom: 27.9 is its 99.9 % point.
    expect(distance).toBeLessThan(27.9);
  });

  it("never yields what it does not hold", () => {
    assert(
      property(urns, string(), (urn, seed) => {
        const drawn = drawFrom(urn, randomOf(seed));
        expect(drawn).toBeGreaterThanOrEqual(leastOf(urn));
        expect(drawn).toBeLessThanOrEqual(mostOf(urn));
      }),
      { endOnFailure: true },
    );
  });
});

const LIMITS = { leastCount: 5, leastRatio: 1.5, longest: 6 };

describe("the window of a stream", () => {
  it("is where most came above the share, with what the share lets expect", () => {
    const own = [1, 1, 1, 9, 8, 1, 1, 1, 1, 1, 1, 1];
    const all = own.map(() => 30);
    // 27 of 360: two months of 60 let expect 4.5.
    expect(bestWindow({ own, all }, LIMITS)).toMatchObject({ from: 3, to: 4, observed: 17, expected: 4.5 });
  });

  it("follows the runs: a month with more everywhere is none", () => {
    const own = [2, 2, 20, 2, 2, 2];
    expect(bestWindow({ own, all: own.map((each) => each * 9) }, { ...LIMITS, longest: 3 })).toBeNull();
  });

  it("has a chance below which windows of chance alone do not come more often", () => {
    const random = randomOf("null");
    const all = Array.from({ length: 12 }, () => 20 + Math.floor(random() * 40));
    let below = 0;
    for (let world = 0; world < 200; world++) {
      const total = all.reduce((sum, each) => sum + each, 0);
      let [left, marks] = [total, 40];
      const own = all.map((size) => {
        const drawn = drawFrom({ total: left, marked: size, drawn: marks }, random);
        left -= size;
        marks -= drawn;
        return drawn;
      });
      const window = bestWindow({ own, all }, LIMITS);
      if (window && chanceOf({ own, all }, { ...LIMITS, score: window.score, enough: 10, most: 199 }) <= 0.1) below++;
    }
    // 200 trials of at most 0.1: more than 34 come with a chance of one in a thousand.
    expect(below).toBeLessThanOrEqual(34);
  });
});

it("adjusts probabilities as Benjamini and Hochberg do: sorted 0.01, 0.02, 0.03, 0.5 become 0.04, 0.04, 0.04, 0.5", () => {
  expect(adjusted([0.5, 0.03, 0.01, 0.02]).map((each) => Math.round(each * 1e9) / 1e9)).toEqual([0.5, 0.04, 0.04, 0.04]);
});

const PLACES = ["a", "b", "c", "d", "e"];
const RULES = ["r1", "r2", "r3", "r4"];
/** Every place with the same few of every rule in every month. */
const even = (count = 3): Counted[] =>
  PLACES.flatMap((unit) => RULES.flatMap((rule) => Array.from({ length: 12 }, (_, period) => ({ unit, rule, period, count }))));
const groups: Family["groups"] = [
  ...RULES.map((rule) => ({ id: rule, kind: "rule" as const, rules: [rule] })),
  { id: "cause", kind: "cause", rules: ["r1", "r2"] },
  { id: "all", kind: "all", rules: RULES },
];
const family = (counts: readonly Counted[]): Family => ({ id: "leads", counts, groups, periods: 12 });

describe("patterns", () => {
  it("are none where everything is even", () => {
    expect(findPatterns([family(even())])).toMatchObject({ patterns: [], leftOut: [] });
  });

  it("name rule, place and months of a cluster, once, with the counts on which it rests", () => {
    const counts = even().map((each) =>
      each.unit === "c" && each.rule === "r3" && each.period >= 4 && each.period <= 6 ? { ...each, count: 15 } : each,
    );
    const { patterns } = findPatterns([family(counts)]);
    expect(patterns.map(({ kind, unit, group, from, to, observed }) => [kind, unit, group.id, from, to, observed])).toContainEqual([
      "time",
      "c",
      "r3",
      4,
      6,
      45,
    ]);
    const [first] = patterns.filter(({ kind }) => kind === "time");
    expect(patterns.filter(({ kind }) => kind === "time")).toHaveLength(1);
    expect(first?.adjusted).toBeLessThan(0.01);
    // 72 of 216, of which the months hold 81.
    expect(first?.expected).toBeCloseTo((72 * 81) / 216, 9);
    expect(first?.course.reduce((sum, { observed }) => sum + observed, 0)).toBe(72);
  });

  it("name a place that has more of a rule all the time as a share, not as a time", () => {
    const counts = even().map((each) => (each.unit === "b" && each.rule === "r4" ? { ...each, count: 12 } : each));
    const { patterns } = findPatterns([family(counts)]);
    expect(patterns.map(({ kind, unit, group }) => [kind, unit, group.id])).toEqual([["share", "b", "r4"]]);
  });

  it("leave out a rule whose counts lie at fewer than three units, and say so", () => {
    const counts = even().filter(({ unit, rule }) => rule !== "r2" || unit === "a" || unit === "b");
    const { patterns, leftOut } = findPatterns([family(counts)]);
    expect(leftOut).toEqual([{ family: "leads", rule: "r2", units: 2 }]);
    expect(patterns.flatMap(({ group }) => group.rules)).not.toContain("r2");
  });

  it("do not depend on the order of the counts, and never rest on fewer than five", () => {
    assert(
      property(array(integer({ min: 0, max: 9 }), { minLength: 240, maxLength: 240 }), nat(1000), (values, turn) => {
        const counts = even()
          .map((each, at) => ({ ...each, count: values[at] ?? 0 }))
          .filter(({ count }) => count > 0);
        const at = turn % Math.max(1, counts.length);
        const turned = [...counts.slice(at), ...counts.slice(0, at)].reverse();
        const found = findPatterns([family(counts)]);
        expect(findPatterns([family(turned)])).toEqual(found);
        for (const { observed, expected } of found.patterns) {
          expect(observed).toBeGreaterThanOrEqual(PATTERN_LIMITS.leastCount);
          expect(observed).toBeGreaterThanOrEqual(PATTERN_LIMITS.leastRatio * expected);
        }
      }),
      { endOnFailure: true, numRuns: 20 },
    );
  });
});

describe("counts that come in clumps", () => {
  it("have no dispersion where chance alone spreads them, and the one of their variance where they clump", () => {
    const random = randomOf("clumps");
    const all = Array.from({ length: 24 }, () => 400);
    const streams = (size: number) =>
      Array.from({ length: 60 }, () => {
        const own = all.map(() => 0);
        // Clumps of `size`, each in a month by chance: the variance is `size` times that of single ones.
        for (let at = 0; at < 240; at += size) {
          const month = Math.floor(random() * 24);
          own[month] = (own[month] ?? 0) + size;
        }
        return { own, all };
      });
    expect(clumpsInTime(streams(1))).toBeLessThan(0.02);
    // 1 + κ·10 is about 4.
    expect(1 + 10 * clumpsInTime(streams(4))).toBeGreaterThan(3.3);
    expect(1 + 10 * clumpsInTime(streams(4))).toBeLessThan(4.7);
  });

  it("take the tail of the normal law as its tables have it", () => {
    expect(normalTail(0)).toBeCloseTo(0.5, 15);
    expect(normalTail(1.959963984540054)).toBeCloseTo(0.025, 12);
    expect(normalTail(-1.959963984540054)).toBeCloseTo(0.975, 12);
    expect(normalTail(5) / 2.866515718791939e-7).toBeCloseTo(1, 9);
  });
});
