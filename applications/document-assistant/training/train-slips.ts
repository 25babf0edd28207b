import {
  type BoostedTrees,
  type Characters,
  lineOf,
  SLIP_EVIDENCE,
  SLIP_KINDS,
  type SlipCandidates,
  type SlipKind,
  withSlip,
} from "@yuejian/text";
import type { SpellingExample } from "./examples.ts";
import { type TreeSettings, trainTrees } from "./train-trees.ts";

export const SLIP_SETTINGS: TreeSettings = {
  trees: 120,
  depth: 5,
  learningRate: 0.1,
  lambda: 2,
  leastChild: 2,
  steps: 48,
  share: 0.7,
};

/** What may be slips of a kind in lines, and whether they are. */
export interface JudgedSlips {
  /** Numbers of their lines among those judged. */
  readonly lines: readonly number[];
  readonly evidence: readonly Float32Array[];
  readonly holds: readonly boolean[];
}

/** Slips of lines, by kind. Nothing of the lines was counted. */
export function judgeSlips(
  examples: readonly SpellingExample[],
  { characters, candidates }: { readonly characters: Characters; readonly candidates: SlipCandidates },
): Record<SlipKind, JudgedSlips> {
  const judged = Object.fromEntries(SLIP_KINDS.map((kind) => [kind, { lines: [], evidence: [], holds: [] }])) as unknown as Record<
    SlipKind,
    { readonly lines: number[]; readonly evidence: Float32Array[]; readonly holds: boolean[] }
  >;
  for (const [number, { written, meant }] of examples.entries()) {
    const line = lineOf(characters, written);
    const right = lineOf(characters, meant);
    for (const slip of candidates.of(line)) {
      const { lines, evidence, holds } = judged[slip.kind];
      lines.push(number);
      evidence.push(slip.evidence);
      holds.push(written !== meant && isSame(withSlip(line, slip), right));
    }
  }
  return judged;
}

const isSame = (one: readonly number[], other: readonly number[]): boolean =>
  one.length === other.length && one.every((character, at) => character === other[at]);

/** Learns which slips of a kind hold. */
export function trainSlips({ evidence, holds }: Pick<JudgedSlips, "evidence" | "holds">, settings = SLIP_SETTINGS): BoostedTrees {
  const rows = new Float32Array(evidence.length * SLIP_EVIDENCE);
  for (const [row, values] of evidence.entries()) rows.set(values, row * SLIP_EVIDENCE);
  return trainTrees({ features: SLIP_EVIDENCE, rows, isTrue: Uint8Array.from(holds, Number) }, settings);
}
