import { readFileSync } from "node:fs";
import { errorsIn, type SpellerModel, type SpellingExample, trainSpeller } from "@yuejian/document-assistant";
import { LEXICON, lexiconWords, readingsOf } from "@yuejian/server/assistant";
import { countTexts, Speller, type SpellingBars, spellingKnowledge } from "@yuejian/text";
import { markdownLines, readLookAlikes } from "./read-material.ts";

export interface Learned {
  readonly speller: Speller;
  readonly model: Omit<SpellerModel, "bars" | "origin">;
}

/** Learns from examples and right texts: a folder of statutes and what the examples mean. */
export function learnSpelling(laws: string, examples: readonly SpellingExample[]): Learned {
  const errors = errorsIn(examples);
  const counted = countTexts(rightLines(laws, examples));
  const knowledge = spellingKnowledge({
    counted,
    words: lexiconWords(readFileSync(LEXICON, "utf8")),
    readingsOf,
    lookAlikes: readLookAlikes(),
    errors,
  });
  const trees = trainSpeller(examples, { characters: counted.characters, knowledge });
  return { speller: new Speller({ characters: counted.characters, knowledge, trees }), model: { trees, errors } };
}

function* rightLines(laws: string, examples: readonly SpellingExample[]): Generator<string> {
  yield* markdownLines(laws);
  for (const { meant } of examples) yield meant;
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
export function judgeSpelling(correct: (text: string) => string, examples: readonly SpellingExample[]): SpellingQuality {
  let [changed, wrong, mended, rightChanged] = [0, 0, 0, 0];
  for (const { written, meant } of examples) {
    const corrected = correct(written);
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

const BARS = [0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.93, 0.95];
const AFTER = [0.2, 0.3, 0.45];

/** The bars with the best F1 of those at which no more than so many of the right sentences are changed. */
export function chooseBars(
  speller: Speller,
  examples: readonly SpellingExample[],
  most: number,
): { readonly bars: SpellingBars; readonly quality: SpellingQuality } | null {
  const all = BARS.flatMap((bar) =>
    AFTER.map((barAfter) => ({
      bars: { bar, barAfter },
      quality: judgeSpelling((text) => speller.correct(text, { bar, barAfter }), examples),
    })),
  );
  return all.filter(({ quality }) => quality.falseAlarms <= most).sort((one, other) => other.quality.f1 - one.quality.f1)[0] ?? null;
}
