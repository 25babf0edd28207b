import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { crc32 } from "node:zlib";
import { DuckDBInstance } from "@duckdb/node-api";
import { judgePlantation } from "@yuejian/farmland";
import { annualStatistics, CYCLE_PARAMETERS, CycleWatch, judgeCycle } from "@yuejian/imagery";
import { randomOf } from "./farmland-landscape.ts";
import { describeMachine } from "./harness.ts";

/** Conversions spliced into real crop series: years of the declared French parcels in ../shared/data put one after the other (half of the years from the same parcel, a third from one
 *  of the same crop, a fifth from any), looked at every five days, half of the dates hidden by cloud. In half of the series the land is converted in the first eight months of the fourth year. Crops are
 *  split in two by the checksum of their code: rules and parameters were chosen on one part (`tuning`), the other (`figure`) is the one to quote. Counted is what is confirmed at the end of the fourth year.
 *  `node bench/farmland-series.ts [SERIES]` */
const count = Number(process.argv[2] ?? 2000);
const FILE = fileURLToPath(new URL("../../shared/data/imagery/cropland-points/2022_FRA_LPIS_POLY_110.geoparquet", import.meta.url));
const BANDS = ["B02", "B03", "B04", "B08", "B11", "B12"].map((band) => `"S2-L2A-${band}"`);
const YEAR = 365.25;
const COVERS = {
  building: [1800, 1900, 2000, 2200, 2400, 2200],
  soil: [900, 1300, 1800, 2400, 3200, 2800],
  water: [600, 700, 400, 250, 100, 60],
  asphalt: [1200, 1250, 1300, 1500, 1700, 1600],
} as const;

interface Parcel {
  readonly crop: string;
  /** Twelve months of six bands. */
  readonly months: readonly (readonly number[])[];
}

async function readParcels(): Promise<Parcel[]> {
  const connection = await (await DuckDBInstance.create()).connect();
  const answer = await connection.runAndReadAll(
    `SELECT sample_id, ewoc_code::VARCHAR, list([${BANDS.join(",")}]::INTEGER[] ORDER BY timestamp)::VARCHAR
     FROM read_parquet('${FILE}') WHERE year(timestamp) = 2022 GROUP BY ALL ORDER BY sample_id`,
  );
  return answer
    .getRows()
    .map(([, crop, months]) => ({ crop: String(crop), months: JSON.parse(String(months)) as number[][] }))
    .filter(({ months }) => months.length === 12 && months.flat().every((value) => value !== 65_535));
}

/** The parcels as they are: seventeen months, the last five watched. None was converted. */
async function unchanged() {
  const connection = await (await DuckDBInstance.create()).connect();
  const answer = await connection.runAndReadAll(
    `SELECT list([epoch(timestamp) // 86400, "S2-L2A-B04", "S2-L2A-B08"]::INTEGER[] ORDER BY timestamp)::VARCHAR FROM read_parquet('${FILE}') GROUP BY sample_id`,
  );
  const levels: Record<string, number> = {};
  for (const [text] of answer.getRows()) {
    const months = JSON.parse(String(text)) as [number, number, number][];
    const days = months.map(([day]) => day);
    const ndvi = months.map(([, red, nir]) => (red === 65_535 || nir === 65_535 ? Number.NaN : (nir - red) / (nir + red)));
    const level = levelOf(days, ndvi, days[12] ?? 0);
    levels[level] = (levels[level] ?? 0) + 1;
  }
  return { part: "unchanged, seventeen months", levels };
}

function levelOf(days: readonly number[], ndvi: readonly number[], watchFrom: number): string {
  const marks = new Uint8Array(days.length);
  const years = new CycleWatch(days, watchFrom).mark(ndvi, marks, 0);
  return years < 0 ? "unknown" : judgeCycle(days, marks, years).level;
}

function isTuning({ crop }: Parcel): boolean {
  return crc32(crop) % 2 === 0;
}

