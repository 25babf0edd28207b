import { canonicalJson } from "@yuejian/contracts";
import { encodeHex, inclusionPath, leafHash, rootOfLeafHashes, sha256 } from "@yuejian/digests";
import { malformed } from "./malformed.ts";
import type { FindingContent } from "./proof-document.ts";

/** The tree over a run's findings, so that the proof of one lead opens one finding and no other. */
export interface FindingTree {
  /** Lower-case hex. */
  readonly root: string;
  readonly count: number;
  path(index: number): string[];
}

export function findingTree(findings: readonly FindingContent[]): FindingTree {
  const leaves = findings.map(findingLeafHash);
  return {
    root: encodeHex(rootOfLeafHashes(leaves)),
    count: leaves.length,
    path: (index) => inclusionPath(leaves, index).map(encodeHex),
  };
}

export function findingLeafHash(finding: FindingContent): Uint8Array {
  return leafHash(new TextEncoder().encode(canonicalJson(finding)));
}

/** Salt (hex) of a finding from the run's secret of 32 bytes, so that one secret per run is kept; a disclosed salt tells nothing of the others. */
export function findingSalt(runSecret: Uint8Array, index: number): string {
  if (runSecret.length !== 32) throw malformed("run secret", "not 32 bytes");
  return encodeHex(
    sha256(new TextEncoder().encode("yuejian finding salt\n"), runSecret, new TextEncoder().encode(String(index))).slice(0, 16),
  );
}
