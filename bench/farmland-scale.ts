import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type BenchBand, writeImage } from "./farmland-scale-rasters.ts";
import { measureSeriesPart, SERIES_PARTS } from "./farmland-scale-series.ts";
import { bench, type Measurement, type Result } from "./harness.ts";

/** Farmland at the size of a scene and of a city, in parts that can be measured one by one: `node bench/farmland-scale.ts [PART|all] [ROUNDS] [SIDE]`.
 *  `pair`: 10,980 × 10,980 pixels of two bands (tiles of 512, deflate), from pixels to polygons by the vegetation index, at a sixteenth, a quarter and all of its pixels; the same with GDAL, numpy and scipy on the same files where Debian's
 *  python3-gdal and python3-scipy are installed. `alteration`: reweighted alteration detection on six bands. `watch`: the watch of pixels over time by itself, over a factor of 16 in pixels and in dates. `city`: a series of 15 million pixels and 60
 *  dates from files to polygons, a tenth of a city, and the city computed. `series-pixels`, `series-dates`: the same over a factor of 16. Limits: 8 s and 1 GiB on two cores for the pair; 3 µs a pixel watched; 30 minutes for the city; linear cost. */
const PARTS = ["pair", "alteration", "watch"] as const;
const wanted = process.argv[2] ?? "all";
const rounds = Number(process.argv[3] ?? 1);
const side = Number(process.argv[4] ?? 10_980);
const known = [...PARTS, ...SERIES_PARTS.map(({ part }) => part)];
if (wanted !== "all" && !known.some((part) => part === wanted)) {
  process.stderr.write(`no part ${wanted}; there are: all, ${known.join(", ")}\n`);
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), "yuejian-farmland-scale-"));
const script = (name: string) => new URL(name, import.meta.url);

async function pairOf(pixels: number, bands: readonly BenchBand[]): Promise<[string, string]> {
  const path = (date: string) => join(folder, `${pixels}x${bands.length}_${date}.tif`);
  const [before, after] = [path("20240410"), path("20250420")];
  await writeImage({ path: before, side: pixels, bands, isLater: false });
  await writeImage({ path: after, side: pixels, bands, isLater: true });
  return [before, after];
}

function peerIsThere(): boolean {
  const { status } = spawnSync("/usr/bin/python3", ["-c", "import numpy, scipy.ndimage, osgeo.gdal"], { encoding: "utf8" });
  if (status !== 0)
    process.stderr.write("peer skipped: no /usr/bin/python3 with osgeo, numpy and scipy (Debian: python3-gdal python3-scipy)\n");
  return status === 0;
}

/** Processor time over the linear one from a part: 1 is linear. */
function growth(results: readonly Result[], small: string, large: string): number {
  const seconds = (name: string) => results.find((each) => each.name === name && !each.isCold)?.processorSeconds ?? Number.NaN;
  return Number((seconds(large) / seconds(small)).toFixed(2));
}

const quarters = [side / 4, side / 2, side].map(Math.floor);
const hasPeer = peerIsThere();

async function pairMeasurements(): Promise<Measurement[]> {
  const measurements: Measurement[] = [];
  for (const pixels of quarters) {
    const [before, after] = await pairOf(pixels, ["red", "nir"]);
    const peer = `GDAL, numpy, scipy, ${pixels}²`;
    const isMeasuredByPeer = hasPeer && pixels === side;
    measurements.push({
      name: `difference, ${pixels}²`,
      script: script("./farmland-scale-task.ts"),
      args: ["difference", before, after, join(folder, "difference.geojson")],
      ...(isMeasuredByPeer ? { peer } : {}),
    });
    if (isMeasuredByPeer)
      measurements.push({
        name: peer,
        script: script("./farmland-scale-peer-task.ts"),
        args: [before, after, join(folder, "peer.geojson")],
      });
  }
  return measurements;
}

async function alterationMeasurements(): Promise<Measurement[]> {
  const sixBands = ["blue", "green", "red", "nir", "swir1", "swir2"] as const;
  const least = quarters[0] ?? side;
  const [small, smallLater] = await pairOf(least, sixBands);
  const [before, after] = await pairOf(side, sixBands);
  return [
    {
      name: `alteration, tiles against the whole, ${least}²`,
      script: script("./farmland-scale-task.ts"),
      args: ["agreement", small, smallLater, join(folder, "agreement.geojson")],
    },
    {
      name: `reweighted alteration, six bands, ${side}²`,
      script: script("./farmland-scale-task.ts"),
      args: ["alteration", before, after, join(folder, "alteration.geojson")],
    },
  ];
}

function watchMeasurements(): Measurement[] {
  return (
    [
      [250_000, 60],
      [1_000_000, 60],
      [4_000_000, 60],
      [1_000_000, 30],
      [1_000_000, 480],
    ] as const
  ).map(([pixels, dates]) => ({
    name: `watch, ${pixels} pixels, ${dates} dates`,
    script: script("./farmland-scale-cycle-task.ts"),
    args: [String(pixels), String(dates)],
  }));
}

/** Processor time of the larger over that of the smaller. */
const GROWTH: Readonly<Record<(typeof PARTS)[number], readonly (readonly [factor: number, small: string, large: string])[]>> = {
  pair: [[16, `difference, ${quarters[0]}²`, `difference, ${quarters[2]}²`]],
  alteration: [],
  watch: [
    [16, "watch, 250000 pixels, 60 dates", "watch, 4000000 pixels, 60 dates"],
    [16, "watch, 1000000 pixels, 30 dates", "watch, 1000000 pixels, 480 dates"],
  ],
};

try {
  const making = { pair: pairMeasurements, alteration: alterationMeasurements, watch: async () => watchMeasurements() };
  for (const part of PARTS) {
    if (wanted !== "all" && wanted !== part) continue;
    const results = await bench(`farmland-scale-${part}`, await making[part](), rounds);
    const file = fileURLToPath(script(`./results/farmland-scale-${part}.json`));
    const written = JSON.parse(readFileSync(file, "utf8")) as object;
    const linear = GROWTH[part].map(([factor, small, large]) => ({
      from: small,
      to: large,
      factor,
      ofProcessorTime: growth(results, small, large),
    }));
    writeFileSync(
      file,
      `${JSON.stringify({ ...written, linear, ...(part === "pair" ? { peer: hasPeer ? "measured" : "skipped" } : {}) }, null, 2)}\n`,
    );
    process.stdout.write(`${JSON.stringify(linear)}\n`);
  }
  for (const part of SERIES_PARTS) if (wanted === "all" || wanted === part.part) await measureSeriesPart(part, folder);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
