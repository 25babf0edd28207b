/** Longest run of characters that is counted. */
export const LONGEST = 5;
/** Before the first and behind the last character of a line. */
export const LINE_START = 1;
export const LINE_END = 2;
const FIRST_CHARACTER = 3;

/** Characters by number; 0 is one that is not known. */
export class Characters {
  readonly #numbers = new Map<string, number>();
  readonly #texts: string[] = ["", "", ""];

  constructor(texts: Iterable<string> = []) {
    for (const text of texts) this.add(text);
  }

  add(character: string): number {
    const known = this.#numbers.get(character);
    if (known !== undefined) return known;
    const number = this.#texts.length;
    this.#numbers.set(character, number);
    this.#texts.push(character);
    return number;
  }

  numberOf(character: string): number {
    return this.#numbers.get(character) ?? 0;
  }

  textOf(number: number): string {
    return this.#texts[number] ?? "";
  }

  get size(): number {
    return this.#texts.length;
  }

  /** Those added, in the order of their numbers. */
  all(): string[] {
    return this.#texts.slice(FIRST_CHARACTER);
  }
}

/** A run of one to five characters by number, and how many different characters follow and precede it. */
export interface CountedRun {
  readonly characters: ArrayLike<number>;
  readonly count: number;
  readonly followers: number;
  readonly preceding: number;
}

/** A run where it stands among others, with what is known of it. */
export interface PlacedRun extends Omit<CountedRun, "characters"> {
  readonly line: ArrayLike<number>;
  readonly from: number;
  readonly to: number;
}

interface TableSize {
  readonly size: number;
  readonly least: number;
  readonly total: number;
}

/** How often runs of one to five characters occur, and how many characters follow and precede each. Runs are told apart by some 55 bits of their digest: of ten
 *  million runs hardly one is taken for another. */
export class NgramTable {
  readonly #keys: Uint32Array;
  readonly #counts: Uint32Array;
  readonly #followers: Uint16Array;
  readonly #preceding: Uint16Array;
  #runs = 0;
  #total = 0;
  /** Runs of two characters, as `first * 65_536 + second`. */
  readonly #pairs: number[] = [];
  /** Runs that occur less often were left out. */
  #least = 1;
  /** Counts that are left out by the place of the run: those of a line that is judged by the others. */
  #without: ReadonlyMap<number, number> | null = null;

