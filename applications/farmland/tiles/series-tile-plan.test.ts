import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type SeriesTilePlan, seriesTilesOf } from "./series-tile-plan.ts";

const HALO = 64;

const plans = fc.record({
  width: fc.integer({ min: 1, max: 4000 }),
  height: fc.integer({ min: 1, max: 4000 }),
  plan: fc.record({
    haloPixels: fc.constant(HALO),
    blockWidth: fc.constantFrom(64, 256, 500, 512, 4000),
    blockHeight: fc.constantFrom(1, 11, 64, 512, 4000),
    dates: fc.integer({ min: 2, max: 1000 }),
    mostObservations: fc.constant(90_000_000),
  }),
});

const largest = (tiles: ReturnType<typeof seriesTilesOf>) => Math.max(...tiles.map(({ window }) => window.width * window.height));

test("cores cover the scene once, windows see the halo, and none holds more than is allowed or than the least that the halo allows", () => {
  fc.assert(
    fc.property(plans, ({ width, height, plan }) => {
      const tiles = seriesTilesOf({ width, height }, plan);
      expect(tiles.reduce((sum, { core }) => sum + core.width * core.height, 0)).toBe(width * height);
      const places = new Set(tiles.map(({ core }) => `${core.column} ${core.row}`));
      expect(places.size).toBe(tiles.length);
      for (const { core, window } of tiles) {
        expect(window.column).toBe(Math.max(0, core.column - HALO));
        expect(window.row + window.height).toBe(Math.min(height, core.row + core.height + HALO));
      }
      expect(largest(tiles)).toBeLessThanOrEqual(Math.max(plan.mostObservations / plan.dates, (6 * HALO) ** 2));
    }),
    { numRuns: 200 },
  );
});

test("with few dates a scene is a few rows of tiles, with many its windows are flat and wide, and both end with blocks or even parts of them", () => {
  const size = { width: 1000, height: 1000 };
  const plan: SeriesTilePlan = {
    haloPixels: HALO,
    blockWidth: 512,
    blockHeight: 512,
    dates: 30,
    mostObservations: 90_000_000,
  };
  const windows = (dates: number) => seriesTilesOf(size, { ...plan, dates }).map(({ window }) => window);
  expect(windows(30).map(({ row, width, height }) => [row, width, height])).toEqual([
    [0, 1000, 512],
    [384, 1000, 616],
  ]);
  const many = windows(480);
  expect(new Set(many.map(({ column, width }) => column + width))).toEqual(new Set([512, 1000]));
  expect(new Set(many.map(({ row, height }) => (row + height) % 512))).toEqual(new Set([171, 342, 1, 172, 343, 488]));
  expect(Math.max(...many.map(({ height }) => height))).toBeLessThan(Math.min(...many.map(({ width }) => width)));
});
