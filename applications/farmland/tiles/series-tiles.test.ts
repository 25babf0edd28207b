import { dayFromIso, isoOfDay } from "@yuejian/identifiers";
import { type GridWindow, widened } from "@yuejian/imagery";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { detectSeries, type SeriesDetection, seriesDetection, seriesTask } from "../detect-series.ts";
import type { DetectionAreas } from "../ground.ts";
import { cropSeries, headerOf, type SceneSeries } from "../series.ts";
import { MADE_GRID, madeArea, noiseOf } from "../testing/made-scenes.ts";
import { horizonOf } from "./horizon.ts";
import { SeriesLearner, seriesSamples } from "./learn-series.ts";
import { searchSeriesTile } from "./search-series-tile.ts";
import { SlidingWatch } from "./sliding-watch.ts";

const { width: WIDTH, height: HEIGHT } = MADE_GRID;
const START = dayFromIso("2021-06-01");
const SOIL = [0.15, -0.4, 0.31] as const;
const CONCRETE = [0.06, -0.13, 0.05] as const;
const WATER = [-0.25, 0.7, -0.1] as const;

const PLANTED = [
  { column: 8, row: 10, width: 9, height: 8, ground: CONCRETE },
  { column: 50, row: 30, width: 7, height: 9, ground: SOIL },
  { column: 58, row: 31, width: 4, height: 6, ground: WATER },
  { column: 20, row: 60, width: 90, height: 4, ground: CONCRETE },
  { column: 86, row: 8, width: 12, height: 12, ground: WATER },
  { column: 30, row: 80, width: 8, height: 8, ground: SOIL },
  { column: 60, row: 84, width: 2, height: 2, ground: SOIL },
] as const;

/** Fields of 24 by 20 pixels with seasons of their own, every sixteenth day of four years and a half; clouds lie elsewhere on every date, snow on all of one. From the last spring on, what was planted; a whole field lies bare. */
function made(): SceneSeries {
  const noise = noiseOf(11);
  const size = WIDTH * HEIGHT;
  const scenes: SceneSeries["scenes"][number][] = [];
  for (let day = START, index = 0; day <= dayFromIso("2025-12-20"); day += 16, index++) {
    const date = isoOfDay(day);
    const [ndvi, water, redness] = [new Float32Array(size), new Float32Array(size), new Float32Array(size)];
    for (let at = 0; at < size; at++) {
      const [x, y] = [at % WIDTH, Math.floor(at / WIDTH)];
      const field = (Math.floor(x / 24) * 3 + Math.floor(y / 20) * 5) % 7;
      const green = index === 60 ? 0 : 0.2 + 0.55 * Math.sin(Math.PI * ((day - START - 12 * field) / 365.25)) ** 2;
      const isBare = date >= "2025-04-01" && x >= 96 && y >= 40 && y < 60;
      const change =
        date >= "2025-03-10"
          ? PLANTED.find(({ column, row, width, height }) => x >= column && x < column + width && y >= row && y < row + height)
          : undefined;
      const [first, second, third] = change?.ground ?? (isBare ? SOIL : [green, -0.4, 0.28]);
      [ndvi[at], water[at], redness[at]] = [first + 0.03 * (noise() - 0.5), second, third];
    }
    const clear = Uint8Array.from({ length: size }, (_, at) => Number(((at % WIDTH) + 2 * Math.floor(at / WIDTH) + 53 * index) % 170 > 40));
    scenes.push({ date, ndvi, water, redness, clear });
  }
  return { name: "made", grid: MADE_GRID, scenes };
}

const file = (...features: ReturnType<typeof madeArea>[]) => ({ name: "areas", layer: { crs: "EPSG:4547", features } });
const AREAS: DetectionAreas = {
  parcels: file(
    madeArea({ column: 0, row: 0, width: 70, height: 100 }, { id: "P1", kind: "basic" }),
    madeArea({ column: 70, row: 0, width: 45, height: 90 }, { kind: "other" }),
  ),
  approvals: file(
    madeArea({ column: 30, row: 58, width: 20, height: 10 }, { number: "A2", valid_from: "2020-01-01" }),
    madeArea({ column: 100, row: 0, width: 20, height: 20 }, { number: "A1", valid_from: "2020-01-01" }),
    madeArea({ column: 5, row: 5, width: 20, height: 20 }, { number: "A3", valid_from: "2025-06-01" }),
  ),
};

const series = made();

