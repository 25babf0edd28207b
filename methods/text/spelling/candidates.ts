import { type Confusables, LIKENESS } from "./confusable.ts";
import { type Correction, EVIDENCE, Evidence, likenessOf, logCount, soundStep } from "./evidence.ts";
import type { Homophones } from "./homophones.ts";
import type { NgramTable } from "./ngram-table.ts";
import { PairBits } from "./pair-bits.ts";

export interface SpellingKnowledge {
  readonly table: NgramTable;
  /** Words of the language with their frequency. */
  readonly lexicon: NgramTable;
  /** Sum of these frequencies. */
  readonly wordsTotal: number;
  readonly confusables: ReadonlyMap<number, Confusables>;
  /** 1 for Chinese characters, by number. */
  readonly isHan: Uint8Array;
  /** log(1 + times) that the second was written for the first among known errors. */
  readonly knownErrors: ReadonlyMap<number, number>;
  /** Words of two characters that sound alike. */
  readonly homophones: Homophones;
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

/** Characters that are alike in nothing: how many are tried at a place, and how often they stand between both neighbours or with two on one side. */
const FILLINGS = 3;
const LEAST_BETWEEN = 4;
const LEAST_BESIDE = 12;
/** How much better than the word that stands one of the same sound has to fit. */
const WORD_GAIN = 1;

/** Finds what may be meant at each place of a line, with what speaks for it. */
export class Candidates {
  readonly #known: SpellingKnowledge;
  readonly #evidence: Evidence;
  readonly #neighbours: Neighbours;
  /** What was meant by a character in known errors. */
  readonly #meantBy = new Map<number, number[]>();
  readonly #alikes = new Map<number, Uint16Array>();

