/** A word that occurs more seldom is not taken for one that is meant; so many are told for one sound. */
const LEAST_MEANT = 30;
const MOST_OF_ONE_SOUND = 8;

export type WordOfTwo = readonly [first: number, second: number];

/** Words of two characters that sound alike whatever their tones. */
export class Homophones {
  /** Words by `first × 65_536 + second` syllable, the most frequent first. */
  readonly #bySound = new Map<number, WordOfTwo[]>();
  readonly #syllables = new Map<number, readonly number[]>();
  readonly #syllableNumbers = new Map<string, number>();
  readonly #readingsOf: (character: number) => readonly string[];
  readonly #known = new Map<number, readonly WordOfTwo[]>();

  constructor(
    lexicon: readonly (readonly [word: readonly number[], count: number])[],
    readingsOf: (character: number) => readonly string[],
  ) {
    this.#readingsOf = readingsOf;
    const frequent = lexicon.filter(([word, count]) => word.length === 2 && count >= LEAST_MEANT);
    for (const [[first = 0, second = 0]] of frequent.sort(([, one], [, other]) => other - one)) {
      const word = [first, second] as const;
      for (const sound of this.#soundsOf(first, second)) {
        const words = this.#bySound.get(sound);
        if (words) words.push(word);
        else this.#bySound.set(sound, [word]);
      }
    }
  }

  /** Words of the same sound that share neither character, the most frequent first. */
  of(first: number, second: number): readonly WordOfTwo[] {
    const key = first * 65_536 + second;
    const known = this.#known.get(key);
    if (known) return known;
    const alike = new Set(this.#soundsOf(first, second).flatMap((sound) => this.#bySound.get(sound) ?? []));
    const apart = [...alike].filter(([one, other]) => one !== first && other !== second).slice(0, MOST_OF_ONE_SOUND);
    this.#known.set(key, apart);
    return apart;
  }

  #soundsOf(first: number, second: number): number[] {
    return this.#syllablesOf(first).flatMap((one) => this.#syllablesOf(second).map((other) => one * 65_536 + other));
  }

  #syllablesOf(character: number): readonly number[] {
    const known = this.#syllables.get(character);
    if (known) return known;
    const syllables = new Set(this.#readingsOf(character).map((reading) => reading.replace(/\d/, "")));
    const numbers = Array.from(syllables, (syllable) => {
      const number = this.#syllableNumbers.get(syllable) ?? this.#syllableNumbers.size;
      this.#syllableNumbers.set(syllable, number);
      return number;
    });
    this.#syllables.set(character, numbers);
    return numbers;
  }
}
