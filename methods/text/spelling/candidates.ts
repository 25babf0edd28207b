import { type Confusables, LIKENESS } from "./confusable.ts";
import { type Correction, EVIDENCE, Evidence, likenessOf, logCount, soundStep } from "./evidence.ts";
import type { NgramTable } from "./ngram-table.ts";
import { PairBits } from "./pair-bits.ts";

export interface SpellingKnowledge {
  readonly table: NgramTable;
  /** Words of the language with their frequency. */
  readonly lexicon: NgramTable;
  readonly confusables: ReadonlyMap<number, Confusables>;
  /** 1 for Chinese characters, by number. */
  readonly isHan: Uint8Array;
  /** log(1 + times) that the second was written for the first among known errors. */
  readonly knownErrors: ReadonlyMap<number, number>;
}

/** Key of `knownErrors`. */
export const errorKey = (written: number, meant: number): number => written * 65_536 + meant;

/** Single corrections kept at a place, and pairs. */
const SINGLES = 5;
const PAIRS = 2;
/** Neighbours remembered for each character, and how often two have to stand beside each other. */
const NEIGHBOURS = 60;
const LEAST_TOGETHER = 5;
/** A place whose three runs of three characters all occur so often is taken as right. */
const WELL_KNOWN = 30;
/** Two characters that stand together so often are not corrected as a pair. */
const USUAL_PAIR = 40;
const LEAST_PAIR = 12;
/** Two characters that are a word of the lexicon are not corrected as a pair either. */
const LEAST_WORD = 5;

/** Finds what may be meant at each place of a line, with what speaks for it. */
export class Candidates {
  readonly #known: SpellingKnowledge;
  readonly #evidence: Evidence;
  readonly #neighbours: Neighbours;

  constructor(known: SpellingKnowledge) {
    this.#known = known;
    this.#evidence = new Evidence(known.table, known.lexicon);
    this.#neighbours = neighbours(known);
  }

