import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { YuejianError } from "@yuejian/contracts";
import * as fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { allBands, wholeWindow } from "./image-file.ts";
import { openImage, readImage } from "./read-image.ts";

/** Written by GDAL 3.6 with OpenJPEG, without loss: 100 × 90 pixels of 16 bit in tiles of 32, and 50 × 45 pixels of 8 bit, whose place stands in GML alone. */
const [BAND, CLASSES] = ["tiles-16bit.jp2", "scl-8bit.jp2"].map((name) => join(import.meta.dirname, "testing", name)) as [string, string];
const VALUES = Float32Array.from({ length: 9000 }, (_, at) => {
  const [x, y] = [at % 100, Math.floor(at / 100)];
  return 1000 + 30 * x + 20 * y + ((Math.floor(x / 7) + Math.floor(y / 5)) % 3) * 400;
});

const folder = mkdtempSync(join(tmpdir(), "yuejian-jp2-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function keep(name: string, content: Uint8Array | string): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
}

async function codeOf(run: Promise<unknown>): Promise<unknown> {
  return run.then(
    () => null,
    (error: unknown) => (error instanceof YuejianError ? error.code : error),
  );
}

/** The box of the GeoTIFF made unknown: what is left is the GML. */
function withoutGeoTiff(): Buffer {
  const bytes = readFileSync(BAND);
  const at = bytes.indexOf("uuid");
  bytes.write("free", at, "latin1");
  return bytes;
}

describe("JPEG 2000", () => {
  test("gives every value and the place of its pixels, told by a GeoTIFF within or by GML", async () => {
    const grid = { width: 100, height: 90, west: 600_000, north: 3_300_000, pixelWidth: 10, pixelHeight: 10, crs: "EPSG:32649" };
    for (const path of [BAND, keep("gml.jp2", withoutGeoTiff())]) {
      const { raster } = await readImage(path);
      expect(raster.grid).toEqual(grid);
      expect(raster.bands).toEqual([VALUES]);
      expect(raster.valid.includes(0)).toBe(false);
    }
    expect((await readImage(CLASSES)).raster.grid).toEqual({ ...grid, width: 50, height: 45, pixelWidth: 20, pixelHeight: 20 });
  });

  test("in windows it gives the same, in strips from the top down and anywhere else", async () => {
    for (const inStrips of [true, false]) {
      const source = await openImage(BAND, { inStrips });
      try {
        for (const window of [
          { column: 0, row: 0, width: 100, height: 31 },
          { column: 0, row: 29, width: 100, height: 40 },
          { column: 33, row: 64, width: 1, height: 26 },
          { column: 60, row: 5, width: 40, height: 60 },
        ]) {
          const { bands } = await source.read(window, allBands(source));
          const wanted = Float32Array.from(
            { length: window.width * window.height },
            (_, at) => VALUES[(window.row + Math.floor(at / window.width)) * 100 + window.column + (at % window.width)] ?? 0,
          );
          expect(bands).toEqual([wanted]);
        }
        expect(wholeWindow(source.grid)).toMatchObject({ width: 100, height: 90 });
      } finally {
        await source.close();
      }
    }
  });

  test("cut short or damaged anywhere it is refused by name or read, and never anything else", async () => {
    const whole = readFileSync(BAND);
    for (const length of [12, 40, 300, 1500, whole.length - 200])
      expect([length, await codeOf(readImage(keep("cut.jp2", whole.subarray(0, length))))]).toEqual([length, "IMAGE_UNREADABLE"]);
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 13), fc.integer({ min: 0, max: 255 }), async (at, value) => {
        const bytes = Uint8Array.from(whole);
        bytes[12 + at] = value;
        expect([null, "IMAGE_UNREADABLE", "IMAGE_TOO_LARGE"]).toContain(await codeOf(readImage(keep("fuzz.jp2", bytes))));
      }),
      { endOnFailure: true, numRuns: 60 },
    );
  });

  test("a Sentinel-2 folder as it is delivered is a scene: offset from its metadata, clouds left out", async () => {
    const name = "S2B_MSIL2A_20240410T030529_N0510_R075_T49RGL_20240410T065312.SAFE";
    const place = (resolution: string, file: string) => join(folder, name, "GRANULE/L2A_T49RGL_A1/IMG_DATA", resolution, file);
    for (const band of ["B02", "B03", "B04", "B08"]) {
      const path = place("R10m", `T49RGL_20240410T030529_${band}_10m.jp2`);
      mkdirSync(dirname(path), { recursive: true });
      copyFileSync(BAND, path);
    }
    const classes = place("R20m", "T49RGL_20240410T030529_SCL_20m.jp2");
    mkdirSync(dirname(classes), { recursive: true });
    copyFileSync(CLASSES, classes);
    const offset = '<BOA_ADD_OFFSET band_id="0">-900</BOA_ADD_OFFSET>';
    const metadata = keep(`${name}/MTD_MSIL2A.xml`, `<x><PROCESSING_BASELINE>05.10</PROCESSING_BASELINE>${offset}</x>`);
    const { raster, bandNames, files } = await readImage(join(folder, name));
    expect(bandNames).toEqual(["blue", "green", "red", "nir"]);
    expect([files.length, files.includes(metadata)]).toEqual([6, true]);
    expect(raster.bands[3]?.[5]).toBe((VALUES[5] ?? 0) - 900);
    // The cloud of 8 × 8 pixels with two more on every side.
    expect(raster.valid.reduce((sum, value) => sum + value, 0)).toBe(9000 - 12 * 12);
    writeFileSync(metadata, "<x><PROCESSING_BASELINE>05.10</PROCESSING_BASELINE></x>");
    expect((await readImage(join(folder, name))).raster.bands[3]?.[5]).toBe((VALUES[5] ?? 0) - 1000);
  });
});
