import type { Correction } from "./evidence.ts";

/** Places of a line and the characters that may be meant there. */
export interface ContextQuestion {
  /** The line as it stands, in the form in which it is counted. */
  readonly line: readonly string[];
  readonly places: readonly { readonly at: number; readonly candidates: readonly string[] }[];
}

/** What a model of context tells of one place; logarithms of probabilities. */
export interface PlaceReading {
  /** That each candidate is meant, in the order of the question. */
  readonly candidates: readonly number[];
  /** That what stands there is meant. */
  readonly written: number;
  /** That the likeliest character is meant. */
  readonly best: number;
  /** That what stands there is wrong. */
  readonly wrong: number;
}

/** A model that has read many right lines, and sees the whole line at once. */
export interface ContextModel {
  /** One reading for each place, in the order of the questions. */
  read(questions: readonly ContextQuestion[]): Promise<readonly (readonly PlaceReading[])[]>;
}

/** Values that a model of context adds to those of a correction. */
export const CONTEXT_EVIDENCE = 5;

/** The question that corrections of a line pose. `at` of a correction counts the start mark of the line. */
export function questionOf(
  line: readonly string[],
  corrections: readonly Correction[],
  textOf: (character: number) => string,
): ContextQuestion {
  const places = new Map<number, string[]>();
  for (const { at, characters } of corrections)
    for (const [index, character] of characters.entries()) {
      const place = at - 1 + index;
      const candidates = places.get(place) ?? [];
      places.set(place, candidates);
      const text = textOf(character);
      if (!candidates.includes(text)) candidates.push(text);
    }
  return { line, places: [...places].map(([at, candidates]) => ({ at, candidates })) };
}

/** Evidence of each correction with what was read at its places behind it. */
export function evidenceInContext(
  { places }: ContextQuestion,
  {
    corrections,
    readings,
    textOf,
  }: {
    readonly corrections: readonly Correction[];
    readonly readings: readonly PlaceReading[];
    readonly textOf: (character: number) => string;
  },
): Float32Array[] {
  const byPlace = new Map(places.map(({ at, candidates }, index) => [at, { candidates, reading: readings[index] as PlaceReading }]));
  return corrections.map(({ at, characters, evidence }) => {
    let [gain, least, written, behind, wrong] = [0, 0, -99, 0, -99];
    for (const [index, character] of characters.entries()) {
      const { candidates, reading } = byPlace.get(at - 1 + index) as { candidates: readonly string[]; reading: PlaceReading };
      const meant = reading.candidates[candidates.indexOf(textOf(character))] as number;
      gain += meant - reading.written;
      least = Math.min(least, meant);
      written = Math.max(written, reading.written);
      behind = Math.max(behind, reading.best - meant);
      wrong = Math.max(wrong, reading.wrong);
    }
    const all = new Float32Array(evidence.length + CONTEXT_EVIDENCE);
    all.set(evidence);
    all.set([gain, least, written, behind, wrong], evidence.length);
    return all;
  });
}
