import { type BoostedTrees, oddsOf } from "./boosted-trees.ts";
import { Candidates, type SpellingKnowledge } from "./candidates.ts";
import { type ContextModel, evidenceInContext, questionOf } from "./context.ts";
import { countedForm, lineOf } from "./counted-line.ts";
import type { Correction } from "./evidence.ts";
import type { Characters } from "./ngram-table.ts";
import { LEAST_LOOKED_AT, SecondLook, type WeighedCorrection } from "./second-look.ts";
import { MendedLine } from "./slips/mended-line.ts";
import type { SlipFinder } from "./slips/slip-finder.ts";
import { type SpellingEdit, type SpellingLine, withEdits } from "./spelling-edit.ts";

/** Probabilities that a correction has to reach: the first of a line, and those that follow. */
export interface SpellingBars {
  readonly bar: number;
  /** Left out: the bar itself. */
  readonly barAfter?: number;
}

export interface SpellingRequest extends SpellingBars {
  readonly isProtected?: (offset: number) => boolean;
}

/** Trees that weigh every correction by the counts around it, and those that look again, with the rest of the line, at what the first hold for possible. */
export interface SpellerTrees {
  readonly first: BoostedTrees;
  readonly second: BoostedTrees;
}

/** A model of context and the trees that weigh what it tells beside the counts. */
export interface SpellingContext {
  readonly model: ContextModel;
  readonly trees: BoostedTrees;
}

/** Corrections that the counts alone hold for less likely than this are not shown to the model of context. */
export const LEAST_ASKED = 0.012;

const logOdds = (probability: number): number => Math.log(probability / (1 - probability));

/** Places around a correction that are looked at again. */
const AROUND = 5;

/** Corrects what was typed, heard or read for another character; before that, with a finder of slips, what is missing, too many or out of order. */
export class Speller {
  readonly #characters: Characters;
  readonly #candidates: Candidates;
  readonly #secondLook: SecondLook;
  readonly #trees: SpellerTrees;
  readonly #context: SpellingContext | null;
  readonly #slips: SlipFinder | null;

  constructor({
    characters,
    knowledge,
    trees,
    context = null,
    slips = null,
  }: {
    readonly characters: Characters;
    readonly knowledge: SpellingKnowledge;
    readonly trees: SpellerTrees;
    readonly context?: SpellingContext | null;
    readonly slips?: SlipFinder | null;
  }) {
    this.#characters = characters;
    this.#candidates = new Candidates(knowledge);
    this.#secondLook = new SecondLook(knowledge);
    this.#trees = trees;
    this.#context = context;
    this.#slips = slips;
  }

