import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readCounted, writeCounted } from "./counted-file.ts";
import { countTexts } from "./knowledge.ts";

describe("counted texts in a file", () => {
  it("are read as they were counted: every run with its count, its followers and what precedes it", () => {
    const lines = fc.array(fc.string({ unit: fc.constantFrom("甲", "乙", "丙", "丁", "戊"), minLength: 4, maxLength: 12 }), {
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(lines, fc.integer({ min: 1, max: 3 }), (texts, least) => {
        const counted = countTexts(texts, least);
        const read = readCounted(writeCounted(counted));
        expect(read?.characters.all()).toEqual(counted.characters.all());
        expect(read?.table).toMatchObject({ runs: counted.table.runs, total: counted.table.total, least });
        const held = [...counted.table.runsIn(counted.lines)];
        expect([...(read?.table.runsIn(counted.lines) ?? [])]).toEqual(held);
        expect(held).toHaveLength(counted.table.runs);
      }),
      { endOnFailure: true },
    );
  });

  it("of another version or cut short are not read", () => {
    const bytes = writeCounted(countTexts(["甲乙丙丁"]));
    expect(readCounted(bytes.slice(0, -16))).toBeNull();
    expect(readCounted(new TextEncoder().encode('{"version":2}'))).toBeNull();
  });
});
