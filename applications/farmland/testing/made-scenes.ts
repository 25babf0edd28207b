import type { BandRole, Raster } from "@yuejian/imagery";
import type { Scene } from "../scene.ts";

/** Numbers that look random and are always the same. */
export function noiseOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Reflectances × 10,000 in blue, green, red, nir, swir1, swir2. */
const COVERS = {
  crop: [400, 700, 500, 3500, 1800, 1000],
  water: [600, 700, 400, 250, 100, 60],
  concrete: [1800, 1900, 2000, 2200, 2400, 2200],
  soil: [900, 1300, 1800, 2400, 3200, 2800],
} as const;

export type Cover = keyof typeof COVERS;

export interface Planted {
  readonly column: number;
  readonly row: number;
  readonly width: number;
  readonly height: number;
  readonly cover: Cover;
}

export const MADE_GRID = { width: 120, height: 100, west: 500_000, north: 3_250_000, pixelWidth: 10, pixelHeight: 10, crs: "EPSG:4547" };

const ROLES: readonly BandRole[] = ["blue", "green", "red", "nir", "swir1", "swir2"];

/** Fields of crops, bare soil and water that stay as they are; the second date is brighter, has noise of its own, and holds what was planted. */
export function madePair(seed: number, planted: readonly Planted[]): { before: Scene; after: Scene } {
  const random = noiseOf(seed);
  const { width, height } = MADE_GRID;
  const ground: Cover[] = Array.from({ length: width * height }, (_, at) => {
    const [column, row] = [at % width, Math.floor(at / width)];
    if (row < 8) return "water";
    return (Math.floor(column / 15) + Math.floor(row / 20)) % 6 === 0 ? "soil" : "crop";
  });
  const changed = [...ground];
  for (const each of planted)
    for (let at = 0; at < each.width * each.height; at++)
      changed[(each.row + Math.floor(at / each.width)) * width + each.column + (at % each.width)] = each.cover;
  const vigour = Float32Array.from(ground, (_, at) => 1 + 0.15 * Math.sin((at % width) / 7) * Math.cos(Math.floor(at / width) / 9));
  const scene = (name: string, covers: readonly Cover[], gain: number): Scene => {
    const bands = ROLES.map((_, band) =>
      Float32Array.from(covers, (cover, at) => {
        const value = (COVERS[cover][band] ?? 0) * (cover === ground[at] ? (vigour[at] ?? 1) : 1);
        return gain * (value + 60 * (random() + random() - 1));
      }),
    );
    const raster: Raster = { grid: MADE_GRID, bands, valid: new Uint8Array(covers.length).fill(1) };
    return { name, date: name, raster, roles: ROLES };
  };
  return { before: scene("2024-04-10", ground, 1), after: scene("2025-04-20", changed, 1.15) };
}

/** A rectangle of pixels as an area in the grid's own coordinates. */
export function madeArea(
  { column, row, width, height }: Omit<Planted, "cover">,
  properties: Record<string, unknown>,
): { polygons: [number, number][][][]; properties: Record<string, unknown> } {
  const [west, north] = [MADE_GRID.west + column * 10, MADE_GRID.north - row * 10];
  const [east, south] = [west + width * 10, north - height * 10];
  return {
    polygons: [
      [
        [
          [west, south],
          [east, south],
          [east, north],
          [west, north],
          [west, south],
        ],
      ],
    ],
    properties,
  };
}
