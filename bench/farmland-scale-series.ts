import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type BlockImage, writeBlocks } from "./farmland-scale-rasters.ts";
import { describeMachine, type Sample, sampleOf } from "./harness.ts";

/** A made series on disk: fields whose crops rise and fall, four bands and a mask a date, buildings from the last year's spring on in one of sixteen cells of 96 pixels. */
export interface MadeSeries {
  readonly side: number;
  readonly dates: number;
  /** Blocks that differ from one another on a date; the scene is laid out of them, each written anew. */
  readonly kinds: number;
}

const FIRST_DAY = Date.UTC(2021, 8, 1) / 86_400_000;
const DAYS = 1520;
const BUILT_FROM = FIRST_DAY + 1240;
const BAND_VALUES = { bare: [900, 1200, 1700, 2300], leaf: [300, 600, 350, 4200], building: [1800, 1900, 2000, 2200] } as const;
const BLOCK = 512;
const FIELD = { width: 31, height: 43 };
const CELL = 96;

export async function writeSeries(folder: string, { side, dates, kinds }: MadeSeries): Promise<void> {
  mkdirSync(folder);
  for (let index = 0; index < dates; index++) {
    const day = FIRST_DAY + Math.floor((index * DAYS) / dates);
    const name = `S2_${new Date(day * 86_400_000).toISOString().slice(0, 10).replaceAll("-", "")}`;
    const seeds = Array.from({ length: kinds }, (_, kind) => kind);
    const image = (bands: BlockImage["bands"], blocks: BlockImage["blocks"], path: string): BlockImage => ({ path, side, bands, blocks });
    await writeBlocks(
      image(
        ["blue", "green", "red", "nir"],
        seeds.map((kind) => groundOf(kind, day)),
        join(folder, `${name}.tif`),
      ),
    );
    await writeBlocks(
      image(
        ["mask"],
        seeds.map((kind) => cloudsOf(kind, day)),
        join(folder, `${name}_mask.tif`),
      ),
    );
  }
}

function groundOf(kind: number, day: number): Uint16Array {
  const values = new Uint16Array(BLOCK * BLOCK * 4);
  for (let row = 0; row < BLOCK; row++)
    for (let column = 0; column < BLOCK; column++) {
      const field = mixed(Math.floor(column / FIELD.width) * 7919 + Math.floor(row / FIELD.height) + 31 * kind);
      const cell = mixed(Math.floor(column / CELL) * 104_729 + Math.floor(row / CELL) + 17 + kind);
      const [x, y] = [(column % CELL) - 20 - ((cell >>> 8) & 15), (row % CELL) - 20 - ((cell >>> 16) & 15)];
      const isBuilt =
        day >= BUILT_FROM + ((cell >>> 4) & 63) && (cell & 15) === 0 && x >= 0 && y >= 0 && x < 6 + ((cell >>> 20) & 15) && y < 12;
      const season = ((day - 40 * (field & 3)) % 365.25) / 365.25;
      const green = 0.1 + 0.8 * Math.max(Math.exp(-(((season - 0.25) / 0.1) ** 2)), Math.exp(-(((season - 0.65) / 0.12) ** 2)));
      const start = (row * BLOCK + column) * 4;
      const noise = mixed(Math.imul(row, BLOCK) + column + Math.imul(day, 0x5bd1e995) + kind);
      for (let band = 0; band < 4; band++) {
        const ground = (1 - green) * (BAND_VALUES.bare[band] ?? 0) + green * (BAND_VALUES.leaf[band] ?? 0);
        values[start + band] = (isBuilt ? (BAND_VALUES.building[band] ?? 0) : ground) + ((noise >>> (8 * band)) & 63);
      }
    }
  return values;
}

/** Four in ten squares of 64 pixels. */
function cloudsOf(kind: number, day: number): Uint16Array {
  return Uint16Array.from({ length: BLOCK * BLOCK }, (_, at) => {
    const [column, row] = [at % BLOCK, Math.floor(at / BLOCK)];
    return Number(mixed((column >> 6) * 131 + (row >> 6) * 7 + Math.imul(day, 977) + kind) % 10 < 4);
  });
}

function mixed(value: number): number {
  let state = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  return (state ^ (state >>> 16)) >>> 0;
}

/** A city of so many pixels and dates is computed from what a part of it took. */
const CITY = { pixels: 150_000_000, dates: 60, limitMinutes: 30 } as const;

export interface SeriesPart {
  readonly part: string;
  readonly made: readonly MadeSeries[];
}

/** A tenth of a city; a factor of 16 in pixels; a factor of 16 in dates. */
export const SERIES_PARTS: readonly SeriesPart[] = [
  { part: "city", made: [{ side: 3873, dates: 60, kinds: 3 }] },
  {
    part: "series-pixels",
    made: [
      { side: 969, dates: 60, kinds: 2 },
      { side: 3876, dates: 60, kinds: 2 },
    ],
  },
  {
    part: "series-dates",
    made: [
      { side: 1000, dates: 30, kinds: 1 },
      { side: 1000, dates: 480, kinds: 1 },
    ],
  },
];

/** Measures a part and writes `results/farmland-scale-PART.json`. */
export async function measureSeriesPart({ part, made }: SeriesPart, folder: string): Promise<void> {
  const results: (Sample & { readonly name: string; readonly microsecondsPerPixelAndDate: number })[] = [];
  for (const each of made) {
    const place = join(folder, `${each.side}x${each.dates}`);
    process.stderr.write(`${part}: writing ${each.dates} dates of ${each.side} × ${each.side} pixels\n`);
    await writeSeries(place, each);
    const name = `series, ${each.side}², ${each.dates} dates`;
    const sample = await sampleOf({ name, script: new URL("./farmland-scale-series-task.ts", import.meta.url), args: [place] });
    rmSync(place, { recursive: true });
    const observations = each.side ** 2 * each.dates;
    results.push({ name, ...sample, microsecondsPerPixelAndDate: (1e6 * sample.processorSeconds) / observations });
    process.stderr.write(
      `${name}: ${sample.seconds.toFixed(1)} s, ${sample.processorSeconds.toFixed(1)} s of processors, ${sample.peakMegabytes} MB ${JSON.stringify(sample.details)}\n`,
    );
  }
  const [first, last] = [results[0], results.at(-1)];
  const [less, more] = [made[0], made.at(-1)];
  const minutes = (seconds: number) =>
    Number(((seconds / 60) * (CITY.pixels / (less?.side ?? 1) ** 2) * (CITY.dates / (less?.dates ?? 1))).toFixed(1));
  const computed =
    results.length === 1
      ? { city: { ...CITY, minutes: minutes(first?.seconds ?? 0), minutesOfTwoBusyCores: minutes((first?.processorSeconds ?? 0) / 2) } }
      : {
          growth: {
            factor: Number((((more?.side ?? 1) ** 2 * (more?.dates ?? 1)) / ((less?.side ?? 1) ** 2 * (less?.dates ?? 1))).toFixed(2)),
            ofProcessorTime: Number(((last?.processorSeconds ?? 0) / (first?.processorSeconds ?? 1)).toFixed(2)),
          },
        };
  const file = new URL(`./results/farmland-scale-${part}.json`, import.meta.url);
  writeFileSync(file, `${JSON.stringify({ name: `farmland-scale-${part}`, machine: describeMachine(), results, ...computed }, null, 2)}\n`);
  process.stdout.write(`${JSON.stringify(computed)}\n`);
}
