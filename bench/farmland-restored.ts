import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { judgeRestoration, RESTORATION_PARAMETERS, RESTORATIONS, type SceneSeries } from "@yuejian/farmland";
import { Landscape } from "./farmland-landscape.ts";
import { describeMachine } from "./harness.ts";

/** Long landscapes (`farmland-landscape.ts`): what became of conversions from 0.1 ha, judged in the last of six years, against what was drawn. The rules were written before the method saw them; seeds from 100 on are the
 *  ones to quote. `node bench/farmland-restored.ts [SEEDS] [FIRST]` */
const count = Number(process.argv[2] ?? 6);
const first = Number(process.argv[3] ?? 100);

const table: Record<string, Record<string, number>> = {};
const wrong: object[] = [];
const shares: number[] = [];
let [plots, agreed, covered, restoredPlots] = [0, 0, 0, 0];
for (let seed = first; seed < first + count; seed++) {
  const land = new Landscape(seed, true);
  const series: SceneSeries = { name: `seed ${seed}`, grid: land.grid, scenes: land.scenes() };
  const judged = land.planted.filter(({ fate, isApproved, squareMetres }) => fate !== undefined && !isApproved && squareMetres >= 1000);
  const features = judged.map(({ corners, date, class: kind }, at) => ({
    polygons: [[corners.map(([x, y]): [number, number] => [land.grid.west + 10 * x, land.grid.north - 10 * y])]],
    properties: { id: String(at), changedBy: date, class: kind },
  }));
  const found = judgeRestoration(series, { name: "plots", layer: { crs: land.grid.crs, features } }, { from: land.lookedAtFrom });
  for (const plot of found.plots) {
    const truth = judged[Number(plot.id)];
    if (truth?.fate === undefined) continue;
    const { verdict } = truth.fate;
    plots++;
    const row = (table[verdict] ??= {});
    row[plot.verdict] = (row[plot.verdict] ?? 0) + 1;
    if (plot.verdict === verdict) agreed++;
    else
      wrong.push({
        seed,
        class: truth.class,
        squareMetres: Math.round(truth.squareMetres),
        truth: verdict,
        found: plot.verdict,
        parts: plot.parts,
      });
    if (verdict !== "partly" && verdict !== "restored") continue;
    if (plot.verdict === "cannot-tell") continue;
    const share =
      truth.fate.replanted === null
        ? 1
        : truth.parts.reduce((sum, part, at) => sum + part * (truth.fate?.replanted?.[at] ?? 0), 0) /
          truth.parts.reduce((sum, part) => sum + part, 0);
    restoredPlots++;
    if (Math.abs(plot.restored.squareMetres - share * truth.squareMetres) <= plot.restored.errorSquareMetres) covered++;
    shares.push(plot.restored.squareMetres / truth.squareMetres - share);
  }
}

const result = {
  seeds: [first, first + count - 1],
  plots,
  agreement: agreed / plots,
  verdicts: Object.keys(RESTORATIONS),
  /** What was drawn, then what was found. */
  table,
  restoredAreaWithinError: covered / restoredPlots,
  meanErrorOfRestoredShare: shares.reduce((sum, each) => sum + each, 0) / shares.length,
  wrong,
};
console.log(JSON.stringify(result, null, 1));
if (first >= 100) {
  const folder = fileURLToPath(new URL("./results/", import.meta.url));
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    `${folder}farmland-restored.json`,
    `${JSON.stringify({ name: "farmland-restored", machine: describeMachine(), parameters: RESTORATION_PARAMETERS, result }, null, 2)}\n`,
  );
}
