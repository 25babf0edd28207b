import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { detectSeries, type SceneSeries } from "@yuejian/farmland";
import { polygonCoverage } from "@yuejian/imagery";
import { Landscape, type PlantedChange, SIDE } from "./farmland-landscape.ts";
import { describeMachine } from "./harness.ts";

/** Made landscapes of four years with planted conversions by class, size, date and cloud (`farmland-landscape.ts`), judged by the detector of series. The rules of the generator were written
 *  before the detector saw any of its series; seeds from 100 on are the ones to quote, those below may be looked at. `node bench/farmland-planted.ts [SEEDS] [FIRST]` */
const count = Number(process.argv[2] ?? 10);
const first = Number(process.argv[3] ?? 100);

interface Tally {
  planted: number;
  found: number;
  confirmed: number;
  rightClass: number;
  reported: number;
  right: number;
  confirmedReported: number;
  confirmedRight: number;
  measured: number;
  covered: number;
  widths: number[];
}

const tally: Tally = {
  planted: 0,
  found: 0,
  confirmed: 0,
  rightClass: 0,
  reported: 0,
  right: 0,
  confirmedReported: 0,
  confirmedRight: 0,
  measured: 0,
  covered: 0,
  widths: [],
};
const missed: object[] = [];
const wrong: object[] = [];
let [seconds, dates] = [0, 0];
for (let seed = first; seed < first + count; seed++) {
  const land = new Landscape(seed);
  const series: SceneSeries = { name: `seed ${seed}`, grid: land.grid, scenes: land.scenes() };
  dates = series.scenes.length;
  const started = performance.now();
  const { violations } = detectSeries(series, { approvals: { name: "approvals", layer: land.approvals() } }, { watchFrom: land.watchFrom });
  seconds += (performance.now() - started) / 1000;
  judge(
    land,
    violations.filter(({ confidence }) => confidence !== "possible"),
    seed,
  );
}

/** Probable and confirmed objects against what was planted without an approval; an object belongs to the plant that it overlaps most. */
function judge(land: Landscape, found: ReturnType<typeof detectSeries>["violations"], seed: number): void {
  const parts = found.map((object) => {
    const filled = new Float32Array(SIDE * SIDE);
    const coverage = polygonCoverage(object.outline, land.grid);
    coverage?.parts.forEach((part, at) => {
      const { window } = coverage;
      filled[(window.row + Math.floor(at / window.width)) * SIDE + window.column + (at % window.width)] = part;
    });
    return { object, filled };
  });
  const shared = (filled: Float32Array, plant: PlantedChange) =>
    filled.reduce((sum, part, at) => sum + Math.min(part, plant.parts[at] ?? 0), 0);
  for (const { object, filled } of parts) {
    tally.reported++;
    const isRight = land.planted.some((plant) => !plant.isApproved && shared(filled, plant) >= 0.3 * object.pixels);
    if (object.confidence === "confirmed") tally.confirmedReported++;
    if (isRight) {
      tally.right++;
      if (object.confidence === "confirmed") tally.confirmedRight++;
    } else wrong.push({ seed, confidence: object.confidence, pixels: object.pixels, class: object.class, changed: object.changed });
  }
  for (const plant of land.planted) {
    if (plant.isApproved || plant.squareMetres < 1000) continue;
    tally.planted++;
    const hits = parts.filter(({ filled }) => shared(filled, plant) >= 0.3 * (plant.squareMetres / 100));
    if (hits.length === 0) {
      missed.push({ seed, class: plant.class, squareMetres: Math.round(plant.squareMetres), date: plant.date });
      continue;
    }
    tally.found++;
    const [hit] = hits;
    if (hit === undefined || hits.length > 1) continue;
    if (hit.object.confidence === "confirmed") tally.confirmed++;
    if (hit.object.class === plant.class) tally.rightClass++;
    const { squareMetres, errorSquareMetres } = hit.object.area;
    tally.measured++;
    if (Math.abs(squareMetres - plant.squareMetres) <= errorSquareMetres) tally.covered++;
    tally.widths.push((2 * errorSquareMetres) / plant.squareMetres);
  }
}

const widths = tally.widths.toSorted((left, right) => left - right);
const result = {
  seeds: [first, first + count - 1],
  planted: tally.planted,
  recall: tally.found / tally.planted,
  precision: tally.right / tally.reported,
  precisionOfConfirmed: tally.confirmedRight / tally.confirmedReported,
  confirmedAmongFound: tally.confirmed / tally.found,
  rightClassAmongFound: tally.rightClass / tally.found,
  areaWithinError: tally.covered / tally.measured,
  medianWidthOfInterval: widths[Math.floor(widths.length / 2)] ?? null,
  microsecondsPerPixelAndDate: (1e6 * seconds) / (count * SIDE * SIDE * dates),
  missed,
  wrong,
};
console.log(JSON.stringify(result, null, 1));
if (first >= 100) {
  const folder = fileURLToPath(new URL("./results/", import.meta.url));
  mkdirSync(folder, { recursive: true });
  const limit = { recall: 0.95, precision: 0.95, areaWithinError: 0.95 };
  writeFileSync(
    `${folder}farmland-planted.json`,
    `${JSON.stringify({ name: "farmland-planted", machine: describeMachine(), limit, result }, null, 2)}\n`,
  );
}
