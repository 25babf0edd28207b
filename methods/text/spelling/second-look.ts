import { errorKey, type SpellingKnowledge } from "./candidates.ts";
import { type Correction, EVIDENCE, logCount } from "./evidence.ts";
import { LONGEST, type NgramTable } from "./ngram-table.ts";

/** A correction with the logarithm of the odds that the first trees tell. */
export interface WeighedCorrection {
  readonly correction: Correction;
  readonly odds: number;
}

/** Values that the second look adds to those of a correction. */
const ADDED = 31;
export const SECOND_EVIDENCE = EVIDENCE + ADDED;

/** Corrections that the first trees hold for less likely (logarithm of odds) are not looked at again. */
export const LEAST_LOOKED_AT = -4.5;

/** Characters to either side that are cut into words, and how near a correction is a rival. */
const WINDOW = 7;
const NEAR = 4;
/** Log probability of a character that is no word. */
const NO_WORD = -15;
const NONE = -9;

/** What the rest of the line tells of its few corrections that may hold: words of the language, other corrections, how well known the line is. */
export class SecondLook {
  readonly #known: SpellingKnowledge;
  readonly #total: number;
  /** log(1 + errors) by the character that was written, and by the one that was meant. */
  readonly #writtenWrong = new Map<number, number>();
  readonly #meantOften = new Map<number, number>();

