import { cropRaster, type GridWindow, type RasterPair } from "@yuejian/imagery";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { AreaFile } from "../areas.ts";
import { detectChanges } from "../detect-changes.ts";
import type { DetectionAreas } from "../ground.ts";
import { pairScenes, type Scene } from "../scene.ts";
import { MADE_GRID, madeArea, madePair } from "../testing/made-scenes.ts";
import { findInTile, haloOf, type TileMethod } from "./find-in-tile.ts";
import { joinTiles } from "./join-tiles.ts";
import { learnScene, sampleWindows } from "./learn-scene.ts";
import { placeAreas } from "./tile-areas.ts";
import { type TilePlan, tilesOf } from "./tile-plan.ts";

const PLANTED = [
  { column: 20, row: 30, width: 9, height: 8, cover: "concrete" },
  { column: 60, row: 50, width: 12, height: 30, cover: "water" },
  { column: 0, row: 90, width: 120, height: 4, cover: "soil" },
] as const;

const file = (...features: AreaFile["layer"]["features"]): AreaFile => ({ name: "areas", layer: { crs: "EPSG:4547", features } });

/** Parcels with and without a number, one of them under two objects; an approval that was always valid and one that may have been. */
const AREAS: DetectionAreas = {
  parcels: file(
    madeArea({ column: 15, row: 10, width: 30.5, height: 60.25 }, { id: "P1", kind: "basic" }),
    madeArea({ column: 50, row: 20, width: 60, height: 80 }, { kind: "耕地" }),
    madeArea({ column: 18, row: 28, width: 5, height: 5 }, {}),
  ),
  approvals: file(
    madeArea({ column: 22, row: 33, width: 3, height: 3 }, { number: "A1" }),
    madeArea({ column: 60, row: 60, width: 30, height: 10 }, { number: "A2", valid_from: "2024-12-01" }),
  ),
};

/** Clouds in a corner and a lake of pixels without a value in the middle. */
function clouded(scene: Scene): Scene {
  const valid = scene.raster.valid.map((_, at) => {
    const [column, row] = [at % MADE_GRID.width, Math.floor(at / MADE_GRID.width)];
    return Number(!(column > 100 && row > 80) && Math.hypot(column - 66, row - 55) > 3);
  });
  return { ...scene, raster: { ...scene.raster, valid } };
}

function inTiles(
  scenes: { before: Scene; after: Scene },
  areas: DetectionAreas,
  { plan, method }: { plan: Omit<TilePlan, "haloPixels">; method: TileMethod },
) {
  const { before, after, roles, system } = pairScenes(scenes.before, scenes.after);
  const run = { grid: before.grid, roles, dates: { from: scenes.before.date, to: scenes.after.date }, method, keepsMask: true };
  const place = { grid: before.grid, system };
  const [parcels, approvals] = [
    areas.parcels && placeAreas(areas.parcels, place),
    areas.approvals && placeAreas(areas.approvals, place, true),
  ];
  const piece = (window: GridWindow): RasterPair => ({ before: cropRaster(before, window), after: cropRaster(after, window) });
  const tiles = tilesOf(before.grid, { ...plan, haloPixels: haloOf(method.kind) });
  const found = tiles.map((tile) =>
    structuredClone(
      findInTile(run, {
        tile,
        pair: piece(tile.window),
        system,
        parcels: parcels?.in(tile.window) ?? null,
        approvals: approvals?.in(tile.window) ?? null,
      }),
    ),
  );
  const mask = new Uint8Array(before.grid.width * before.grid.height);
  found.forEach((each, index) => {
    const { column, row, width, height } = (tiles[index] as (typeof tiles)[number]).core;
    for (let line = 0; line < height; line++)
      mask.set(each.mask?.subarray(line * width, (line + 1) * width) ?? [], (row + line) * MADE_GRID.width + column);
  });
  return { ...joinTiles(run, found, { system, hasParcels: parcels !== undefined }), mask, tiles: tiles.length };
}

const plan = fc.record({
  blockHeight: fc.integer({ min: 1, max: 64 }),
  mostPixels: fc.integer({ min: 1, max: 2_400 }),
  mostWidth: fc.integer({ min: 17, max: 120 }),
});

