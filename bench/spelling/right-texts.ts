import { createHash } from "node:crypto";
import type { SpellingExample } from "@yuejian/document-assistant";
import { countedForm } from "@yuejian/text";
import { isLearned, markdownLines, readExamples, readTexts } from "./read-material.ts";

/** What is learned from, and what is kept apart to choose and to measure. */
export interface SpellingMaterial {
  readonly laws: string;
  /** Examples: the tenths for choice and test of this file are kept apart. */
  readonly split: string;
  readonly examples: readonly string[];
  /** Right texts beside the statutes. */
  readonly texts: readonly string[];
  /** Examples that are measured on. */
  readonly apart: readonly string[];
}

export interface GatheredMaterial {
  /** Lines of right texts, each once, in the form in which they are counted; none holds a sentence kept apart. */
  readonly lines: readonly string[];
  readonly examples: readonly SpellingExample[];
  /** Sentences kept apart, how many of them stood in the texts, and lines left out for that. */
  readonly apart: number;
  readonly standing: number;
  readonly linesLeftOut: number;
}

const SHORTEST_LINE = 6;
const FOLDS = 3;

export const formOf = (text: string): string => Array.from(text.replaceAll(/[\s#>*`|_]/g, ""), countedForm).join("");

/** Third of the examples that a model of context was not taught. */
export const foldOf = ({ meant }: SpellingExample): number => (createHash("md5").update(formOf(meant)).digest()[1] as number) % FOLDS;

export function gatherMaterial({ laws, split, examples, texts, apart }: SpellingMaterial): GatheredMaterial {
  const own = readExamples(split);
  const measured = new Set([...own.filter((each) => !isLearned(each)), ...apart.flatMap(readExamples)].map(({ meant }) => formOf(meant)));
  const all = [...new Set([...markdownLines(laws), ...texts.flatMap(readTexts)].map(formOf))].filter(
    ({ length }) => length >= SHORTEST_LINE,
  );
  const whole = all.join("\n");
  const standing = [...measured].filter((sentence) => whole.includes(sentence));
  const lines = standing.length === 0 ? all : all.filter((line) => !standing.some((sentence) => line.includes(sentence)));
  return {
    lines,
    examples: [...own.filter(isLearned), ...examples.flatMap(readExamples)].filter(({ meant }) => !measured.has(formOf(meant))),
    apart: measured.size,
    standing: standing.length,
    linesLeftOut: all.length - lines.length,
  };
}