  /** Corrections of the places from one to another of a line that begins with LINE_START and ends with LINE_END. */
  of(line: readonly number[], from = 1, to = line.length - 1): Correction[] {
    const found: Correction[] = [];
    const isKnown = (at: number): boolean => at < 0 || at + 3 > line.length || this.#known.table.count(line, at, at + 3) >= WELL_KNOWN;
    let [two, one] = [isKnown(from - 2), isKnown(from - 1)];
    for (let at = from; at < to; at += 1) {
      const here = isKnown(at);
      const isRight = two && one && here;
      [two, one] = [one, here];
      if (isRight || this.#known.isHan[line[at] as number] !== 1) continue;
      this.#singles(line, at, found);
      if (at + 1 < to && this.#known.isHan[line[at + 1] as number] === 1) this.#pairs(line, at, found);
    }
    return found;
  }

  #singles(line: readonly number[], at: number, found: Correction[]): void {
    const written = line[at] as number;
    const confusable = this.#known.confusables.get(written);
    const changed = [...line];
    const { followers, precedents } = this.#neighbours;
    const [behindLeft, beforeRight] = [followers.rowOf(line[at - 1] as number), precedents.rowOf(line[at + 1] as number)];
    let standing = Number.NaN;
    const best: { readonly meant: number; readonly kinds: number; readonly shape: number; readonly gain: number }[] = [];
    const consider = (meant: number, kinds: number, shape: number): void => {
      if (!followers.has(behindLeft, meant) && !precedents.has(beforeRight, meant)) return;
      changed[at] = meant;
      const { table } = this.#known;
      if (table.count(changed, at - 1, at + 1) === 0 && table.count(changed, at, at + 2) === 0) return;
      if (Number.isNaN(standing)) standing = this.#fit(line, at);
      const gain = this.#fit(changed, at) - standing;
      if (gain > (kinds & ~LIKENESS.nearSyllable ? -2 : 1)) best.push({ meant, kinds, shape, gain });
    };
    if (confusable)
      for (const [index, other] of confusable.others.entries())
        consider(other, confusable.kinds[index] as number, (confusable.shapes[index] as number) / 255);
    if (this.#known.table.count(line, at - 1, at + 2) === 0)
      for (const other of this.#fillings(line, at)) if (likenessOf(confusable, other).kinds === 0) consider(other, 0, 0);
    best.sort((one, other) => other.gain - one.gain);
    if (best.length === 0) return;
    const before = this.#evidence.stretch(line, at, at + 1);
    for (const [rank, { meant, kinds, shape, gain }] of best.slice(0, SINGLES).entries()) {
      changed[at] = meant;
      const evidence = new Float32Array(EVIDENCE);
      this.#evidence.compare(evidence, before, this.#evidence.stretch(changed, at, at + 1));
      const ahead = rank === 0 ? gain - (best[1]?.gain ?? -3) : gain - (best[0]?.gain ?? 0);
      evidence.set([soundStep(kinds), kinds & LIKENESS.shape ? 1 : 0, gain, rank, ahead, this.#errors(written, meant), 1, best.length], 26);
      evidence.set([shape, kinds === 0 ? 1 : 0], 38);
      found.push({ at, characters: [meant], evidence });
    }
  }

  /** Two wrong characters beside each other hide one another: tried together where they make a frequent pair. */
  #pairs(line: readonly number[], at: number, found: Correction[]): void {
    const { table, confusables } = this.#known;
    const here = table.count(line, at, at + 2);
    if (here > USUAL_PAIR || this.#known.lexicon.count(line, at, at + 2) >= LEAST_WORD) return;
    const [first, second] = [confusables.get(line[at] as number), confusables.get(line[at + 1] as number)];
    if (!first || !second) return;
    const changed = [...line];
    const frequent: { readonly one: number; readonly other: number; readonly count: number }[] = [];
    const { frequentBehind } = this.#neighbours;
    for (const [index, one] of first.others.entries()) {
      if (((first.kinds[index] as number) & ~LIKENESS.nearSyllable) === 0) continue;
      const row = frequentBehind.rowOf(one);
      if (row < 0) continue;
      changed[at] = one;
      for (let number = 0; number < second.others.length; number += 1) {
        const other = second.others[number] as number;
        if (((second.kinds[number] as number) & ~LIKENESS.nearSyllable) === 0 || !frequentBehind.has(row, other)) continue;
        changed[at + 1] = other;
        const count = table.count(changed, at, at + 2);
        if (count >= LEAST_PAIR) frequent.push({ one, other, count });
      }
    }
    if (frequent.length === 0) return;
    frequent.sort((left, right) => right.count - left.count);
    const fitting = frequent.slice(0, 24).map(({ one, other, count }) => {
      [changed[at], changed[at + 1]] = [one, other];
      const around = logCount(table.count(changed, at - 1, at + 2)) + logCount(table.count(changed, at, Math.min(line.length, at + 3)));
      return { one, other, count, fit: logCount(count) + 1.5 * around };
    });
    fitting.sort((left, right) => right.fit - left.fit);
    const before = this.#evidence.stretch(line, at, at + 2);
    for (const { one, other, count, fit } of fitting.slice(0, PAIRS)) {
      [changed[at], changed[at + 1]] = [one, other];
      const evidence = new Float32Array(EVIDENCE);
      this.#evidence.compare(evidence, before, this.#evidence.stretch(changed, at, at + 2));
      const [left, right] = [likenessOf(first, one), likenessOf(second, other)];
      const [leftSound, rightSound] = [soundStep(left.kinds), soundStep(right.kinds)];
      const shapes = (left.kinds & LIKENESS.shape ? 1 : 0) + (right.kinds & LIKENESS.shape ? 1 : 0);
      const errors = this.#errors(line[at] as number, one) + this.#errors(line[at + 1] as number, other);
      evidence.set(
        [Math.min(leftSound, rightSound), shapes, fit - logCount(here), 0, Math.max(leftSound, rightSound), errors, 2, logCount(count)],
        26,
      );
      evidence.set([Math.min(left.shape, right.shape), 0], 38);
      found.push({ at, characters: [one, other], evidence });
    }
  }

  #errors(written: number, meant: number): number {
    return this.#known.knownErrors.get(errorKey(written, meant)) ?? 0;
  }

  /** How well a character fits between its neighbours, quickly. */
  #fit(line: readonly number[], at: number): number {
    const { table } = this.#known;
    const end = line.length;
    const log = (from: number, to: number): number => (from < 0 || to > end ? 0 : logCount(table.count(line, from, to)));
    return log(at - 1, at + 1) + log(at, at + 2) + 1.5 * (log(at - 2, at + 1) + log(at - 1, at + 2) + log(at, at + 3));
  }

  /** Characters that often stand between the two neighbours. */
  #fillings(line: readonly number[], at: number): number[] {
    const three = [line[at - 1] as number, 0, line[at + 1] as number];
    const tried = new Map<number, number>();
    for (const list of [this.#neighbours.behind.get(three[0] as number), this.#neighbours.before.get(three[2] as number)])
      for (const other of list ?? []) {
        if (tried.has(other) || other === line[at]) continue;
        three[1] = other;
        tried.set(other, this.#known.table.count(three, 0, 3));
      }
    return [...tried]
      .filter(([, count]) => count >= 8)
      .sort(([, one], [, other]) => other - one)
      .slice(0, 3)
      .map(([other]) => other);
  }
}

interface Neighbours {
  /** Most frequent characters behind and before each. */
  readonly behind: ReadonlyMap<number, readonly number[]>;
  readonly before: ReadonlyMap<number, readonly number[]>;
  /** Pairs that occur, by the first and by the second, and those of `behind`. */
  readonly followers: PairBits;
  readonly precedents: PairBits;
  readonly frequentBehind: PairBits;
}

function neighbours({ table, isHan }: SpellingKnowledge): Neighbours {
  const [behind, before] = [new Map<number, [number, number][]>(), new Map<number, [number, number][]>()];
  const put = (lists: Map<number, [number, number][]>, key: number, entry: [number, number]): void => {
    const list = lists.get(key);
    if (list) list.push(entry);
    else lists.set(key, [entry]);
  };
  const occurring = [...isHan.keys()].filter((number) => table.count([number], 0, 1) > 0);
  const [followers, precedents, frequentBehind] = [0, 1, 2].map(() => new PairBits(occurring, isHan.length)) as [
    PairBits,
    PairBits,
    PairBits,
  ];
  for (const pair of table.pairs()) {
    const [one, other] = pair;
    const count = table.count(pair, 0, 2);
    if (count === 0) continue;
    followers.add(one, other);
    precedents.add(other, one);
    if (count < LEAST_TOGETHER || isHan[one] !== 1 || isHan[other] !== 1) continue;
    put(behind, one, [count, other]);
    put(before, other, [count, one]);
  }
  const shortened = (lists: ReadonlyMap<number, [number, number][]>): Map<number, number[]> =>
    new Map(
      [...lists].map(([key, list]) => [
        key,
        list
          .sort(([one], [other]) => other - one)
          .slice(0, NEIGHBOURS)
          .map(([, number]) => number),
      ]),
    );
  const most = shortened(behind);
  for (const [one, others] of most) for (const other of others) frequentBehind.add(one, other);
  return { behind: most, before: shortened(before), followers, precedents, frequentBehind };
}
