import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { detectSeries, type SceneSeries, SERIES_PARAMETERS } from "@yuejian/farmland";
import { polygonCoverage } from "@yuejian/imagery";
import { Landscape, type PlantedChange, SIDE } from "./farmland-landscape.ts";
import { describeMachine } from "./harness.ts";

/** Made landscapes with planted changes by class, size, date and cloud (`farmland-landscape.ts`), judged by the detector of series: `short`, four years with conversions in the last; `flooded`, the same with floods and young trees; `trees`, six
 *  years, of which the last is watched for trees that were planted in the fourth. The rules of the generator were written before the detector saw any of its series; seeds from 100 on are the ones to quote, those below may be looked
 *  at. `node bench/farmland-planted.ts [SEEDS] [FIRST] [LONG SEEDS]` */
const count = Number(process.argv[2] ?? 10);
const first = Number(process.argv[3] ?? 100);
const longCount = Number(process.argv[4] ?? Math.ceil(count / 2));

type Found = ReturnType<typeof detectSeries>["violations"];

class Tally {
  readonly #name: string;
  readonly #isWanted: (plant: PlantedChange) => boolean;
  readonly #counts = {
    planted: 0,
    found: 0,
    confirmed: 0,
    one: 0,
    rightClass: 0,
    reported: 0,
    right: 0,
    confirmedReported: 0,
    confirmedRight: 0,
  };
  readonly #classes: Record<string, Record<string, number>> = {};
  readonly #areas: { truth: number; measured: number; error: number }[] = [];
  readonly #missed: object[] = [];
  readonly #wrong: object[] = [];
  #seconds = 0;
  #pixelDates = 0;

  /** Which changes are to be found, of those without an approval and from 0.1 ha. */
  constructor(name: string, isWanted: (plant: PlantedChange) => boolean) {
    this.#name = name;
    this.#isWanted = isWanted;
  }

  watch(land: Landscape, { seed, scenes, watchFrom }: { seed: number; scenes: SceneSeries["scenes"]; watchFrom: string }): void {
    const series: SceneSeries = { name: `seed ${seed}`, grid: land.grid, scenes };
    const started = performance.now();
    const { violations } = detectSeries(series, { approvals: { name: "approvals", layer: land.approvals() } }, { watchFrom });
    this.#seconds += (performance.now() - started) / 1000;
    this.#pixelDates += SIDE * SIDE * scenes.length;
    this.#judge(
      land,
      violations.filter(({ confidence }) => confidence !== "possible"),
      seed,
    );
  }

  /** Probable and confirmed objects against what was planted; an object is right when a planted change covers 30 % of it. */
  #judge(land: Landscape, found: Found, seed: number): void {
    const counts = this.#counts;
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
    const changes = land.planted.filter((plant) => !plant.isApproved && (this.#isWanted(plant) || plant.class === "plantation"));
    for (const { object, filled } of parts) {
      const isRight = changes.some((plant) => shared(filled, plant) >= 0.3 * object.pixels);
      counts.reported++;
      counts.right += Number(isRight);
      if (object.confidence === "confirmed") {
        counts.confirmedReported++;
        counts.confirmedRight += Number(isRight);
      }
      const { confidence, pixels, changed } = object;
      if (!isRight) this.#wrong.push({ seed, confidence, pixels, class: object.class, changed });
    }
    for (const plant of changes) {
      if (!this.#isWanted(plant) || plant.squareMetres < 1000) continue;
      counts.planted++;
      const hits = parts.filter(({ filled }) => shared(filled, plant) >= 0.3 * (plant.squareMetres / 100));
      const row = (this.#classes[plant.class] ??= {});
      const [hit] = hits;
      const told = hit?.object.class ?? "not found";
      row[told] = (row[told] ?? 0) + 1;
      if (hit === undefined) {
        this.#missed.push({ seed, class: plant.class, squareMetres: Math.round(plant.squareMetres), date: plant.date });
        continue;
      }
      counts.found++;
      if (hits.length > 1) continue;
      counts.one++;
      counts.confirmed += Number(hit.object.confidence === "confirmed");
      counts.rightClass += Number(hit.object.class === plant.class);
      const { squareMetres, errorSquareMetres } = hit.object.area;
      this.#areas.push({ truth: plant.squareMetres, measured: squareMetres, error: errorSquareMetres });
    }
  }

  result(): object {
    const counts = this.#counts;
    const middle = (values: number[]) => values.sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? null;
    return {
      part: this.#name,
      planted: counts.planted,
      recall: counts.found / counts.planted,
      precision: counts.right / counts.reported,
      precisionOfConfirmed: counts.confirmedRight / counts.confirmedReported,
      confirmedAmongFound: counts.confirmed / counts.found,
      foundAsOneObject: counts.one / counts.found,
      rightClassAmongFound: counts.rightClass / counts.one,
      /** What was planted, then what was told. */
      classes: this.#classes,
      areaWithinError: this.#areas.filter(({ truth, measured, error }) => Math.abs(measured - truth) <= error).length / this.#areas.length,
      medianWidthOfInterval: middle(this.#areas.map(({ truth, error }) => (2 * error) / truth)),
      medianAreaRatio: middle(this.#areas.map(({ truth, measured }) => measured / truth)),
      medianAreaDeviation: middle(this.#areas.map(({ truth, measured }) => Math.abs(measured / truth - 1))),
      microsecondsPerPixelAndDate: (1e6 * this.#seconds) / this.#pixelDates,
      missed: this.#missed,
      wrong: this.#wrong,
    };
  }
}

const isConversion = (plant: PlantedChange) => plant.class !== "plantation";
const tallies = {
  short: new Tally("short", isConversion),
  flooded: new Tally("flooded", isConversion),
  trees: new Tally("trees", (plant) => plant.class === "plantation"),
};
for (let seed = first; seed < first + count; seed++) {
  const land = new Landscape(seed);
  tallies.short.watch(land, { seed, scenes: land.scenes(), watchFrom: land.watchFrom });
}
for (let seed = first; seed < first + longCount; seed++) {
  const land = new Landscape(seed, true);
  const scenes = land.scenes();
  tallies.flooded.watch(land, { seed, scenes: scenes.filter(({ date }) => date < "2026"), watchFrom: land.watchFrom });
  tallies.trees.watch(land, { seed, scenes, watchFrom: land.lookedAtFrom });
}
const results = Object.values(tallies).map((tally) => tally.result());
console.log(JSON.stringify(results, null, 1));
if (first >= 100) {
  const folder = fileURLToPath(new URL("./results/", import.meta.url));
  mkdirSync(folder, { recursive: true });
  const limit = { recall: 0.95, precision: 0.95, areaWithinError: 0.95 };
  const seeds = { short: [first, first + count - 1], long: [first, first + longCount - 1] };
  const document = { name: "farmland-planted", machine: describeMachine(), parameters: SERIES_PARAMETERS, limit, seeds, results };
  writeFileSync(`${folder}farmland-planted.json`, `${JSON.stringify(document, null, 2)}\n`);
}
