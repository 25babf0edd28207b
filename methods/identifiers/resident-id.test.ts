import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isoDate } from "./calendar.ts";
import { readResidentId, residentIdCheckCharacter } from "./resident-id.ts";

const day = fc
  .integer({ min: Date.UTC(1900, 0, 1) / 86_400_000, max: Date.UTC(2026, 0, 1) / 86_400_000 })
  .map((days) => new Date(days * 86_400_000));
const iso = (date: Date): string => isoDate(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
const digits17 = fc
  .tuple(fc.integer({ min: 110_000, max: 999_999 }), day, fc.integer({ min: 0, max: 999 }))
  .map(([region, born, sequence]) => `${region}${iso(born).replaceAll("-", "")}${String(sequence).padStart(3, "0")}`);
const id = digits17.map((digits) => digits + residentIdCheckCharacter(digits));

describe("resident ids", () => {
  it("are read with birth, sex and region (examples of GB 11643-1999)", () => {
    expect(readResidentId("11010519491231002X")).toEqual({
      value: { id: "11010519491231002X", bornOn: "1949-12-31", sex: "female", regionCode: "110105" },
    });
    expect(readResidentId("440524188001010014")).toEqual({
      value: { id: "440524188001010014", bornOn: "1880-01-01", sex: "male", regionCode: "440524" },
    });
  });

  it("of 15 digits get their century and check character", () => {
    expect(readResidentId("110105491231002")).toMatchObject({ value: { id: "11010519491231002X", bornOn: "1949-12-31" } });
    expect(readResidentId("440524800101997")).toMatchObject({ value: { bornOn: "1880-01-01" } });
  });

  it.each([
    ["11010519491231002x", "11010519491231002X"],
    ["110105 19491231 002X", "11010519491231002X"],
    ["'11010519491231002X", "11010519491231002X"],
  ])("%s is the same id", (text, expected) => {
    expect(readResidentId(text)).toMatchObject({ value: { id: expected } });
  });

  it.each([
    ["1101051949123100", "resident-id-length"],
    ["1101051949123100234", "resident-id-length"],
    ["", "resident-id-length"],
    ["1101051949123100O2", "resident-id-characters"],
    ["4.30602E+17", "resident-id-characters"],
    ["1101051949X2310021", "resident-id-characters"],
    ["11010549123100X", "resident-id-characters"],
    ["011005194912310021", "resident-id-characters"],
    ["110105194902300021", "resident-id-birth"],
    ["110105214902010021", "resident-id-check"],
    ["110105294902010021", "resident-id-birth"],
    ["110105194912310021", "resident-id-check"],
  ])("%s is refused as %s", (text, code) => {
    expect(readResidentId(text)).toEqual({ code });
  });

  it("survive a round trip, also by way of the old form for births in the 1900s", () => {
    fc.assert(
      fc.property(id, (text) => {
        expect(readResidentId(text)).toMatchObject({
          value: { id: text, bornOn: `${text.slice(6, 10)}-${text.slice(10, 12)}-${text.slice(12, 14)}` },
        });
        if (text.startsWith("19", 6) && text.slice(14, 17) < "996")
          expect(readResidentId(text.slice(0, 6) + text.slice(8, 17))).toMatchObject({ value: { id: text } });
      }),
    );
  });

  it("with one character changed are never accepted", () => {
    fc.assert(
      fc.property(id, fc.integer({ min: 0, max: 17 }), fc.integer({ min: 1, max: 9 }), (text, position, step) => {
        const old = text[position] === "X" ? 10 : Number(text[position]);
        const changed = position === 17 ? "0123456789X".charAt((old + step) % 11) : String((old + step) % 10);
        expect(readResidentId(text.slice(0, position) + changed + text.slice(position + 1))).toHaveProperty("code");
      }),
      { numRuns: 2_000 },
    );
  });

  it("with two different neighbours exchanged are never accepted", () => {
    fc.assert(
      fc.property(id, fc.integer({ min: 0, max: 16 }), (text, position) => {
        fc.pre(text[position] !== text[position + 1]);
        const exchanged = text.slice(0, position) + text[position + 1] + text[position] + text.slice(position + 2);
        expect(readResidentId(exchanged)).toHaveProperty("code");
      }),
      { numRuns: 2_000 },
    );
  });
});
