import { dayFromIso, isoOfDay } from "@yuejian/identifiers";
import { expect, test } from "vitest";
import { detectSeries } from "./detect-series.ts";
import { seriesFeatures } from "./feature-collection.ts";
import type { SceneSeries } from "./series.ts";
import { madeArea, noiseOf } from "./testing/made-scenes.ts";

const GRID = { width: 48, height: 36, west: 500_000, north: 3_250_000, pixelWidth: 10, pixelHeight: 10, crs: "EPSG:4547" };
const START = dayFromIso("2022-01-01");
const WATCH = "2025-01-01";

type Rectangle = readonly [left: number, top: number, right: number, bottom: number];

interface Change {
  readonly place: Rectangle;
  readonly since: string;
  readonly until?: string;
  /** NDVI, water, redness. */
  readonly ground: readonly [number, number, number];
}

const SOIL = [0.17, -0.4, 0.31] as const;
const CONCRETE = [0.06, -0.13, 0.05] as const;
const WATER = [-0.25, 0.7, -0.1] as const;

/** The part of a pixel inside a rectangle. */
function partOf(at: number, [left, top, right, bottom]: Rectangle): number {
  const [column, row] = [at % GRID.width, Math.floor(at / GRID.width)];
  const along = (from: number, to: number, place: number) => Math.max(0, Math.min(to, place + 1) - Math.max(from, place));
  return along(left, right, column) * along(top, bottom, row);
}

/** Four fields, the right ones a month later, the lower ones two, every tenth day of four years; every third date is hidden on one half. */
function made(...changes: readonly Change[]): SceneSeries {
  const noise = noiseOf(7);
  const size = GRID.width * GRID.height;
  const scenes: SceneSeries["scenes"][number][] = [];
  for (let day = START; day <= dayFromIso("2025-12-30"); day += 10) {
    const date = isoOfDay(day);
    const active = changes.filter(({ since, until }) => date >= since && date < (until ?? "9999"));
    const [ndvi, water, redness] = [new Float32Array(size), new Float32Array(size), new Float32Array(size)];
    for (let at = 0; at < size; at++) {
      const season = (day - START - (at % GRID.width < 24 ? 0 : 30) - (at < 14 * GRID.width ? 0 : 60)) / 365.25;
      let values = [0.2 + 0.55 * Math.sin(Math.PI * season) ** 2 + 0.04 * (noise() - 0.5), -0.4, 0.28];
      for (const { place, ground } of active) {
        const part = partOf(at, place);
        values = values.map((value, index) => (1 - part) * value + part * (ground[index] ?? 0));
      }
      [ndvi[at], water[at], redness[at]] = [values[0] ?? 0, values[1] ?? 0, values[2] ?? 0];
    }
    const isHidden = (at: number) => day % 3 === 0 && at % GRID.width < 12;
    scenes.push({ date, ndvi, water, redness, clear: Uint8Array.from({ length: size }, (_, at) => Number(!isHidden(at))) });
  }
  return { name: "made", grid: GRID, scenes };
}

const watch = (series: SceneSeries, approvals?: Rectangle) => {
  const [left, top, right, bottom] = approvals ?? [0, 0, 0, 0];
  const features = [
    madeArea({ column: left, row: top, width: right - left, height: bottom - top }, { number: "A1", valid_from: "2020-01-01" }),
  ];
  return detectSeries(series, approvals === undefined ? {} : { approvals: { name: "approvals", layer: { crs: GRID.crs, features } } }, {
    watchFrom: WATCH,
  });
};

test("a field that lies bare up to its edges is possible; a pit cut out of it is confirmed", () => {
  const field: Rectangle = [0, 0, 24, 14];
  const whole = watch(made({ place: field, since: "2025-04-20", ground: SOIL })).violations;
  expect(whole.map(({ confidence, class: kind }) => [confidence, kind])).toEqual([["possible", "mining-bare"]]);
  expect(whole[0]?.surroundings.cutShare).toBeLessThan(0.1);
  const pit = watch(made({ place: [6, 3, 16, 11], since: "2025-04-20", ground: SOIL })).violations;
  expect(pit.map(({ confidence, class: kind }) => [confidence, kind])).toEqual([["confirmed", "mining-bare"]]);
  expect(pit[0]?.surroundings.cutShare).toBeGreaterThan(0.8);
});

