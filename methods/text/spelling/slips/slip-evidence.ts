import { logCount } from "../evidence.ts";
import { LONGEST, type NgramTable } from "../ngram-table.ts";
import type { Slip } from "./slip.ts";

/** Number of values that speak for and against a slip; the last ones come from the line around it (`SlipCandidates`). */
export const SLIP_EVIDENCE = 47;
export const OWN_EVIDENCE = 37;

/** Characters to either side that an edit can concern. */
const AROUND = LONGEST;
/** Of what is less likely forward by so much more than it has to gain the other direction is not asked. */
const MOST_BEHIND = 4;
/** A run that occurs so often is common. */
const OFTEN = 6;

/** Characters around an edit: those before it, those of the edit, those behind it. */
interface Window {
  readonly characters: readonly number[];
  readonly from: number;
  readonly to: number;
}

/** How what is around a slip fits as it stands and as it would be, told by counts. */
export class SlipEvidence {
  readonly #table: NgramTable;
  readonly #lexicon: NgramTable;

  constructor(table: NgramTable, lexicon: NgramTable) {
    this.#table = table;
    this.#lexicon = lexicon;
  }

  /** Null: it gains less than so much in probability, forward and backward on average. */
  weigh(line: readonly number[], { at, removed, inserted }: Slip, least: number): Float32Array | null {
    const before = line.slice(Math.max(0, at - AROUND), at);
    const behind = line.slice(at + removed, at + removed + AROUND);
    const from = before.length;
    const standing = { characters: [...before, ...line.slice(at, at + removed), ...behind], from, to: from + removed };
    const mended = { characters: [...before, ...inserted, ...behind], from, to: from + inserted.length };
    const [forwardStands, forwardWould] = [this.#forward(standing), this.#forward(mended)];
    const forward = forwardWould.sum - forwardStands.sum;
    if (forward < least - MOST_BEHIND) return null;
    const [backwardStands, backwardWould] = [this.#backward(standing), this.#backward(mended)];
    const backward = backwardWould.sum - backwardStands.sum;
    if (forward + backward < 2 * least) return null;
    const evidence = new Float32Array(SLIP_EVIDENCE);
    evidence.set([forward, backward, forwardStands.least, backwardStands.least, ...this.#fit(standing)]);
    evidence.set([forwardWould.least, backwardWould.least, ...this.#fit(mended)], 2 + (OWN_EVIDENCE - 3) / 2);
    evidence[OWN_EVIDENCE - 1] = logCount(this.#table.count(line, at, at + removed));
    return evidence;
  }

  /** log probability of the edit and of what stands behind it as far as it reaches, and the least of one character at it. */
  #forward({ characters, from, to }: Window): { readonly sum: number; readonly least: number } {
    let [sum, least] = [0, 0];
    for (let at = from; at < Math.min(characters.length, to + LONGEST - 1); at += 1) {
      const probability = this.#table.forward(characters, at);
      sum += probability;
      if (at <= to) least = Math.min(least, probability);
    }
    return { sum, least };
  }

  /** The same before it, read backward. */
  #backward({ characters, from, to }: Window): { readonly sum: number; readonly least: number } {
    let [sum, least] = [0, 0];
    for (let at = to - 1; at >= Math.max(0, from - LONGEST + 1); at -= 1) {
      const probability = this.#table.backward(characters, at);
      sum += probability;
      if (at >= from - 1) least = Math.min(least, probability);
    }
    return { sum, least };
  }

  /** How a window fits at the edges of the edit. */
  #fit(window: Window): readonly number[] {
    const { characters, from, to } = window;
    const end = characters.length;
    const log = (start: number, stop: number): number =>
      start < 0 || stop > end ? 0 : logCount(this.#table.count(characters, start, stop));
    const [seen, common] = this.#longest(window);
    const [word, often] = this.#word(window);
    return [
      seen,
      common,
      word,
      often,
      log(from - 1, from + 1),
      log(to - 1, to + 1),
      log(from - 2, from + 1),
      log(to - 1, to + 2),
      log(from - 1, to + 1),
      log(from - 2, to + 1),
      log(from - 1, to + 2),
      log(from - 2, to + 2),
      this.#strongest(window, 3),
      this.#strongest(window, 4),
      log(from, Math.max(to, from + 1)),
    ];
  }

  /** Longest run that holds the edit and a character on each side, and the longest such that occurs often. */
  #longest({ characters, from, to }: Window): [seen: number, common: number] {
    let seen = 0;
    for (let length = LONGEST; length >= to - from + 2; length -= 1)
      for (let start = Math.max(0, to + 1 - length); start < from && start + length <= characters.length; start += 1) {
        const count = this.#table.count(characters, start, start + length);
        if (count >= 1 && seen < length) seen = length;
        if (count >= OFTEN) return [seen, length];
      }
    return [seen, 0];
  }

  /** Longest word of the lexicon that holds a character of the edit, or of one that reaches over a place where nothing is, and its frequency. */
  #word({ characters, from, to }: Window): [length: number, count: number] {
    let [longest, most] = [0, 0];
    const [least, last] = to > from ? [from, to - 1] : [from, from - 1];
    for (let length = 2; length <= LONGEST; length += 1)
      for (let start = Math.max(0, least - length + 1); start <= last && start + length <= characters.length; start += 1) {
        if (start + length <= least || (to === from && start + length <= from)) continue;
        const count = this.#lexicon.count(characters, start, start + length);
        if (count > 0 && length > longest) [longest, most] = [length, count];
        else if (count > most && length === longest) most = count;
      }
    return [longest, logCount(most)];
  }

  /** log of the highest count of a run of a length that reaches over an edge of the edit. */
  #strongest({ characters, from, to }: Window, length: number): number {
    let most = 0;
    for (let start = Math.max(0, from - length + 1); start <= to - 1 || start < from; start += 1) {
      if (start + length > characters.length) break;
      most = Math.max(most, this.#table.count(characters, start, start + length));
    }
    return logCount(most);
  }
}
