import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { YuejianError } from "@yuejian/contracts";
import { readShapes, readWkb, writeGeoTiff } from "@yuejian/imagery";
import * as fc from "fast-check";
import { fromArrayBuffer, writeArrayBuffer } from "geotiff";
import { afterAll, describe, expect, test } from "vitest";
import { detectInFiles, detectInSeries, measureRestoration } from "./index.ts";
import { readAreas } from "./read-areas.ts";
import { readImage } from "./read-image.ts";
import { readSeries } from "./read-series.ts";
import { type MadeTiff, makeTiff } from "./testing/make-tiff.ts";

const folder = mkdtempSync(join(tmpdir(), "yuejian-imagery-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const keep = (name: string, content: Uint8Array | string): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

const GRID = { width: 5, height: 4, west: 38_500_000, north: 3_300_000, pixelWidth: 10, pixelHeight: 10, crs: "EPSG:4526" };

/** Three bands of 16 bits; 111 stands for no value. Written by the library `geotiff`. */
function threeBands(extra: object = {}): Uint8Array {
  const values = Uint16Array.from({ length: 60 }, (_, at) => 100 * (at % 3) + 10 * Math.floor(at / 15) + (Math.floor(at / 3) % 5));
  return new Uint8Array(
    writeArrayBuffer(values, {
      width: 5,
      height: 4,
      SamplesPerPixel: 3,
      BitsPerSample: [16, 16, 16],
      SampleFormat: [1, 1, 1],
      ModelPixelScale: [10, 10, 0],
      ModelTiepoint: [0, 0, 0, 38_500_000, 3_300_000, 0],
      GTModelTypeGeoKey: 1,
      GTRasterTypeGeoKey: 1,
      ProjectedCSTypeGeoKey: 4526,
      GDAL_NODATA: "111",
      ...extra,
    }),
  );
}

async function codeOf(run: Promise<unknown>): Promise<unknown> {
  return run.then(
    () => null,
    (error: unknown) => (error instanceof YuejianError ? error.code : error),
  );
}

describe("images", () => {
  test("a GeoTIFF of several bands gives its grid, values, and pixels without a value", async () => {
    const { raster } = await readImage(keep("three.tif", threeBands()));
    expect(raster.grid).toEqual(GRID);
    expect(raster.bands.map((band) => band[7])).toEqual([12, 112, 212]);
    // 111 stands in the second band at row 1, column 1.
    expect([...raster.valid].map((value, at) => (value === 0 ? at : -1)).filter((at) => at >= 0)).toEqual([6]);
  });

  test("however the values are packed and ordered, a GeoTIFF gives what was written, and what the library geotiff reads", async () => {
    const made = fc
      .record({
        width: fc.integer({ min: 1, max: 70 }),
        height: fc.integer({ min: 1, max: 40 }),
        samples: fc.integer({ min: 1, max: 3 }),
        kind: fc.constantFrom("uint8", "uint16", "int16", "float32"),
        isLittle: fc.boolean(),
        isBigTiff: fc.boolean(),
        isPlanar: fc.boolean(),
        block: fc.constantFrom({ tile: [16, 32] as const }, { tile: [64, 16] as const }, { rows: 1 }, { rows: 7 }, { rows: 100 }),
        compression: fc.constantFrom("none", "deflate", "lzw", "packbits", "zstd"),
        differences: fc.boolean(),
        seed: fc.nat(),
        repeats: fc.integer({ min: 1, max: 300 }),
      })
      .map(({ kind, samples, differences, seed, repeats, ...rest }) => {
        const length = rest.width * rest.height;
        const value = (at: number) => Math.imul(Math.floor(at / repeats) + seed, 2_654_435_761) >>> 8;
        const fill = (band: number) => {
          const numbers = Array.from({ length }, (_, at) => value(at + band * 7));
          if (kind === "uint8") return Uint8Array.from(numbers);
          if (kind === "uint16") return Uint16Array.from(numbers);
          return kind === "int16" ? Int16Array.from(numbers) : Float32Array.from(numbers, (each) => each / 7 - 1000);
        };
        const predictor = !differences || rest.compression === "packbits" ? (1 as const) : kind === "float32" ? (3 as const) : (2 as const);
        return { ...rest, bands: Array.from({ length: samples }, (_, band) => fill(band)), predictor } satisfies MadeTiff;
      });
    await fc.assert(
      fc.asyncProperty(made, async (tiff) => {
        const bytes = makeTiff(tiff);
        const { raster } = await readImage(keep("made.tif", bytes));
        expect(raster.bands.map((band) => [...band])).toEqual(tiff.bands.map((band) => [...band]));
        // The library reads neither big-endian values with the floating-point predictor nor differences of big-endian numbers, and leaves some PackBits strips by their end.
        if ((!tiff.isLittle && tiff.predictor !== 1) || tiff.compression === "packbits") return;
        const other = await (await (await fromArrayBuffer(bytes.slice().buffer)).getImage()).readRasters({ interleave: false });
        expect(Array.from(other, (band) => [...band])).toEqual(tiff.bands.map((band) => [...band]));
      }),
      { endOnFailure: true, numRuns: 120 },
    );
  });

  test("coordinates of pixel middles are moved to corners", async () => {
    const { raster } = await readImage(keep("point.tif", threeBands({ GTRasterTypeGeoKey: 2 })));
    expect([raster.grid.west, raster.grid.north]).toEqual([38_499_995, 3_300_005]);
  });

  test("raw ENVI files say the same in all three orders of values and both orders of bytes", async () => {
    const read = [];
    for (const [interleave, place] of [
      ["bsq", (band: number, at: number) => band * 20 + at],
      ["bil", (band: number, at: number) => Math.floor(at / 5) * 15 + band * 5 + (at % 5)],
      ["bip", (band: number, at: number) => at * 3 + band],
    ] as const)
      for (const isBig of [false, true]) {
        const view = new DataView(new ArrayBuffer(7 + 120));
        for (let band = 0; band < 3; band++)
          for (let at = 0; at < 20; at++) view.setInt16(7 + 2 * place(band, at), 100 * band - at, !isBig);
        const name = `raw-${interleave}-${isBig}`;
        keep(
          `${name}.hdr`,
          `ENVI\nsamples=5\nlines=4\nbands=3\nheader offset=7\ndata type=2\ninterleave=${interleave}\nbyte order=${isBig ? 1 : 0}\nmap info={UTM,1,1,500000,3300000,10,10,49,North,WGS-84}\n`,
        );
        read.push((await readImage(keep(`${name}.dat`, new Uint8Array(view.buffer)))).raster);
      }
    expect(read[0]?.bands[2]?.[6]).toBe(194);
    for (const raster of read) expect(raster).toEqual(read[0]);
  });

  test("a mask that was written is read as it was, with its grid and its value for none", async () => {
    const mask = Uint8Array.from({ length: 20 }, (_, at) => (at % 7 === 0 ? 255 : at % 2));
    const bytes = writeGeoTiff(mask, GRID, 255);
    const { raster } = await readImage(keep("mask.tif", bytes));
    expect(raster.grid).toEqual(GRID);
    expect([...(raster.bands[0] ?? [])]).toEqual([...mask]);
    expect([...raster.valid]).toEqual([...mask].map((value) => Number(value !== 255)));
    const image = await (await fromArrayBuffer(bytes.slice().buffer)).getImage();
    expect(image.getBoundingBox()).toEqual([38_500_000, 3_299_960, 38_500_050, 3_300_000]);
  });

  test("files that are missing, cut short, turned, without coordinates or something else are refused by name", async () => {
    const whole = threeBands();
    expect(await codeOf(readImage(join(folder, "none.tif")))).toBe("FILE_NOT_FOUND");
    for (const [name, content] of [
      ["text.tif", "not an image"],
      ["empty.tif", ""],
      ["cut.tif", whole.subarray(0, whole.length - 40)],
      ["head.tif", whole.subarray(0, 30)],
    ] as const)
      expect([name, await codeOf(readImage(keep(name, content)))]).toEqual([name, "IMAGE_UNREADABLE"]);
    expect(await codeOf(readImage(folder))).toBe("IMAGE_UNREADABLE");
    keep("short.hdr", "ENVI\nsamples=5\nlines=4\nbands=3\ndata type=2\nmap info={UTM,1,1,5,3,10,10,49,North,WGS-84}\n");
    expect(await codeOf(readImage(keep("short", new Uint8Array(50))))).toBe("IMAGE_UNREADABLE");
    keep("huge.hdr", "ENVI\nsamples=20000\nlines=20000\nbands=1\ndata type=1\ninterleave=bsq\nmap info={UTM,1,1,0,0,1,1,50,North,WGS-84}");
    expect(await codeOf(readImage(keep("huge", new Uint8Array(50))))).toBe("IMAGE_UNREADABLE");
    truncateSync(join(folder, "huge"), 20_000 ** 2);
    expect(await codeOf(readImage(join(folder, "huge")))).toBe("IMAGE_TOO_LARGE");
  });

  test("a GeoTIFF with any bytes changed is read or refused by name", async () => {
    const whole = threeBands();
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }), async (changes) => {
        const bytes = whole.slice();
        for (const [at, value] of changes) bytes[at] = value;
        const code = await codeOf(readImage(keep("fuzz.tif", bytes)));
        expect([null, "IMAGE_UNREADABLE", "IMAGE_TOO_LARGE"]).toContain(code);
      }),
      { endOnFailure: true, numRuns: 300 },
    );
  });
});

