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
  const identityOf = identity?.slice() ?? new Int32Array(records);
  for (const link of order) {
    if ((odds[link] ?? 0) < threshold) break;
    const [one, two] = [root(left[link] ?? 0), root(right[link] ?? 0)];
    if (one === two) continue;
    const [first, second] = [membersOf(one), membersOf(two)];
    if (isForbidden(first, second, { links, incident, root, lowest })) {
      refused.push(link);
      continue;
    }
    if (first.length * second.length > 1 && !isDecided(odds[link] ?? 0)) {
      const support = supportBetween(first, second, { links, incident, root, lowest });
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
}

/** True where a person decided that a record of one group is not a record of the other. */
function isForbidden(first: readonly number[], second: readonly number[], { links, incident, root }: SupportInput): boolean {
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
function supportBetween(first: readonly number[], second: readonly number[], { links, incident, root, lowest }: SupportInput): number {
  const [few, many] = first.length <= second.length ? [first, second] : [second, first];
  const other = root(many[0] ?? 0);
  let sum = 0;
  let known = 0;
  for (const record of few)
    for (let place = incident.start[record] ?? 0; place < (incident.start[record + 1] ?? 0); place++) {
      const link = incident.links[place] ?? 0;
      const partner = links.left[link] === record ? (links.right[link] ?? 0) : (links.left[link] ?? 0);
      if (root(partner) !== other) continue;
      known++;
      sum += Math.max(lowest, Math.min(-lowest, links.odds[link] ?? 0));
    }
  const pairs = few.length * many.length;
  return (sum + (pairs - known) * lowest) / pairs;
}
