import * as fc from "fast-check";
import { expect, test } from "vitest";
import { annualStatistics } from "./index.ts";

const YEAR = 365.25;
const days = Array.from({ length: 219 }, (_, at) => 10 * at);

/** Two crops in the first three years, trees in the last three. */
function value(day: number): number {
  const season = (day % YEAR) / YEAR;
  const peak = (at: number) => Math.exp(-(((season - at) / 0.1) ** 2));
  return day < 3 * YEAR ? 0.15 + 0.65 * Math.max(peak(0.25), peak(0.65)) : 0.7 + 0.05 * Math.sin(2 * Math.PI * season);
}

test("each year tells its quantiles, its peaks and how long it lay bare", () => {
  const years = annualStatistics({ days, ndvi: days.map(value), water: null }, 3 * YEAR);
  expect(years.map(({ greenPeaks }) => greenPeaks)).toEqual([2, 2, 2, 1, 1, 1]);
  expect(years[0]).toMatchObject({ from: 0, to: 360, clearDates: 37, waterShare: null });
  expect(years[0]?.p95).toBeCloseTo(0.778, 2);
  expect(years[0]?.p10).toBeCloseTo(0.15, 1);
  expect(years[0]?.amplitude).toBeCloseTo((years[0]?.p95 ?? 0) - (years[0]?.p10 ?? 0), 12);
  expect(years[0]?.longestBareDays).toBe(70);
  expect(years[4]).toMatchObject({ bareShare: 0, longestBareDays: 0 });
});

test("water is neither bare ground nor a crop, and its share is of the dates that tell it", () => {
  const ndvi = days.slice(0, 36).map((day) => (day < 180 ? -0.2 : 0.1));
  const water = days.slice(0, 36).map((day) => (day < 180 ? 0.5 : day < 300 ? -0.4 : Number.NaN));
  const [year] = annualStatistics({ days: days.slice(0, 36), ndvi, water }, 0);
  expect(year).toMatchObject({ waterShare: 0.6, bareShare: 0.5, greenPeaks: 0, longestBareDays: 170 });
});

test("a year with fewer than six clear dates tells nothing, and hidden dates change nothing", () => {
  expect(annualStatistics({ days: days.slice(0, 5), ndvi: [0.1, 0.2, 0.3, 0.4, 0.5], water: null }, 0)).toEqual([]);
  fc.assert(
    fc.property(fc.array(fc.nat(218), { maxLength: 60 }), (places) => {
      const kept = days.filter((_, at) => !places.includes(at));
      const hidden = days.map((day, at) => (places.includes(at) ? Number.NaN : value(day)));
      expect(annualStatistics({ days, ndvi: hidden, water: null }, 3 * YEAR)).toEqual(
        annualStatistics({ days: kept, ndvi: kept.map(value), water: null }, 3 * YEAR),
      );
    }),
    { endOnFailure: true },
  );
});
