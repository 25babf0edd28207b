import { expect, it } from "vitest";
import { remaining } from "./remaining-time.ts";

it("a stage that made a quarter of its parts in ten seconds has about thirty seconds left", () => {
  expect(remaining({ took: 10_000, made: 5, left: 15 })).toBe(30_000);
});

it("after too short a look, without any part made, or with none left nothing is estimated", () => {
  expect(remaining({ took: 1_000, made: 5, left: 15 })).toBeNull();
  expect(remaining({ took: 10_000, made: 0, left: 15 })).toBeNull();
  expect(remaining({ took: 10_000, made: 20, left: 0 })).toBeNull();
});
