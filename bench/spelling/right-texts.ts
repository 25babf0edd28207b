import { createHash } from "node:crypto";
import { PARTS, type SpellingExample } from "@yuejian/document-assistant";
import { countedForm } from "@yuejian/text";
import { isLearned, markdownLines, readExamples, readTexts } from "./read-material.ts";

/** What is learned from, and what is kept apart to choose and to measure. */
export interface SpellingMaterial {
  readonly laws: string;
  /** Examples: the tenths of this file for the test are kept apart. */
  readonly split: string;
  readonly examples: readonly string[];
  /** Right texts beside the statutes. */
  readonly texts: readonly string[];
  /** Examples that are measured on. */
  readonly apart: readonly string[];
}

export interface GatheredMaterial {
  /** Lines of right texts, each once, in the form in which they are counted; none holds a sentence kept apart or an example, so that those learned from are as new as those met later. */
  readonly lines: readonly string[];
  readonly examples: readonly SpellingExample[];
  /** Sentences kept apart, how many of them stood in the texts, and lines left out. */
  readonly apart: number;
  readonly standing: number;
  readonly linesLeftOut: number;
}

const SHORTEST_LINE = 6;
const FOLDS = 3;
/** Characters by which a sentence is looked for. */
const BEGINNING = 6;

export const formOf = (text: string): string => Array.from(text.replaceAll(/[\s#>*`|_]/g, ""), countedForm).join("");

/** Third of the examples that a model of context was not taught. */
export const foldOf = ({ meant }: SpellingExample): number => (createHash("md5").update(formOf(meant)).digest()[1] as number) % FOLDS;

/** Tenth of the examples that one falls into: it is judged as if this had not been seen. */
export const partOf = ({ meant }: SpellingExample): number => (createHash("md5").update(formOf(meant)).digest()[2] as number) % PARTS;

export function gatherMaterial({ laws, split, examples, texts, apart }: SpellingMaterial): GatheredMaterial {
  const own = readExamples(split);
  const measured = new Set([...own.filter((each) => !isLearned(each)), ...apart.flatMap(readExamples)].map(({ meant }) => formOf(meant)));
  const learned = [...own.filter(isLearned), ...examples.flatMap(readExamples)].filter(
    ({ written, meant }) => !measured.has(formOf(meant)) && Array.from(written).length === Array.from(meant).length,
  );
  const all = [...new Set([...markdownLines(laws), ...texts.flatMap(readTexts)].map(formOf))].filter(
    ({ length }) => length >= SHORTEST_LINE,
  );
  const standing = standingIn(all, new Set([...measured, ...learned.map(({ meant }) => formOf(meant))]));
  const lines = all.filter((_, at) => !standing.lines.has(at));
  return {
    lines,
    examples: learned,
    apart: measured.size,
    standing: [...standing.sentences].filter((sentence) => measured.has(sentence)).length,
    linesLeftOut: all.length - lines.length,
  };
}

/** Sentences that stand in lines, whole, and these lines. */
function standingIn(lines: readonly string[], sentences: ReadonlySet<string>): { sentences: Set<string>; lines: Set<number> } {
  const found = { sentences: new Set<string>(), lines: new Set<number>() };
  const byBeginning = new Map<string, string[]>();
  for (const sentence of sentences) {
    const beginning = sentence.slice(0, BEGINNING);
    byBeginning.set(beginning, [...(byBeginning.get(beginning) ?? []), sentence]);
  }
  const lengths = [...new Set([...byBeginning.keys()].map(({ length }) => length))];
  for (const [number, line] of lines.entries())
    for (let at = 0; at < line.length; at += 1)
      for (const length of lengths)
        for (const sentence of byBeginning.get(line.slice(at, at + length)) ?? [])
          if (line.startsWith(sentence, at)) {
            found.sentences.add(sentence);
            found.lines.add(number);
          }
  return found;
}
