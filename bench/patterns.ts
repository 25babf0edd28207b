import { writeFileSync } from "node:fs";
import { type FoundPattern, findPatterns, type RuleGroup } from "@yuejian/patterns";
import { describeMachine } from "./harness.ts";
import { BUILDING_SEEDS, KEPT_APART_SEEDS, makeWorld, type Planted, type WorldOptions } from "./patterns-world.ts";

/** How many planted clusters are found, and how many patterns are found where nothing is: half of the seeds are kept apart. `node bench/patterns.ts [apart]` */
const WORLDS = {
  "nothing planted": { plants: 0, clumps: null },
  "three windows and three shares planted": { plants: 3, clumps: null },
  "nothing planted, leads in clumps (gamma of shape 4)": { plants: 0, clumps: 4 },
} as const satisfies Record<string, WorldOptions>;

/** A plant is clear from as many leads above what would be there without it. */
const CLEAR = 15;

const isHit = ({ kind, unit, group, from, to }: FoundPattern, plant: Planted): boolean => {
  if (kind !== plant.kind || unit !== plant.unit || !group.rules.includes(plant.rule)) return false;
  return 2 * (Math.min(to, plant.to) - Math.max(from, plant.from) + 1) > plant.to - plant.from;
};
/** Whatever rests on a plant of the same unit and rule is no false one, whichever kind it is told as. */
const touches = ({ unit, group }: FoundPattern, plant: Planted): boolean => unit === plant.unit && group.rules.includes(plant.rule);

function measure(seeds: readonly number[], options: WorldOptions) {
  let [planted, hits, patterns, falseOnes, worldsWithFalse, tests] = [0, 0, 0, 0, 0, 0];
  const none = () => ({ planted: 0, hits: 0, plantedClear: 0, hitsClear: 0 });
  const byKind = { time: none(), share: none() };
  const began = process.cpuUsage();
  for (const seed of seeds) {
    const world = makeWorld(seed, options);
    const rules = [...new Set(world.cells.map(({ rule }) => rule))].toSorted();
    const groups: RuleGroup[] = [
      ...rules.map((rule) => ({ id: rule, kind: "rule" as const, rules: [rule] })),
      { id: "all", kind: "all", rules },
    ];
    const found = findPatterns([{ id: "leads", counts: world.cells, groups, periods: world.periods }]);
    for (const plant of world.planted) {
      const isFound = found.patterns.some((each) => isHit(each, plant));
      const held = world.cells.filter(({ unit, rule, period }) => {
        return unit === plant.unit && rule === plant.rule && plant.from <= period && period <= plant.to;
      });
      const excess = held.reduce((sum, { count }) => sum + count, 0) * (1 - 1 / plant.ratio);
      const tally = byKind[plant.kind];
      tally.planted++;
      tally.hits += isFound ? 1 : 0;
      tally.plantedClear += excess >= CLEAR ? 1 : 0;
      tally.hitsClear += excess >= CLEAR && isFound ? 1 : 0;
      hits += isFound ? 1 : 0;
    }
    const wrong = found.patterns.filter((each) => !world.planted.some((plant) => touches(each, plant))).length;
    planted += world.planted.length;
    patterns += found.patterns.length;
    falseOnes += wrong;
    worldsWithFalse += wrong > 0 ? 1 : 0;
    tests += found.tests;
  }
  const { user } = process.cpuUsage(began);
  return {
    worlds: seeds.length,
    tests,
    planted,
    hits,
    recall: planted === 0 ? null : hits / planted,
    byKind,
    patterns,
    falseOnes,
    falseShare: patterns === 0 ? 0 : falseOnes / patterns,
    worldsWithFalse,
    processorSecondsPerWorld: user / 1e6 / seeds.length,
  };
}

const splits = process.argv[2] === "building" ? { building: BUILDING_SEEDS } : { building: BUILDING_SEEDS, "kept apart": KEPT_APART_SEEDS };
const results = Object.fromEntries(
  Object.entries(splits).map(([split, seeds]) => [
    split,
    Object.fromEntries(Object.entries(WORLDS).map(([name, options]) => [name, measure(seeds, options)])),
  ]),
);
console.log(JSON.stringify(results, null, 1));
if (process.argv[2] !== "building")
  writeFileSync(
    new URL("./results/patterns.json", import.meta.url),
    `${JSON.stringify({ at: new Date().toISOString(), machine: describeMachine(), results }, null, 2)}\n`,
  );
