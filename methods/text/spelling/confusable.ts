import { type Characters } from "./ngram-table.ts";

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
  const found = new Map<number, Map<number, { kinds: number; shape: number }>>();
  const put = (one: number, other: number, kinds: number, shape: number): void => {
    if (one === other || one === 0 || other === 0) return;
    const own = found.get(one) ?? new Map<number, { kinds: number; shape: number }>();
    found.set(one, own);
    const before = own.get(other);
    own.set(other, { kinds: (before?.kinds ?? 0) | kinds, shape: Math.max(before?.shape ?? 0, shape) });
  };
  const groups = new Map<string, number[]>();
  for (const character of characters.all()) {
    if (!/^\p{Script=Han}$/u.test(character)) continue;
    const number = characters.numberOf(character);
    for (const key of new Set(readingsOf(character).flatMap(keysOf))) {
      const group = groups.get(key);
      if (group) group.push(number);
      else groups.set(key, [number]);
    }
    for (const [other, likeness] of lookAlikes.get(character) ?? [])
      if (likeness >= LEAST_SHAPE) {
        const shape = Math.round(likeness * 255);
        put(number, characters.numberOf(other), LIKENESS.shape, shape);
        put(characters.numberOf(other), number, LIKENESS.shape, shape);
      }
  }
  for (const [key, group] of groups) {
    const kind = key.startsWith("t") ? LIKENESS.tone : key.startsWith("s") ? LIKENESS.syllable : LIKENESS.nearSyllable;
    for (const one of group) for (const other of group) put(one, other, kind, 0);
  }
  return new Map([...found].map(([number, others]) => [number, packed(others)]));
}

function packed(others: ReadonlyMap<number, { readonly kinds: number; readonly shape: number }>): Confusables {
  const sorted = [...others].sort(([one], [other]) => one - other);
  return {
    others: Uint16Array.from(sorted, ([number]) => number),
    kinds: Uint8Array.from(sorted, ([, { kinds }]) => kinds),
    shapes: Uint8Array.from(sorted, ([, { shape }]) => shape),
  };
}

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