describe("areas", () => {
  const ring = (west: number, south: number, size: number) => [
    [west, south],
    [west, south + size],
    [west + size, south + size],
    [west + size, south],
    [west, south],
  ];
  /** Clockwise outside, the other way inside, as shapefiles want it. */
  const RINGS = [ring(500_000, 3_300_000, 100), ring(500_020, 3_300_020, 30).toReversed()];

  test("a shapefile gives areas with holes, the records of its DBF by number, and the system of its PRJ", async () => {
    const points = RINGS.flat();
    const content = 44 + 4 * RINGS.length + 16 * points.length;
    const view = new DataView(new ArrayBuffer(100 + 8 + content));
    view.setInt32(0, 9994);
    view.setInt32(32, 5, true);
    view.setInt32(100, 1);
    view.setInt32(104, content / 2);
    view.setInt32(108, 5, true);
    view.setInt32(108 + 36, RINGS.length, true);
    view.setInt32(108 + 40, points.length, true);
    view.setInt32(108 + 48, RINGS[0]?.length ?? 0, true);
    points.flat().forEach((value, at) => view.setFloat64(108 + 52 + 8 * at, value, true));
    const header = new Uint8Array(65);
    header.set([3, 126, 11, 26, 1, 0, 0, 0, 65, 0, 9, 0]);
    header.set(Buffer.from("KIND"), 32);
    header.set([0x43], 43);
    header.set([8], 48);
    header.set([0x0d], 64);
    const path = keep("parcels.shp", new Uint8Array(view.buffer));
    keep("parcels.dbf", Uint8Array.from([...header, ...Buffer.from(" basic   "), 0x1a]));
    expect(await codeOf(readAreas(path))).toBe("VECTORS_UNREADABLE");
    keep("parcels.prj", "EPSG:4547");
    const { layer } = await readAreas(path);
    expect(layer).toEqual({ crs: "EPSG:4547", features: [{ polygons: [RINGS], properties: { KIND: "basic" } }] });
    keep("parcels.shp", new Uint8Array(view.buffer).subarray(0, 150));
    expect(await codeOf(readAreas(path))).toBe("VECTORS_UNREADABLE");
  });

  test("a GeoPackage gives areas, properties and its system; one without areas, or no database, is refused", async () => {
    const path = join(folder, "parcels.gpkg");
    const database = new DatabaseSync(path);
    database.exec(
      "CREATE TABLE gpkg_contents (table_name, data_type); CREATE TABLE gpkg_geometry_columns (table_name, column_name, geometry_type_name, srs_id); CREATE TABLE gpkg_spatial_ref_sys (srs_id, organization, organization_coordsys_id, definition); CREATE TABLE parcels (fid INTEGER PRIMARY KEY, geom BLOB, kind TEXT)",
    );
    expect(await codeOf(readAreas(path))).toBe("VECTORS_UNREADABLE");
    database.exec(
      "INSERT INTO gpkg_contents VALUES ('parcels', 'features'); INSERT INTO gpkg_geometry_columns VALUES ('parcels', 'geom', 'MULTIPOLYGON', 7); INSERT INTO gpkg_spatial_ref_sys VALUES (7, 'EPSG', 4547, '')",
    );
    database.prepare("INSERT INTO parcels VALUES (1, ?, '耕地'), (2, NULL, 'x')").run(geoPackageBlob(RINGS));
    database.close();
    expect((await readAreas(path)).layer).toEqual({
      crs: "EPSG:4547",
      features: [{ polygons: [RINGS], properties: { fid: 1, kind: "耕地" } }],
    });
    expect(await codeOf(readAreas(keep("cut.gpkg", readFileSync(path).subarray(0, 300))))).toBe("VECTORS_UNREADABLE");
  });

  /** Header with an envelope, then a multipolygon with heights. */
  function geoPackageBlob(rings: number[][][]): Uint8Array {
    const view = new DataView(new ArrayBuffer(8 + 32 + 9 + 9 + rings.reduce((sum, each) => sum + 4 + 24 * each.length, 0)));
    [0x47, 0x50, 0, 0b0000_0011].forEach((byte, at) => view.setUint8(at, byte));
    let at = 40;
    for (const [type, count] of [
      [1006, 1],
      [1003, rings.length],
    ] as const) {
      view.setUint8(at, 1);
      view.setUint32(at + 1, type, true);
      view.setUint32(at + 5, count, true);
      at += 9;
    }
    for (const each of rings) {
      view.setUint32(at, each.length, true);
      at += 4;
      for (const [x = 0, y = 0] of each) {
        view.setFloat64(at, x, true);
        view.setFloat64(at + 8, y, true);
        at += 24;
      }
    }
    return new Uint8Array(view.buffer);
  }

  test("geometries with any bytes changed are areas or none, never a failure", () => {
    const whole = geoPackageBlob(RINGS).subarray(40);
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), fc.nat(whole.length), (at, value, length) => {
        const bytes = whole.slice(0, length);
        if (at < bytes.length) bytes[at] = value;
        expect([null, "object"]).toContain(readWkb(bytes) === null ? null : typeof readWkb(bytes));
        expect(readShapes(bytes)).toBeNull();
      }),
      { endOnFailure: true },
    );
  });
});

