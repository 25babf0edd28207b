import { describe, expect, it } from "vitest";
import { rankerScores } from "../search/question-model.ts";
import { type RankerOptions, type RankingExample, trainRanker } from "./ranker.ts";

const NAMES = ["signal", "noise", "constant"];
const ROWS = 60;

/** Two answers a question, which the first feature tells but for some noise. */
function examples(count: number, from: number): RankingExample[] {
  const wave = (at: number): number => Math.sin(at * 12.9898) * 0.5;
  return Array.from({ length: count }, (_, question) => {
    const answers = new Set([(question * 7) % ROWS, (question * 11 + 3) % ROWS]);
    const features = Float32Array.from({ length: ROWS * NAMES.length }, (__, at) => {
      const row = Math.floor(at / NAMES.length);
      return [(answers.has(row) ? 1.2 : 0) + wave(at + from + question * 997), wave(at * 3 + question), 1][at % NAMES.length] as number;
    });
    return { features, answers };
  });
}

const OPTIONS: RankerOptions = { hidden: 4, rounds: 8, step: 0.01, shrink: 1e-3, seed: 3, nets: 2, target: "reach" };

function shareFound(options: RankerOptions): number {
  const ranker = trainRanker(NAMES, examples(80, 0), options);
  let found = 0;
  const tests = examples(40, 50_000);
  for (const { features, answers } of tests) {
    const scores = rankerScores(ranker, features);
    const first = [...scores.keys()].sort((one, other) => scores[other]! - scores[one]!).slice(0, answers.size);
    found += first.filter((row) => answers.has(row)).length / answers.size;
  }
  return found / tests.length;
}

describe("a ranker", () => {
  it("puts the answers of unknown questions first, by either target, from all candidates or from drawn ones", () => {
    for (const target of ["reach", "share"] as const)
      for (const draw of [{}, { draw: { leading: 5, drawn: 12 } }])
        expect(shareFound({ ...OPTIONS, target, ...draw })).toBeGreaterThan(0.9);
  });

  it("of networks that see a part of the features gives no weight to what a network does not see", () => {
    const { weights, hidden } = trainRanker(NAMES, examples(20, 0), { ...OPTIONS, nets: 8, seen: 0.5 });
    const own = (feature: number, net: number): number[] => [
      ...weights.subarray(feature * hidden + net * 4, feature * hidden + (net + 1) * 4),
    ];
    const unseen = NAMES.flatMap((_, feature) => Array.from({ length: 8 }, (__, net) => own(feature, net).every((weight) => weight === 0)));
    expect(new Set(unseen)).toEqual(new Set([true, false]));
  });

  it("is the same for the same seed", () => {
    const train = (seed: number) => [...trainRanker(NAMES, examples(20, 0), { ...OPTIONS, seed, seen: 0.7 }).weights];
    expect(train(5)).toEqual(train(5));
    expect(train(5)).not.toEqual(train(6));
  });
});