describe("a scene in tiles", () => {
  test("however it is cut, objects, areas, classes, parcels, approvals and mask are those of the whole", () => {
    const [before, after] = [madePair(3, PLANTED).before, madePair(3, PLANTED).after].map(clouded) as [Scene, Scene];
    const learned = learnScene([pairScenes(before, after)]);
    if (learned === null) throw new Error("the scene teaches nothing");
    for (const areas of [{}, AREAS]) {
      const whole = detectChanges(before, after, areas);
      expect(whole.violations.length).toBeGreaterThan(2);
      fc.assert(
        fc.property(plan, (cut) => {
          const tiled = inTiles({ before, after }, areas, { plan: cut, method: learned.method });
          const facts = ({ violations }: Pick<typeof whole, "violations">) =>
            violations.map(({ areaByKind, centre, ...rest }) => ({
              ...rest,
              label: 0,
              areaByKind: [...areaByKind],
              centre: centre.map((each) => each.toFixed(7)),
            }));
          expect(facts(tiled)).toEqual(facts(whole));
          expect(tiled.mask).toEqual(whole.mask);
          expect([tiled.comparedPixels, tiled.changedPixels]).toEqual([whole.comparedPixels, whole.changedPixels]);
          expect(tiled.subtracted).toEqual(whole.approvalsSubtracted);
        }),
        { endOnFailure: true, numRuns: 12 },
      );
    }
  });

  test("the plain difference finds what lost its green, in one tile or in many", () => {
    const { before, after } = madePair(5, PLANTED);
    const method = { kind: "difference", fall: 0.3 } as const;
    const one = inTiles({ before, after }, {}, { plan: { blockHeight: 100, mostPixels: 12_000 }, method });
    const many = inTiles({ before, after }, {}, { plan: { blockHeight: 16, mostPixels: 500, mostWidth: 31 }, method });
    expect([one.tiles, many.tiles > 20]).toEqual([1, true]);
    expect(many.violations.map(({ outline }) => outline)).toEqual(one.violations.map(({ outline }) => outline));
    expect(many.mask).toEqual(one.mask);
    // Whole fields turned to soil along the lower edge: what was soil before stays out of it.
    const pixels = one.violations.reduce((sum, each) => sum + each.pixels, 0);
    expect(pixels).toBeGreaterThan(9 * 8 + 12 * 30);
    expect(pixels).toBeLessThanOrEqual(9 * 8 + 12 * 30 + 120 * 4);
  });

  test("cores cover a scene once, and a window ends with a block of the files wherever a core is not the last", () => {
    fc.assert(
      fc.property(plan, fc.integer({ min: 0, max: 6 }), fc.integer({ min: 1, max: 400 }), (cut, haloPixels, height) => {
        const tiles = tilesOf({ width: 120, height }, { ...cut, haloPixels });
        const covered = new Uint8Array(120 * height);
        for (const { core } of tiles)
          for (let row = core.row; row < core.row + core.height; row++)
            for (let column = core.column; column < core.column + core.width; column++) {
              const at = row * 120 + column;
              covered[at] = (covered[at] ?? 0) + 1;
            }
        expect(covered.every((times) => times === 1)).toBe(true);
        const rows = tiles[0]?.window.height ?? 0;
        for (const { window } of tiles) if (window.row + window.height < height) expect((window.row + window.height) % rows).toBe(0);
      }),
      { endOnFailure: true },
    );
  });

  test("a small scene teaches whole, a large one by samples that lie in it and in one block of the file each", () => {
    expect(sampleWindows({ width: 1000, height: 900 }, 512)).toEqual([{ column: 0, row: 0, width: 1000, height: 900 }]);
    for (const blockHeight of [1, 256, 512, 10_980]) {
      const windows = sampleWindows({ width: 10_980, height: 10_980 }, blockHeight);
      expect(windows).toHaveLength(64);
      for (const { column, row, width, height } of windows) {
        expect(column >= 0 && row >= 0 && column + width <= 10_980 && row + height <= 10_980).toBe(true);
        if (blockHeight >= 256) expect(Math.floor(row / blockHeight)).toBe(Math.floor((row + height - 1) / blockHeight));
      }
    }
  });
});
