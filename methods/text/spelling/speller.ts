import { type BoostedTrees, oddsOf } from "./boosted-trees.ts";
import { Candidates, type SpellingKnowledge } from "./candidates.ts";
import type { Correction } from "./evidence.ts";
import { type Characters, LINE_END, LINE_START } from "./ngram-table.ts";

/** A correction of a text: offsets in UTF-16 units. */
export interface SpellingEdit {
  readonly start: number;
  readonly end: number;
  readonly written: string;
  readonly meant: string;
  /** Between 0 and 1. */
  readonly probability: number;
}

/** Probabilities that a correction has to reach: the first of a line, and those that follow. */
export interface SpellingBars {
  readonly bar: number;
  /** Left out: the bar itself. */
  readonly barAfter?: number;
}

export interface SpellingRequest extends SpellingBars {
  readonly isProtected?: (offset: number) => boolean;
}

const logOdds = (probability: number): number => Math.log(probability / (1 - probability));

/** Places around a correction that are looked at again. */
const AROUND = 5;

/** Corrects what was typed, heard or read for another character. Characters are replaced, none is added or taken away. */
export class Speller {
  readonly #characters: Characters;
  readonly #candidates: Candidates;
  readonly #trees: BoostedTrees;

  constructor({
    characters,
    knowledge,
    trees,
  }: { readonly characters: Characters; readonly knowledge: SpellingKnowledge; readonly trees: BoostedTrees }) {
    this.#characters = characters;
    this.#candidates = new Candidates(knowledge);
    this.#trees = trees;
  }

  /** The corrections of one line (a sentence or a paragraph), the surest first taken and its surroundings judged anew. The first has to reach the bar, those that follow a lower
   *  one: who slipped once in a line slipped there more often than elsewhere. `isProtected`: offsets of characters that are never changed (names, terms). */
  edits(text: string, { bar, barAfter = bar, isProtected }: SpellingRequest): SpellingEdit[] {
    const letters = Array.from(text);
    const line = lineOf(this.#characters, text);
    const offsets: number[] = [];
    let offset = 0;
    for (const letter of letters) {
      offsets.push(offset);
      offset += letter.length;
    }
    const closed = new Set<number>();
    if (isProtected) for (const [at, start] of offsets.entries()) if (isProtected(start)) closed.add(at + 1);
    let least = logOdds(bar);
    const lowest = Math.min(least, logOdds(barAfter));
    const judge = (corrections: readonly Correction[]) =>
      corrections.map((correction) => ({ correction, odds: oddsOf(this.#trees, correction.evidence) }));
    const isOpen = ({ at, characters }: Correction): boolean => characters.every((_, index) => !closed.has(at + index));
    let judged = judge(this.#candidates.of(line)).filter(({ odds, correction }) => odds >= lowest && isOpen(correction));
    const taken = new Map<number, { meant: number; odds: number }>();
    while (judged.length > 0) {
      const { correction, odds } = judged.reduce((best, each) => (each.odds > best.odds ? each : best));
      if (odds < least) break;
      least = lowest;
      for (const [index, meant] of correction.characters.entries()) {
        line[correction.at + index] = meant;
        closed.add(correction.at + index);
        taken.set(correction.at + index, { meant, odds });
      }
      const [from, to] = [Math.max(1, correction.at - AROUND), Math.min(line.length - 1, correction.at + AROUND + 1)];
      judged = [
        ...judged.filter(({ correction: { at, characters } }) => at + characters.length <= from || at >= to),
        ...judge(this.#candidates.of(line, from, to)),
      ].filter((each) => each.odds >= lowest && isOpen(each.correction));
    }
    return [...taken]
      .sort(([one], [other]) => one - other)
      .map(([at, { meant, odds }]) => {
        const start = offsets[at - 1] as number;
        const written = letters[at - 1] as string;
        return {
          start,
          end: start + written.length,
          written,
          meant: this.#characters.textOf(meant),
          probability: 1 / (1 + Math.exp(-odds)),
        };
      });
  }

  correct(text: string, bars: SpellingRequest): string {
    return withEdits(text, this.edits(text, bars));
  }
}

/** The text with its edits made; they stand in the order of the text. */
export function withEdits(text: string, edits: readonly Pick<SpellingEdit, "start" | "end" | "meant">[]): string {
  let [corrected, at] = ["", 0];
  for (const { start, end, meant } of edits) {
    corrected += text.slice(at, start) + meant;
    at = end;
  }
  return corrected + text.slice(at);
}

const FORMS: Readonly<Record<string, string>> = { ",": "，", ";": "；", ":": "：", "?": "？", "(": "（", ")": "）" };

/** A line as the table counts it: any digit is one, marks are full-width. */
export const countedForm = (character: string): string => (/[0-9０-９]/.test(character) ? "0" : (FORMS[character] ?? character));

/** Numbers of the characters of a text between the marks of a line. */
export const lineOf = (characters: Characters, text: string): number[] => [
  LINE_START,
  ...Array.from(text, (character) => characters.numberOf(countedForm(character))),
  LINE_END,
];
