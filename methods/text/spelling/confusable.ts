import type { Characters } from "./ngram-table.ts";

/** How two characters are alike; several may hold. */
export const LIKENESS = { tone: 1, syllable: 2, nearSyllable: 4, shape: 8 } as const;

/** Readings of a character with the tone as a digit: `zhi4`. */
export type ReadingsOf = (character: string) => readonly string[];
/** Characters that look like one, with how much (0 to 1). */
export type LookAlikes = ReadonlyMap<string, readonly (readonly [other: string, likeness: number])[]>;

export interface Confusables {
  /** Numbers of the characters that one may be taken for, in the order of their numbers. */
  readonly others: Uint16Array;
  readonly kinds: Uint8Array;
  /** Likeness of shape, 0 to 255. */
  readonly shapes: Uint8Array;
}

const LEAST_SHAPE = 0.72;

/** For each character those that are typed, heard or read for it. */
export function confusables(
  characters: Characters,
  { readingsOf, lookAlikes }: { readonly readingsOf: ReadingsOf; readonly lookAlikes: LookAlikes },
): ReadonlyMap<number, Confusables> {
  const keysOfCharacter = new Map<number, readonly string[]>();
  const groups = new Map<string, number[]>();
  const alike = new Map<number, [other: number, shape: number][]>();
  for (const character of characters.all()) {
    if (!/^\p{Script=Han}$/u.test(character)) continue;
    const number = characters.numberOf(character);
    const keys = [...new Set(readingsOf(character).flatMap(keysOf))];
    keysOfCharacter.set(number, keys);
    for (const key of keys) listed(groups, key).push(number);
    for (const [other, likeness] of lookAlikes.get(character) ?? []) {
      const second = characters.numberOf(other);
      if (likeness < LEAST_SHAPE || second === 0) continue;
      const shape = Math.round(likeness * 255);
      listed(alike, number).push([second, shape]);
      listed(alike, second).push([number, shape]);
    }
  }
  const [kinds, shapes] = [new Uint8Array(characters.size), new Uint8Array(characters.size)];
  const found = new Map<number, Confusables>();
  for (const number of new Set([...keysOfCharacter.keys(), ...alike.keys()])) {
    const met: number[] = [];
    const meet = (other: number, kind: number): void => {
      if (other === number) return;
      if (kinds[other] === 0) met.push(other);
      kinds[other] = (kinds[other] as number) | kind;
    };
    for (const [other, shape] of alike.get(number) ?? []) {
      meet(other, LIKENESS.shape);
      shapes[other] = Math.max(shapes[other] as number, shape);
    }
    for (const key of keysOfCharacter.get(number) ?? [])
      for (const other of groups.get(key) ?? []) meet(other, KIND_OF_KEY[key[0] as keyof typeof KIND_OF_KEY]);
    const others = Uint16Array.from(met).sort();
    if (others.length > 0)
      found.set(number, {
        others,
        kinds: Uint8Array.from(others, (other) => kinds[other] as number),
        shapes: Uint8Array.from(others, (other) => shapes[other] as number),
      });
    shapes[number] = 0;
    for (const other of met) kinds[other] = shapes[other] = 0;
  }
  return found;
}

function listed<Key, Value>(lists: Map<Key, Value[]>, key: Key): Value[] {
  const known = lists.get(key);
  if (known) return known;
  const list: Value[] = [];
  lists.set(key, list);
  return list;
}

const KIND_OF_KEY = { t: LIKENESS.tone, s: LIKENESS.syllable, n: LIKENESS.nearSyllable } as const;

/** The reading, its syllable, and its syllable as many speakers of the south hear it: z for zh, n for ng, l for n and r, f for hu. */
function keysOf(reading: string): string[] {
  const syllable = reading.replace(/\d/, "");
  const heard = syllable
    .replace(/^([zcs])h/, "$1")
    .replace(/^n(?=[aeiouü])/, "l")
    .replace(/ng$/, "n")
    .replace(/^hu(?=[ae])/, "f")
    .replace(/^r/, "l");
  return [`t${reading}`, `s${syllable}`, `n${heard}`];
}
