import { array, assert, integer, property } from "fast-check";
import { expect, it } from "vitest";
import { LEAST_SHOWN, withheld } from "./suppress.ts";

const table = (counts: readonly number[]) => withheld(counts.map((count, row) => ({ row, count })));

it("a small count is withheld with the smallest beside it, so that the total does not give it away", () => {
  expect(table([40, 3, 12, 0])).toEqual({
    rows: [
      { row: 0, count: 40 },
      { row: 1, count: null },
      { row: 2, count: null },
      { row: 3, count: 0 },
    ],
    total: 55,
  });
  expect(table([3, 0]).total).toBeNull();
  expect(table([7, 9])).toMatchObject({ rows: [{ count: 7 }, { count: 9 }], total: 16 });
});

it("nothing withheld can be worked out from what is shown", () => {
  assert(
    property(array(integer({ min: 0, max: 12 }), { maxLength: 12 }), (counts) => {
      const { rows, total } = table(counts);
      const hidden = counts.filter((_count, at) => rows[at]?.count === null);
      for (const { count } of rows) expect(count === null || count === 0 || count >= LEAST_SHOWN).toBe(true);
      if (total === null || hidden.length === 0) return;
      // Whoever knows the total knows the sum of what is withheld, not its parts: two at least, and not so few that each has to be one.
      expect(hidden.length).toBeGreaterThanOrEqual(2);
      expect(hidden.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(LEAST_SHOWN);
    }),
    { endOnFailure: true },
  );
});
