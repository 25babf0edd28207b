import {
  type BoostedTrees,
  Candidates,
  type Characters,
  type Correction,
  EVIDENCE,
  errorKey,
  lineOf,
  type SpellingKnowledge,
} from "@yuejian/text";
import { type TreeSettings, trainTrees } from "./train-trees.ts";

/** A sentence as it was written and as it was meant, of the same number of characters. */
export interface SpellingExample {
  readonly written: string;
  readonly meant: string;
}

export const SPELLER_SETTINGS: TreeSettings = {
  trees: 250,
  depth: 6,
  learningRate: 0.08,
  lambda: 2,
  leastChild: 1.5,
  steps: 48,
  share: 0.8,
};

/** Pairs of characters that were written for one another, with how often. */
export function errorsIn(examples: readonly SpellingExample[]): [written: string, meant: string, count: number][] {
  const counts = new Map<string, number>();
  for (const { written, meant } of examples) {
    const [wrong, right] = [Array.from(written), Array.from(meant)];
    if (wrong.length !== right.length) continue;
    for (const [at, character] of wrong.entries()) {
      const pair = `${character}${right[at]}`;
      if (character !== right[at]) counts.set(pair, (counts.get(pair) ?? 0) + 1);
    }
  }
  return [...counts].map(([pair, count]) => {
    const [wrong = "", right = ""] = Array.from(pair);
    return [wrong, right, count];
  });
}

/** Learns which corrections hold. `knowledge` counts each meant sentence once, and knows the examples' errors: an example is judged as if neither had been. */
export function trainSpeller(
  examples: readonly SpellingExample[],
  { characters, knowledge }: { readonly characters: Characters; readonly knowledge: SpellingKnowledge },
  settings = SPELLER_SETTINGS,
): BoostedTrees {
  const errors = new Map(knowledge.knownErrors);
  const candidates = new Candidates({ ...knowledge, knownErrors: errors });
  const rows: Float32Array[] = [];
  const isTrue: number[] = [];
  const add = (corrections: readonly Correction[], written: readonly number[], meant: readonly number[]): void => {
    for (const { at, characters: proposed, evidence } of corrections) {
      rows.push(evidence);
      isTrue.push(proposed.every((each, index) => each === meant[at + index] && each !== written[at + index]) ? 1 : 0);
    }
  };
  for (const [number, { written, meant }] of examples.entries()) {
    const [wrong, right] = [lineOf(characters, written), lineOf(characters, meant)];
    if (wrong.length !== right.length) continue;
    const places = [...wrong.keys()].filter((at) => wrong[at] !== right[at]);
    for (const at of places) changeErrors(errors, errorKey(wrong[at] as number, right[at] as number), -1);
    knowledge.table.withoutLine(right, () => {
      add(candidates.of(wrong), wrong, right);
      // As it stands after some of several errors were corrected.
      if (places.length > 1) {
        const half = wrong.map((character, at) =>
          places.includes(at) && (places.indexOf(at) + number) % 2 === 0 ? (right[at] as number) : character,
        );
        add(candidates.of(half), half, right);
      }
    });
    for (const at of places) changeErrors(errors, errorKey(wrong[at] as number, right[at] as number), 1);
  }
  const flat = new Float32Array(rows.length * EVIDENCE);
  for (const [row, evidence] of rows.entries()) flat.set(evidence, row * EVIDENCE);
  return trainTrees({ features: EVIDENCE, rows: flat, isTrue: Uint8Array.from(isTrue) }, settings);
}

/** One more or one less of an error; the map holds log(1 + count). */
function changeErrors(errors: Map<number, number>, key: number, step: 1 | -1): void {
  errors.set(key, Math.log1p(Math.max(0, Math.round(Math.expm1(errors.get(key) ?? 0)) + step)));
}
