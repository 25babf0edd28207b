import { expect, it } from "vitest";
import { pathSteps } from "./inclusion-path.ts";

it("each step of a path joins the neighbour, and the last covers the whole ledger", () => {
  expect(pathSteps(5, 7, ["a", "b", "c"])).toEqual([
    { side: "left", hash: "a", first: 4, last: 5 },
    { side: "right", hash: "b", first: 4, last: 6 },
    { side: "left", hash: "c", first: 0, last: 6 },
  ]);
});

it("an entry at the ragged edge rises past the levels where it has no neighbour", () => {
  expect(pathSteps(6, 7, ["a", "b"])).toEqual([
    { side: "left", hash: "a", first: 4, last: 6 },
    { side: "left", hash: "b", first: 0, last: 6 },
  ]);
  expect(pathSteps(0, 1, [])).toEqual([]);
});
