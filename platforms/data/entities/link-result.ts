import { probabilityOf } from "@yuejian/matching";
import type { LinkedFiles } from "./link-files-types.ts";
import type { Linked } from "./link-tables.ts";

type Summary = Pick<
  LinkedFiles,
  | "pairCount"
  | "clusterCount"
  | "entities"
  | "candidates"
  | "rules"
  | "threshold"
  | "thresholdProbability"
  | "expected"
  | "refused"
  | "steps"
>;

/** What a linking found, counted. */
export function summaryOf({ expected, clusterOf, candidates, rules, refused, seconds }: Linked): Summary {
  const sizes = new Uint32Array(clusterOf.length);
  for (const cluster of clusterOf) sizes[cluster] = (sizes[cluster] ?? 0) + 1;
  let [pairCount, clusterCount, entities] = [0, 0, 0];
  for (const size of sizes) {
    pairCount += (size * (size - 1)) / 2;
    if (size > 1) clusterCount++;
    if (size > 0) entities++;
  }
  return {
    pairCount,
    clusterCount,
    entities,
    candidates,
    rules: rules.map(({ features }) => features),
    threshold: Number(expected.threshold.toFixed(4)),
    thresholdProbability: Number(probabilityOf(expected.threshold).toFixed(6)),
    expected: { precision: expected.precision, recall: expected.recall, f1: expected.f1 },
    refused: refused.length,
    steps: seconds,
  };
}

/** Clusters of several records, and the pairs within them that were compared, strongest first; `names` has the records of these clusters. */
export function listsOf({ links, clusterOf }: Linked, names: ReadonlyMap<number, string>): Pick<LinkedFiles, "clusters" | "pairs"> {
  const members = new Map<number, string[]>();
  for (const record of [...names.keys()].toSorted((one, two) => one - two)) {
    const cluster = clusterOf[record] ?? record;
    const so = members.get(cluster);
    if (so) so.push(names.get(record) ?? "");
    else members.set(cluster, [names.get(record) ?? ""]);
  }
  const pairs: { left: string; right: string; probability: number }[] = [];
  for (let at = 0; at < links.odds.length; at++) {
    const [left, right] = [links.left[at] ?? 0, links.right[at] ?? 0];
    if (clusterOf[left] === clusterOf[right])
      pairs.push({
        left: names.get(left) ?? "",
        right: names.get(right) ?? "",
        probability: Number(probabilityOf(links.odds[at] ?? 0).toFixed(6)),
      });
  }
  return { clusters: [...members.values()], pairs };
}
