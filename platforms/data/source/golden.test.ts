import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { reading } from "./testing/read-records.ts";

const FIXTURES = join(import.meta.dirname, "fixtures");
const cases = readdirSync(FIXTURES);

describe("source files", () => {
  it("have cases", () => {
    expect(cases.length).toBeGreaterThan(35);
  });

  // One folder a case: the input, and what it comes to. A missing expected.json fails.
  it.each(cases)("%s", async (name) => {
    const folder = join(FIXTURES, name);
    const input = readdirSync(folder).find((file) => file !== "expected.json") ?? "";
    const expected: unknown = JSON.parse(readFileSync(join(folder, "expected.json"), "utf8"));
    expect(await reading(join(folder, input))).toEqual(expected);
  });
});
