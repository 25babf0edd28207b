import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateSync } from "node:zlib";
import { cropRaster, openTiff } from "@yuejian/imagery";
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

test("windows that go down, jump, and go up again are the same parts of the image", async () => {
  const starts = fc.array(fc.tuple(fc.nat(HEIGHT - 1), fc.integer({ min: 1, max: 60 })), { minLength: 2, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(made, starts, fc.nat(3), async (tiff, places, columns) => {
      const path = join(folder, "down.tif");
      writeFileSync(path, makeTiff(tiff));
      const source = await openImage(path);
      try {
        const bands = allBands(source);
        let next = 0;
        for (const [at, [row, height]] of places.entries()) {
          // Mostly where the one above ended.
          const from = at % 4 === 3 || next >= HEIGHT ? row : next;
          const window = { column: 7 * columns, row: from, width: WIDTH - 20 * columns, height: Math.min(height, HEIGHT - from) };
          next = from + window.height;
          const { bands: values } = await source.read(window, bands);
          const part = tiff.bands.map((band) => [...band].filter((_, pixel) => isIn(window, pixel)));
          expect(values.map((band) => [...band])).toEqual(part);
        }
      } finally {
        await source.close();
      }
    }),
    { numRuns: 60 },
  );
});

test("a block that is damaged, cut short or holds more than a block is refused when its rows are read", async () => {
  const tiff: MadeTiff = {
    width: 64,
    height: 128,
    isLittle: true,
    isBigTiff: false,
    isPlanar: false,
    compression: "deflate",
    predictor: 1,
    bands: [Uint16Array.from({ length: 64 * 128 }, (_, at) => Math.imul(at, 2_654_435_761) >>> 17)],
    block: { rows: 128 },
  };
  const bytes = makeTiff(tiff);
  const { layout } = await readLayout(bytes);
  const [offset = 0, length = 0] = [layout.offsets[0], layout.byteCounts[0]];
  const changed = (change: (copy: Uint8Array) => void) => {
    const copy = Uint8Array.from(bytes);
    change(copy);
    return copy;
  };
  const bad = [
    changed((copy) => copy.fill(0xff, offset + 8000, offset + 8400)),
    changed((copy) => copy.fill(0, offset + length - 600, offset + length)),
    changed((copy) => copy.set(deflateSync(new Uint8Array(2 ** 20)), offset)),
    changed((copy) => copy.set(deflateSync(new Uint8Array(5000)), offset)),
  ];
  for (const each of bad) {
    const path = join(folder, "bad.tif");
    writeFileSync(path, each);
    const source = await openImage(path);
    const read = async () => {
      for (let row = 0; row < 120; row += 40) await source.read({ column: 0, row, width: 64, height: 40 }, [0]);
      await source.read({ column: 0, row: 120, width: 64, height: 8 }, [0]);
    };
    await expect(read()).rejects.toMatchObject({ code: "IMAGE_UNREADABLE" });
    await source.close();
  }
});

function isIn({ column, row, width, height }: { column: number; row: number; width: number; height: number }, pixel: number): boolean {
  const [x, y] = [pixel % WIDTH, Math.floor(pixel / WIDTH)];
  return x >= column && x < column + width && y >= row && y < row + height;
}

function readLayout(bytes: Uint8Array) {
  const unpack = () => new Uint8Array();
  return openTiff({ bytes: bytes.length, read: async (at, length) => bytes.subarray(at, at + length), unpack });
}
