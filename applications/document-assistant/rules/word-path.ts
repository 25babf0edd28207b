import { GIVEN, SURNAMES } from "../facts/surnames.ts";
import { PART_IN_COMMON } from "./character-parts.ts";
import { LEXICON } from "./lexicon.ts";

/** Runs of characters that the paths are laid through. */
export const HAN = /[\u4e00-\u9fff]+/g;
const FIRST = 0x4e00;
const LAST = 0x9fff;
/** What a character costs that no text is known to hold, a name for its surname and for each character that is given, in nats. */
const [UNKNOWN, SURNAME, GIVEN_NAME] = [16, 13, 5];
/** Names are told by this much more than their length. */
const NAME = 16;
const LONGEST = 4;
const NO_WORD = 40_000;

/** Two characters of a run as a number. */
export const pairOf = (one: number, other: number): number => ((one - FIRST) << 15) | (other - FIRST);
const pairAt = (text: string, at: number): number => pairOf(text.charCodeAt(at), text.charCodeAt(at + 1));

/** What it costs to meet a word, in nats. */
export interface Lexicon {
  readonly single: Float32Array;
  /** Of two characters: four times what they cost, and one more where a longer word begins so. */
  readonly two: ReadonlyMap<number, number>;
  /** Of three and of four characters. */
  readonly more: ReadonlyMap<string, number>;
  /** Words of two characters that may be meant by what is none; and those of documents of the office. */
  readonly meant: ReadonlySet<number>;
  readonly own: ReadonlySet<number>;
  /** Words of three and four that may be meant, without one of their characters: for each length and place of it by the two next. */
  readonly holed: ReadonlyMap<number, readonly string[]>[][];
  /** What is taken for one another, and what it costs that it was: by what is written. */
  readonly alike: ReadonlyMap<number, ReadonlyMap<number, number>>;
  /** What was found to be meant by pairs. */
  readonly remembered: Map<number, readonly Candidate[]>;
}

/** A word of two characters, which of them was written otherwise, and what it costs that it was. */
export type Candidate = readonly [meant: string, wrong: 0 | 1, cost: number];

/** As `npm run make:lexicon` writes them. */
export interface LexiconTables {
  readonly single: string;
  readonly own: string;
  readonly meant: string;
  readonly known: string;
  readonly readings: string;
  readonly lookAlike: string;
}

let lexicon: Lexicon | null = null;
export const readLexicon = (): Lexicon => (lexicon ??= lexiconOf(LEXICON));

/** By character: 1: part of a given name, 2: a surname, 3: both. */
const OF_NAMES = new Uint8Array(LAST - FIRST + 1);
for (const each of GIVEN) OF_NAMES[each.charCodeAt(0) - FIRST] = 1;
for (const each of SURNAMES) if (each.length === 1) OF_NAMES[each.charCodeAt(0) - FIRST] = 2 | (OF_NAMES[each.charCodeAt(0) - FIRST] ?? 0);
const LONG_SURNAMES = new Set([...SURNAMES].flatMap((each) => (each.length === 2 ? [pairAt(each, 0)] : [])));
const isGiven = (code: number): boolean => ((OF_NAMES[code - FIRST] ?? 0) & 1) !== 0;
const nameSize = (code: number, pair: number): 0 | 1 | 2 =>
  ((OF_NAMES[code - FIRST] ?? 0) & 2) !== 0 ? 1 : LONG_SURNAMES.has(pair) ? 2 : 0;

function* wordsOf(rows: string): Generator<readonly [word: string, cost: number]> {
  for (const row of rows.trim().split("\n")) {
    const [cost = "", ...lists] = row.split(" ");
    for (const [at, list] of lists.entries())
      for (let from = 0; from < list.length; from += at + 2) yield [list.slice(from, from + at + 2), Number(cost)];
  }
}

export function lexiconOf(tables: LexiconTables): Lexicon {
  const single = new Float32Array(LAST - FIRST + 1).fill(UNKNOWN);
  for (const row of tables.single.trim().split("\n")) {
    const [cost = "", list = ""] = row.split(" ");
    for (let at = 0; at < list.length; at += 1) single[list.charCodeAt(at) - FIRST] = Number(cost);
  }
  const [two, more] = [new Map<number, number>(), new Map<string, number>()];
  const meant = new Set<number>();
  const holed = [3, LONGEST].map((length) => Array.from({ length }, () => new Map<number, string[]>()));
  const put = (word: string, cost: number): void => {
    const pair = pairAt(word, 0);
    const known = two.get(pair) ?? NO_WORD;
    if (word.length === 2) two.set(pair, cost * 4 + (known & 1));
    else {
      more.set(word, cost);
      two.set(pair, known | 1);
    }
  };
  const own = new Set<number>();
  for (const [word] of wordsOf(tables.own)) if (word.length === 2) own.add(pairAt(word, 0));
  for (const [word, cost] of wordsOf(tables.known)) put(word, cost);
  for (const [word, cost] of wordsOf(`${tables.own.trim()}\n${tables.meant.trim()}`)) {
    put(word, cost);
    if (word.length === 2) meant.add(pairAt(word, 0));
    else
      for (const [hole, words] of (holed[word.length - 3] ?? []).entries()) {
        const key = besideHole(word, 0, hole);
        const same = words.get(key);
        if (same) same.push(word);
        else words.set(key, [word]);
      }
  }
  return { single, two, more, meant, own, holed, alike: alike(tables), remembered: new Map() };
}

