import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bench, type Measurement } from "./harness.ts";
import { personFiles } from "./linkage-file.ts";

/** Linking: quality on labelled tables, and speed beside a plain prototype in DuckDB SQL. `node bench/linkage.ts [quality|speed|large] [RECORDS] [HALF]`
 *  - quality: the published sets of ../shared/data/linkage where they are, and RECORDS (200,000) records of the frozen error families, by default
 *    of the half `development`; `final` is for the figure that is quoted
 *  - speed: RECORDS (1,000,000) records end to end, from the file to the clusters, beside the prototype
 *  - large: 9,520,000 records once, against 120 s and 8 GiB */
const [what = "quality", wanted, half = "development"] = process.argv.slice(2);
if (half !== "development" && half !== "final") throw new Error(`no half ${half}`);
const script = (name: string): URL => new URL(`./${name}`, import.meta.url);
const SPLINK: Readonly<Record<string, number>> = { fake_1000: 0.855, "febrl-dataset3": 0.9956 };

if (what === "quality") {
  const measurements: Measurement[] = [];
  const published = fileURLToPath(new URL("../../shared/data/linkage/", import.meta.url));
  if (existsSync(published)) {
    const fake = join(published, "fake_1000.csv");
    measurements.push({ name: "fake_1000", script: script("linkage-quality-task.ts"), args: [fake, fake] });
    const febrl = join(published, "febrl-dataset3.csv");
    measurements.push({ name: "febrl-dataset3", script: script("linkage-quality-task.ts"), args: [febrl, febrlTruth(febrl)] });
  } else console.log("published sets: ../shared/data/linkage is not there, they are left out");
  const families = await personFiles(Number(wanted ?? 200_000), half);
  measurements.push({ name: `families, ${half}`, script: script("linkage-quality-task.ts"), args: [families.table, families.truth] });
  const results = await bench(`linkage-quality-${half}`, measurements, 1);
  for (const { name, details } of results.filter(({ isCold }) => !isCold)) {
    const splink = SPLINK[name];
    console.log(`${name}: F1 ${details["f1"]}, over-merged ${details["overMerged"]} of ${details["entities"]} clusters`);
    if (splink !== undefined) console.log(`  Splink at its best threshold: ${splink}`);
    else console.log(`  limits: F1 0.995, over-merged ${Math.floor(Number(details["entities"]) / 10_000)}`);
  }
}

if (what === "speed" || what === "large") {
  const records = Number(wanted ?? (what === "speed" ? 1_000_000 : 9_520_000));
  const { table } = await personFiles(records, half);
  const product = { name: "product", script: script("linkage-task.ts"), args: ["product", table, what === "large" ? "5GB" : "6GB"] };
  const prototype = { name: "prototype", script: script("linkage-task.ts"), args: ["prototype", table] };
  const measurements = what === "large" ? [product] : [prototype, { ...product, peer: "prototype" }];
  const results = await bench(`linkage-${what}`, measurements, 1);
  for (const { name, isCold, medianSeconds, peakMegabytes, ratio, processorRatio } of results)
    console.log(
      `${isCold ? "cold" : "warm"} ${name}: ${medianSeconds.toFixed(1)} s, ${peakMegabytes} MB` +
        (what === "large"
          ? `; limits 120 s, 8192 MB`
          : ratio === null
            ? ""
            : `; ${ratio.toFixed(2)} × (processor ${processorRatio?.toFixed(2)} ×), limit 1.5 ×`),
    );
}

/** The truth of febrl stands in its record ids: rec-17-dup-2 is a duplicate of rec-17-org. */
function febrlTruth(file: string): string {
  const path = join(tmpdir(), "yuejian-febrl-truth.csv");
  const ids = readFileSync(file, "utf8")
    .split("\n")
    .slice(1)
    .flatMap((line) => line.split(",")[0] || []);
  writeFileSync(path, `rec_id,cluster\n${ids.map((id) => `${id},${id.split("-")[1]}\n`).join("")}`);
  return path;
}
