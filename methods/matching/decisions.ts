/** Links between records, by number. `odds` is the natural logarithm of the odds that the two are one. */
export interface Links {
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly odds: Float32Array;
}

/** What a person decided about two records. Decisions name records by ids that outlive a run, so that they hold for every later one; taking one back
 *  is leaving it out. */
export interface Decision {
  readonly left: string;
  readonly right: string;
  readonly verdict: "same" | "different";
}

/** Odds that stand for a decision: above and below everything that evidence reaches. */
const DECIDED = 1_000;

/** Links with the decisions in place of what the evidence says of these pairs, strongest first. Decisions about records that are not there wait. */
export function withDecisions(links: Links, decisions: readonly Decision[], placeOf: (id: string) => number | undefined): Links {
  const decided = new Map<string, { left: number; right: number; odds: number }>();
  for (const { left, right, verdict } of decisions) {
    const [one, two] = [placeOf(left), placeOf(right)];
    if (one === undefined || two === undefined || one === two) continue;
    const [low, high] = one < two ? [one, two] : [two, one];
    decided.set(`${low},${high}`, { left: low, right: high, odds: verdict === "same" ? DECIDED : -DECIDED });
  }
  if (decided.size === 0) return links;
  // No object for each link: a city has millions of them, and a handful of decisions.
  const named = new Set([...decided.values()].flatMap(({ left, right }) => [left, right]));
  const isKept = links.odds.map((_, at) => {
    const [left, right] = [links.left[at] ?? 0, links.right[at] ?? 0];
    if (!named.has(left) || !named.has(right)) return 1;
    return decided.has(left < right ? `${left},${right}` : `${right},${left}`) ? 0 : 1;
  });
  const kept = isKept.reduce((sum, each) => sum + each, 0);
  const together = [...decided.values()].filter(({ odds }) => odds > 0);
  const apart = [...decided.values()].filter(({ odds }) => odds < 0);
  const size = kept + decided.size;
  const all = { left: new Int32Array(size), right: new Int32Array(size), odds: new Float32Array(size) };
  let place = 0;
  const put = (left: number, right: number, odds: number): void => {
    [all.left[place], all.right[place], all.odds[place]] = [left, right, odds];
    place++;
  };
  for (const { left, right, odds } of together) put(left, right, odds);
  for (let at = 0; at < links.odds.length; at++) if (isKept[at] === 1) put(links.left[at] ?? 0, links.right[at] ?? 0, links.odds[at] ?? 0);
  for (const { left, right, odds } of apart) put(left, right, odds);
  return all;
}

/** True for the odds of a decision, either way. */
export const isDecided = (odds: number): boolean => Math.abs(odds) >= DECIDED;

/** Records of a cluster that were known under one name. */
export interface NameClaim {
  readonly cluster: number;
  readonly name: string;
  readonly records: number;
}

/** Names that clusters keep from an earlier run: a cluster keeps the name under which most of its records were known, of two with as many the one that
 *  sorts first; a name goes to one cluster only, the one with most of its records. */
export function keptNames(claims: readonly NameClaim[]): Map<number, string> {
  const strongest = claims.toSorted(
    (one, two) => two.records - one.records || (one.name < two.name ? -1 : one.name > two.name ? 1 : one.cluster - two.cluster),
  );
  const names = new Map<number, string>();
  const taken = new Set<string>();
  for (const { cluster, name } of strongest) {
    if (names.has(cluster) || taken.has(name)) continue;
    names.set(cluster, name);
    taken.add(name);
  }
  return names;
}
