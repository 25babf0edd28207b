import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  errorsIn,
  type JudgedLine,
  judgeExamples,
  type Lesson,
  type SpellerModel,
  type SpellingExample,
  trainInContext,
  trainSpeller,
  trialOf,
  unseen,
} from "@yuejian/document-assistant";
import { LEXICON, lexiconWords, onnxContextModel, readingsOf } from "@yuejian/server/assistant";
import {
  type BoostedTrees,
  type ContextModel,
  type CountedLines,
  countTexts,
  Speller,
  type SpellerTrees,
  type SpellingBars,
  type SpellingEdit,
  spellingKnowledge,
  withEdits,
  withinBars,
} from "@yuejian/text";
import { readLookAlikes } from "./read-material.ts";
import { foldOf, type GatheredMaterial, partOf } from "./right-texts.ts";

/** Runs of right texts that occur less often are left out: of what is shipped, so of what is learned and measured. */
export const LEAST_COUNTED = 3;

/** Models of context: one of all examples, and for each third of them one that was not taught it. */
export interface ContextModels {
  readonly all: ContextModel;
  readonly folds: readonly ContextModel[];
}

/** Examples as they are corrected at bars. */
export type CorrectExamples = (examples: readonly SpellingExample[], bars: SpellingBars) => Promise<string[]>;

export interface Learned {
  readonly counted: CountedLines;
  readonly model: Omit<SpellerModel, "bars" | "origin" | "context"> & { readonly contextTrees: BoostedTrees | null };
  /** Corrects examples that were learned from, each by what was learned without it: by the counts, and with a model of context. */
  readonly correctUnseen: CorrectExamples;
  readonly correctUnseenInContext: CorrectExamples | null;
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
  const lesson = { examples, language: { characters, knowledge } };
  const judged = await judgeExamples(lesson, partOf);
  const { trees, trials } = await trainSpeller(lesson, judged);
  const context = models && (await learnInContext({ lesson, judged, trees }, models));
  return {
    counted,
    model: { trees, errors, contextTrees: context && context.trees },
    correctUnseen: await correctTrials(lesson, trials),
    correctUnseenInContext: context && context.correctUnseen,
  };
}

async function correctTrials(lesson: Lesson, trials: readonly SpellerTrees[]): Promise<CorrectExamples> {
  const courses = new Map<SpellingExample, SpellingEdit[]>();
  for (const [trial, trees] of trials.entries()) {
    const own = new Set(lesson.examples.filter((example) => trialOf({ part: partOf(example) }) === trial));
    await unseen(
      lesson,
      (example) => own.has(example),
      (knowledge) => {
        const speller = new Speller({ characters: lesson.language.characters, knowledge, trees });
        for (const example of own) courses.set(example, speller.course(example.written, LEAST_BAR));
      },
    );
  }
  return async (examples, bars) => examples.map((each) => withEdits(each.written, withinBars(courses.get(each) ?? [], bars)));
}

interface LearnedByCounts {
  readonly lesson: Lesson;
  readonly judged: readonly JudgedLine[];
  readonly trees: SpellerTrees;
}

async function learnInContext(
  { lesson, judged, trees }: LearnedByCounts,
  models: ContextModels,
): Promise<{ readonly trees: BoostedTrees; readonly correctUnseen: CorrectExamples }> {
  const { characters } = lesson.language;
  const modelOf = (example: SpellingExample): ContextModel => models.folds[foldOf(example)] as ContextModel;
  const learned = (lines: readonly JudgedLine[]) => trainInContext(lines, { characters, trees: trees.first, modelOf });
  const withoutFold: BoostedTrees[] = [];
  for (const fold of models.folds.keys()) withoutFold.push(await learned(judged.filter(({ example }) => foldOf(example) !== fold)));
  return {
    trees: await learned(judged),
    correctUnseen: async (examples, bars) => {
      const corrected = new Map<SpellingExample, string>();
      for (const [fold, model] of models.folds.entries()) {
        const own = examples.filter((example) => foldOf(example) === fold);
        const context = { model, trees: withoutFold[fold] as BoostedTrees };
        const lines = await unseen(
          lesson,
          (example) => foldOf(example) === fold,
          (knowledge) => correctWith(new Speller({ characters, knowledge, trees, context }))(own, bars),
        );
        for (const [at, example] of own.entries()) corrected.set(example, lines[at] as string);
      }
      return examples.map((example) => corrected.get(example) ?? example.written);
    },
  };
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

/** With the model of context, where the speller has one. */
export const correctWith =
  (speller: Speller): CorrectExamples =>
  async (examples, bars) => {
    const edits = await speller.editsOfLines(
      examples.map(({ written }) => ({ text: written })),
      bars,
    );
    return examples.map(({ written }, index) => withEdits(written, edits[index] ?? []));
  };

const BARS = Array.from({ length: 12 }, (_, step) => (8 + step) / 20);
const AFTER = [0.1, 0.2, 0.3, 0.45, 0.6];
/** No bar lies lower. */
const LEAST_BAR = 0.1;

/** The bars with the best F1 of those at which no more than so many of the right sentences are changed. */
export async function chooseBars(
  correct: CorrectExamples,
  examples: readonly SpellingExample[],
  most: number,
): Promise<{ readonly bars: SpellingBars; readonly quality: SpellingQuality } | null> {
  let chosen: { readonly bars: SpellingBars; readonly quality: SpellingQuality } | null = null;
  for (const bar of BARS)
    for (const barAfter of AFTER) {
      const quality = judgeSpelling(await correct(examples, { bar, barAfter }), examples);
      if (quality.falseAlarms <= most && quality.f1 > (chosen?.quality.f1 ?? -1)) chosen = { bars: { bar, barAfter }, quality };
    }
  return chosen;
}
