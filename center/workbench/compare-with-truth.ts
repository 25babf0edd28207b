import type { Finding } from "@yuejian/contracts";

/** One planted subject. `keys`: values of result columns that identify it, for subjects that are named otherwise. */
export interface PlantedTruth {
  readonly kind: "plant" | "decoy" | "plant-needs-linkage";
  readonly family: string;
  readonly subject: string;
  readonly keys: Readonly<Record<string, string>>;
}

export interface TruthComparison {
  readonly findings: number;
  /** Found plants / plants, found alone among those that need linkage / those; null where there are none. */
  readonly recall: number | null;
  readonly recallNeedingLinkage: number | null;
  /** Findings that are plants of either kind / findings; null where nothing was found. */
  readonly precision: number | null;
  readonly plants: { readonly planted: number; readonly found: number };
  readonly plantsNeedingLinkage: { readonly planted: number; readonly found: number };
  readonly decoys: { readonly planted: number; readonly found: number };
  /** Plants not found, decoys found, and findings that nobody planted. */
  readonly missed: readonly PlantedTruth[];
  readonly decoysFound: readonly PlantedTruth[];
  readonly unplanted: readonly Finding[];
}

/** Compares a model's findings with what was planted for it. */
export function compareWithTruth(findings: readonly Finding[], truth: readonly PlantedTruth[]): TruthComparison {
  const hits = new Map<PlantedTruth, Finding>();
  const unplanted: Finding[] = [];
  let right = 0;
  for (const finding of findings) {
    const matches = truth.filter((each) => isSame(finding, each));
    for (const match of matches) hits.set(match, finding);
    if (matches.length === 0) unplanted.push(finding);
    if (matches.some((match) => match.kind !== "decoy")) right++;
  }
  const tally = (kind: PlantedTruth["kind"]) => {
    const planted = truth.filter((each) => each.kind === kind);
    return { planted: planted.length, found: planted.filter((each) => hits.has(each)).length };
  };
  const [plants, plantsNeedingLinkage, decoys] = [tally("plant"), tally("plant-needs-linkage"), tally("decoy")];
  return {
    findings: findings.length,
    recall: share(plants.found, plants.planted),
    recallNeedingLinkage: share(plantsNeedingLinkage.found, plantsNeedingLinkage.planted),
    precision: share(right, findings.length),
    plants,
    plantsNeedingLinkage,
    decoys,
    missed: truth.filter((each) => each.kind === "plant" && !hits.has(each)),
    decoysFound: truth.filter((each) => each.kind === "decoy" && hits.has(each)),
    unplanted,
  };
}

/** The finding has the subject, or holds the values of all keys of which it has a column (at least one). */
function isSame(finding: Finding, planted: PlantedTruth): boolean {
  if (finding.subject === planted.subject) return true;
  const keys = Object.entries(planted.keys).filter(([name]) => Object.hasOwn(finding.values, name));
  return keys.length > 0 && keys.every(([name, value]) => finding.values[name] === value);
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
