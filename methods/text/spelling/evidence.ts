import { type Confusables, LIKENESS } from "./confusable.ts";
import { LONGEST, type NgramTable } from "./ngram-table.ts";

/** Number of values that speak for and against a correction. */
export const EVIDENCE = 40;
/** Which of them says how much better the correction fits than what stands. */
export const GAIN = 28;

/** What stands at a place and what should: one character or two beside each other. */
export interface Correction {
  /** Place of the first character in the line, its start mark counted. */
  readonly at: number;
  readonly characters: readonly number[];
  readonly evidence: Float32Array;
}

/** What the text at a stretch tells, as it stands or as corrected. */
interface Stretch {
  readonly forward: number;
  readonly backward: number;
  /** log probability of the first character forward and of the last backward. */
  readonly first: number;
  readonly last: number;
  readonly seen: number;
  readonly common: number;
  readonly before: number;
  readonly behind: number;
  readonly counts: readonly [left: number, right: number, both: number, left2: number, right2: number];
  readonly alone: number;
  readonly word: number;
  readonly wordCount: number;
}

const LOGS = Float64Array.from({ length: 4_096 }, (_, count) => Math.log1p(count));
export const logCount = (count: number): number => LOGS[count] ?? Math.log1p(count);

/** A run that occurs so often is common. */
const OFTEN = 6;

export class Evidence {
  readonly #table: NgramTable;
  readonly #lexicon: NgramTable;

  constructor(table: NgramTable, lexicon: NgramTable) {
    this.#table = table;
    this.#lexicon = lexicon;
  }

  /** How a stretch of a line fits what is around it. */
  stretch(line: ArrayLike<number>, from: number, to: number): Stretch {
    const table = this.#table;
    const end = line.length;
    const [first, last] = [table.forward(line, from), table.backward(line, to - 1)];
    let [forward, backward] = [first, last];
    for (let at = from + 1; at < Math.min(end, to + LONGEST - 1); at += 1) forward += table.forward(line, at);
    for (let at = to - 2; at >= Math.max(0, from - LONGEST + 1); at -= 1) backward += table.backward(line, at);
    const [seen, common] = this.#longest(line, from, to);
    const [word, wordCount] = this.#word(line, from, to);
    let alone = 0;
    for (let at = from; at < to; at += 1) alone += logCount(table.count(line, at, at + 1));
    const count = (start: number, stop: number): number => (start < 0 ? 0 : table.count(line, start, Math.min(end, stop)));
    const [left, right] = [count(from - 1, to), count(from, to + 1)];
    return {
      forward,
      backward,
      first,
      last,
      seen,
      common,
      before: this.#reach(line, to, -1),
      behind: this.#reach(line, from, 1),
      // What does not occur is part of nothing that does.
      counts: [
        logCount(left),
        logCount(right),
        left > 0 && right > 0 ? logCount(count(from - 1, to + 1)) : 0,
        left > 0 ? logCount(count(from - 2, to)) : 0,
        right > 0 ? logCount(count(from, to + 2)) : 0,
      ],
      alone: alone / (to - from),
      word,
      wordCount,
    };
  }

  /** Writes what both tell beside each other. */
  compare(evidence: Float32Array, standing: Stretch, corrected: Stretch): void {
    evidence.set([
      corrected.forward - standing.forward,
      corrected.backward - standing.backward,
      standing.seen,
      corrected.seen,
      standing.common,
      corrected.common,
      standing.before,
      standing.behind,
      corrected.before,
      corrected.behind,
      standing.counts[0],
      corrected.counts[0],
      standing.counts[1],
      corrected.counts[1],
      standing.counts[2],
      corrected.counts[2],
      corrected.counts[3],
      corrected.counts[4],
      standing.counts[3],
      standing.counts[4],
      standing.alone,
      corrected.alone,
      standing.first,
      standing.last,
      corrected.first,
      corrected.last,
    ]);
    evidence.set([standing.word, standing.wordCount, corrected.word, corrected.wordCount], 34);
  }

  /** Longest run over the stretch that occurs, and the longest that occurs often. */
  #longest(line: ArrayLike<number>, from: number, to: number): [seen: number, common: number] {
    let [seen, common] = [1, 1];
    for (let length = Math.max(2, to - from); length <= LONGEST; length += 1) {
      let most = 0;
      for (let start = Math.max(0, to - length); start <= from && start + length <= line.length; start += 1)
        most = Math.max(most, this.#table.count(line, start, start + length));
      if (most === 0) break;
      seen = length;
      if (most >= OFTEN) common = length;
    }
    return [seen, common];
  }

  /** How long a run that ends (−1) or begins (1) at a place still occurs. */
  #reach(line: ArrayLike<number>, place: number, direction: 1 | -1): number {
    let reach = 0;
    for (let length = 2; length <= LONGEST; length += 1) {
      const [from, to] = direction === 1 ? [place, place + length] : [place - length, place];
      if (from < 0 || to > line.length || this.#table.count(line, from, to) === 0) break;
      reach = length;
    }
    return reach;
  }

  /** Longest word of the lexicon over the stretch, and its frequency. */
  #word(line: ArrayLike<number>, from: number, to: number): [length: number, count: number] {
    let [longest, most] = [0, 0];
    for (let length = Math.max(2, to - from); length <= LONGEST; length += 1)
      for (let start = Math.max(0, to - length); start <= from && start + length <= line.length; start += 1) {
        const count = this.#lexicon.count(line, start, start + length);
        if (count > 0 && length > longest) [longest, most] = [length, count];
        else if (count > most && length === longest) most = count;
      }
    return [longest, logCount(most)];
  }
}

/** 3: one sound and tone; 2: one syllable; 1: heard alike; 0: not. */
export function soundStep(kinds: number): number {
  if (kinds & LIKENESS.tone) return 3;
  if (kinds & LIKENESS.syllable) return 2;
  return kinds & LIKENESS.nearSyllable ? 1 : 0;
}

export function likenessOf(confusables: Confusables | undefined, other: number): { readonly kinds: number; readonly shape: number } {
  if (!confusables) return { kinds: 0, shape: 0 };
  let [low, high] = [0, confusables.others.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((confusables.others[middle] as number) < other) low = middle + 1;
    else high = middle;
  }
  if (confusables.others[low] !== other) return { kinds: 0, shape: 0 };
  return { kinds: confusables.kinds[low] as number, shape: (confusables.shapes[low] as number) / 255 };
}
