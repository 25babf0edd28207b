import { isDecided, type Links } from "./decisions.ts";

export interface ClusterOptions {
  /** Links below it join nothing. */
  readonly threshold: number;
  /** See `clusters`. */
  readonly leastSupport: number;
  /** Per record a number that stands for what it can have only one of (a valid id), 0 for none: the **contradiction guard**. */
  readonly identity?: Int32Array;
  /** Odds of a pair without a known link, where the links are not all that are known; otherwise the lowest of them. */
  readonly lowest?: number;
}

export interface Clusters {
  /** Per record the lowest record number of its cluster. */
  readonly of: Int32Array;
  /** Links above the threshold that the guard kept from joining two clusters. */
  readonly refused: readonly number[];
}

/** Connected components, with the **support guard** against over-merging: links join the strongest first, and two groups that have
 *  grown already are joined only when the sum of the log-odds of all known links between them, above or below the threshold, divided by the number
 *  of pairs between them is at least `leastSupport`; pairs without a known link count as the lowest odds known. One stray link between two
 *  families is outvoted by the many pairs that speak against it. Two groups that hold different valid ids are never joined, however alike. */
export function clusters(records: number, links: Links, { threshold, leastSupport, identity, lowest }: ClusterOptions): Clusters {
  const groups = new Groups(records, links, lowest ?? 0);
  const { left, right, odds } = links;
  const order = strongestFirst(odds);
  const refused: number[] = [];
  const identityOf = identity?.slice() ?? new Int32Array(records);
  for (const link of order) {
    const weight = odds[link] ?? 0;
    if (weight < threshold) break;
    const [one, two] = [groups.root(left[link] ?? 0), groups.root(right[link] ?? 0)];
    if (one === two) continue;
    const isOurs = isDecided(weight);
    const [mine, yours] = [identityOf[one] ?? 0, identityOf[two] ?? 0];
    if (
      groups.isForbidden(one, two) ||
      (!isOurs && (!groups.isSupported(one, two, leastSupport) || (mine !== 0 && yours !== 0 && mine !== yours)))
    ) {
      refused.push(link);
      continue;
    }
    identityOf[groups.join(one, two)] = mine === 0 ? yours : mine;
  }
  return { of: groups.roots(), refused };
}

/** Places of the links in descending order; links that come sorted cost no second sorting. */
function strongestFirst(odds: Float32Array): Uint32Array {
  const order = new Uint32Array(odds.length);
  let isSorted = true;
  for (let at = 0; at < odds.length; at++) {
    order[at] = at;
    if (at > 0 && (odds[at] ?? 0) > (odds[at - 1] ?? 0)) isSorted = false;
  }
  return isSorted ? order : order.sort((one, two) => (odds[two] ?? 0) - (odds[one] ?? 0));
}

/** The lowest record of those that decisions put together with a record. */
function decidedBlocks(records: number, { left, right, odds }: Links): ((record: number) => number) | null {
  const up = new Map<number, number>();
  const top = (record: number): number => {
    let at = record;
    for (let next = up.get(at); next !== undefined; next = up.get(at)) at = next;
    return at;
  };
  for (let link = 0; link < odds.length && (odds[link] ?? 0) > 0 && isDecided(odds[link] ?? 0); link++) {
    const [one, two] = [top(left[link] ?? records), top(right[link] ?? records)];
    if (one !== two) up.set(Math.max(one, two), Math.min(one, two));
  }
  return up.size === 0 ? null : top;
}

/** Groups of records in flat arrays: millions of them are joined in a second or two. */
class Groups {
  readonly #links: Links;
  readonly #parent: Int32Array;
  /** Members of a group as a chain from its root; −1 ends it. */
  readonly #next: Int32Array;
  readonly #last: Int32Array;
  readonly #size: Int32Array;
  /** Links of each record: those of record r stand from start[r] to start[r + 1]. */
  readonly #start: Uint32Array;
  readonly #incident: Uint32Array;
  /** Odds of a pair that is no known link. */
  readonly #lowest: number;
  readonly #hasForbidden: boolean;
  /** Records that people said are one speak with one voice; null where nobody said so of any. */
  readonly #blockOf: ((record: number) => number) | null;

