import { isDecided, type Links } from "./decisions.ts";

export interface ClusterOptions {
  /** Links below it join nothing. */
  readonly threshold: number;
  /** See `clusters`. */
  readonly leastSupport: number;
  /** Per record a number that stands for what it can have only one of (a valid id), 0 for none: the **contradiction guard**. */
  readonly identity?: Int32Array;
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
export function clusters(records: number, links: Links, { threshold, leastSupport, identity }: ClusterOptions): Clusters {
  const parent = Int32Array.from({ length: records }, (_, at) => at);
  const root = (record: number): number => {
    let at = record;
    for (;;) {
      const up = parent[at] ?? at;
      if (up === at) return at;
      const above = parent[up] ?? up;
      parent[at] = above;
      at = above;
    }
  };
  const { left, right, odds } = links;
  const order = strongestFirst(odds);
  const weakest = order.findLast((link) => !isDecided(odds[link] ?? 0));
  const lowest = weakest === undefined ? 0 : Math.min(0, odds[weakest] ?? 0);
  // Members and incident links are kept only for records that have links at all.
  const members = new Map<number, number[]>();
  const incident = incidentLinks(links);
  const membersOf = (at: number): number[] => members.get(at) ?? [at];
  const refused: number[] = [];
  const blockOf = decidedBlocks(records, links);
  const identityOf = identity?.slice() ?? new Int32Array(records);
  for (const link of order) {
    if ((odds[link] ?? 0) < threshold) break;
    const [one, two] = [root(left[link] ?? 0), root(right[link] ?? 0)];
    if (one === two) continue;
    const [first, second] = [membersOf(one), membersOf(two)];
    if (isForbidden(first, second, { links, incident, root })) {
      refused.push(link);
      continue;
    }
    if (first.length * second.length > 1 && !isDecided(odds[link] ?? 0)) {
      const support = supportBetween(first, second, { links, incident, root, lowest, blockOf });
      if (support < leastSupport) {
        refused.push(link);
        continue;
      }
    }
    const [mine, yours] = [identityOf[one] ?? 0, identityOf[two] ?? 0];
    if (mine !== 0 && yours !== 0 && mine !== yours && !isDecided(odds[link] ?? 0)) {
      refused.push(link);
      continue;
    }
    const [kept, gone] = one < two ? [one, two] : [two, one];
    identityOf[kept] = mine === 0 ? yours : mine;
    parent[gone] = kept;
    members.set(kept, kept === one ? [...first, ...second] : [...second, ...first]);
    members.delete(gone);
  }
  return { of: Int32Array.from({ length: records }, (_, at) => root(at)), refused };
}

/** Places of the links in descending order; links that come sorted cost no second sorting. */
function strongestFirst(odds: Float32Array): Uint32Array {
  const order = Uint32Array.from({ length: odds.length }, (_, at) => at);
  const isSorted = odds.every((each, at) => at === 0 || each <= (odds[at - 1] ?? 0));
  return isSorted ? order : order.sort((one, two) => (odds[two] ?? 0) - (odds[one] ?? 0));
}

interface Incident {
  readonly start: Uint32Array;
  readonly links: Uint32Array;
}

function incidentLinks({ left, right }: Links): Incident {
  const most = left.reduce((so, record, at) => Math.max(so, record, right[at] ?? 0), -1) + 1;
  const start = new Uint32Array(most + 1);
  for (let at = 0; at < left.length; at++)
    for (const record of [left[at] ?? 0, right[at] ?? 0]) start[record + 1] = (start[record + 1] ?? 0) + 1;
  for (let record = 0; record < most; record++) start[record + 1] = (start[record + 1] ?? 0) + (start[record] ?? 0);
  const next = start.slice();
  const links = new Uint32Array(2 * left.length);
  for (let at = 0; at < left.length; at++)
    for (const record of [left[at] ?? 0, right[at] ?? 0]) {
      const place = next[record] ?? 0;
      links[place] = at;
      next[record] = place + 1;
    }
  return { start, links };
}

interface SupportInput {
  readonly links: Links;
  readonly incident: Incident;
  readonly root: (record: number) => number;
  readonly lowest: number;
  /** Records that people said are one speak with one voice; null where nobody said so of any. */
  readonly blockOf: ((record: number) => number) | null;
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

/** True where a person decided that a record of one group is not a record of the other. */
function isForbidden(
  first: readonly number[],
  second: readonly number[],
  { links, incident, root }: Pick<SupportInput, "links" | "incident" | "root">,
): boolean {
  const [few, many] = first.length <= second.length ? [first, second] : [second, first];
  const other = root(many[0] ?? 0);
  return few.some((record) => {
    for (let place = incident.start[record] ?? 0; place < (incident.start[record + 1] ?? 0); place++) {
      const link = incident.links[place] ?? 0;
      const odds = links.odds[link] ?? 0;
      const partner = links.left[link] === record ? (links.right[link] ?? 0) : (links.left[link] ?? 0);
      if (odds < 0 && isDecided(odds) && root(partner) === other) return true;
    }
    return false;
  });
}

/** Mean log-odds over the pairs between two groups, each capped so that no single link outweighs many. */
function supportBetween(
  first: readonly number[],
  second: readonly number[],
  { links, incident, root, lowest, blockOf }: SupportInput,
): number {
  const [few, many] = first.length <= second.length ? [first, second] : [second, first];
  const other = root(many[0] ?? 0);
  const capped = (link: number): number => Math.max(lowest, Math.min(-lowest, links.odds[link] ?? 0));
  let sum = 0;
  let known = 0;
  /** Of two blocks what their strongest pair says. */
  const strongest = new Map<string, number>();
  for (const record of few)
    for (let place = incident.start[record] ?? 0; place < (incident.start[record + 1] ?? 0); place++) {
      const link = incident.links[place] ?? 0;
      const partner = links.left[link] === record ? (links.right[link] ?? 0) : (links.left[link] ?? 0);
      if (root(partner) !== other) continue;
      if (blockOf) {
        const blocks = `${blockOf(record)} ${blockOf(partner)}`;
        strongest.set(blocks, Math.max(strongest.get(blocks) ?? lowest, capped(link)));
        continue;
      }
      known++;
      sum += capped(link);
    }
  if (blockOf) {
    for (const odds of strongest.values()) sum += odds;
    known = strongest.size;
  }
  const count = (group: readonly number[]): number => (blockOf ? new Set(group.map(blockOf)).size : group.length);
  const pairs = count(few) * count(many);
  return (sum + (pairs - known) * lowest) / pairs;
}
