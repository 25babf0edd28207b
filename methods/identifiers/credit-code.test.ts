import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { creditCodeCheckCharacter, organisationCodeCheckCharacter, readCreditCode } from "./credit-code.ts";

const ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const characters = (length: number) =>
  fc.array(fc.constantFrom(...ALPHABET.split("")), { minLength: length, maxLength: length }).map((each) => each.join(""));
const code = fc
  .tuple(characters(2), fc.integer({ min: 110_000, max: 999_999 }), characters(9))
  .map(([head, region, organisation]) => `${head}${region}${organisation}`)
  .map((text) => text + creditCodeCheckCharacter(text));

describe("credit codes", () => {
  it("in public use are accepted", () => {
    for (const text of ["91350100M000100Y43", "91110000600037341L", "91440300708461136T"])
      expect(readCreditCode(text)).toEqual({ value: text });
    expect(readCreditCode("9135 0100-m000100y43")).toEqual({ value: "91350100M000100Y43" });
  });

  it.each([
    ["91350100M000100Y44", "credit-code-check"],
    ["91350100M000100Y4", "credit-code-characters"],
    ["91350100MO00100Y43", "credit-code-characters"],
    ["430600000012345", "credit-code-characters"],
    ["", "credit-code-characters"],
  ])("%s is refused as %s", (text, expected) => {
    expect(readCreditCode(text)).toEqual({ code: expected });
  });

  it("hold an organisation code with its own check character", () => {
    expect(organisationCodeCheckCharacter("M000100Y")).toBe("4");
    expect(organisationCodeCheckCharacter("60003734")).toBe("1");
  });

  it("with one character changed or two different neighbours exchanged are never accepted", () => {
    fc.assert(
      fc.property(code, fc.integer({ min: 0, max: 17 }), fc.integer({ min: 1, max: 30 }), (text, position, step) => {
        expect(readCreditCode(text)).toEqual({ value: text });
        const changed = ALPHABET.charAt((ALPHABET.indexOf(text.charAt(position)) + step) % 31);
        expect(readCreditCode(text.slice(0, position) + changed + text.slice(position + 1))).toHaveProperty("code");
        if (position === 17 || text[position] === text[position + 1]) return;
        const exchanged = text.slice(0, position) + text[position + 1] + text[position] + text.slice(position + 2);
        expect(readCreditCode(exchanged)).toHaveProperty("code");
      }),
      { numRuns: 2_000 },
    );
  });
});