test("what became grey or water is told from a bare field around it", () => {
  const found = watch(
    made(
      { place: [0, 0, 24, 14], since: "2025-04-20", ground: SOIL },
      { place: [4, 2, 10, 8], since: "2025-05-10", ground: CONCRETE },
      { place: [13, 6, 20, 12], since: "2025-05-10", ground: WATER },
    ),
  ).violations;
  expect(found.map(({ confidence, class: kind, pixels }) => [confidence, kind, pixels])).toEqual([
    ["confirmed", "building-road", 36],
    ["confirmed", "pond-lake", 42],
    ["possible", "mining-bare", 24 * 14 - 42 - 36],
  ]);
});

test("the area counts the parts of mixed pixels, whichever way an outline lies on the grid", () => {
  for (const shift of [0, 0.25, 0.5, 0.75]) {
    const place: Rectangle = [5 + shift, 18 + shift, 11 + shift, 26 + shift];
    for (const ground of [SOIL, CONCRETE]) {
      const [found] = watch(made({ place, since: "2025-04-20", ground })).violations;
      expect(Math.abs((found?.area.squareMetres ?? 0) - 4800)).toBeLessThan(150);
      expect(found?.area.errorSquareMetres).toBeLessThan(2000);
    }
  }
});

test("the edge of what was approved is no more than possible, and what reaches well beyond it is confirmed", () => {
  const place: Rectangle = [4.6, 18.6, 14.4, 26.4];
  const series = made({ place, since: "2025-04-20", ground: CONCRETE });
  expect(watch(series, [5, 19, 14, 26]).violations.filter(({ confidence }) => confidence !== "possible")).toEqual([]);
  expect(watch(series, [5, 19, 9, 26]).violations.map(({ confidence }) => confidence)).toEqual(["confirmed"]);
});

test("what a flood left bare is possible only; a pond dug long before the watch is nothing new", () => {
  const place: Rectangle = [6, 3, 16, 11];
  const flooded = watch(
    made({ place, since: "2025-06-01", until: "2025-07-10", ground: WATER }, { place, since: "2025-07-10", ground: SOIL }),
  ).violations;
  expect(new Set(flooded.map(({ confidence }) => confidence))).toEqual(new Set(["possible"]));
  expect(watch(made({ place, since: "2023-06-01", ground: WATER })).violations).toEqual([]);
});

test("water that comes every year tells as little as dry ground: what a flood left of a paddy is possible only", () => {
  const paddy = ["2022", "2023", "2024", "2025"].map(
    (year): Change => ({ place: [0, 0, 24, 14], since: `${year}-06-05`, until: `${year}-06-16`, ground: WATER }),
  );
  const place: Rectangle = [6, 3, 16, 11];
  const left = { place, since: "2025-06-30", ground: SOIL } as const;
  const levels = (...changes: readonly Change[]) =>
    new Set(watch(made(...paddy, ...changes)).violations.map(({ confidence }) => confidence));
  expect(levels({ place, since: "2025-06-05", until: "2025-06-30", ground: WATER }, left)).toEqual(new Set(["possible"]));
  expect(levels(left)).toEqual(new Set(["confirmed"]));
});

test("a pit stays confirmed where a flood came over a part of it and of its field", () => {
  const pit = { place: [6, 3, 16, 11], since: "2025-04-20", ground: SOIL } as const;
  const flood = { place: [11, 0, 24, 14], since: "2025-06-01", until: "2025-06-25", ground: WATER } as const;
  expect(watch(made(pit, flood)).violations.map(({ confidence, class: kind }) => [confidence, kind])).toContainEqual([
    "confirmed",
    "mining-bare",
  ]);
});

test("where a crop cycle gave way to what stays green, it is a plantation, with its years as evidence", () => {
  const series = made({ place: [6.5, 3, 16.5, 11], since: "2023-09-01", ground: [0.75, -0.5, 0.1] });
  const found = watch(series);
  expect(found.violations.map(({ confidence, class: kind }) => [confidence, kind])).toEqual([["probable", "plantation"]]);
  const [trees] = found.violations;
  expect(Math.abs((trees?.area.squareMetres ?? 0) - 8000)).toBeLessThan(300);
  expect([(trees?.changed.from ?? "") <= "2023-09-01", (trees?.changed.to ?? "") >= "2023-09-01"]).toEqual([true, true]);
  const { features } = JSON.parse(JSON.stringify(seriesFeatures(found))) as {
    features: { properties: { features: { p10: number; amplitude: number; greenPeaks: number }[] } }[];
  };
  const years = features[0]?.properties.features ?? [];
  expect(years.map(({ p10 }) => p10 > 0.6)).toEqual([false, false, true, true]);
  expect(years.map(({ amplitude }) => amplitude < 0.2)).toEqual([false, false, true, true]);
});
