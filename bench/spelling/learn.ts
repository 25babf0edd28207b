import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  errorsIn,
  judgeExamples,
  type SpellerModel,
  type SpellingExample,
  trainInContext,
  trainSpeller,
} from "@yuejian/document-assistant";
import { LEXICON, lexiconWords, onnxContextModel, readingsOf } from "@yuejian/server/assistant";
import {
  type BoostedTrees,
  type ContextModel,
  type CountedLines,
  countTexts,
  Speller,
  type SpellingBars,
  spellingKnowledge,
  withEdits,
} from "@yuejian/text";
import { readLookAlikes } from "./read-material.ts";
import { foldOf, type GatheredMaterial } from "./right-texts.ts";

/** Runs of right texts that occur less often are left out: of what is shipped, so of what is learned and measured. */
const LEAST_COUNTED = 3;

/** Models of context: one of all examples, and for each third of them one that was not taught it. */
export interface ContextModels {
  readonly all: ContextModel;
  readonly folds: readonly ContextModel[];
}

export interface Learned {
  readonly speller: Speller;
  readonly counted: CountedLines;
  readonly model: Omit<SpellerModel, "bars" | "origin" | "context"> & { readonly contextTrees: BoostedTrees | null };
}

/** Learns from examples and right texts. */
export async function learnSpelling(
  { lines, examples }: Pick<GatheredMaterial, "lines" | "examples">,
  models: ContextModels | null,
): Promise<Learned> {
  const errors = errorsIn(examples);
  const counted = countTexts([...lines, ...examples.map(({ meant }) => meant)], LEAST_COUNTED);
  const { characters } = counted;
  const knowledge = spellingKnowledge({
    counted,
    words: lexiconWords(readFileSync(LEXICON, "utf8")),
    readingsOf,
    lookAlikes: readLookAlikes(),
    errors,
  });
  const judged = judgeExamples(examples, { characters, knowledge });
  const trees = trainSpeller(judged);
  const contextTrees =
    models && (await trainInContext(judged, { characters, trees, modelOf: (example) => models.folds[foldOf(example)] as ContextModel }));
  const context = models && contextTrees && { model: models.all, trees: contextTrees };
  return { speller: new Speller({ characters, knowledge, trees, context }), counted, model: { trees, errors, contextTrees } };
}

/** A folder with `all.onnx`, `0.onnx` … and `characters.txt`. */
export async function readContextModels(folder: string): Promise<ContextModels> {
  const characters = readFileSync(join(folder, "characters.txt"), "utf8").trimEnd().split("\n");
  const model = (name: string | number): Promise<ContextModel> => onnxContextModel(readFileSync(join(folder, `${name}.onnx`)), characters);
  return { all: await model("all"), folds: await Promise.all([0, 1, 2].map(model)) };
}

export interface SpellingQuality {
  readonly sentences: number;
  readonly wrong: number;
  /** Of the sentences that were changed, those that are as meant. */
  readonly precision: number;
  /** Of the wrong sentences, those that are as meant. */
  readonly recall: number;
  readonly f1: number;
  /** Of the right sentences, those that were changed. */
  readonly falseAlarms: number;
  readonly rightChanged: number;
}

/** By sentences: one counts as corrected where it is as it was meant, whole. */
export function judgeSpelling(correctedAll: readonly string[], examples: readonly SpellingExample[]): SpellingQuality {
  let [changed, wrong, mended, rightChanged] = [0, 0, 0, 0];
  for (const [index, { written, meant }] of examples.entries()) {
    const corrected = correctedAll[index];
    if (corrected !== written) changed += 1;
    if (written !== meant) {
      wrong += 1;
      if (corrected === meant) mended += 1;
    } else if (corrected !== written) rightChanged += 1;
  }
  const [precision, recall] = [mended / Math.max(1, changed), mended / Math.max(1, wrong)];
  const rounded = (share: number): number => Math.round(share * 10_000) / 10_000;
  return {
    sentences: examples.length,
    wrong,
    precision: rounded(precision),
    recall: rounded(recall),
    f1: rounded((2 * precision * recall) / Math.max(1e-9, precision + recall)),
    falseAlarms: rounded(rightChanged / Math.max(1, examples.length - wrong)),
    rightChanged,
  };
}

/** Lines as they are corrected. */
export type CorrectLines = (lines: readonly string[], bars: SpellingBars) => Promise<string[]>;

/** With the model of context, where the speller has one. */
export const correctWith =
  (speller: Speller): CorrectLines =>
  async (lines, bars) => {
    const edits = await speller.editsOfLines(
      lines.map((text) => ({ text })),
      bars,
    );
    return lines.map((text, index) => withEdits(text, edits[index] ?? []));
  };

const BARS = [0.5, 0.6, 0.7, 0.8, 0.9, 0.95];
const AFTER = [0.2, 0.3, 0.45];

/** The bars with the best F1 of those at which no more than so many of the right sentences are changed. */
export async function chooseBars(
  correct: CorrectLines,
  examples: readonly SpellingExample[],
  most: number,
): Promise<{ readonly bars: SpellingBars; readonly quality: SpellingQuality } | null> {
  const written = examples.map(({ written }) => written);
  let chosen: { readonly bars: SpellingBars; readonly quality: SpellingQuality } | null = null;
  for (const bar of BARS)
    for (const barAfter of AFTER) {
      const quality = judgeSpelling(await correct(written, { bar, barAfter }), examples);
      if (quality.falseAlarms <= most && quality.f1 > (chosen?.quality.f1 ?? -1)) chosen = { bars: { bar, barAfter }, quality };
    }
  return chosen;
}
