import * as fc from "fast-check";
import { expect, it } from "vitest";
import { Likeliest } from "./likeliest.ts";

it("the likeliest are those that sorting all of them would put first, with their own numbers, however many are offered", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 200 }), fc.integer({ min: 1, max: 9 }), (scores, most) => {
      const likeliest = new Likeliest(most, 2);
      for (const [passage, score] of scores.entries()) if (score >= likeliest.threshold) likeliest.offer(passage, [score, passage + 0.5]);
      const expected = [...scores.entries()].sort((one, other) => other[1] - one[1] || other[0] - one[0]).slice(0, most);
      expect(likeliest.ordered().map(({ passage, row }) => [passage, ...row])).toEqual(
        expected.map(([passage, score]) => [passage, score, passage + 0.5]),
      );
    }),
    { numRuns: 300, endOnFailure: true },
  );
});
