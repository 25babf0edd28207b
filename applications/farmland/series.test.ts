import { dayFromIso, isoOfDay } from "@yuejian/identifiers";
import { describe, expect, test } from "vitest";
import { detectSeries } from "./detect-series.ts";
import { seriesFeatures } from "./feature-collection.ts";
import { judgeRestoration } from "./restoration.ts";
import type { SceneSeries } from "./series.ts";
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
function made(from = "2021-01-01", until = "2025-12-20", undone: Readonly<Record<string, string>> = {}): SceneSeries {
  const scenes: SceneSeries["scenes"][number][] = [];
  for (let day = START; day <= dayFromIso(until); day += 10) {
    const date = isoOfDay(day);
    if (date < from) continue;
    const green = 0.2 + 0.55 * Math.sin((Math.PI * ((day - START) % 365.25)) / 365.25) ** 2;
    const isSnow = day === START + 10 * 150;
    const is = (at: number, change: typeof BUILT) => inside(at, change) && date >= change.since && date < (undone[change.since] ?? "9999");
    scenes.push({
      date,
      ndvi: Float32Array.from({ length: SIZE }, (_, at) =>
        isSnow ? 0 : is(at, BUILT) ? 0.07 : is(at, FLOODED) ? -0.3 : green + 0.02 * Math.sin(at),
      ),
      water: Float32Array.from({ length: SIZE }, (_, at) => (is(at, FLOODED) ? 0.5 : -0.4)),
      redness: Float32Array.from({ length: SIZE }, (_, at) => (is(at, BUILT) ? 0.05 : 0.25)),
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
      ["confirmed", "building-road"],
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

describe("restoration", () => {
  const changed = [BUILT, FLOODED].map((each) => madeArea(each, { changedAfter: each.since }));
  const judge = (series: SceneSeries, from?: string) =>
    judgeRestoration(series, { name: "violations", layer: { crs: "EPSG:4547", features: changed } }, from === undefined ? {} : { from });

  test("tells what was replanted from what still stands, and sums what came back", () => {
    const { plots, restored, from, to } = judge(made("2021-01-01", "2027-12-20", { [BUILT.since]: "2026-02-01" }));
    expect(plots.map(({ verdict }) => verdict)).toEqual(["restored", "not-restored"]);
    expect(restored.squareMetres).toBeCloseTo(BUILT.width * BUILT.height * 100, -2);
    expect(plots[0]?.area.errorSquareMetres).toBeCloseTo(2 * (BUILT.width + BUILT.height) * 50, -2);
    expect([from < to, plots[0]?.parts.green]).toEqual([true, 1]);
  });

  test("bare soil without a crop is demolished, half a field is partly, and a watch before the change or too short a one cannot tell", () => {
    const series = made("2021-01-01", "2027-12-20");
    const soil = { ...series, scenes: series.scenes.map((scene) => ({ ...scene, redness: scene.ndvi.map(() => 0.3) })) };
    expect(judge(soil).plots[0]?.verdict).toBe("demolished");
    const half: SceneSeries = {
      ...series,
      scenes: series.scenes.map((scene) => ({
        ...scene,
        ndvi: scene.ndvi.map((value, at) => (at % MADE_GRID.width < 24 ? (scene.ndvi[0] ?? 0) : value)),
      })),
    };
    expect(judge(half).plots[0]?.verdict).toBe("partly");
    expect(judge(series, "2024-01-01").plots[0]?.verdict).toBe("cannot-tell");
    expect(judge(series, "2027-12-01").plots[0]?.verdict).toBe("cannot-tell");
  });

  test("a winter alone does not tell that a field was not replanted", () => {
    const winter = judge(made("2021-01-01", "2027-02-20"), "2026-12-01").plots[0];
    expect([winter?.verdict, winter?.parts.unknown]).toEqual(["cannot-tell", 1]);
  });

  test("a poorer crop on the plot and all around it is restored; the same on the plot alone is not", () => {
    const poor = (series: SceneSeries, isPoor: (at: number) => boolean): SceneSeries => ({
      ...series,
      scenes: series.scenes.map((scene) =>
        scene.date < "2027" ? scene : { ...scene, ndvi: scene.ndvi.map((value, at) => (isPoor(at) ? 0.2 + 0.5 * (value - 0.2) : value)) },
      ),
    });
    const replanted = made("2021-01-01", "2027-12-20", { [BUILT.since]: "2026-02-01" });
    expect(judge(poor(replanted, () => true)).plots[0]?.verdict).toBe("restored");
    expect(judge(poor(replanted, (at) => inside(at, BUILT))).plots[0]?.verdict).toBe("demolished");
  });

  test("where the ground was stripped, bare ground is not restored: there is nothing to demolish", () => {
    const series = made("2021-01-01", "2027-12-20");
    const soil = { ...series, scenes: series.scenes.map((scene) => ({ ...scene, redness: scene.ndvi.map(() => 0.3) })) };
    const features = [madeArea(BUILT, { changedAfter: BUILT.since, class: "mining-bare" })];
    const { plots } = judgeRestoration(soil, { name: "violations", layer: { crs: "EPSG:4547", features } });
    expect(plots[0]?.verdict).toBe("not-restored");
  });

  test("plots without the day of their change are refused with their place", () => {
    const features = [madeArea(BUILT, {})];
    expect(() => judgeRestoration(made(), { name: "v", layer: { crs: "EPSG:4547", features } })).toThrow("VECTORS_UNREADABLE");
  });
});
