import {
  type BoostedTrees,
  type Characters,
  CONTEXT_EVIDENCE,
  type ContextModel,
  type ContextQuestion,
  type Correction,
  countedForm,
  EVIDENCE,
  evidenceInContext,
  GAIN,
  LEAST_ASKED,
  oddsOf,
  questionOf,
  SECOND_EVIDENCE,
  type SpellerTrees,
} from "@yuejian/text";
import { type JudgedLine, type Lesson, lookAgain, type SecondRow, type SpellingExample, TRIALS, trialOf } from "./examples.ts";
import { meanOf, type TreeSettings, trainTrees } from "./train-trees.ts";

export interface SpellerSettings {
  readonly first: TreeSettings;
  readonly second: TreeSettings;
  /** Forests of the second look, grown alike but for what each tree looks at; their mean decides. */
  readonly seconds: number;
}

export const SPELLER_SETTINGS: SpellerSettings = {
  first: { trees: 150, depth: 6, learningRate: 0.12, lambda: 2, leastChild: 1.5, steps: 48, share: 0.7 },
  second: { trees: 200, depth: 5, learningRate: 0.05, lambda: 4, leastChild: 2, steps: 64, share: 0.5, rowShare: 0.7 },
  seconds: 3,
};

export interface Taught {
  readonly trees: SpellerTrees;
  /** By trial: trees that were not taught its examples. */
  readonly trials: readonly SpellerTrees[];
}

interface Row {
  readonly trial: number;
  readonly evidence: Float32Array;
  readonly holds: boolean;
}

/** How much a correction in a sentence that is right counts for the second trees: what is changed there is the worst of faults. */
const RIGHT_WEIGHT = 2;

/** Of corrections that fit no better than so, and do not hold, the first trees are taught every third. */
const LEAST_GAIN = 2;

/** Learns which corrections hold. What the second trees learn of the first is what those say of lines that they were not taught. */
export async function trainSpeller(lesson: Lesson, judged: readonly JudgedLine[], settings = SPELLER_SETTINGS): Promise<Taught> {
  const taughtFirst = firstRows(judged);
  const first = (isTaught: (row: Row) => boolean): BoostedTrees => treesOver(taughtFirst.filter(isTaught), EVIDENCE, settings.first);
  const firsts = eachTrial((trial) => first((row) => row.trial !== trial));
  const second = await lookAgain(lesson, judged, (line, { evidence }) => oddsOf(firsts[trialOf(line)] as BoostedTrees, evidence));
  return {
    trees: { first: first(() => true), second: secondTrees(second, settings) },
    trials: eachTrial((trial) => ({
      first: firsts[trial] as BoostedTrees,
      second: secondTrees(
        second.filter((row) => row.trial !== trial),
        settings,
      ),
    })),
  };
}

const eachTrial = <Made>(make: (trial: number) => Made): Made[] => Array.from({ length: TRIALS }, (_, trial) => make(trial));

function firstRows(judged: readonly JudgedLine[]): Row[] {
  const rows: Row[] = [];
  let number = 0;
  for (const line of judged)
    for (const [at, { evidence }] of line.corrections.entries()) {
      const holds = line.holds[at] as boolean;
      if (holds || (evidence[GAIN] as number) > LEAST_GAIN || isThird(number)) rows.push({ trial: trialOf(line), evidence, holds });
      number += 1;
    }
  return rows;
}

/** A third of the numbers, without a pattern (Knuth's multiplicative hashing). */
const isThird = (number: number): boolean => ((number * 2_654_435_761) >>> 0) % 3 === 0;

function secondTrees(rows: readonly SecondRow[], { second, seconds }: SpellerSettings): BoostedTrees {
  const weights = Float32Array.from(rows, ({ isOfRightLine }) => (isOfRightLine ? RIGHT_WEIGHT : 1));
  return meanOf(Array.from({ length: seconds }, (_, number) => treesOver(rows, SECOND_EVIDENCE, { ...second, seed: 7 + number }, weights)));
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
  const rows: Pick<Row, "evidence" | "holds">[] = [];
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
      const evidence = evidenceInContext(question, { corrections, readings: answers[index] ?? [], textOf });
      for (const [at, correction] of corrections.entries())
        rows.push({ evidence: evidence[at] as Float32Array, holds: heldBy.get(correction) as boolean });
    }
  }
  return treesOver(rows, EVIDENCE + CONTEXT_EVIDENCE, settings.first);
}

function treesOver(
  rows: readonly Pick<Row, "evidence" | "holds">[],
  features: number,
  settings: TreeSettings,
  weights?: Float32Array,
): BoostedTrees {
  const flat = new Float32Array(rows.length * features);
  for (const [row, { evidence }] of rows.entries()) flat.set(evidence, row * features);
  return trainTrees(
    { features, rows: flat, isTrue: Uint8Array.from(rows, ({ holds }) => Number(holds)), ...(weights && { weights }) },
    settings,
  );
}
