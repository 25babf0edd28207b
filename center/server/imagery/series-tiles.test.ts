import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { silentProgress, YuejianError } from "@yuejian/contracts";
import { guarded, type SeriesViolation } from "@yuejian/farmland";
import { afterAll, describe, expect, test } from "vitest";
import { detectSeriesFiles, type FinishedPart } from "./index.ts";
import { KeptImages } from "./kept-images.ts";
import { planSeries } from "./plan-series.ts";
import { readSeriesWindow } from "./read-series-window.ts";
import { SlidingSeries } from "./sliding-series.ts";
import { makeTiff } from "./testing/make-tiff.ts";

const folder = mkdtempSync(join(tmpdir(), "yuejian-series-tiles-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const [WIDTH, HEIGHT] = [120, 420];
const BUILT = [
  { left: 20, top: 30, right: 31, bottom: 40 },
  { left: 40, top: 180, right: 60, bottom: 205 },
  { left: 90, top: 10, right: 102, bottom: 400 },
];
const DATES = Array.from({ length: 46 }, (_, at) => new Date(Date.UTC(2021, 11, 10 + 30 * at)).toISOString().slice(0, 10));

/** Fields that rise and fall through the year; from the last spring on, buildings, one of them higher than any tile. Clouds lie elsewhere on every date. */
const place = join(folder, "images");
mkdirSync(place);
for (const [index, date] of DATES.entries()) {
  const green = Math.sin((Math.PI * (index % 12)) / 12) ** 2;
  const isBuilt = (column: number, row: number) =>
    date >= "2025-02-01" && BUILT.some(({ left, top, right, bottom }) => column >= left && column < right && row >= top && row < bottom);
  const values = (of: (column: number, row: number, at: number) => number) =>
    Uint16Array.from({ length: WIDTH * HEIGHT }, (_, at) => of(at % WIDTH, Math.floor(at / WIDTH), at));
  const bands = [0, 1, 2, 3].map((band) =>
    values((column, row, at) => {
      if (isBuilt(column, row)) return [1800, 1900, 2000, 2200][band] ?? 0;
      const field = (Math.floor(column / 40) * 7 + Math.floor(row / 30) * 3) % 5;
      const noise = (Math.imul(at + 1, 2_654_435_761 + 977 * band + index) >>> 24) % 40;
      return Math.round([400, 700, 1500 - 1000 * green, 2000 + 1600 * green + 60 * field][band] ?? 0) + noise;
    }),
  );
  const form = {
    width: WIDTH,
    height: HEIGHT,
    isLittle: true,
    isBigTiff: false,
    isPlanar: false,
    compression: "deflate",
    predictor: 2,
  } as const;
  const name = `S2_${date.replaceAll("-", "")}`;
  writeFileSync(join(place, `${name}.tif`), makeTiff({ ...form, bands, block: { tile: [64, 64] } }));
  const clouds = Uint8Array.from({ length: WIDTH * HEIGHT }, (_, at) =>
    Number(((at % WIDTH) + Math.floor(at / WIDTH) + 37 * index) % 190 < 20),
  );
  if (index % 2 === 0)
    writeFileSync(join(place, `${name}_mask.tif`), makeTiff({ ...form, predictor: 1, bands: [clouds], block: { rows: 11 } }));
}

describe("a series in tiles", () => {
  test("threads over tiles find what one pass over the whole finds, objects that no tile holds included", async () => {
    const whole = await detectSeriesFiles(place, {});
    const parts: FinishedPart<SeriesViolation>[] = [];
    const onPart = async (part: FinishedPart<SeriesViolation>) => void parts.push(part);
    const limits = { wholeObservations: 0, tileObservations: 40_000 * DATES.length, seenAgain: 55_000 * DATES.length };
    const tiled = await detectSeriesFiles(place, {}, { ...limits, onPart });
    expect(parts.map((part) => part.parts)).toEqual(parts.map(() => tiled.found.tiles.count));
    expect(parts.flatMap(({ found }) => found.map(({ outline }) => outline))).toHaveLength(tiled.found.violations.length);
    expect(tiled.found.tiles.count).toBeGreaterThan(1);
    const facts = ({ found: { violations, pixels, dates, watchFrom, doubts, approvalsSubtracted } }: typeof whole) => ({
      pixels,
      dates,
      watchFrom,
      doubts,
      approvalsSubtracted,
      violations: violations.map(({ areaByKind, centre, ...each }) => ({
        ...each,
        areaByKind: [...areaByKind],
        centre: centre.map((degree) => degree.toFixed(7)),
      })),
    });
    expect(facts(tiled)).toEqual(facts(whole));
    expect(whole.found.violations.filter(({ confidence }) => confidence === "confirmed")).toHaveLength(3);
    const [date = ""] = DATES;
    expect(await tiled.sceneOf(date)).toEqual(await whole.sceneOf(date));
  });

  test("windows that follow one another downwards are what each gives by itself, edges of clouds left out, and another column begins anew", async () => {
    const plan = await planSeries(place);
    const sliding = new SlidingSeries(plan, DATES[20]);
    for (const [column, row, width, height] of [
      [10, 0, 50, 70],
      [10, 40, 50, 70],
      [10, 100, 50, 120],
      [10, 100, 50, 120],
      [10, 150, 50, 90],
      [70, 110, 50, 120],
      [70, 90, 50, 30],
    ] as const) {
      const window = { column, row, width, height };
      const [slid, alone] = [await sliding.read(window), await readSeriesWindow(plan, window)];
      const valuesOf = ({ date, ndvi, water, redness }: (typeof slid.scenes)[number]) => ({ date, ndvi, water, redness });
      expect(slid.scenes.map(valuesOf)).toEqual(
        alone.scenes.map((scene) => ({ ...valuesOf(scene), ...(scene.date < (DATES[20] ?? "") && { redness: null }) })),
      );
      // Clouds above a window are known only to what read the window above.
      expect(slid.scenes.map(({ clear }) => clear.subarray(width))).toEqual(
        alone.scenes.map(({ clear }) => guarded(clear, window).subarray(width)),
      );
    }
    await sliding.close();
  });

  test("images that are kept open, and those that are too many for it, give what is read by opening each", async () => {
    const plan = await planSeries(place);
    const images = new KeptImages(10);
    for (const window of [
      { column: 3, row: 5, width: 70, height: 90 },
      { column: 40, row: 200, width: 20, height: 100 },
    ])
      expect(await readSeriesWindow(plan, window, { images })).toEqual(await readSeriesWindow(plan, window));
    await images.close();
  });

  test("a file that is damaged within is refused by name from the thread that met it, and a cancelled run ends", async () => {
    const progress = { ...silentProgress, signal: AbortSignal.abort(new YuejianError("JOB_CANCELLED")) };
    await expect(detectSeriesFiles(place, {}, { wholeObservations: 0, progress })).rejects.toMatchObject({ code: "JOB_CANCELLED" });
    const [date = ""] = DATES;
    const damaged = join(place, `S2_${date.replaceAll("-", "")}.tif`);
    const bytes = readFileSync(damaged);
    // The first block lies first; samples of so small a scene are all of it.
    bytes.fill(0, 200, 4000);
    writeFileSync(damaged, bytes);
    await expect(detectSeriesFiles(place, {}, { wholeObservations: 0 })).rejects.toMatchObject({ code: "IMAGE_UNREADABLE" });
  });
});
