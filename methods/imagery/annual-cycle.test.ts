import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CycleWatch, judgeCycle } from "./index.ts";
import { watchCycle } from "./testing/plain-cycle.ts";

const YEAR = 365.25;
const WATCH = 4 * YEAR;

/** Two seasons of green a year: rapeseed, then rice. */
function crop(day: number): number {
  const season = (day % YEAR) / YEAR;
  const peak = (at: number) => Math.exp(-(((season - at) / 0.1) ** 2));
  return 0.15 + 0.65 * Math.max(peak(0.25), peak(0.65));
}

/** Every eighth day of five years; the last is watched. */
function seriesOf(value: (day: number) => number, from = 0) {
  const days = Array.from({ length: Math.floor((5 * YEAR - from) / 8) }, (_, at) => from + 8 * at);
  return { days, ndvi: days.map(value) };
}

function judge(series: { days: number[]; ndvi: number[] }) {
  const marks = new Uint8Array(series.days.length);
  const years = new CycleWatch(series.days, WATCH).mark(series.ndvi, marks, 0);
  return years < 0 ? null : judgeCycle(series.days, marks, years);
}

const built = (since: number) => (day: number) => (day < since ? crop(day) : 0.08);

describe("an annual cycle", () => {
  test("that goes on is normal, and one that ends is confirmed with the days between which it ended", () => {
    expect(judge(seriesOf(crop))).toMatchObject({ level: "normal", firstAbnormal: null });
    const since = WATCH + 75;
    const alert = judge(seriesOf(built(since)));
    expect(alert).toMatchObject({ level: "confirmed", historyYears: 4 });
    expect(alert?.lastNormal).toBeLessThan(since);
    expect(alert?.firstAbnormal).toBeGreaterThanOrEqual(since);
    expect((alert?.firstAbnormal ?? 0) - (alert?.lastNormal ?? 0)).toBeLessThanOrEqual(16);
  });

  test("a new alert is possible, then probable, then confirmed", () => {
    const levels = [1, 2, 4, 9, 12].map((dates) => {
      const { days, ndvi } = seriesOf(built(WATCH + 75));
      const end = days.findIndex((day) => day >= WATCH + 75) + dates;
      return judge({ days: days.slice(0, end), ndvi: ndvi.slice(0, end) })?.level;
    });
    expect(levels).toEqual(["normal", "possible", "probable", "probable", "confirmed"]);
  });

  test("a fallow that turns green again is no alert", () => {
    const fallow = (day: number) => (day > WATCH + 60 && day < WATCH + 160 ? 0.08 : crop(day));
    expect(judge(seriesOf(fallow))?.level).toBe("normal");
  });

  test("with fewer than three years before the watch nothing is confirmed", () => {
    for (const years of [1, 2])
      expect(judge(seriesOf(built(WATCH + 75), WATCH - years * YEAR))).toMatchObject({ level: "probable", historyYears: years });
    expect(judge(seriesOf(built(WATCH + 75), WATCH - 3 * YEAR))?.level).toBe("confirmed");
    expect(judge(seriesOf(crop, WATCH - 30))).toBeNull();
  });

  test("watched pixel after pixel, it gets the marks that the plain way gives one pixel by itself", () => {
    const value = fc.oneof(
      { weight: 4, arbitrary: fc.integer({ min: -10, max: 60 }).map((hundredths) => hundredths / 100) },
      { weight: 1, arbitrary: fc.constantFrom(Number.NaN, Infinity, -Infinity, 0.3, 0.45) },
    );
    const pixels = fc.uniqueArray(fc.integer({ min: 0, max: 2200 }), { minLength: 1, maxLength: 150 }).chain((days) =>
      fc.record({
        days: fc.constant(days.sort((left, right) => left - right)),
        watchFrom: fc.integer({ min: -5, max: 2300 }),
        pixels: fc.array(fc.array(value, { minLength: days.length, maxLength: days.length }), { minLength: 1, maxLength: 4 }),
      }),
    );
    fc.assert(
      fc.property(pixels, ({ days, watchFrom, pixels: series }) => {
        const watch = new CycleWatch(days, watchFrom);
        for (const values of series) {
          const ndvi = Float32Array.from(values);
          const marks = new Uint8Array(days.length + 3);
          const historyYears = watch.mark(ndvi, marks, 3);
          const alone = watchCycle({ days, ndvi }, watchFrom);
          expect(historyYears).toBe(alone?.historyYears ?? -1);
          expect([...marks.subarray(3)]).toEqual([...(alone?.marks ?? new Uint8Array(days.length))]);
        }
      }),
      { endOnFailure: true, numRuns: 300 },
    );
  });

  test("dates without a clear view change nothing but how much is known", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1000), { maxLength: 200 }), fc.boolean(), (places, isBuilt) => {
        const series = seriesOf(isBuilt ? built(WATCH + 75) : crop);
        const [days, ndvi] = [[...series.days], [...series.ndvi]];
        for (const place of places) {
          const at = place % days.length;
          days.splice(at, 0, days[at] ?? 0);
          ndvi.splice(at, 0, Number.NaN);
        }
        expect(judge({ days, ndvi })).toEqual(judge(series));
      }),
      { endOnFailure: true },
    );
  });

  test("more vegetation never raises an alert", () => {
    const order = ["unknown", "normal", "possible", "probable", "confirmed"];
    fc.assert(
      fc.property(fc.double({ min: 0, max: 0.5, noNaN: true }), (more) => {
        const level = (value: (day: number) => number) => order.indexOf(judge(seriesOf(value))?.level ?? "unknown");
        const base = built(WATCH + 75);
        expect(level((day) => base(day) + (day < WATCH ? 0 : more))).toBeLessThanOrEqual(level(base));
      }),
      { endOnFailure: true },
    );
  });

  test("a season of which the years before show nothing cannot be judged", () => {
    const { days, ndvi } = seriesOf(built(WATCH + 75));
    const hidden = ndvi.map((value, at) => ((days[at] ?? 0) < WATCH && (days[at] ?? 0) % YEAR > 50 ? Number.NaN : value));
    expect(judge({ days, ndvi: hidden })?.level).not.toBe("confirmed");
  });
});

test("a field that lies bare each winter stays taken through the winter, and one green date ends an alert", () => {
  const winterBare = (day: number) => ((day % YEAR) / YEAR < 0.15 || (day % YEAR) / YEAR > 0.8 ? 0.15 : crop(day));
  const taken = (day: number) => (day < WATCH + 120 ? winterBare(day) : 0.15);
  expect(judge(seriesOf(taken))?.level).toBe("confirmed");
  const last = seriesOf(taken);
  expect(judge({ days: last.days, ndvi: last.ndvi.with(last.ndvi.length - 1, 0.5) })?.level).toBe("normal");
});
