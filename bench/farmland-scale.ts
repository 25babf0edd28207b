import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type BenchBand, writeImage } from "./farmland-scale-rasters.ts";
import { bench, type Measurement, type Result } from "./harness.ts";

/** Farmland at the size of a scene: a pair of 10,980 × 10,980 pixels of two bands (tiles of 512, deflate), from pixels to polygons by the vegetation index, at a sixteenth, a quarter and all of its
 *  pixels; the same with GDAL, numpy and scipy on the same files where Debian's python3-gdal and python3-scipy are installed; reweighted alteration detection on six bands.
 *  And the watch of pixels over time by itself: 3 µs a pixel, over a factor of 16 in pixels and in dates. Limits: 8 s and 1 GiB on two cores for the pair of two bands; cost linear in pixels. `node bench/farmland-scale.ts [ROUNDS] [SIDE]` */
const rounds = Number(process.argv[2] ?? 1);
const side = Number(process.argv[3] ?? 10_980);
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

try {
  const parts = [side / 4, side / 2, side].map(Math.floor);
  const measurements: Measurement[] = [];
  const hasPeer = peerIsThere();
  for (const pixels of parts) {
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
  const sixBands = ["blue", "green", "red", "nir", "swir1", "swir2"] as const;
  const [small, smallLater] = await pairOf(parts[0] ?? side, sixBands);
  measurements.push({
    name: `alteration, tiles against the whole, ${parts[0]}²`,
    script: script("./farmland-scale-task.ts"),
    args: ["agreement", small, smallLater, join(folder, "agreement.geojson")],
  });
  const [before, after] = await pairOf(side, sixBands);
  measurements.push({
    name: `reweighted alteration, six bands, ${side}²`,
    script: script("./farmland-scale-task.ts"),
    args: ["alteration", before, after, join(folder, "alteration.geojson")],
  });
  for (const [pixels, dates] of [
    [250_000, 60],
    [1_000_000, 60],
    [4_000_000, 60],
    [1_000_000, 30],
    [1_000_000, 480],
  ] as const)
    measurements.push({
      name: `watch, ${pixels} pixels, ${dates} dates`,
      script: script("./farmland-scale-cycle-task.ts"),
      args: [String(pixels), String(dates)],
    });
  const results = await bench("farmland-scale", measurements, rounds);
  const file = fileURLToPath(script("./results/farmland-scale.json"));
  const written = JSON.parse(readFileSync(file, "utf8")) as object;
  const [least, most] = [parts[0] ?? 0, parts[2] ?? 0];
  const linear = {
    factorInPixels: Number(((most / least) ** 2).toFixed(2)),
    factorInProcessorTime: growth(results, `difference, ${least}²`, `difference, ${most}²`),
  };
  writeFileSync(file, `${JSON.stringify({ ...written, linear, peer: hasPeer ? "measured" : "skipped" }, null, 2)}\n`);
  process.stdout.write(`${JSON.stringify(linear)}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