/** The first two of the characters that stand beside a hole. */
export const besideHole = (text: string, start: number, hole: number): number =>
  pairOf(text.charCodeAt(start + (hole === 0 ? 1 : 0)), text.charCodeAt(start + (hole <= 1 ? 2 : 1)));

/** What it costs that one was written for another: they sound the same, or but for the tone, or nearly, or share a part, or look alike. */
const [SAME, TONE, NEARLY, PART] = [3.5, 4.5, 6, 4.5];
const LOOKS: Readonly<Record<string, number>> = { A: 4, B: 5.5 };
/** What many do not tell apart by ear: zh and z, n and l, -ing and -in. */
const asHeard = (syllable: string): string =>
  syllable
    .replace(/^([zcs])h/, "$1")
    .replace(/^n(?=[aeiou])/, "l")
    .replace(/(?<=[aeiu]n)g$/, "");

function alike({ readings: sounds, lookAlike }: LexiconTables): ReadonlyMap<number, ReadonlyMap<number, number>> {
  const all = new Map<number, Map<number, number>>();
  const both = (group: string, cost: number, others = group): void => {
    for (let at = 0; at < group.length; at += 1) {
      const one = group.charCodeAt(at);
      const known = all.get(one) ?? new Map<number, number>();
      all.set(one, known);
      for (let beside = 0; beside < others.length; beside += 1) {
        const other = others.charCodeAt(beside);
        if (other !== one && cost < (known.get(other) ?? Number.POSITIVE_INFINITY)) known.set(other, cost);
      }
    }
  };
  const readings = sounds
    .trim()
    .split(/\s+/)
    .map((each) => [/^[a-zü]+/.exec(each)?.[0] ?? "", each.replace(/^[a-zü]+[0-9]/, "")] as const);
  for (const [, group] of readings) both(group, SAME);
  for (const groups of Map.groupBy(readings, ([syllable]) => syllable).values()) both(groups.map(([, each]) => each).join(""), TONE);
  for (const groups of Map.groupBy(readings, ([syllable]) => asHeard(syllable)).values())
    both(groups.map(([, each]) => each).join(""), NEARLY);
  for (const group of PART_IN_COMMON.trim().split(/\s+/)) both(group, PART);
  for (const row of lookAlike.trim().split(/\s+/))
    for (const [, level = "", others = ""] of row.slice(1).matchAll(/([AB])([^AB]+)/g)) {
      both(row.charAt(0), LOOKS[level] ?? 0, others);
      both(others, LOOKS[level] ?? 0, row.charAt(0));
    }
  return all;
}

export const costOfTwo = ({ two }: Lexicon, pair: number): number => ((two.get(pair) ?? NO_WORD) >> 1) / 2;
export const costOfOne = ({ single }: Lexicon, code: number): number => single[code - FIRST] as number;

/** The cheapest way to read a run as words and names. */
export interface WordPath {
  /** From the start of the run to each of its places. */
  readonly costs: Float64Array;
  /** How long the word is that ends at each place. */
  readonly lengths: Uint8Array;
}

export function pathOf({ single, two, more }: Lexicon, text: string): WordPath {
  const size = text.length;
  const costs = new Float64Array(size + 1).fill(Number.POSITIVE_INFINITY);
  const lengths = new Uint8Array(size + 1);
  costs[0] = 0;
  for (let at = 0; at < size; at += 1) {
    const [here, code] = [costs[at] as number, text.charCodeAt(at)];
    offer(costs, lengths, at + 1, here + (single[code - FIRST] as number), 1);
    if (at + 1 === size) break;
    const key = pairOf(code, text.charCodeAt(at + 1));
    const pair = two.get(key) ?? NO_WORD;
    if (pair < NO_WORD) offer(costs, lengths, at + 2, here + (pair >> 1) / 2, 2);
    if ((pair & 1) === 1)
      for (let length = 3; length <= LONGEST && at + length <= size; length += 1) {
        const cost = more.get(text.slice(at, at + length));
        if (cost !== undefined) offer(costs, lengths, at + length, here + cost, length);
      }
    const surname = nameSize(code, key);
    if (surname === 0) continue;
    for (let given = 1; given <= 2 && isGiven(text.charCodeAt(at + surname + given - 1)); given += 1)
      offer(costs, lengths, at + surname + given, here + SURNAME + given * GIVEN_NAME, NAME + surname + given);
  }
  return { costs, lengths };
}

function offer(costs: Float64Array, lengths: Uint8Array, end: number, cost: number, length: number): void {
  if (cost >= (costs[end] as number)) return;
  costs[end] = cost;
  lengths[end] = length;
}

/** A word of a path. */
export interface PathWord {
  readonly start: number;
  readonly end: number;
  readonly cost: number;
  readonly isName: boolean;
}

export function wordsOn({ costs, lengths }: WordPath): PathWord[] {
  const words: PathWord[] = [];
  for (let end = lengths.length - 1; end > 0; ) {
    const length = lengths[end] as number;
    const isName = length > NAME;
    const start = end - (isName ? length - NAME : length);
    words.push({ start, end, cost: (costs[end] as number) - (costs[start] as number), isName });
    end = start;
  }
  return words.reverse();
}
