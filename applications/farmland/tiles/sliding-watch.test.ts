import { dayFromIso, isoOfDay } from "@yuejian/identifiers";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { cropSeries, type SceneSeries } from "../series.ts";
import { noiseOf } from "../testing/made-scenes.ts";
import { SlidingWatch } from "./sliding-watch.ts";

const GRID = { width: 20, height: 60, west: 500_000, north: 3_250_000, pixelWidth: 10, pixelHeight: 10, crs: "EPSG:4547" };
const SIZE = GRID.width * GRID.height;

/** Four years of anything: crops that stop, trees that grow, clouds of single pixels. */
function anySeries(seed: number): SceneSeries {
  const noise = noiseOf(seed);
  const ground = Array.from({ length: SIZE }, () => ({ swing: 0.5 * noise(), stops: noise() < 0.4, grows: noise() < 0.2 }));
  const scenes = Array.from({ length: 4 * 24 }, (_, index) => {
    const ndvi = Float32Array.from(ground, ({ swing, stops, grows }) => {
      const crop = 0.2 + swing * (1 + Math.sin((Math.PI * index) / 12));
      const value = stops && index > 80 ? 0.1 : grows && index > 48 ? 0.75 : crop;
      return noise() < 0.02 ? Number.NaN : value + 0.1 * (noise() - 0.5);
    });
    return {
      date: isoOfDay(dayFromIso("2021-01-04") + 15 * index),
      ndvi,
      water: null,
      redness: null,
      clear: Uint8Array.from({ length: SIZE }, () => Number(index % 3 > 0 || noise() > 0.05)),
    };
  });
  return { name: "any", grid: GRID, scenes };
}

test("pixels that windows share say the same as when each window is judged by itself, but where clouds above it decide", () => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 1, max: 40 }), fc.array(fc.nat(45), { minLength: 2, maxLength: 4 }), (seed, rows, starts) => {
      const series = anySeries(seed);
      const dates = series.scenes.map(({ date }) => date);
      const run = { watchFrom: "2024-01-01", lesson: { unreliable: [70, 90] } };
      const counted = Float32Array.from({ length: SIZE }, (_, at) => Number(at % 7 > 0));
      const sliding = new SlidingWatch(rows);
      for (const row of starts.toSorted((left, right) => left - right)) {
        const window = { column: 0, row, width: GRID.width, height: Math.min(30, GRID.height - row) };
        const given = { window, series: cropSeries(series, window), counted: counted.subarray(row * GRID.width) };
        const [slid, alone] = [sliding.watch(run, given), new SlidingWatch(0).watch(run, given)];
        const facts = ({ judged, trees }: typeof alone) => {
          const below = (values: Uint8Array | Int32Array) => [...values.subarray(GRID.width)];
          return {
            judged: [judged.levels, judged.lastNormal, judged.firstAbnormal, judged.historyYears].map(below),
            marks: [...judged.marks.subarray(GRID.width * dates.filter((date) => date >= run.watchFrom).length)],
            scenes: judged.abnormalScenes(GRID.width + 3),
            trees: [trees.levels, trees.lastCrop, trees.firstTrees].map(below),
          };
        };
        expect(facts(slid)).toEqual(facts(alone));
        expect(new Set(alone.judged.levels).size).toBeGreaterThan(1);
      }
    }),
    { numRuns: 25 },
  );
});