  constructor(records: number, links: Links, known: number) {
    this.#links = links;
    this.#parent = new Int32Array(records);
    this.#next = new Int32Array(records).fill(-1);
    this.#last = new Int32Array(records);
    this.#size = new Int32Array(records).fill(1);
    for (let record = 0; record < records; record++) this.#parent[record] = this.#last[record] = record;
    const { left, right, odds } = links;
    this.#start = new Uint32Array(records + 1);
    let [lowest, hasForbidden] = [known, false];
    for (let at = 0; at < odds.length; at++) {
      const weight = odds[at] ?? 0;
      if (!isDecided(weight)) lowest = Math.min(lowest, weight);
      else if (weight < 0) hasForbidden = true;
      this.#count(left[at] ?? 0);
      this.#count(right[at] ?? 0);
    }
    this.#lowest = lowest;
    this.#hasForbidden = hasForbidden;
    this.#blockOf = decidedBlocks(records, links);
    for (let record = 0; record < records; record++) this.#start[record + 1] = (this.#start[record + 1] ?? 0) + (this.#start[record] ?? 0);
    const free = this.#start.slice();
    const incident = new Uint32Array(2 * odds.length);
    const put = (record: number, link: number): void => {
      const place = free[record] ?? 0;
      incident[place] = link;
      free[record] = place + 1;
    };
    for (let at = 0; at < odds.length; at++) {
      put(left[at] ?? 0, at);
      put(right[at] ?? 0, at);
    }
    this.#incident = incident;
  }

  #count(record: number): void {
    this.#start[record + 1] = (this.#start[record + 1] ?? 0) + 1;
  }

  /** Lowest record of the group. */
  root(record: number): number {
    let at = record;
    for (;;) {
      const up = this.#parent[at] ?? at;
      if (up === at) return at;
      const above = this.#parent[up] ?? up;
      this.#parent[at] = above;
      at = above;
    }
  }

  /** Joins two groups, given by their roots; tells the root of both. */
  join(one: number, two: number): number {
    const [kept, gone] = one < two ? [one, two] : [two, one];
    this.#parent[gone] = kept;
    this.#next[this.#last[kept] ?? kept] = gone;
    this.#last[kept] = this.#last[gone] ?? gone;
    this.#size[kept] = (this.#size[kept] ?? 1) + (this.#size[gone] ?? 1);
    return kept;
  }

  /** True where a person decided that a record of one group is not a record of the other. */
  isForbidden(one: number, two: number): boolean {
    if (!this.#hasForbidden) return false;
    return !this.#eachBetween(one, two, (odds) => !(odds < 0 && isDecided(odds)));
  }

  /** Whether the mean log-odds over the pairs between two groups, each capped so that no single link outweighs many, reach `least`. */
  isSupported(one: number, two: number, least: number): boolean {
    const pairs = (this.#size[one] ?? 1) * (this.#size[two] ?? 1);
    if (pairs === 1) return true;
    if (this.#blockOf) return this.#supportOfBlocks(one, two, this.#blockOf) >= least;
    let [sum, known] = [0, 0];
    this.#eachBetween(one, two, (odds) => {
      known++;
      sum += this.#capped(odds);
      return true;
    });
    return (sum + (pairs - known) * this.#lowest) / pairs >= least;
  }

  #capped(odds: number): number {
    return Math.max(this.#lowest, Math.min(-this.#lowest, odds));
  }

  /** The mean over pairs of blocks: of two blocks what their strongest pair says. */
  #supportOfBlocks(one: number, two: number, blockOf: (record: number) => number): number {
    const strongest = new Map<string, number>();
    this.#eachBetween(one, two, (odds, record, partner) => {
      const blocks = `${blockOf(record)} ${blockOf(partner)}`;
      strongest.set(blocks, Math.max(strongest.get(blocks) ?? this.#lowest, this.#capped(odds)));
      return true;
    });
    const pairs = this.#blocksIn(one, blockOf) * this.#blocksIn(two, blockOf);
    const sum = strongest.values().reduce((so, odds) => so + odds, 0);
    return (sum + (pairs - strongest.size) * this.#lowest) / pairs;
  }

  #blocksIn(root: number, blockOf: (record: number) => number): number {
    const blocks = new Set<number>();
    for (let record = root; record >= 0; record = this.#next[record] ?? -1) blocks.add(blockOf(record));
    return blocks.size;
  }

  /** Visits the links between two groups until the visitor says false; tells whether it never did. */
  #eachBetween(one: number, two: number, visit: (odds: number, record: number, partner: number) => boolean): boolean {
    const [few, other] = (this.#size[one] ?? 1) <= (this.#size[two] ?? 1) ? [one, two] : [two, one];
    const { left, right, odds } = this.#links;
    for (let record = few; record >= 0; record = this.#next[record] ?? -1) {
      const end = this.#start[record + 1] ?? 0;
      for (let place = this.#start[record] ?? 0; place < end; place++) {
        const link = this.#incident[place] ?? 0;
        const partner = left[link] === record ? (right[link] ?? 0) : (left[link] ?? 0);
        if (this.root(partner) === other && !visit(odds[link] ?? 0, record, partner)) return false;
      }
    }
    return true;
  }

  roots(): Int32Array {
    for (let record = 0; record < this.#parent.length; record++) this.#parent[record] = this.root(record);
    return this.#parent;
  }
}
