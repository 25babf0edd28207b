import { expect, it } from "vitest";
import { readGroupDelay } from "./group-delay.ts";

it("is 0 when nothing is set, otherwise the milliseconds given", () => {
  expect([undefined, "", "0", "5", "1000"].map(readGroupDelay)).toEqual([0, 0, 0, 5, 1000]);
});

it.each(["1001", "-1", "1.5", "5ms", "1e3", " 5", "NaN"])("%s is refused as REQUEST_INVALID", (text) => {
  expect(() => readGroupDelay(text)).toThrow(expect.objectContaining({ code: "REQUEST_INVALID" }));
});