  /** `wordsTotal`: sum of the frequencies of the lexicon. */
  constructor(known: SpellingKnowledge) {
    this.#known = known;
    this.#total = Math.log(Math.max(2, known.wordsTotal));
    const add = (sums: Map<number, number>, key: number, count: number): unknown => sums.set(key, (sums.get(key) ?? 0) + count);
    for (const [key, log] of known.knownErrors) {
      add(this.#writtenWrong, Math.floor(key / 65_536), Math.expm1(log));
      add(this.#meantOften, key % 65_536, Math.expm1(log));
    }
  }

  /** Evidence of each correction, that of the counts first. All corrections of the line that are looked at have to be given. */
  of(line: readonly number[], weighed: readonly WeighedCorrection[]): Float32Array[] {
    const { familiar, likely } = this.#familiarity(line);
    const chance = weighed.map(({ odds }) => 1 / (1 + Math.exp(-odds)));
    return weighed.map(({ correction, odds }) => {
      const { at, characters } = correction;
      const all = new Float32Array(SECOND_EVIDENCE);
      all.set(correction.evidence);
      let [same, near, far, errors] = [NONE, NONE, NONE, 0];
      for (const [index, other] of weighed.entries()) {
        if (other.correction === correction) continue;
        const distance = gap(correction, other.correction);
        if (distance === 0) same = Math.max(same, other.odds);
        else if (distance <= NEAR) near = Math.max(near, other.odds);
        else far = Math.max(far, other.odds);
        if (distance > 0) errors += chance[index] as number;
      }
      const changed = [...line];
      for (const [index, meant] of characters.entries()) changed[at + index] = meant;
      const [before, after] = [this.#cut(line, at, at + characters.length), this.#cut(changed, at, at + characters.length)];
      const [long, longAfter] = [this.#longCounts(line, at, at + characters.length), this.#longCounts(changed, at, at + characters.length)];
      all.set(
        [
          odds,
          same,
          near,
          far,
          errors,
          line.length,
          at,
          line.length - at,
          familiar,
          likely,
          ...this.#habits(line, correction),
          ...elsewhere(line, correction),
          after.log - before.log,
          after.words - before.words,
          before.length,
          after.length,
          before.frequency,
          after.frequency,
          ...long,
          ...longAfter,
          this.#known.table.forward(changed, Math.min(line.length - 1, at + characters.length)) -
            this.#known.table.forward(line, Math.min(line.length - 1, at + characters.length)),
          this.#known.table.backward(changed, at - 1) - this.#known.table.backward(line, at - 1),
          after.log,
          before.log,
        ],
        EVIDENCE,
      );
      return all;
    });
  }

  /** Share of runs of three that occur, and the mean log probability of a character. */
  #familiarity(line: readonly number[]): { readonly familiar: number; readonly likely: number } {
    const { table } = this.#known;
    let [known, sum] = [0, 0];
    for (let at = 0; at + 3 <= line.length; at += 1) if (table.count(line, at, at + 3) > 0) known += 1;
    for (let at = 1; at < line.length; at += 1) sum += Math.max(-12, table.forward(line, at));
    return { familiar: known / Math.max(1, line.length - 2), likely: sum / Math.max(1, line.length - 1) };
  }

  /** How often what was written was wrong, what is meant was missed, and this for that, for how often the characters stand. */
  #habits(line: readonly number[], { at, characters }: Correction): number[] {
    let [wrong, missed, pair] = [9, 9, 9];
    for (const [index, meant] of characters.entries()) {
      const written = line[at + index] as number;
      const stands = logCount(this.#known.table.count([written], 0, 1));
      wrong = Math.min(wrong, Math.log1p(this.#writtenWrong.get(written) ?? 0) - 0.5 * stands);
      missed = Math.min(missed, Math.log1p(this.#meantOften.get(meant) ?? 0) - 0.5 * logCount(this.#known.table.count([meant], 0, 1)));
      pair = Math.min(
        pair,
        (this.#known.knownErrors.get(errorKey(written, meant)) ?? 0) - Math.log1p(this.#writtenWrong.get(written) ?? 0),
      );
    }
    return [wrong, missed, pair];
  }

  /** Counts of the most frequent run of four and of five over the place. */
  #longCounts(line: readonly number[], from: number, to: number): [four: number, five: number] {
    const most = (length: number): number => {
      let best = 0;
      for (let start = Math.max(0, to - length); start <= from && start + length <= line.length; start += 1)
        best = Math.max(best, this.#known.table.count(line, start, start + length));
      return logCount(best);
    };
    return [most(LONGEST - 1), most(LONGEST)];
  }

  /** The likeliest cut of what is around a place into words of the lexicon (each by its frequency alone). */
  #cut(line: readonly number[], from: number, to: number): { log: number; words: number; length: number; frequency: number } {
    const [start, end] = [Math.max(1, from - WINDOW), Math.min(line.length - 1, to + WINDOW)];
    const size = end - start;
    const best = new Float64Array(size + 1).fill(-Infinity);
    const [back, counts] = [new Uint8Array(size + 1), new Float64Array(size + 1)];
    best[0] = 0;
    for (let at = 1; at <= size; at += 1)
      for (let length = 1; length <= Math.min(LONGEST, at); length += 1) {
        const log = this.#wordLog(this.#known.lexicon, line, start + at - length, start + at);
        if (log === null) continue;
        const sum = (best[at - length] as number) + log;
        if (sum <= (best[at] as number)) continue;
        best[at] = sum;
        back[at] = length;
        counts[at] = log;
      }
    let [words, covering, frequency] = [0, 0, 0];
    for (let at = size; at > 0; at -= back[at] as number) {
      words += 1;
      const begin = start + at - (back[at] as number);
      if (begin < to && start + at > from && (back[at] as number) > covering)
        [covering, frequency] = [back[at] as number, counts[at] as number];
    }
    return { log: best[size] as number, words, length: covering, frequency };
  }

  #wordLog(lexicon: NgramTable, line: readonly number[], from: number, to: number): number | null {
    const count = lexicon.count(line, from, to);
    if (count > 0) return Math.log(count) - this.#total;
    return to - from === 1 ? NO_WORD : null;
  }
}

/** 0: they overlap; else how far apart they stand. */
function gap(one: Correction, other: Correction): number {
  const [first, second] = one.at <= other.at ? [one, other] : [other, one];
  return Math.max(0, second.at - (first.at + first.characters.length) + 1);
}

/** How often what stands and what is meant occur elsewhere in the line, alone and with the neighbour. */
function elsewhere(line: readonly number[], { at, characters }: Correction): number[] {
  let [standing, meant, standingPairs, meantPairs] = [0, 0, 0, 0];
  const [first, last] = [characters[0] as number, characters.at(-1) as number];
  const [written, writtenLast] = [line[at] as number, line[at + characters.length - 1] as number];
  const [left, right] = [line[at - 1] as number, line[at + characters.length] as number];
  for (let place = 1; place < line.length - 1; place += 1) {
    if (place >= at - 1 && place <= at + characters.length) continue;
    const here = line[place] as number;
    if (here === written) standing += 1;
    if (here === first) meant += 1;
    if (here === left && line[place + 1] === written) standingPairs += 1;
    if (here === writtenLast && line[place + 1] === right) standingPairs += 1;
    if (here === left && line[place + 1] === first) meantPairs += 1;
    if (here === last && line[place + 1] === right) meantPairs += 1;
  }
  return [standing, meant, standingPairs, meantPairs];
}
