import {
  type BoostedTrees,
  Candidates,
  type Characters,
  CONTEXT_EVIDENCE,
  type ContextModel,
  type ContextQuestion,
  type Correction,
  countedForm,
  EVIDENCE,
  errorKey,
  evidenceInContext,
  LEAST_ASKED,
  lineOf,
  oddsOf,
  questionOf,
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

/** A line of an example as it was judged, and which of its corrections hold. */
export interface JudgedLine {
  readonly example: SpellingExample;
  readonly letters: readonly string[];
  readonly corrections: readonly Correction[];
  readonly holds: readonly boolean[];
}

export interface Language {
  readonly characters: Characters;
  readonly knowledge: SpellingKnowledge;
}

/** Corrections of the examples, as they stand and after some of several errors were corrected. `knowledge` counts each meant sentence once, and knows the examples' errors: an example
 *  is judged as if neither had been. */
export function judgeExamples(examples: readonly SpellingExample[], { characters, knowledge }: Language): JudgedLine[] {
  const errors = new Map(knowledge.knownErrors);
  const candidates = new Candidates({ ...knowledge, knownErrors: errors });
  const judged: JudgedLine[] = [];
  for (const [number, example] of examples.entries()) {
    const [letters, meantLetters] = [Array.from(example.written), Array.from(example.meant)];
    const [wrong, right] = [lineOf(characters, example.written), lineOf(characters, example.meant)];
    if (wrong.length !== right.length) continue;
    const places = [...wrong.keys()].filter((at) => wrong[at] !== right[at]);
    const add = (isMended: (at: number) => boolean): void => {
      const written = wrong.map((character, at) => (isMended(at) ? (right[at] as number) : character));
      const corrections = candidates.of(written);
      const holds = corrections.map(({ at, characters: proposed }) =>
        proposed.every((each, index) => each === right[at + index] && each !== written[at + index]),
      );
      judged.push({
        example,
        letters: letters.map((letter, at) => (isMended(at + 1) ? (meantLetters[at] as string) : letter)),
        corrections,
        holds,
      });
    };
    for (const at of places) changeErrors(errors, errorKey(wrong[at] as number, right[at] as number), -1);
    knowledge.table.withoutLine(right, () => {
      add(() => false);
      if (places.length > 1) add((at) => places.includes(at) && (places.indexOf(at) + number) % 2 === 0);
    });
    for (const at of places) changeErrors(errors, errorKey(wrong[at] as number, right[at] as number), 1);
  }
  return judged;
}

/** Learns which corrections hold, by the counts. */
export function trainSpeller(judged: readonly JudgedLine[], settings = SPELLER_SETTINGS): BoostedTrees {
  return treesOver(
    judged.flatMap(({ corrections }) => corrections.map(({ evidence }) => evidence)),
    { holds: judged.flatMap(({ holds }) => holds), features: EVIDENCE, settings },
  );
}

/** Learns the same by the counts and by a model of context. `modelOf`: one that has not seen the example. Only corrections that trees over the counts let pass are asked of. */
export async function trainInContext(
  judged: readonly JudgedLine[],
  {
    characters,
    trees,
    modelOf,
  }: { readonly characters: Characters; readonly trees: BoostedTrees; readonly modelOf: (example: SpellingExample) => ContextModel },
  settings = SPELLER_SETTINGS,
): Promise<BoostedTrees> {
  const textOf = (character: number): string => characters.textOf(character);
  const least = Math.log(LEAST_ASKED / (1 - LEAST_ASKED));
  const byModel = new Map<ContextModel, { readonly question: ContextQuestion; readonly corrections: readonly Correction[] }[]>();
  const holds: boolean[] = [];
  const rows: Float32Array[] = [];
  const heldBy = new Map<Correction, boolean>();
  for (const { example, letters, corrections, holds: own } of judged) {
    const asked = corrections.filter(({ evidence }) => oddsOf(trees, evidence) >= least);
    for (const [at, correction] of corrections.entries()) heldBy.set(correction, own[at] as boolean);
    if (asked.length === 0) continue;
    const model = modelOf(example);
    const list = byModel.get(model) ?? [];
    byModel.set(model, list);
    list.push({ question: questionOf(letters.map(countedForm), asked, textOf), corrections: asked });
  }
  for (const [model, list] of byModel) {
    const answers = await model.read(list.map(({ question }) => question));
    for (const [index, { question, corrections }] of list.entries()) {
      rows.push(...evidenceInContext(question, { corrections, readings: answers[index] ?? [], textOf }));
      holds.push(...corrections.map((correction) => heldBy.get(correction) as boolean));
    }
  }
  return treesOver(rows, { holds, features: EVIDENCE + CONTEXT_EVIDENCE, settings });
}

function treesOver(
  rows: readonly Float32Array[],
  { holds, features, settings }: { readonly holds: readonly boolean[]; readonly features: number; readonly settings: TreeSettings },
): BoostedTrees {
  const flat = new Float32Array(rows.length * features);
  for (const [row, evidence] of rows.entries()) flat.set(evidence, row * features);
  return trainTrees({ features, rows: flat, isTrue: Uint8Array.from(holds, Number) }, settings);
}

/** One more or one less of an error; the map holds log(1 + count). */
function changeErrors(errors: Map<number, number>, key: number, step: 1 | -1): void {
  errors.set(key, Math.log1p(Math.max(0, Math.round(Math.expm1(errors.get(key) ?? 0)) + step)));
}
