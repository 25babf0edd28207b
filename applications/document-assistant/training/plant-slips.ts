import { uniformDraws } from "@yuejian/distributions";

export const PLANTED_SLIPS = ["missing", "doubled", "word-doubled", "stray", "swapped", "words-swapped"] as const;
export type PlantedSlip = (typeof PLANTED_SLIPS)[number];

/** Characters that hold sentences together and slip in most easily. */
const SMALL_WORDS = Array.from("的了是在有和与及对为于将把被其该所以而也就都要不人一个并由从向到上中");
const NUMERAL = /[零〇一二三四五六七八九十百千万亿两]/u;

const isFree = (character: string | undefined): boolean =>
  character !== undefined && /^\p{Script=Han}$/u.test(character) && !NUMERAL.test(character);

/** Makes slips of one kind in right lines; the same ones each time. */
export class SlipPlanter {
  readonly #draw: () => number;
  readonly #isWord: (word: string) => boolean;
  readonly #behind = new Map<string, string[]>();

  /** `lines`: right lines, from which it is known what often stands behind a character. */
  constructor({
    lines,
    isWord,
    seed,
  }: { readonly lines: readonly string[]; readonly isWord: (word: string) => boolean; readonly seed: number }) {
    this.#draw = uniformDraws(seed);
    this.#isWord = isWord;
    for (const line of lines) {
      const letters = Array.from(line);
      for (const [at, letter] of letters.entries()) {
        const next = letters[at + 1];
        if (!isFree(next)) continue;
        const list = this.#behind.get(letter) ?? [];
        this.#behind.set(letter, list);
        if (list.length < 400) list.push(next as string);
      }
    }
  }

  /** Null: the line has no place for it. */
  plant(line: string, slip: PlantedSlip): string | null {
    const letters = Array.from(line);
    for (let attempt = 0; attempt < 12; attempt += 1) {
      const planted = this.#at(letters, Math.floor(this.#draw() * letters.length), slip);
      if (planted !== null && planted.join("") !== line) return planted.join("");
    }
    return null;
  }

  #at(letters: readonly string[], at: number, slip: PlantedSlip): string[] | null {
    const all = (count: number): boolean => letters.slice(at, at + count).length === count && letters.slice(at, at + count).every(isFree);
    const word = (from: number, count: number): string => letters.slice(from, from + count).join("");
    switch (slip) {
      case "missing":
        return all(1) && letters[at - 1] !== letters[at] && letters[at + 1] !== letters[at] ? spliced(letters, [at, 1]) : null;
      case "doubled":
        return all(1) ? spliced(letters, [at, 0], letters[at] as string) : null;
      case "word-doubled":
        return all(2) && this.#isWord(word(at, 2)) ? spliced(letters, [at, 0], ...letters.slice(at, at + 2)) : null;
      case "stray": {
        if (!all(1)) return null;
        const stray = this.#stray(letters, at);
        return isFree(stray) && stray !== letters[at] && stray !== letters[at - 1] ? spliced(letters, [at, 0], stray as string) : null;
      }
      case "swapped":
        return all(2) ? spliced(letters, [at, 2], letters[at + 1] as string, letters[at] as string) : null;
      case "words-swapped": {
        const [first, second] = [
          [2, 2],
          [2, 2],
          [1, 2],
          [2, 1],
        ][Math.floor(this.#draw() * 4)] as [number, number];
        const isTwo =
          all(first + second) &&
          [
            [at, first],
            [at + first, second],
          ].every(([from, count]) => count === 1 || this.#isWord(word(from as number, count as number)));
        return isTwo
          ? spliced(letters, [at, first + second], ...letters.slice(at + first, at + first + second), ...letters.slice(at, at + first))
          : null;
      }
    }
  }

  #stray(letters: readonly string[], at: number): string | undefined {
    const kind = this.#draw();
    if (kind < 0.35) return letters[at + Math.round((this.#draw() - 0.5) * 10)];
    if (kind < 0.6) return SMALL_WORDS[Math.floor(this.#draw() * SMALL_WORDS.length)];
    const behind = this.#behind.get(letters[at - 1] ?? "") ?? [];
    return behind[Math.floor(this.#draw() * behind.length)];
  }
}

function spliced(letters: readonly string[], [at, removed]: readonly [number, number], ...inserted: readonly string[]): string[] {
  return letters.toSpliced(at, removed, ...inserted);
}
