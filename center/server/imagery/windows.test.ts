import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cropRaster } from "@yuejian/imagery";
import * as fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { allBands, wholeWindow } from "./image-file.ts";
import { openImage } from "./read-image.ts";
import { type MadeTiff, makeTiff } from "./testing/make-tiff.ts";

const folder = mkdtempSync(join(tmpdir(), "yuejian-windows-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const [WIDTH, HEIGHT] = [90, 150];

/** Rows that pack well and rows that do not: what part of the packed data holds a row cannot be told from how many there are. Whole rows are zero. */
function bandOf(kind: "uint16" | "float32", seed: number, noisyFrom: number): Uint16Array | Float32Array {
  const value = (at: number) => {
    const row = Math.floor(at / WIDTH);
    if (row % 19 === 3) return 0;
    return row >= noisyFrom && row < noisyFrom + 70 ? Math.imul(at + seed, 2_654_435_761) >>> 17 : row + seed;
  };
  const numbers = Array.from({ length: WIDTH * HEIGHT }, (_, at) => value(at));
  return kind === "uint16" ? Uint16Array.from(numbers) : Float32Array.from(numbers, (each) => each / 3);
}

const made = fc
  .record({
    kind: fc.constantFrom("uint16", "float32"),
    samples: fc.integer({ min: 1, max: 3 }),
    noisyFrom: fc.integer({ min: 0, max: HEIGHT }),
    isLittle: fc.boolean(),
    isPlanar: fc.boolean(),
    differences: fc.boolean(),
    compression: fc.constantFrom("none", "deflate", "deflate", "lzw", "packbits", "zstd"),
    block: fc.constantFrom({ tile: [64, 128] as const }, { tile: [32, 64] as const }, { rows: 50 }, { rows: HEIGHT }),
  })
  .map(
    ({ kind, samples, noisyFrom, differences, ...rest }): MadeTiff => ({
      ...rest,
      width: WIDTH,
      height: HEIGHT,
      isBigTiff: false,
      bands: Array.from({ length: samples }, (_, band) => bandOf(kind, 31 * band, noisyFrom)),
      predictor: !differences || rest.compression === "packbits" ? 1 : kind === "float32" ? 3 : 2,
    }),
  );

const windows = fc.array(
  fc.tuple(fc.nat(WIDTH - 1), fc.nat(HEIGHT - 1), fc.nat(WIDTH), fc.nat(HEIGHT)).map(([column, row, width, height]) => ({
    column,
    row,
    width: Math.min(WIDTH - column, 1 + width),
    height: Math.min(HEIGHT - row, 1 + height),
  })),
  { minLength: 1, maxLength: 4 },
);

test("a window of an image is the same part of all of it, whether its blocks are unpacked in part or kept", async () => {
  await fc.assert(
    fc.asyncProperty(made, windows, fc.boolean(), async (tiff, places, inStrips) => {
      const path = join(folder, "made.tif");
      writeFileSync(path, makeTiff(tiff));
      const source = await openImage(path, { inStrips });
      try {
        const bands = allBands(source);
        const whole = await source.read(wholeWindow(source.grid), bands);
        expect(whole.bands.map((band) => [...band])).toEqual(tiff.bands.map((band) => [...band]));
        const copied = { ...whole, bands: whole.bands.map((band) => band.slice()) };
        for (const window of places) expect(await source.read(window, bands)).toEqual(cropRaster(copied, window));
      } finally {
        await source.close();
      }
    }),
    { numRuns: 60 },
  );
});
