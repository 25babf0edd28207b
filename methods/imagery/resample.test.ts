import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  cropRaster,
  type Grid,
  type PlacedGrid,
  type Raster,
  RESAMPLINGS,
  type Resampling,
  referenceSystem,
  resample,
  sourceWindow,
  windowGrid,
} from "./index.ts";

const GRID: Grid = { width: 40, height: 30, west: 600_000, north: 3_300_000, pixelWidth: 10, pixelHeight: 10, crs: "EPSG:32649" };

function placed(grid: Grid): PlacedGrid {
  const system = referenceSystem(grid.crs ?? "");
  if (system === null) throw new Error("unknown system");
  return { grid, system };
}

/** Values that grow evenly with the coordinates of a system. */
function plane(grid: Grid, at: (x: number, y: number) => number): Raster {
  const values = Float32Array.from({ length: grid.width * grid.height }, (_, index) =>
    at(grid.west + ((index % grid.width) + 0.5) * grid.pixelWidth, grid.north - (Math.floor(index / grid.width) + 0.5) * grid.pixelHeight),
  );
  return { grid, bands: [values], valid: new Uint8Array(values.length).fill(1) };
}

function onto(
  source: Raster,
  target: Grid,
  method: Resampling,
  window = { column: 0, row: 0, width: target.width, height: target.height },
): Pick<Raster, "bands" | "valid"> {
  const [to, from] = [placed(target), placed(source.grid)];
  const piece = sourceWindow(to, window, from);
  if (piece === null) throw new Error("nothing there");
  return resample(cropRaster(source, piece), to, { window, source: from, method });
}

const even = (x: number, y: number) => (x - 600_000) * 2 + (3_300_000 - y) * 3;

describe("another grid", () => {
  test("that is the same gives the same values, whatever the method", () => {
    for (const method of RESAMPLINGS) {
      const source = plane(GRID, even);
      source.valid[7] = 0;
      const result = onto(source, GRID, method);
      expect(result.valid).toEqual(source.valid);
      result.bands[0]?.forEach((value, at) => {
        if (result.valid[at] === 1) expect(value).toBeCloseTo(source.bands[0]?.[at] ?? Number.NaN, 2);
      });
    }
  });

  test("shifted, finer or coarser: a plane stays a plane, and what lies past an edge or beside a pixel without a value has none", () => {
    const source = plane(GRID, even);
    const shifted = { ...GRID, west: GRID.west + 3, north: GRID.north - 4 };
    const bilinear = onto(source, shifted, "bilinear");
    const wanted = plane(shifted, even).bands[0];
    bilinear.bands[0]?.forEach((value, at) => {
      const isInside = at % 40 < 39 && at < 29 * 40;
      expect(bilinear.valid[at]).toBe(Number(isInside));
      if (isInside) expect(value).toBeCloseTo(wanted?.[at] ?? Number.NaN, 2);
    });
    const coarse = { ...GRID, width: 20, height: 15, pixelWidth: 20, pixelHeight: 20 };
    const average = onto(source, coarse, "average");
    expect([...(average.bands[0] ?? [])]).toEqual([...(plane(coarse, even).bands[0] ?? [])]);
    source.valid[41] = 0;
    expect(onto(source, coarse, "average").valid.indexOf(0)).toBe(0);
    const fine = { ...GRID, width: 80, height: 60, pixelWidth: 5, pixelHeight: 5 };
    const nearest = onto(plane(GRID, even), fine, "nearest").bands[0];
    expect([nearest?.[0], nearest?.[1], nearest?.[80], nearest?.[2]]).toEqual([25, 25, 25, 45]);
    expect(sourceWindow(placed({ ...GRID, west: 900_000 }), { column: 0, row: 0, width: 40, height: 30 }, placed(GRID))).toBeNull();
  });

  test("of another system: places are right to a hundredth of a pixel, and windows give what the whole gives", () => {
    const [zone, other] = [referenceSystem("EPSG:32649"), referenceSystem("EPSG:4547")];
    if (zone === null || other === null) throw new Error("unknown system");
    const [x, y] = other.fromLonLat(...zone.toLonLat(600_150, 3_299_850));
    const target: Grid = { width: 70, height: 50, west: x - 300, north: y + 250, pixelWidth: 7, pixelHeight: 7, crs: "EPSG:4547" };
    const source = plane({ ...GRID, width: 90, height: 90, west: 599_700, north: 3_300_300 }, even);
    const whole = onto(source, target, "bilinear");
    expect(whole.valid.includes(0)).toBe(false);
    for (let at = 0; at < 3500; at += 17) {
      const place = [target.west + ((at % 70) + 0.5) * 7, target.north - (Math.floor(at / 70) + 0.5) * 7] as const;
      // The plane rises by 30 a pixel.
      expect(Math.abs((whole.bands[0]?.[at] ?? 0) - even(...zone.fromLonLat(...other.toLonLat(...place))))).toBeLessThan(0.3);
    }
    const window = fc.record({ column: fc.integer({ min: 0, max: 60 }), row: fc.integer({ min: 0, max: 40 }) }).chain(({ column, row }) =>
      fc.record({
        column: fc.constant(column),
        row: fc.constant(row),
        width: fc.integer({ min: 1, max: 70 - column }),
        height: fc.integer({ min: 1, max: 50 - row }),
      }),
    );
    fc.assert(
      fc.property(window, (each) => {
        const piece = onto(source, target, "bilinear", each);
        const part = cropRaster({ grid: target, ...whole }, each);
        expect(windowGrid(target, each)).toEqual(part.grid);
        piece.bands[0]?.forEach((value, at) => expect(Math.abs(value - (part.bands[0]?.[at] ?? 0))).toBeLessThan(0.3));
      }),
      { endOnFailure: true, numRuns: 30 },
    );
  });
});