describe("series", () => {
  const manifest = {
    grid: { ...GRID, crs: "EPSG:4526" },
    dates: ["2024-01-01T10:00:00", "2024-01-11", "2024-01-01"],
    ndvi: "ndvi.npy",
    masked: "masked.npy",
  };
  const npy = (type: string, shape: readonly number[], content: Uint8Array) => {
    const header = `{'descr': '${type}', 'fortran_order': False, 'shape': (${shape.join(", ")},), }\n`;
    return Uint8Array.from([
      0x93,
      ...Buffer.from("NUMPY"),
      1,
      0,
      header.length & 255,
      header.length >> 8,
      ...Buffer.from(header),
      ...content,
    ]);
  };

  test("arrays beside a manifest become scenes; of one day the first that saw a pixel clearly counts", async () => {
    const ndvi = Float32Array.from({ length: 60 }, (_, at) => at / 100);
    keep("ndvi.npy", npy("<f4", [3, 4, 5, 1], new Uint8Array(ndvi.buffer)));
    keep(
      "masked.npy",
      npy(
        "|u1",
        [3, 4, 5],
        Uint8Array.from({ length: 60 }, (_, at) => Number(at === 7)),
      ),
    );
    const { series, files } = await readSeries(keep("cube.json", JSON.stringify(manifest)));
    expect(series.scenes.map(({ date }) => date)).toEqual(["2024-01-01", "2024-01-11"]);
    expect([series.scenes[0]?.ndvi[6], series.scenes[0]?.ndvi[7], series.scenes[0]?.clear[7]]).toEqual([0.06, 0.47, 1].map(Math.fround));
    expect(files).toHaveLength(3);
  });

  test("manifests and arrays that do not fit are refused by name", async () => {
    const refusals = [];
    for (const wrong of [
      { grid: { ...GRID, width: 0 } },
      { dates: ["soon"] },
      { dates: 5 },
      { ndvi: "none.npy" },
      { dates: ["2024-01-01"] },
      { ndvi: "cube.json" },
    ])
      refusals.push(await codeOf(readSeries(keep("wrong.json", JSON.stringify({ ...manifest, ...wrong })))));
    expect(refusals).toEqual([
      "SERIES_UNREADABLE",
      "SERIES_UNREADABLE",
      "SERIES_UNREADABLE",
      "FILE_NOT_FOUND",
      "SERIES_UNREADABLE",
      "IMAGE_UNREADABLE",
    ]);
    expect(await codeOf(readSeries(keep("text.json", "{")))).toBe("SERIES_UNREADABLE");
    expect(await codeOf(readSeries(join(folder, "no-folder")))).toBe("FILE_NOT_FOUND");
  });

  test("a folder of dated images with masks beside them is a series; a new building in its fourth year is confirmed from the command's side", async () => {
    const place = join(folder, "dated");
    mkdirSync(place);
    const dates = Array.from({ length: 60 }, (_, at) => new Date(Date.UTC(2021, 0, 10 + 30 * at)).toISOString().slice(0, 10));
    for (const date of dates) {
      const isBuilt = (at: number) => date >= "2025-03-01" && at % 20 >= 5 && at % 20 < 10 && at >= 100 && at < 200;
      const bands = [400, 700, 500, 3500].map((crop, band) =>
        Uint16Array.from({ length: 400 }, (_, at) => (isBuilt(at) ? ([1800, 1900, 2000, 2200][band] ?? 0) : crop + (at % 7))),
      );
      const shared = {
        width: 20,
        height: 20,
        isLittle: true,
        isBigTiff: false,
        isPlanar: false,
        compression: "deflate",
        predictor: 1,
      } as const;
      writeFileSync(join(place, `S2_${date.replaceAll("-", "")}.tif`), makeTiff({ ...shared, bands, block: { rows: 20 } }));
      if (date.endsWith("-10"))
        writeFileSync(
          join(place, `S2_${date.replaceAll("-", "")}_mask.tif`),
          makeTiff({ ...shared, bands: [new Uint8Array(400).fill(1)], block: { rows: 20 } }),
        );
    }
    const found = await detectInSeries({ path: place, out: join(folder, "series.geojson") });
    expect([found.violations, found.pixels.confirmed, found.inputs.length]).toEqual([
      { possible: 0, probable: 0, confirmed: 1 },
      25,
      readdirSync(place).length,
    ]);
    const { counts } = await measureRestoration({ violations: join(folder, "series.geojson"), after: place, from: "2025-04-01" });
    expect(counts).toMatchObject({ "not-restored": 1, restored: 0 });
    writeFileSync(join(place, "S2_20251220.tif"), threeBands());
    expect(await codeOf(readSeries(place))).toBe("IMAGE_BANDS_UNKNOWN");
  });

  const SLOVENIA = join(import.meta.dirname, "../../../../shared/data/imagery/sentinel2-slovenia");

  test.runIf(existsSync(SLOVENIA))(
    "two and a half years of unchanged ground: nothing confirmed, at most 2 % of the pixels probable (skipped without ../shared/data)",
    async () => {
      const beside = (name: string) => relative(folder, join(SLOVENIA, name));
      const grid = {
        width: 100,
        height: 101,
        west: 465_181.05,
        north: 5_080_254.63,
        pixelWidth: 9.9948,
        pixelHeight: 9.9974,
        crs: "EPSG:32633",
      };
      const cube = keep(
        "slovenia.json",
        JSON.stringify({ grid, dates: beside("timestamps.json"), ndvi: beside("NDVI.npy"), masked: beside("CLM.npy") }),
      );
      for (const from of ["2016-09-01", "2017-01-01", "2017-06-01"]) {
        const { pixels } = await detectInSeries({ path: cube, out: join(folder, "slovenia.geojson"), from });
        expect(pixels.confirmed).toBe(0);
        expect(pixels.probable).toBeLessThan(0.02 * 10_100);
      }
    },
  );
});

