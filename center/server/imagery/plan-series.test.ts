import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { YuejianError } from "@yuejian/contracts";
import { type Grid, type Raster, referenceSystem, writeGeoTiff } from "@yuejian/imagery";
import { afterAll, beforeEach, expect, test } from "vitest";
import { planSeries } from "./plan-series.ts";
import { readImage } from "./read-image.ts";
import { readSeries } from "./read-series.ts";
import { detectInSeries } from "./series-files.ts";

const COMMON: Grid = { width: 40, height: 40, west: 409_000, north: 3_251_000, pixelWidth: 10, pixelHeight: 10, crs: "EPSG:4547" };
const HALF: Grid = { ...COMMON, west: COMMON.west - 25, north: COMMON.north + 15, width: 46, height: 44 };
const [HOME, ZONE] = [referenceSystem("EPSG:4547"), referenceSystem("EPSG:32649")];
if (HOME === null || ZONE === null) throw new Error("unknown system");
const corner = ZONE.fromLonLat(...HOME.toLonLat(COMMON.west, COMMON.north));
const FINE: Grid = {
  width: 100,
  height: 100,
  west: Math.round(corner[0]) - 50,
  north: Math.round(corner[1]) + 50,
  pixelWidth: 5,
  pixelHeight: 5,
  crs: "EPSG:32649",
};

const made: string[] = [];
let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "yuejian-plan-series-"));
  made.push(folder);
});
afterAll(() => made.forEach((each) => rmSync(each, { recursive: true, force: true })));

const DATES = Array.from({ length: 60 }, (_, at) => new Date(Date.UTC(2021, 0, 10 + 30 * at)).toISOString().slice(0, 10));
/** Metres from the corner: a hall of 80 × 60 m. */
const isHall = (x: number, y: number) => x >= 120 && x < 200 && y >= 130 && y < 190;

/** One field of one crop, on which a hall stands from the fourth year's spring on, seen on any grid. */
function write(date: string, grid: Grid): void {
  const system = referenceSystem(grid.crs ?? "");
  const bands = [60, 90, 70, 230].map(() => new Uint8Array(grid.width * grid.height));
  for (let at = 0; at < grid.width * grid.height; at++) {
    const place = [
      grid.west + ((at % grid.width) + 0.5) * grid.pixelWidth,
      grid.north - (Math.floor(at / grid.width) + 0.5) * grid.pixelHeight,
    ] as const;
    const [x, y] = grid.crs === "EPSG:4547" ? place : (HOME?.fromLonLat(...(system?.toLonLat(...place) ?? [0, 0])) ?? [0, 0]);
    const isBuilt = date >= "2025-03-01" && isHall(x - COMMON.west, COMMON.north - y);
    const values = isBuilt ? [150, 155, 160, 170] : [40, 70, 50, 210 + (at % 5)];
    bands.forEach((band, index) => {
      band[at] = values[index] ?? 0;
    });
  }
  writeFileSync(join(folder, `S2_${date.replaceAll("-", "")}.tif`), writeGeoTiff(bands, grid, 0));
}

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => "done",
    (cause: unknown) => (cause instanceof YuejianError ? cause.code : String(cause)),
  );

test("a series of three grids is brought onto the one that most images lie on, is doubted by name, and shows the hall that one grid shows", async () => {
  const of = (at: number) => (at % 4 === 1 ? HALF : at % 4 === 3 ? FINE : COMMON);
  DATES.forEach((date, at) => write(date, of(at)));
  const { grid, images, doubts } = await planSeries(folder);
  expect(grid).toMatchObject(COMMON);
  expect(images.slice(0, 4).map(({ onto }) => onto?.method ?? null)).toEqual([null, "bilinear", null, "bilinear"]);
  expect(doubts).toHaveLength(1);
  expect(doubts[0]?.en).toContain("30 images were resampled onto the grid of S2_20210110.tif");
  const mixed = await detectInSeries({ path: folder, out: join(folder, "mixed.json") });
  DATES.forEach((date) => write(date, COMMON));
  const plain = await detectInSeries({ path: folder, out: join(folder, "plain.json") });
  expect(plain.doubts.some(({ en }) => en.includes("resampled"))).toBe(false);
  expect(mixed.violations).toEqual({ possible: 0, probable: 0, confirmed: 1 });
  expect(mixed.violations).toEqual(plain.violations);
  const features = (name: string) =>
    (JSON.parse(readFileSync(join(folder, name), "utf8")) as { features: { properties: Record<string, number> }[] }).features[0]
      ?.properties;
  const [mixedArea, plainArea] = [features("mixed.json"), features("plain.json")];
  expect(Math.abs((mixedArea?.["areaSquareMetres"] ?? 0) - 4800)).toBeLessThan(plainArea?.["areaErrorSquareMetres"] ?? 0);
});

test("images of another extent on the same lattice are taken as they are; one that lies elsewhere is refused by name", async () => {
  DATES.slice(0, 4).forEach((date, at) => write(date, at === 1 ? { ...COMMON, west: COMMON.west - 30, width: 43 } : COMMON));
  const { images, doubts } = await planSeries(folder);
  expect(images.map(({ onto }) => onto?.method ?? null)).toEqual([null, "nearest", null, null]);
  expect(doubts).toEqual([]);
  write("2024-12-20", { ...COMMON, west: COMMON.west + 90_000 });
  expect(await codeOf(readSeries(folder))).toBe("IMAGES_APART");
});

const NEW_YORK = join(import.meta.dirname, "../../../../shared/data/imagery/landsat8-newyork/inst/L8NY18");

test.runIf(existsSync(NEW_YORK))(
  "Landsat scenes whose grids shift from day to day become one series: each index lies between those of the pixels around (skipped without ../shared/data)",
  async () => {
    const paths = readdirSync(NEW_YORK)
      .filter((scene) => scene.includes("013032"))
      .map((scene) => join(NEW_YORK, scene));
    const { grid, images } = await planSeries(paths);
    expect(images.filter(({ onto }) => onto === null).length).toBeGreaterThan(0);
    const { series } = await readSeries(paths);
    expect(series.scenes).toHaveLength(paths.length);
    let compared = 0;
    for (const { path, date } of images.filter(({ onto }) => onto !== null)) {
      const { raster } = await readImage(path);
      const scene = series.scenes.find((each) => each.date === date);
      for (let at = 0; at < grid.width * grid.height; at += 7) {
        if (scene?.clear[at] !== 1) continue;
        const around = indicesAround(raster, {
          x: grid.west + ((at % grid.width) + 0.5) * grid.pixelWidth,
          y: grid.north - (Math.floor(at / grid.width) + 0.5) * grid.pixelHeight,
        });
        expect(scene.ndvi[at]).toBeGreaterThanOrEqual(Math.min(...around) - 1e-4);
        expect(scene.ndvi[at]).toBeLessThanOrEqual(Math.max(...around) + 1e-4);
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(1000);
  },
);

/** Of the pixel that holds a place and the eight around it. */
function indicesAround({ grid, bands }: Raster, { x, y }: { readonly x: number; readonly y: number }): number[] {
  const [column, row] = [Math.floor((x - grid.west) / grid.pixelWidth), Math.floor((grid.north - y) / grid.pixelHeight)];
  const found: number[] = [];
  for (let down = -1; down <= 1; down++)
    for (let across = -1; across <= 1; across++) {
      const at = (row + down) * grid.width + column + across;
      const [red, nir] = [bands[2]?.[at] ?? Number.NaN, bands[3]?.[at] ?? Number.NaN];
      const index = (nir - red) / (nir + red);
      if (Number.isFinite(index)) found.push(index);
    }
  return found;
}