  private constructor(arrays: NgramArrays, { runs, total }: { readonly runs: number; readonly total: number }) {
    [this.#keys, this.#counts, this.#followers, this.#preceding] = arrays;
    [this.#runs, this.#total] = [runs, total];
  }

  /** Counts lines, each with LINE_START before and LINE_END behind it. */
  static ofLines(lines: readonly (readonly number[])[]): NgramTable {
    const characters = lines.reduce((sum, line) => sum + line.length, 0);
    for (let bits = Math.max(10, Math.ceil(Math.log2(characters + 1))); ; bits += 1) {
      const table = new NgramTable(emptyArrays(bits), { runs: 0, total: 0 });
      if (lines.every((line) => table.#addLine(line))) return table;
    }
  }

  /** The runs of the lines that this table has counted so often or more, with what it knows of them: smaller, and hardly less certain. */
  withoutRare(lines: readonly (readonly number[])[], least: number): NgramTable {
    const runs = [...this.runsIn(lines, least)].map((run) => ({ ...run, line: run.characters, from: 0, to: run.characters.length }));
    return NgramTable.ofRuns(runs, { size: runs.length, least, total: this.#total });
  }

  /** Each run of the lines that is counted so often or more, as are its beginnings: once, with what is known of it. */
  *runsIn(lines: readonly (readonly number[])[], least = this.#least): Generator<CountedRun> {
    const seen = new Set<number>();
    for (const line of lines)
      for (let from = 0; from < line.length; from += 1)
        for (let to = from + 1; to <= Math.min(line.length, from + LONGEST); to += 1) {
          const place = this.#find(line, from, to);
          const count = place < 0 ? 0 : (this.#counts[place] as number);
          if (count < least) break;
          if (seen.has(place)) continue;
          seen.add(place);
          const [followers, preceding] = [this.#followers[place] as number, this.#preceding[place] as number];
          yield { characters: line.slice(from, to), count, followers, preceding };
        }
  }

  /** `size`: how many runs; `least`: those that occur less often were left out; `total`: characters counted, marks of lines included. */
  static ofRuns(runs: Iterable<PlacedRun>, { size, least, total }: TableSize): NgramTable {
    const table = new NgramTable(emptyArrays(Math.max(10, Math.ceil(Math.log2(size * 1.2 + 1)))), { runs: 0, total });
    for (const { line, from, to, count, followers, preceding } of runs) {
      const place = table.#placeFor(line, from, to);
      if (to - from === 2) table.#addPair(line, from);
      table.#counts[place] = count;
      table.#followers[place] = followers;
      table.#preceding[place] = preceding;
    }
    table.#least = least;
    return table;
  }

  /** Words with their counts. */
  static ofWords(words: readonly (readonly [word: readonly number[], count: number])[]): NgramTable {
    const table = new NgramTable(emptyArrays(Math.max(10, Math.ceil(Math.log2(words.length * 1.5 + 1)))), { runs: 0, total: 0 });
    for (const [word, count] of words) table.#counts[table.#placeFor(word, 0, word.length)] = count;
    return table;
  }

  /** Characters counted, marks of lines included. */
  get total(): number {
    return this.#total;
  }

  /** Different runs. */
  get runs(): number {
    return this.#runs;
  }

  /** Runs that occur less often were left out. */
  get least(): number {
    return this.#least;
  }

  /** False: the table is too small for what comes. */
  #addLine(line: readonly number[]): boolean {
    if ((this.#runs + line.length * LONGEST) * 8 > this.#keys.length * 7) return false;
    for (let at = 0; at < line.length; at += 1) {
      this.#total += 1;
      for (let to = at + 1; to <= Math.min(line.length, at + LONGEST); to += 1) {
        const place = this.#placeFor(line, at, to);
        const isNew = this.#counts[place] === 0;
        this.#counts[place] = (this.#counts[place] as number) + 1;
        if (!isNew || to === at + 1) continue;
        if (to === at + 2) this.#addPair(line, at);
        raise(this.#followers, this.#placeFor(line, at, to - 1));
        raise(this.#preceding, this.#placeFor(line, at + 1, to));
      }
    }
    return true;
  }

  #addPair(line: ArrayLike<number>, at: number): void {
    this.#pairs.push((line[at] as number) * 65_536 + (line[at + 1] as number));
  }

  /** Pairs of characters that stand beside each other, by the first and then by the second. Of a table of words: none. */
  *pairs(): Generator<readonly [one: number, other: number]> {
    for (const pair of Uint32Array.from(this.#pairs).sort()) yield [pair >>> 16, pair & 0xffff];
  }

  count(line: ArrayLike<number>, from: number, to: number): number {
    const place = this.#find(line, from, to);
    return place < 0 ? 0 : this.#countAt(place);
  }

  /** Different characters that follow a run. */
  followersOf(line: ArrayLike<number>, from: number, to: number): number {
    const place = this.#find(line, from, to);
    return place < 0 ? 0 : (this.#followers[place] as number);
  }

  /** log of the probability of the character at a place after up to four before it (Witten and Bell 1991, doi:10.1109/18.87000). */
  forward(line: ArrayLike<number>, at: number): number {
    let probability = this.#alone(line, at);
    // A run that does not occur is part of none that does: it is not looked for again.
    let together = 1;
    for (let length = 1; length < LONGEST && at - length >= 0; length += 1) {
      const place = this.#find(line, at - length, at);
      const seen = place < 0 ? 0 : this.#countAt(place);
      if (seen <= 0) break;
      const kinds = this.#followers[place] as number;
      if (together > 0) together = this.count(line, at - length, at + 1);
      probability = (together + kinds * probability) / (seen + kinds);
    }
    return Math.log(probability);
  }

  /** The same before up to four behind it. */
  backward(line: ArrayLike<number>, at: number): number {
    let probability = this.#alone(line, at);
    let together = 1;
    for (let length = 1; length < LONGEST && at + length < line.length; length += 1) {
      const place = this.#find(line, at + 1, at + length + 1);
      const seen = place < 0 ? 0 : this.#countAt(place);
      if (seen <= 0) break;
      const kinds = this.#preceding[place] as number;
      if (together > 0) together = this.count(line, at, at + length + 1);
      probability = (together + kinds * probability) / (seen + kinds);
    }
    return Math.log(probability);
  }

  /** From now on lines that were counted once each are as if they had not been: without them a run may be too rare to be kept. Gives what takes this back. */
  leaveOut(lines: Iterable<readonly number[]>): () => void {
    const without = new Map<number, number>();
    for (const line of lines)
      for (let at = 0; at < line.length; at += 1)
        for (let to = at + 1; to <= Math.min(line.length, at + LONGEST); to += 1) {
          const place = this.#find(line, at, to);
          if (place >= 0) without.set(place, (without.get(place) ?? 0) + 1);
        }
    this.#without = without;
    return () => {
      this.#without = null;
    };
  }

  #alone(line: ArrayLike<number>, at: number): number {
    return (this.count(line, at, at + 1) + 0.1) / (this.#total + 400);
  }

  #countAt(place: number): number {
    const count = this.#counts[place] as number;
    if (this.#without === null) return count;
    const others = count - (this.#without.get(place) ?? 0);
    return others < this.#least ? 0 : others;
  }

  /** Where a run is held, or −1; then `#free` and `#key` say where it would be. */
  #find(line: ArrayLike<number>, from: number, to: number): number {
    let [home, key] = [0x811c9dc5 ^ (to - from), 0x9747b28c];
    for (let at = from; at < to; at += 1) {
      const character = (line[at] as number) + 1;
      home = Math.imul(home ^ character, 0x01000193);
      home ^= home >>> 15;
      key = Math.imul(key ^ Math.imul(character, 0xcc9e2d51), 0x1b873593);
      key = (key << 13) | (key >>> 19);
    }
    home = Math.imul(home ^ (home >>> 16), 0x85ebca6b);
    key = Math.imul(key ^ (key >>> 16), 0xc2b2ae35);
    key = (key ^ (key >>> 15)) >>> 0 || 1;
    const mask = this.#keys.length - 1;
    for (let at = (home ^ (home >>> 13)) & mask; ; at = (at + 1) & mask) {
      const held = this.#keys[at] as number;
      if (held === key) return at;
      if (held === 0) {
        this.#free = at;
        this.#key = key;
        return -1;
      }
    }
  }

  #free = 0;
  #key = 0;

  #placeFor(line: ArrayLike<number>, from: number, to: number): number {
    const place = this.#find(line, from, to);
    if (place >= 0) return place;
    this.#keys[this.#free] = this.#key;
    this.#runs += 1;
    return this.#free;
  }
}

type NgramArrays = readonly [keys: Uint32Array, counts: Uint32Array, followers: Uint16Array, preceding: Uint16Array];

function emptyArrays(bits: number): NgramArrays {
  const places = 2 ** bits;
  return [new Uint32Array(places), new Uint32Array(places), new Uint16Array(places), new Uint16Array(places)];
}

function raise(counts: Uint16Array, at: number): void {
  if ((counts[at] as number) < 65_535) counts[at] = (counts[at] as number) + 1;
}