function seriesOf(pool: readonly Parcel[], random: () => number, isConverted: boolean): { days: number[]; ndvi: number[] } {
  const pick = (from: readonly Parcel[]) => from[Math.floor(random() * from.length)] as Parcel;
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const base = pick(pool);
  const months = Array.from({ length: 4 }, () => {
    const kind = random();
    if (kind < 0.5) return base;
    return kind < 0.8 ? pick(pool.filter(({ crop }) => crop === base.crop)) : pick(pool);
  }).flatMap((parcel) => parcel.months);
  const start = 3 * YEAR + random() * 240;
  const final = pickCover(random);
  const isBareFirst = random() < 0.6 && (final === COVERS.building || final === COVERS.asphalt);
  const bareDays = isBareFirst ? 30 + 90 * random() : 0;
  const [gain, length, share] = [0.75 + 0.5 * random(), 1 + 29 * random(), 0.8 + 0.2 * random()];
  const days: number[] = [];
  const ndvi: number[] = [];
  for (let day = 0; day < 4 * YEAR; day += 5) {
    if (random() < 0.5) continue;
    const place = Math.min(46.999, Math.max(0, (day - 15) / (YEAR / 12)));
    const [month, part] = [Math.floor(place), place % 1];
    const part2 = isConverted ? share * Math.min(1, Math.max(0, (day - start) / length)) : 0;
    const cover = day < start + bareDays ? COVERS.soil : final;
    const light = 1 + 0.02 * normal();
    const value = (band: number) => {
      const crop = (months[month]?.[band] ?? 0) * (1 - part) + (months[month + 1]?.[band] ?? 0) * part;
      return (crop * (1 - part2) + (cover[band] ?? 0) * gain * part2) * light + 60 * normal();
    };
    const [red, nir] = [value(2), value(3)];
    days.push(day);
    ndvi.push((nir - red) / (nir + red));
  }
  return { days, ndvi };
}

function pickCover(random: () => number): readonly number[] {
  const covers = Object.values(COVERS);
  return covers[Math.floor(random() * covers.length)] ?? COVERS.soil;
}

const parcels = await readParcels();
const results = ["tuning", "figure"].map((part) => {
  const pool = parcels.filter((parcel) => isTuning(parcel) === (part === "tuning"));
  const random = randomOf(part === "tuning" ? 11 : 20_261_126);
  let [found, wrong, probable, trees, seconds, pixelDates] = [0, 0, 0, 0, 0, 0];
  for (let at = 0; at < count; at++)
    for (const isConverted of [true, false]) {
      const { days, ndvi } = seriesOf(pool, random, isConverted);
      const started = performance.now();
      const level = levelOf(days, ndvi, 3 * YEAR);
      seconds += (performance.now() - started) / 1000;
      pixelDates += days.length;
      if (level === "confirmed") [found, wrong] = isConverted ? [found + 1, wrong] : [found, wrong + 1];
      if (level === "probable" && !isConverted) probable++;
      const plantation = isConverted ? "none" : judgePlantation(annualStatistics({ days, ndvi, water: null }, 3 * YEAR)).level;
      if (plantation === "probable" || plantation === "confirmed") trees++;
    }
  const f1 = (2 * found) / (found + count + wrong);
  return {
    part,
    parcels: pool.length,
    crops: new Set(pool.map(({ crop }) => crop)).size,
    series: 2 * count,
    recall: found / count,
    falsePositiveRate: wrong / count,
    probableAmongUnchanged: probable / count,
    plantationAmongUnchanged: trees / count,
    precision: found / (found + wrong),
    f1,
    microsecondsPerPixelAndDate: (1e6 * seconds) / pixelDates,
  };
});
const asTheyAre = await unchanged();
for (const result of [...results, asTheyAre]) console.log(result);
const folder = fileURLToPath(new URL("./results/", import.meta.url));
mkdirSync(folder, { recursive: true });
const limit = { f1: 0.9, falsePositiveRate: 0.03, peer: { name: "annual-cycle rule, prototype", f1: 0.873, falsePositiveRate: 0.054 } };
writeFileSync(
  `${folder}farmland-series.json`,
  `${JSON.stringify({ name: "farmland-series", machine: describeMachine(), parameters: CYCLE_PARAMETERS, limit, results: [...results, asTheyAre] }, null, 2)}\n`,
);
