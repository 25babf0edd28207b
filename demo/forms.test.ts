import { organisationCodeCheckCharacter, readAmount, readCreditCode, readDate, readMonths, writeHanNumber } from "@yuejian/identifiers";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addMonths, calendarDay, dayFromIso, dayOf, isoOf, lastOfMonth } from "./days.ts";
import { creditCode } from "./enterprises.ts";
import { capitals, formatDay } from "./formats.ts";
import { encodeGb18030 } from "./gb18030.ts";
import { Random } from "./random.ts";

describe("forms of writing", () => {
  it("in banker's numerals are read back to the fen", () => {
    expect(capitals(1_230_000)).toBe("壹万贰仟叁佰元整");
    expect(capitals(53)).toBe("伍角叁分");
    expect(capitals(10_005)).toBe("壹佰元零伍分");
    expect(capitals(0)).toBe("零元整");
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999_999 }), (fen) => {
        expect(readAmount(capitals(fen))).toEqual({ value: BigInt(fen) });
      }),
      { numRuns: 2_000 },
    );
  });

  it("of days and terms are read back", () => {
    fc.assert(
      fc.property(fc.integer({ min: dayOf(1900, 1, 1), max: dayOf(2099, 12, 31) }), fc.integer({ min: 1, max: 99 }), (day, number) => {
        for (const style of ["iso", "midnight", "slash", "dot", "chinese", "compact"] as const)
          expect(readDate(formatDay(day, style))).toEqual({ value: isoOf(day) });
        expect(readMonths(`${writeHanNumber(number)}个月`)).toEqual({ value: String(number) });
      }),
    );
  });

  it("of days agree with the calendar of the runtime", () => {
    fc.assert(
      fc.property(fc.integer({ min: dayOf(1850, 1, 1), max: dayOf(2150, 12, 31) }), fc.integer({ min: -40, max: 40 }), (day, months) => {
        const { year, month, day: dayOfMonth } = calendarDay(day);
        expect(new Date(day * 86_400_000).toISOString().slice(0, 10)).toBe(isoOf(day));
        expect(dayFromIso(isoOf(day))).toBe(day);
        expect(dayOf(year, month, dayOfMonth)).toBe(day);
        const last = new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
        expect(isoOf(lastOfMonth(day))).toBe(last);
        const moved = calendarDay(addMonths(day, months));
        expect(moved.year * 12 + moved.month).toBe(year * 12 + month + months);
        expect(moved.day).toBeLessThanOrEqual(dayOfMonth);
      }),
    );
  });

  it("in GB 18030 decode to the same text, four-byte characters and later planes included", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme" }),
        fc.array(fc.integer({ min: 0x20, max: 0x10ffff }), { maxLength: 20 }),
        (text, points) => {
          const more = String.fromCodePoint(...points.filter((point) => (point < 0xd800 || point > 0xf8ff) && (point & 0xfffe) !== 0xfffe));
          const whole = `${text}${more}岳阳〇𠮷㐂`.toWellFormed();
          expect(new TextDecoder("gb18030", { fatal: true }).decode(encodeGb18030(whole))).toBe(whole);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe("made-up numbers", () => {
  it("of enterprises carry both check characters", () => {
    for (let number = 0; number < 500; number++) {
      const code = creditCode("990602", number * 37);
      expect(readCreditCode(code)).toEqual({ value: code });
      expect(organisationCodeCheckCharacter(code.slice(8, 16))).toBe(code[16]);
    }
  });

  it("of chance depend on their keys alone and fill their range", () => {
    const draw = (...keys: number[]) =>
      Array.from(
        { length: 2_000 },
        (
          (random) => () =>
            random.between(1, 10)
        )(new Random(...keys)),
      );
    expect(draw(1, 2)).toEqual(draw(1, 2));
    expect(draw(1, 2)).not.toEqual(draw(2, 1));
    const counts = Map.groupBy(draw(3), (value) => value);
    expect([...counts.keys()].sort((left, right) => left - right)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    for (const { length } of counts.values()) expect(Math.abs(length - 200)).toBeLessThan(70);
  });
});