/** Tiles in any order, each by itself, or column by column downwards where rows are kept, its answer copied as a thread or another machine would hand it over. */
async function inTiles(
  areas: DetectionAreas,
  cut: { across: number; down: number; halo: number; keptRows: number },
): Promise<SeriesDetection> {
  const { run, system, given } = seriesTask(headerOf(series), areas, {});
  const samples = seriesSamples(series.grid, 1);
  const learner = new SeriesLearner(run, samples.length);
  for (const window of samples) learner.add({ window, series: cropSeries(series, window), areas: given.in(window) });
  const taught = structuredClone({ ...run, lesson: learner.lesson() });
  const cores: GridWindow[] = [];
  for (let column = 0; column < WIDTH; column += cut.across)
    for (let row = 0; row < HEIGHT; row += cut.down)
      cores.push({ column, row, width: Math.min(cut.across, WIDTH - column), height: Math.min(cut.down, HEIGHT - row) });
  const found = [];
  const sliding = new SlidingWatch(cut.keptRows);
  for (const [index, core] of (cut.keptRows === 0 ? cores.toReversed() : cores).entries()) {
    const tile = { index, core, window: widened(core, cut.halo, MADE_GRID) };
    found.push(
      structuredClone(
        await searchSeriesTile(taught, tile, {
          read: async (window) => cropSeries(series, window),
          areasIn: (window) => given.in(window),
          mostPixels: WIDTH * HEIGHT,
          sliding,
        }),
      ),
    );
  }
  return seriesDetection(taught, found, { system, given });
}

const facts = ({ violations, pixels, doubts, approvalsSubtracted, tiles }: SeriesDetection) => ({
  pixels,
  doubts,
  approvalsSubtracted,
  cut: tiles.cut,
  violations: violations.map(({ areaByKind, centre, ...rest }) => ({
    ...rest,
    areaByKind: [...areaByKind],
    centre: centre.map((each) => each.toFixed(7)),
  })),
});

describe("a series in tiles", () => {
  test("however it is cut, objects, areas, classes, dates, parcels, approvals and doubts are those of the whole", async () => {
    const plan = fc.record({
      across: fc.integer({ min: 30, max: 130 }),
      down: fc.integer({ min: 40, max: 110 }),
      halo: fc.integer({ min: 28, max: 70 }),
      keptRows: fc.constantFrom(0, 60, 140),
    });
    const wholes = [{}, AREAS].map((areas) => ({ areas, facts: facts(detectSeries(series, areas)) }));
    for (const { facts: whole } of wholes) {
      expect(whole.violations.filter(({ confidence }) => confidence === "confirmed").length).toBeGreaterThan(3);
      expect(whole.violations.some(({ confidence }) => confidence === "possible")).toBe(true);
    }
    await fc.assert(
      fc.asyncProperty(plan, fc.constantFrom(...wholes), async (cut, whole) => {
        expect(facts(await inTiles(whole.areas, cut))).toEqual(whole.facts);
      }),
      { endOnFailure: true, numRuns: 4 },
    );
  }, 180_000);

  test("what no window may show whole is told as it was seen, and the result says how many", async () => {
    const { run, given } = seriesTask(headerOf(series), {}, {});
    const tile = {
      index: 0,
      core: { column: 0, row: 0, width: 60, height: HEIGHT },
      window: { column: 0, row: 0, width: 90, height: HEIGHT },
    };
    const source = { read: async (window: GridWindow) => cropSeries(series, window), areasIn: (window: GridWindow) => given.in(window) };
    const taught = { ...run, lesson: { unreliable: [60], alike: 0.05 } };
    const narrow = await searchSeriesTile(taught, tile, { ...source, mostPixels: 0 });
    const wide = await searchSeriesTile(taught, tile, { ...source, mostPixels: WIDTH * HEIGHT });
    expect([narrow.cut > 0, wide.cut]).toEqual([true, 0]);
    const widest = ({ found }: typeof wide) => Math.max(...found.map(({ violation }) => violation.pixels));
    // The road goes on beyond the window.
    expect(widest(wide)).toBeGreaterThanOrEqual(90 * 4);
    expect(widest(narrow)).toBeLessThan(76 * 4);
  });

  test("a piece is open where it reaches the end of a window that is not the end of the scene, or lies near one that does; dust is not", () => {
    const shape = { width: 120, height: 60 };
    const mask = new Uint8Array(120 * 60);
    const fill = (left: number, top: number, right: number, bottom: number) => {
      for (let row = top; row < bottom; row++) mask.fill(1, row * 120 + left, row * 120 + right);
    };
    fill(100, 10, 120, 14);
    fill(85, 20, 90, 25);
    fill(20, 10, 30, 14);
    fill(80, 40, 81, 42);
    const sides = { left: false, top: false, right: true, bottom: false };
    const horizon = horizonOf(mask, shape, { sides, leastPixels: 4 });
    expect(horizon?.open.map(({ column, row }) => [column, row])).toEqual([
      [100, 10],
      [85, 20],
    ]);
    expect([horizon?.unsure[12 * 120 + 25], horizon?.unsure[12 * 120 + 105], horizon?.unsure[22 * 120 + 86]]).toEqual([0, 1, 1]);
    expect(horizonOf(mask, shape, { sides: { ...sides, right: false }, leastPixels: 4 })).toBeNull();
  });
});
