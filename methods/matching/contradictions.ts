/** A decision with a name of its own. */
export interface NamedDecision {
  readonly id: string;
  readonly left: string;
  readonly right: string;
  readonly verdict: "same" | "different";
}

/** Two records that were said to be different, and the decisions by which they are one all the same. */
export interface Contradiction {
  readonly different: string;
  /** In the order in which they lead from one record to the other; empty where both ids name one thing. */
  readonly same: readonly string[];
}

/** All contradictions among decisions; none is resolved here. */
export function contradictions(decisions: readonly NamedDecision[]): Contradiction[] {
  const neighbours = new Map<string, { to: string; id: string }[]>();
  const note = (from: string, to: string, id: string): void => {
    const so = neighbours.get(from);
    if (so) so.push({ to, id });
    else neighbours.set(from, [{ to, id }]);
  };
  for (const { id, left, right, verdict } of decisions) {
    if (verdict !== "same") continue;
    note(left, right, id);
    note(right, left, id);
  }
  return decisions.flatMap(({ id, left, right, verdict }) => {
    const same = verdict === "different" ? way(neighbours, left, right) : null;
    return same ? [{ different: id, same }] : [];
  });
}

function way(neighbours: ReadonlyMap<string, readonly { to: string; id: string }[]>, from: string, to: string): string[] | null {
  const cameBy = new Map<string, { before: string; id: string } | null>([[from, null]]);
  for (const at of cameBy.keys()) {
    if (at === to) break;
    for (const next of neighbours.get(at) ?? []) if (!cameBy.has(next.to)) cameBy.set(next.to, { before: at, id: next.id });
  }
  if (!cameBy.has(to)) return null;
  const ids: string[] = [];
  for (let step = cameBy.get(to); step; step = cameBy.get(step.before)) ids.unshift(step.id);
  return ids;
}
