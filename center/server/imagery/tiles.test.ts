import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { silentProgress, YuejianError } from "@yuejian/contracts";
import { afterAll, describe, expect, test } from "vitest";
import { detectInFiles, detectPair } from "./index.ts";
import { readImage } from "./read-image.ts";
import { makeTiff } from "./testing/make-tiff.ts";

const folder = mkdtempSync(join(tmpdir(), "yuejian-tiles-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const [WIDTH, HEIGHT] = [90, 300];
const ALL = { isLittle: true, isBigTiff: false, compression: "deflate", predictor: 2 } as const;

/** Fields in four bands; on the second date a strip of them across several tiles is built on. */
function keepImage(name: string, isLater: boolean, form: Partial<Parameters<typeof makeTiff>[0]>): string {
  const bands = [400, 700, 500, 3500].map((crop, band) =>
    Uint16Array.from({ length: WIDTH * HEIGHT }, (_, at) => {
      const [column, row] = [at % WIDTH, Math.floor(at / WIDTH)];
      const isBuilt = isLater && column >= 20 && column < 34 && row >= 40 && row < 250 && (column !== 27 || row % 3 > 0);
      const noise = ((Math.imul(at + 1, 2_654_435_761) >>> (8 + band + 4 * Number(isLater))) % 100) - 50;
      return (isBuilt ? ([1800, 1900, 2000, 2200][band] ?? 0) : crop + 10 * (Math.floor(column / 10) + Math.floor(row / 25))) + noise;
    }),
  );
  const path = join(folder, name);
  writeFileSync(path, makeTiff({ ...ALL, width: WIDTH, height: HEIGHT, bands, isPlanar: false, block: { tile: [32, 32] }, ...form }));
  return path;
}

const files = {
  before: keepImage("2024-04-10.tif", false, {}),
  after: keepImage("2025-04-20.tif", true, { isPlanar: true, block: { rows: 7 } }),
};

describe("images in tiles", () => {
  test("threads over tiles find what one pass over the whole finds, from files cut in different ways, and write the same mask", async () => {
    const whole = await detectPair(files, {});
    const mask = join(folder, "tiles.tif");
    const tiled = await detectPair({ ...files, mask }, {}, { wholeValues: 0, tileValues: 40_000 });
    expect(tiled.detection.tiles?.count).toBeGreaterThan(4);
    const facts = ({ detection }: typeof whole) =>
      detection.violations.map((rest) => ({ ...rest, label: 0, areaByKind: [...rest.areaByKind] }));
    expect(facts(tiled)).toEqual(facts(whole));
    expect(whole.detection.violations.length).toBeGreaterThan(0);
    expect([tiled.detection.threshold, tiled.detection.correlations]).toEqual([whole.detection.threshold, whole.detection.correlations]);
    expect((await readImage(mask)).raster.bands[0]).toEqual(Float32Array.from(whole.detection.mask ?? []));
  });

  test("the plain difference is written with how far the index fell, and the files behind it", async () => {
    const out = join(folder, "difference.geojson");
    const found = await detectInFiles({ ...files, out, fall: 0.3 });
    expect(found).toMatchObject({ method: { name: "NDVI difference", threshold: 0.3 }, indices: ["ndvi"], bands: ["red", "nir"] });
    const { features } = JSON.parse(readFileSync(out, "utf8")) as { features: { properties: { pixels: number } }[] };
    expect(features.map(({ properties }) => properties.pixels)).toEqual([210 * 14 - 70]);
  });

  test("a second image on another grid is refused with the option that helps; with it, it is brought onto the first, whole or in tiles", async () => {
    const finer = keepImage("2025-04-21.tif", true, { pixel: 9.5 });
    await expect(detectPair({ ...files, after: finer }, {})).rejects.toThrow(/--resample/);
    const pair = { ...files, after: finer, resample: "bilinear" } as const;
    const whole = await detectPair(pair, {});
    const tiled = await detectPair(pair, {}, { wholeValues: 0, tileValues: 40_000 });
    expect(whole.detection.pair.before.grid).toMatchObject({ width: WIDTH, height: HEIGHT, pixelWidth: 10 });
    expect(whole.detection.doubts.map(({ en }) => en).join()).toContain("resampled (bilinear)");
    // The finer image ends before the first: what it does not show is not compared.
    expect(whole.detection.comparedPixels).toBeLessThan(WIDTH * HEIGHT * 0.95 ** 2);
    expect(whole.detection.comparedPixels).toBeGreaterThan(WIDTH * HEIGHT * 0.9 ** 2);
    const outlines = ({ detection }: typeof whole) => detection.violations.map(({ outline }) => outline);
    expect(outlines(tiled)).toEqual(outlines(whole));
  });

  test("a file that is damaged within is refused by name from the thread that met it, and a cancelled run ends", async () => {
    const bytes = readFileSync(files.before);
    bytes.fill(0, 2000, 9000);
    const damaged = join(folder, "2024-05-01.tif");
    writeFileSync(damaged, bytes);
    await expect(detectPair({ ...files, before: damaged, fall: 0.3 }, {}, { tileValues: 40_000 })).rejects.toMatchObject({
      code: "IMAGE_UNREADABLE",
    });
    const progress = { ...silentProgress, signal: AbortSignal.abort(new YuejianError("JOB_CANCELLED")) };
    await expect(detectPair({ ...files, fall: 0.3 }, {}, { progress })).rejects.toMatchObject({ code: "JOB_CANCELLED" });
  });
});
