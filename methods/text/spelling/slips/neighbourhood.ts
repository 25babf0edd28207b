import type { NgramTable } from "../ngram-table.ts";
import { PairBits } from "../pair-bits.ts";

/** Neighbours remembered for each character, and how often two have to stand beside each other to be neighbours. */
const REMEMBERED = 32;
const LEAST_TOGETHER = 10;

/** Which characters stand beside which, in right texts. */
export class Neighbourhood {
  /** Those most often behind and before each. */
  readonly #behind: ReadonlyMap<number, readonly number[]>;
  readonly #before: ReadonlyMap<number, readonly number[]>;
  readonly #together: PairBits;
  /** In which asking a character was tried. */
  readonly #tried: Uint32Array;
  #round = 0;

  /** `isFree`: 1 for characters that may be put between others. */
  constructor(table: NgramTable, isFree: Uint8Array) {
    const [behind, before] = [new Map<number, [number, number][]>(), new Map<number, [number, number][]>()];
    const occurring = [...isFree.keys()].filter((number) => number > 0 && (number < 3 || table.count([number], 0, 1) > 0));
    this.#tried = new Uint32Array(isFree.length);
    this.#together = new PairBits(occurring, isFree.length);
    for (const pair of table.pairs()) {
      const [one, other] = pair;
      const count = table.count(pair, 0, 2);
      if (count < LEAST_TOGETHER) continue;
      this.#together.add(one, other);
      if (isFree[other] === 1) put(behind, one, [count, other]);
      if (isFree[one] === 1) put(before, other, [count, one]);
    }
    this.#behind = mostOften(behind);
    this.#before = mostOften(before);
  }

  standTogether(one: number, other: number): boolean {
    return this.#together.has(this.#together.rowOf(one), other);
  }

  /** What often stands behind the one or before the other, and stands beside both. */
  between(one: number, other: number): readonly number[] {
    const found: number[] = [];
    this.#round += 1;
    const bits = this.#together;
    for (const each of this.#behind.get(one) ?? []) {
      this.#tried[each] = this.#round;
      if (bits.has(bits.rowOf(each), other)) found.push(each);
    }
    const row = bits.rowOf(one);
    for (const each of this.#before.get(other) ?? []) if (this.#tried[each] !== this.#round && bits.has(row, each)) found.push(each);
    return found;
  }
}

function put(lists: Map<number, [number, number][]>, key: number, entry: [number, number]): void {
  const list = lists.get(key);
  if (list) list.push(entry);
  else lists.set(key, [entry]);
}

const mostOften = (lists: ReadonlyMap<number, [number, number][]>): Map<number, number[]> =>
  new Map(
    [...lists].map(([key, list]) => [
      key,
      list
        .sort(([one], [other]) => other - one)
        .slice(0, REMEMBERED)
        .map(([, number]) => number),
    ]),
  );