  constructor(known: SpellingKnowledge) {
    this.#known = known;
    for (const key of known.knownErrors.keys()) {
      const [written, meant] = [Math.floor(key / 65_536), key % 65_536];
      this.#meantBy.set(written, [...(this.#meantBy.get(written) ?? []), meant]);
    }
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
      const fit = this.#fit(changed, at);
      if (fit === 0) return;
      if (Number.isNaN(standing)) standing = this.#fit(line, at);
      const gain = fit - standing;
      if (gain > (kinds & ~LIKENESS.nearSyllable ? -2 : 1)) best.push({ meant, kinds, shape, gain });
    };
    if (confusable)
      for (const [index, other] of confusable.others.entries())
        consider(other, confusable.kinds[index] as number, (confusable.shapes[index] as number) / 255);
    const isAlike = (other: number): boolean => likenessOf(confusable, other).kinds !== 0;
    const known = (this.#meantBy.get(written) ?? []).filter((other) => !isAlike(other));
    for (const other of known) consider(other, 0, 0);
    if (this.#known.table.count(line, at - 1, at + 2) === 0)
      for (const other of this.#fillings(line, at)) if (!isAlike(other) && !known.includes(other)) consider(other, 0, 0);
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

  /** Two wrong characters beside each other hide one another: tried together where they make a frequent pair or a word of the same sound. */
  #pairs(line: readonly number[], at: number, found: Correction[]): void {
    const tried = [...this.#frequentPairs(line, at), ...this.#wordsOfOneSound(line, at)];
    if (tried.length === 0) return;
    const { table, confusables } = this.#known;
    const changed = [...line];
    const here = table.count(line, at, at + 2);
    const [first, second] = [confusables.get(line[at] as number), confusables.get(line[at + 1] as number)];
    tried.sort((left, right) => right.fit - left.fit);
    const before = this.#evidence.stretch(line, at, at + 2);
    for (const { one, other, count, fit } of tried.slice(0, PAIRS)) {
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

  #frequentPairs(line: readonly number[], at: number): FittingPair[] {
    const { table } = this.#known;
    if (table.count(line, at, at + 2) > USUAL_PAIR || this.#known.lexicon.count(line, at, at + 2) >= LEAST_WORD) return [];
    const [first, second] = [this.#alike(line[at] as number), this.#alike(line[at + 1] as number)];
    const changed = [...line];
    const frequent: { readonly one: number; readonly other: number; readonly count: number }[] = [];
    const { frequentBehind } = this.#neighbours;
    for (const one of first) {
      const row = frequentBehind.rowOf(one);
      if (row < 0) continue;
      changed[at] = one;
      for (let number = 0; number < second.length; number += 1) {
        const other = second[number] as number;
        if (!frequentBehind.has(row, other)) continue;
        changed[at + 1] = other;
        const count = table.count(changed, at, at + 2);
        if (count >= LEAST_PAIR) frequent.push({ one, other, count });
      }
    }
    frequent.sort((left, right) => right.count - left.count);
    return frequent.slice(0, 24).map(({ one, other, count }) => {
      [changed[at], changed[at + 1]] = [one, other];
      return { one, other, count, fit: this.#pairFit(changed, at) };
    });
  }

  /** Characters alike in more than a southern ear. */
  #alike(character: number): Uint16Array {
    const known = this.#alikes.get(character);
    if (known) return known;
    const confusable = this.#known.confusables.get(character);
    const alike = confusable
      ? confusable.others.filter((_, index) => ((confusable.kinds[index] as number) & ~LIKENESS.nearSyllable) !== 0)
      : new Uint16Array();
    this.#alikes.set(character, alike);
    return alike;
  }

  /** Words that sound like the two characters that stand, where they fit better. */
  #wordsOfOneSound(line: readonly number[], at: number): FittingPair[] {
    const { lexicon, homophones } = this.#known;
    if (lexicon.count(line, at, at + 2) === 0) return [];
    const words = homophones.of(line[at] as number, line[at + 1] as number);
    if (words.length === 0) return [];
    const changed = [...line];
    const standing = this.#pairFit(line, at);
    return words.flatMap(([one, other]) => {
      [changed[at], changed[at + 1]] = [one, other];
      const fit = this.#pairFit(changed, at);
      return fit - standing > WORD_GAIN ? [{ one, other, count: this.#known.table.count(changed, at, at + 2), fit }] : [];
    });
  }

  #pairFit(line: readonly number[], at: number): number {
    const { table } = this.#known;
    const around = logCount(table.count(line, at - 1, at + 2)) + logCount(table.count(line, at, Math.min(line.length, at + 3)));
    return logCount(table.count(line, at, at + 2)) + 1.5 * around;
  }

  #errors(written: number, meant: number): number {
    return this.#known.knownErrors.get(errorKey(written, meant)) ?? 0;
  }

  /** How well a character fits between its neighbours, quickly; 0: it stands beside neither. A run is not looked up where one within it does not occur. */
  #fit(line: readonly number[], at: number): number {
    const { table } = this.#known;
    const [left, right] = [table.count(line, at - 1, at + 1), table.count(line, at, at + 2)];
    const left2 = left > 0 && at >= 2 ? logCount(table.count(line, at - 2, at + 1)) : 0;
    const both = left > 0 && right > 0 ? logCount(table.count(line, at - 1, at + 2)) : 0;
    const right2 = right > 0 && at + 3 <= line.length ? logCount(table.count(line, at, at + 3)) : 0;
    return logCount(left) + logCount(right) + 1.5 * (left2 + both + right2);
  }

  /** Characters that fit between the two neighbours so well that they need not be alike: they stand there often, or with two on one side. */
  #fillings(line: readonly number[], at: number): number[] {
    const changed = [...line];
    const { table } = this.#known;
    const { behind, before, followers, precedents } = this.#neighbours;
    const [left, right] = [line[at - 1] as number, line[at + 1] as number];
    const [behindLeft, beforeRight] = [followers.rowOf(left), precedents.rowOf(right)];
    const isLeftFrequent = at >= 2 && table.count(line, at - 2, at) >= LEAST_BESIDE;
    const end = Math.min(line.length, at + 3);
    const isRightFrequent = table.count(line, at + 1, end) >= LEAST_BESIDE;
    const isFitting = (): boolean =>
      table.count(changed, at - 1, at + 2) >= LEAST_BETWEEN ||
      (isLeftFrequent && table.count(changed, at - 2, at + 1) >= LEAST_BESIDE) ||
      (isRightFrequent && table.count(changed, at, end) >= LEAST_BESIDE);
    const tried = new Map<number, number>();
    for (const list of [behind.get(left), before.get(right)])
      for (const other of list ?? []) {
        if (tried.has(other) || other === line[at] || !followers.has(behindLeft, other) || !precedents.has(beforeRight, other)) continue;
        changed[at] = other;
        tried.set(other, isFitting() ? this.#fit(changed, at) : 0);
      }
    return [...tried]
      .filter(([, fit]) => fit > 0)
      .sort(([, one], [, other]) => other - one)
      .slice(0, FILLINGS)
      .map(([other]) => other);
  }
}

interface FittingPair {
  readonly one: number;
  readonly other: number;
  readonly count: number;
  readonly fit: number;
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
