import { describe, expect, test } from "vitest";
import { LEGAL_NUMBERS, legalNumber, legalNumberEntry, legalNumberHistory } from "./legal-numbers.ts";

const ids = [...new Set(LEGAL_NUMBERS.map((entry) => entry.id))];

describe("the table of legal numbers", () => {
  test("has no two entries of one id on the same day", () => {
    expect(ids.length).toBeGreaterThan(80);
    for (const id of ids) {
      const history = legalNumberHistory(id);
      for (const [index, entry] of history.entries()) {
        const next = history[index + 1];
        if (next) expect(entry.validUntil !== null && entry.validUntil <= next.validFrom, id).toBe(true);
        if (entry.validUntil !== null) expect(entry.validFrom < entry.validUntil, id).toBe(true);
      }
    }
  });

  test("names law, article and a real day for every entry, in both languages", () => {
    for (const entry of LEGAL_NUMBERS) {
      expect(entry.id).toMatch(/^[a-z]+(-[a-z]+)*(\.[a-z]+(-[a-z]+)*)+$/);
      expect(entry.law.length, entry.id).toBeGreaterThan(4);
      expect(entry.article, entry.id).toMatch(/^第[一二三四五六七八九十百零]+条/);
      expect(new Date(`${entry.validFrom}T00:00:00Z`).toISOString().slice(0, 10)).toBe(entry.validFrom);
      expect(entry.title.zh !== "" && entry.title.en !== "", entry.id).toBe(true);
      expect(entry.value > 0 && Number.isFinite(entry.value), entry.id).toBe(true);
    }
  });

  test("gives the floor for extortion from the first day of the interpretation and not before", () => {
    expect(legalNumber("fine-floor.extortion", "2013-04-27")).toBe(200_000);
    expect(() => legalNumber("fine-floor.extortion", "2013-04-26")).toThrow("LEGAL_NUMBER_UNKNOWN");
    expect(legalNumberEntry("fine-floor.minor", "2026-11-23")).toMatchObject({ value: 50_000, article: "第二条第二款" });
  });

  test("refuses an id that it does not know as LEGAL_NUMBER_UNKNOWN", () => {
    expect(() => legalNumber("constructor", "2026-01-01")).toThrow("LEGAL_NUMBER_UNKNOWN");
    expect(() => legalNumberHistory("fine-floor")).toThrow("LEGAL_NUMBER_UNKNOWN");
  });
});
