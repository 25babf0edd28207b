import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { YuejianError } from "@yuejian/contracts";
import { afterAll, describe, expect, test } from "vitest";
import { detectInFiles } from "./index.ts";
import { readImage } from "./read-image.ts";
import { makeTiff } from "./testing/make-tiff.ts";

const folder = mkdtempSync(join(tmpdir(), "yuejian-scenes-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const FORM = { isLittle: true, isBigTiff: false, isPlanar: false, compression: "deflate", predictor: 1, block: { rows: 8 } } as const;

function keep(path: string, values: Uint16Array | Uint8Array, side: number, pixel: number): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), makeTiff({ ...FORM, width: side, height: side, bands: [values], pixel }));
}

async function codeOf(run: Promise<unknown>): Promise<unknown> {
  return run.then(
    () => null,
    (error: unknown) => (error instanceof YuejianError ? `${error.code} ${error.textFor("en")}` : error),
  );
}

/** 10 m bands of 20 × 20 pixels, 20 m bands and the classification of 10 × 10. */
function sentinel(name: string): string {
  const tile = `${name}/GRANULE/L2A/IMG_DATA`;
  for (const [band, value] of [
    ["B02", 1400],
    ["B03", 1700],
    ["B04", 1500],
    ["B08", 4500],
  ] as const)
    keep(
      `${tile}/R10m/T49RGL_${band}_10m.tif`,
      Uint16Array.from({ length: 400 }, (_, at) => value + at),
      20,
      10,
    );
  for (const band of ["B04", "B11", "B12"])
    keep(
      `${tile}/R20m/T49RGL_${band}_20m.tif`,
      Uint16Array.from({ length: 100 }, (_, at) => 2000 + at),
      10,
      20,
    );
  keep(
    `${tile}/R20m/T49RGL_SCL_20m.tif`,
    Uint8Array.from({ length: 100 }, (_, at) => (at === 0 ? 9 : 4)),
    10,
    20,
  );
  return join(folder, name);
}

describe("folders of scenes", () => {
  test("two of them are compared and name every file that was read", async () => {
    const [before, after] = ["20230410", "20240410"].map((day) =>
      sentinel(`S2A_MSIL2A_${day}T030521_N0510_R075_T49RGL_${day}T074512.SAFE`),
    );
    const found = await detectInFiles({ before: before ?? "", after: after ?? "", out: join(folder, "sentinel.geojson") });
    expect([found.dates, found.inputs.length, found.violations]).toEqual([{ from: "2023-04-10", to: "2024-04-10" }, 14, 0]);
  });

  test("Sentinel-2: the finest file of a band, coarser ones on its grid, the offset of the baseline taken off, clouds and two pixels around them without a value", async () => {
    const path = sentinel("S2A_MSIL2A_20240410T030521_N0510_R075_T49RGL_20240410T074512.SAFE");
    const { raster, bandNames } = await readImage(path);
    expect(bandNames).toEqual(["blue", "green", "red", "nir", "swir1", "swir2"]);
    expect(raster.grid).toMatchObject({ width: 20, height: 20, pixelWidth: 10, crs: "EPSG:4547" });
    expect([raster.bands[0]?.[45], raster.bands[2]?.[45], raster.bands[4]?.[45]]).toEqual([445, 545, 1012]);
    expect(raster.valid.reduce((sum, value) => sum + value, 0)).toBe(400 - 16);
    const old = await readImage(sentinel("S2A_MSIL2A_20190410T030521_N0211_R075_T49RGL_20190410T074512.SAFE"));
    expect(old.raster.bands[0]?.[45]).toBe(1445);
  });

  test("Landsat collection 2: surface reflectance by its scale, bits of QA_PIXEL", async () => {
    const name = "LC09_L2SP_123040_20240412_20240413_02_T1";
    for (const [band, value] of [
      ["B2", 8000],
      ["B4", 9000],
      ["B5", 18_000],
    ] as const)
      keep(`${name}/${name}_SR_${band}.TIF`, new Uint16Array(400).fill(value), 20, 30);
    keep(
      `${name}/${name}_QA_PIXEL.TIF`,
      Uint16Array.from({ length: 400 }, (_, at) => (at === 399 ? 0b1000 : 21_824)),
      20,
      30,
    );
    const { raster, bandNames } = await readImage(join(folder, name));
    expect([bandNames, raster.bands.map((band) => band[0])]).toEqual([
      ["blue", "red", "nir"],
      [200, 475, 2950],
    ]);
    expect(raster.valid.reduce((sum, value) => sum + value, 0)).toBe(400 - 9);
  });

  test("what is no scene, lacks a band, holds a damaged one or has grids that do not meet is refused with the reason", async () => {
    mkdirSync(join(folder, "holiday"));
    expect(await codeOf(readImage(join(folder, "holiday")))).toContain("no folder of a Landsat or Sentinel-2 scene");
    const packed = "S2B_MSIL2A_20240420T030521_N0510_R075_T49RGL_20240420T074512.SAFE";
    mkdirSync(join(folder, packed));
    expect(await codeOf(readImage(join(folder, packed)))).toContain("red or near infrared band is missing");
    for (const band of ["B04", "B08"]) writeFileSync(join(folder, packed, `T49RGL_${band}_10m.jp2`), "no image at all");
    expect(await codeOf(readImage(join(folder, packed)))).toContain("T49RGL_B04_10m.jp2 cannot be read");
    const uneven = sentinel("S2B_MSIL2A_20240430T030521_N0510_R075_T49RGL_20240430T074512.SAFE");
    keep(
      "S2B_MSIL2A_20240430T030521_N0510_R075_T49RGL_20240430T074512.SAFE/GRANULE/L2A/IMG_DATA/R20m/T49RGL_B11_20m.tif",
      new Uint16Array(81),
      9,
      20,
    );
    expect(await codeOf(readImage(uneven))).toContain("grids of its bands do not meet");
  });
});

const NEW_YORK = join(import.meta.dirname, "../../../../shared/data/imagery/landsat8-newyork/inst/L8NY18");

test.runIf(existsSync(NEW_YORK))(
  "nineteen Landsat folders are read, one of them all snow and cloud; their grids shift from day to day, which a pair refuses by name (skipped without ../shared/data)",
  async () => {
    const scenes = readdirSync(NEW_YORK);
    const hidden: string[] = [];
    for (const scene of scenes) {
      const { raster, bandNames } = await readImage(join(NEW_YORK, scene));
      expect(bandNames).toEqual(["blue", "green", "red", "nir", "swir1", "swir2"]);
      if (!raster.valid.includes(1)) hidden.push(scene.slice(10, 25));
    }
    expect([scenes.length, hidden]).toEqual([19, ["014031_20180106"]]);
    const day = (date: string) => join(NEW_YORK, scenes.find((scene) => scene.includes(`013032_${date}`)) ?? "");
    const detected = detectInFiles({ before: day("20180405"), after: day("20180421"), out: join(folder, "new-york.geojson") });
    expect(await codeOf(detected)).toContain("IMAGE_GRIDS_DIFFER");
  },
);
