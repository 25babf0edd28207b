/** A small generator of random-looking numbers that depend on nothing but its keys: the same keys give the same city on every machine.
 *  32-bit state (mulberry32 by Tommy Ettinger, public domain); not for secrets. */
export class Random {
  #state: number;

  constructor(...keys: readonly number[]) {
    this.#state = mix(...keys);
  }

  /** 0 ≤ value < 1 */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let word = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    word = (word + Math.imul(word ^ (word >>> 7), 61 | word)) ^ word;
    return ((word ^ (word >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** least ≤ value ≤ greatest, whole numbers */
  between(least: number, greatest: number): number {
    return least + Math.floor(this.next() * (greatest - least + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<Item>(items: readonly Item[]): Item {
    const item = items[Math.floor(this.next() * items.length)];
    if (item === undefined) throw new RangeError("nothing to pick from");
    return item;
  }
}

/** One 32-bit key from several (the finaliser of MurmurHash3, public domain). */
export function mix(...keys: readonly number[]): number {
  let hash = 0x9747b28c;
  for (const key of keys) {
    hash = Math.imul(hash ^ key, 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    hash ^= hash >>> 16;
  }
  return hash | 0;
}

/** Items drawn by weight in one step. */
export class Weighted<Item> {
  readonly #items: Item[] = [];

  /** Weights are whole numbers; their sum is the size of a table. */
  constructor(weights: readonly (readonly [Item, number])[]) {
    for (const [item, weight] of weights) for (let count = 0; count < weight; count++) this.#items.push(item);
  }

  draw(random: Random): Item {
    return random.pick(this.#items);
  }
}
