import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LINE_END, LINE_START, LONGEST, NgramTable } from "./ngram-table.ts";

const lines = fc.array(
  fc.array(fc.integer({ min: 3, max: 9 }), { maxLength: 12 }).map((inner) => [LINE_START, ...inner, LINE_END]),
  { minLength: 1, maxLength: 12 },
);

/** The same by strings. */
function plainCounts(all: readonly (readonly number[])[]) {
  const [counts, followers, preceding] = [new Map<string, number>(), new Map<string, Set<number>>(), new Map<string, Set<number>>()];
  const put = (sets: Map<string, Set<number>>, key: string, value: number) => sets.set(key, (sets.get(key) ?? new Set()).add(value));
  for (const line of all)
    for (let from = 0; from < line.length; from += 1)
      for (let to = from + 1; to <= Math.min(line.length, from + LONGEST); to += 1) {
        const run = line.slice(from, to);
        counts.set(run.join(), (counts.get(run.join()) ?? 0) + 1);
        if (run.length === 1) continue;
        put(followers, run.slice(0, -1).join(), run.at(-1) as number);
        put(preceding, run.slice(1).join(), run[0] as number);
      }
  return { counts, followers, preceding };
}

describe("counts of runs of characters", () => {
  it("are those of plain counting, for runs that occur and runs that do not", () => {
    fc.assert(
      fc.property(lines, fc.array(fc.integer({ min: 3, max: 9 }), { minLength: 1, maxLength: LONGEST }), (all, asked) => {
        const table = NgramTable.ofLines(all);
        const { counts, followers } = plainCounts(all);
        expect(table.runs).toBe(counts.size);
        for (const run of [asked, ...all.map((line) => line.slice(0, LONGEST))]) {
          expect(table.count(run, 0, run.length)).toBe(counts.get(run.join()) ?? 0);
          if (run.length < LONGEST) expect(table.followersOf(run, 0, run.length)).toBe(followers.get(run.join())?.size ?? 0);
        }
      }),
      { endOnFailure: true },
    );
  });

  it("without a line are those that the other lines give, and are whole again afterwards", () => {
    fc.assert(
      fc.property(lines, (all) => {
        const table = NgramTable.ofLines(all);
        const [left = [], ...others] = all;
        const { counts } = plainCounts(others);
        const takeBack = table.leaveOut([left]);
        const seen = table.count(left, 0, Math.min(LONGEST, left.length));
        takeBack();
        expect(seen).toBe(counts.get(left.slice(0, LONGEST).join()) ?? 0);
        expect(table.count(left, 0, 1)).toBe(plainCounts(all).counts.get(String(left[0])));
      }),
      { endOnFailure: true },
    );
  });

  it("without rare runs keep every frequent run with its count and hold no rare one", () => {
    fc.assert(
      fc.property(lines, fc.integer({ min: 2, max: 3 }), (all, least) => {
        const table = NgramTable.ofLines(all).withoutRare(all, least);
        const { counts } = plainCounts(all);
        expect(table.runs).toBe([...counts.values()].filter((count) => count >= least).length);
        for (const [run, count] of counts) {
          const numbers = run.split(",").map(Number);
          expect(table.count(numbers, 0, numbers.length)).toBe(count >= least ? count : 0);
        }
      }),
      { endOnFailure: true },
    );
  });

  it("without a line and without rare runs are those that the other lines give without rare runs", () => {
    fc.assert(
      fc.property(lines, fc.integer({ min: 2, max: 3 }), (all, least) => {
        const table = NgramTable.ofLines(all).withoutRare(all, least);
        const [left = [], ...others] = all;
        const count = plainCounts(others).counts.get(left.slice(0, LONGEST).join()) ?? 0;
        const takeBack = table.leaveOut([left]);
        const seen = table.count(left, 0, Math.min(LONGEST, left.length));
        takeBack();
        expect(seen).toBe(count >= least ? count : 0);
      }),
      { endOnFailure: true },
    );
  });

  it("list every pair of characters that is kept, each once, in the order of their numbers", () => {
    fc.assert(
      fc.property(lines, fc.integer({ min: 1, max: 3 }), (all, least) => {
        const table = NgramTable.ofLines(all);
        const pairs = [...plainCounts(all).counts].flatMap(([run, count]) => {
          const numbers = run.split(",").map(Number);
          return numbers.length === 2 && count >= least ? [numbers] : [];
        });
        const inOrder = pairs.toSorted(([a = 0, b = 0], [c = 0, d = 0]) => a - c || b - d);
        expect([...(least > 1 ? table.withoutRare(all, least) : table).pairs()]).toEqual(inOrder);
      }),
      { endOnFailure: true },
    );
  });

  it("probabilities of all characters after a run add up to one or less, and a seen character is likelier than an unseen", () => {
    const line = [LINE_START, 3, 4, 5, 3, 4, 5, 3, 4, 6, LINE_END];
    const table = NgramTable.ofLines([line]);
    const after = (character: number) => Math.exp(table.forward([3, 4, character], 2));
    expect(after(5)).toBeGreaterThan(after(6));
    expect(after(6)).toBeGreaterThan(after(7));
    expect(Array.from({ length: 40 }, (_, character) => after(character)).reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(1.0001);
    expect(table.backward([5, 3, 4], 0)).toBeGreaterThan(table.backward([6, 3, 4], 0));
  });
});
