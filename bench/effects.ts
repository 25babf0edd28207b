import { writeFileSync } from "node:fs";
import { effectOfSuggestion } from "@yuejian/effects";
import { describeMachine } from "./harness.ts";
import { generator, normal, poisson } from "./patterns-world.ts";

/** How often the interval of 95 % holds the true effect, and how often an effect is found: Poisson counts around a level that follows its predecessor (AR(1), a quarter of the level), a
 *  movement common to all, and elsewhere ten times as many. `node bench/effects.ts [ROUNDS]` */
const ROUNDS = Number(process.argv[2] ?? 1000);
const LENGTHS = [
  [12, 12],
  [24, 12],
  [24, 24],
  [36, 24],
] as const;
const results = LENGTHS.flatMap(([before, after]) =>
  [0, 0.3, 0.6].flatMap((autocorrelation) => [0, -0.4].map((effect) => measure({ before, after, autocorrelation, effect }))),
);
writeFileSync(
  new URL("./results/effects.json", import.meta.url),
  `${JSON.stringify({ at: new Date().toISOString(), machine: describeMachine(), rounds: ROUNDS, results }, null, 2)}\n`,
);
console.table(results);

function measure(world: { readonly before: number; readonly after: number; readonly autocorrelation: number; readonly effect: number }) {
  const { before, after, autocorrelation, effect } = world;
  let [covered, found] = [0, 0];
  for (let round = 0; round < ROUNDS; round++) {
    const random = generator(round * 7919 + before * 131 + after * 17 + autocorrelation * 10);
    let level = 0.25 * normal(random);
    const periods = Array.from({ length: before + after + 1 }, (_, at) => {
      level = autocorrelation * level + 0.25 * Math.sqrt(1 - autocorrelation ** 2) * normal(random);
      const common = 0.3 * normal(random);
      const own = poisson(random, 30 * Math.exp(level + common) * (at > before ? 1 + effect : 1));
      return { own, others: poisson(random, 300 * Math.exp(common)) };
    });
    const said = effectOfSuggestion({ before: periods.slice(0, before), after: periods.slice(before + 1), yearly: 12 });
    if ("code" in said) throw new Error(said.code);
    covered += said.low <= effect && effect <= said.high ? 1 : 0;
    found += said.probability <= 0.05 ? 1 : 0;
  }
  return { ...world, covered: covered / ROUNDS, found: found / ROUNDS };
}
