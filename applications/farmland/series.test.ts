import { dayFromIso, isoOfDay } from "@yuejian/identifiers";
import { describe, expect, test } from "vitest";
import { detectSeries, type SceneSeries } from "./detect-series.ts";
import { seriesFeatures } from "./feature-collection.ts";
import { MADE_GRID, madeArea } from "./testing/made-scenes.ts";

const SIZE = MADE_GRID.width * MADE_GRID.height;
const START = dayFromIso("2021-01-01");
const BUILT = { column: 20, row: 30, width: 9, height: 8, since: "2025-03-10" };
const FLOODED = { column: 60, row: 50, width: 6, height: 6, since: "2025-04-01" };

const inside = (at: number, { column, row, width, height }: typeof BUILT) => {
  const [x, y] = [at % MADE_GRID.width, Math.floor(at / MADE_GRID.width)];
  return x >= column && x < column + width && y >= row && y < row + height;
};

/** Every tenth day of years until the end of 2025: fields, a building, a pond, a cloud that wanders, and one day of snow. */
function made(from = "2021-01-01"): SceneSeries {
  const scenes: SceneSeries["scenes"][number][] = [];
  for (let day = START; day <= dayFromIso("2025-12-20"); day += 10) {
    const date = isoOfDay(day);
    if (date < from) continue;
    const green = 0.2 + 0.55 * Math.sin((Math.PI * ((day - START) % 365.25)) / 365.25) ** 2;
    const isSnow = day === START + 10 * 150;
    const is = (at: number, change: typeof BUILT) => inside(at, change) && date >= change.since;
    scenes.push({
      date,
      ndvi: Float32Array.from({ length: SIZE }, (_, at) =>
        isSnow ? 0 : is(at, BUILT) ? 0.07 : is(at, FLOODED) ? -0.3 : green + 0.02 * Math.sin(at),
      ),
      water: Float32Array.from({ length: SIZE }, (_, at) => (is(at, FLOODED) ? 0.5 : -0.4)),
      clear: Uint8Array.from({ length: SIZE }, (_, at) =>
        Number(Math.abs((at % MADE_GRID.width) - ((day - START) % MADE_GRID.width)) > 15),
      ),
    });
  }
  return { name: "made", grid: MADE_GRID, scenes };
}

const file = (...features: ReturnType<typeof madeArea>[]) => ({ name: "areas", layer: { crs: "EPSG:4547", features } });

describe("a series of images", () => {
  const series = made();

  test("confirms what still stands, with class, area within its error and the days between which it began; a day of snow is left out", () => {
    const found = detectSeries(series, {
      parcels: file(madeArea({ column: 0, row: 0, width: 120, height: 100 }, { id: "P1", kind: "basic" })),
    });
    expect(found.violations.map((each) => [each.confidence, each.class])).toEqual([
      ["confirmed", "changed-unknown"],
      ["confirmed", "pond-lake"],
    ]);
    found.violations.forEach(({ area, changed, element }, index) => {
      const { width, height, since } = index === 0 ? BUILT : FLOODED;
      expect(Math.abs(area.squareMetres - width * height * 100)).toBeLessThan(area.errorSquareMetres);
      expect((changed.from ?? "") < since && since <= (changed.to ?? "")).toBe(true);
      expect(element.state).toBe(index === 0 ? "reached" : "cannot-tell");
    });
    expect(found.doubts.map(({ en }) => en).join()).toContain(isoOfDay(START + 1500));
    const { features } = JSON.parse(JSON.stringify(seriesFeatures(found))) as { features: { properties: Record<string, unknown> }[] };
    expect(features[0]?.properties).toMatchObject({ confidence: "confirmed", changedAfter: expect.stringMatching(/^2025-0[23]/) });
  });

  test("with less history it says so and confirms nothing; an approval valid throughout is subtracted", () => {
    const short = detectSeries(made("2023-06-01"), { approvals: file(madeArea(BUILT, { number: "A1", valid_from: "2020-01-01" })) });
    expect(short.violations.map((each) => [each.confidence, each.class])).toEqual([["probable", "pond-lake"]]);
    expect(short.doubts.map(({ en }) => en).join()).toContain("fewer than three years");
    expect(short.approvalsSubtracted).toEqual(["A1"]);
  });

  test("two dates are the least, and a grid needs a reference system", () => {
    expect(() => detectSeries({ ...series, scenes: series.scenes.slice(0, 1) })).toThrow("SERIES_TOO_SHORT");
    expect(() => detectSeries({ ...series, grid: { ...MADE_GRID, crs: null } })).toThrow("IMAGE_SYSTEM_UNKNOWN");
  });
});
