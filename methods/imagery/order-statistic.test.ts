import * as fc from "fast-check";
import { expect, test } from "vitest";
import { select } from "./order-statistic.ts";

test("a value is found at its place in order, with none larger before it and none smaller behind it", () => {
  const value = fc.oneof(fc.integer({ min: -5, max: 5 }), fc.double({ noNaN: true }));
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 120 }), fc.nat(), (numbers, seed) => {
      const place = seed % numbers.length;
      const values = Float64Array.from(numbers);
      const found = select(values, place, { start: 0, count: values.length });
      expect(found).toBe(Float64Array.from(numbers).sort()[place]);
      expect(values.subarray(0, place).every((each) => each <= found)).toBe(true);
      expect(values.subarray(place).every((each) => each >= found)).toBe(true);
    }),
    { endOnFailure: true },
  );
});