  /** The corrections of one line (a sentence or a paragraph): slips, and characters that were replaced in what is then meant. */
  edits(text: string, { isProtected, ...bars }: SpellingRequest): SpellingEdit[] {
    const mended = this.#mended({ text, isProtected });
    return mended.whole(this.#replaced(mended, bars));
  }

  #mended(line: SpellingLine): MendedLine {
    return new MendedLine(line, this.#slips?.edits(line) ?? []);
  }

  /** The surest first taken and its surroundings judged anew. The first has to reach the bar, those that follow a lower
   *  one: who slipped once in a line slipped there more often than elsewhere. `isProtected`: offsets of characters that are never changed (names, terms). */
  #replaced(mended: SpellingLine, { bar, barAfter = bar }: SpellingBars): SpellingEdit[] {
    const work = new LineWork(this.#characters, mended, bar);
    this.#mend(work, Math.min(logOdds(bar), logOdds(barAfter)));
    return inOrder(work.edits());
  }

  /** The corrections of one line in the order in which they are taken, as long as each is no less likely than `least`: those at any bars from there on are its beginning (`withinBars`). */
  course(text: string, least: number): SpellingEdit[] {
    const work = new LineWork(this.#characters, { text }, least);
    this.#mend(work, logOdds(least));
    return work.edits();
  }

  #mend(work: LineWork, lowest: number): void {
    const { line } = work;
    let weighed = this.#firstLook(line, 1, line.length - 1);
    while (weighed.length > 0) {
      const surest = this.#surest(work, weighed);
      if (!surest || surest.odds < work.least) break;
      work.take(surest, lowest);
      const { at } = surest.correction;
      const [from, to] = [Math.max(1, at - AROUND), Math.min(line.length - 1, at + AROUND + 1)];
      weighed = [
        ...weighed.filter(({ correction: { at, characters } }) => at + characters.length <= from || at >= to),
        ...this.#firstLook(line, from, to),
      ];
    }
  }

  #firstLook(line: readonly number[], from: number, to: number): WeighedCorrection[] {
    return this.#candidates
      .of(line, from, to)
      .map((correction) => ({ correction, odds: oddsOf(this.#trees.first, correction.evidence) }))
      .filter(({ odds }) => odds >= LEAST_LOOKED_AT);
  }

  #surest(work: LineWork, weighed: readonly WeighedCorrection[]): WeighedCorrection | null {
    const evidence = this.#secondLook.of(work.line, weighed);
    let best: WeighedCorrection | null = null;
    for (const [index, { correction }] of weighed.entries()) {
      if (!work.isOpen(correction)) continue;
      const odds = oddsOf(this.#trees.second, evidence[index] as Float32Array);
      if (best === null || odds > best.odds) best = { correction, odds };
    }
    return best;
  }

  /** The corrections of lines, judged with the model of context where there is one: it reads again a line that was corrected. */
  async editsOfLines(lines: readonly SpellingLine[], { bar, barAfter = bar }: SpellingBars): Promise<SpellingEdit[][]> {
    const context = this.#context;
    if (!context) return lines.map(({ text, isProtected }) => this.edits(text, { bar, barAfter, ...(isProtected && { isProtected }) }));
    const lowest = Math.min(logOdds(bar), logOdds(barAfter));
    const mended = lines.map((line) => this.#mended(line));
    const works = mended.map((line) => new LineWork(this.#characters, line, bar));
    let open = works;
    while (open.length > 0) {
      const asked = open
        .map((work) => ({ work, corrections: this.#toAsk(work.line).filter((correction) => work.isOpen(correction)) }))
        .filter(({ corrections }) => corrections.length > 0)
        .map((each) => ({ ...each, question: questionOf(each.work.letters.map(countedForm), each.corrections, this.#textOf) }));
      const answers = await context.model.read(asked.map(({ question }) => question));
      open = asked.flatMap(({ work, corrections, question }, index) => {
        const evidence = evidenceInContext(question, { corrections, readings: answers[index] ?? [], textOf: this.#textOf });
        const surest = corrections
          .map((correction, at) => ({ correction, odds: oddsOf(context.trees, evidence[at] as Float32Array) }))
          .reduce((best, each) => (each.odds > best.odds ? each : best));
        if (surest.odds < work.least) return [];
        work.take(surest, lowest);
        return [work];
      });
    }
    return works.map((work, at) => (mended[at] as MendedLine).whole(inOrder(work.edits())));
  }

  #toAsk(line: readonly number[]): Correction[] {
    const least = logOdds(LEAST_ASKED);
    return this.#candidates.of(line).filter(({ evidence }) => oddsOf(this.#trees.first, evidence) >= least);
  }

  readonly #textOf = (character: number): string => this.#characters.textOf(character);

  correct(text: string, bars: SpellingRequest): string {
    return withEdits(text, this.edits(text, bars));
  }
}

/** A line while it is corrected. */
class LineWork {
  readonly letters: string[];
  readonly line: number[];
  readonly #characters: Characters;
  readonly #closed = new Set<number>();
  readonly #taken = new Map<number, { readonly written: string; readonly meant: number; readonly odds: number }>();
  readonly #offsets: number[] = [];
  /** Log odds that the next correction has to reach. */
  least: number;

  constructor(characters: Characters, { text, isProtected }: SpellingLine, bar: number) {
    this.#characters = characters;
    this.letters = Array.from(text);
    this.line = lineOf(characters, text);
    this.least = logOdds(bar);
    let offset = 0;
    for (const letter of this.letters) {
      this.#offsets.push(offset);
      offset += letter.length;
    }
    if (isProtected) for (const [at, start] of this.#offsets.entries()) if (isProtected(start)) this.#closed.add(at + 1);
  }

  isOpen({ at, characters }: Correction): boolean {
    return characters.every((_, index) => !this.#closed.has(at + index));
  }

  take({ correction, odds }: { readonly correction: Correction; readonly odds: number }, least: number): void {
    this.least = least;
    for (const [index, meant] of correction.characters.entries()) {
      const at = correction.at + index;
      this.#taken.set(at, { written: this.letters[at - 1] as string, meant, odds });
      this.line[at] = meant;
      this.letters[at - 1] = this.#characters.textOf(meant);
      this.#closed.add(at);
    }
  }

  /** In the order in which they were taken. */
  edits(): SpellingEdit[] {
    return [...this.#taken].map(([at, { written, meant, odds }]) => {
      const start = this.#offsets[at - 1] as number;
      const end = start + written.length;
      const probability = 1 / (1 + Math.exp(-odds));
      return { kind: "replaced", start, end, written, meant: this.#characters.textOf(meant), probability };
    });
  }
}

const inOrder = (edits: readonly SpellingEdit[]): SpellingEdit[] => edits.toSorted((one, other) => one.start - other.start);

/** Of a course of corrections those that are taken at the bars, in the order of the text. */
export function withinBars(course: readonly SpellingEdit[], { bar, barAfter = bar }: SpellingBars): SpellingEdit[] {
  const end = course.findIndex(({ probability }, index) => probability < (index === 0 ? bar : Math.min(bar, barAfter)));
  return inOrder(end < 0 ? course : course.slice(0, end));
}