/** Landsat pair of ../shared/data with labelled pixels. Blocks of 100 × 100 pixels in a checkerboard: the method was chosen on the blocks whose row
 *  and column add up to an even number; the others were kept apart. */
const TAIZHOU = join(import.meta.dirname, "../../../../shared/data/imagery/taizhou");

test.runIf(existsSync(TAIZHOU))(
  "labelled pixels of Taizhou: F1 as measured, on all blocks and on those kept apart (skipped without ../shared/data)",
  async () => {
    const [out, mask] = [join(folder, "taizhou.geojson"), join(folder, "taizhou.tif")];
    await detectInFiles({
      before: join(TAIZHOU, "2000TM"),
      after: join(TAIZHOU, "2003TM"),
      beforeDate: "2000-03-17",
      afterDate: "2003-02-06",
      out,
      mask,
    });
    const { raster } = await readImage(mask);
    const labels = ["change.bmp", "unchanged.bmp"].map((name) => {
      const bytes = readFileSync(join(TAIZHOU, name));
      const start = bytes.readUInt32LE(10);
      return (at: number) => (bytes[start + (399 - Math.floor(at / 400)) * 400 + (at % 400)] ?? 0) > 0;
    });
    const f1 = (counts: (at: number) => boolean) => {
      let [hit, wrong, missed] = [0, 0, 0];
      for (let at = 0; at < 160_000; at++) {
        if (!counts(at)) continue;
        const isFound = raster.bands[0]?.[at] === 1;
        if (labels[0]?.(at)) [hit, missed] = isFound ? [hit + 1, missed] : [hit, missed + 1];
        else if (labels[1]?.(at) && isFound) wrong++;
      }
      return (2 * hit) / (2 * hit + wrong + missed);
    };
    const isChosenOn = (at: number) => (Math.floor(at / 40_000) + Math.floor((at % 400) / 100)) % 2 === 0;
    expect(f1(() => true)).toBeGreaterThan(0.955);
    expect(f1((at) => !isChosenOn(at))).toBeGreaterThan(0.94);
  },
);
