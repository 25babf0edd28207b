import { canonicalJson, type Finding } from "@yuejian/contracts";
import { decodeHex, encodeHex, inclusionPath, leafHash, rootOfLeafHashes, sha256 } from "@yuejian/digests";
import { malformed } from "./malformed.ts";
import { type OpenedMember, type SealedMembers, sealMembers } from "./sealed.ts";

/** The tree over a run's findings, so that the proof of one lead opens one finding and no other. */
export interface FindingTree {
  /** Lower-case hex. */
  readonly root: string;
  readonly count: number;
  path(index: number): string[];
}

/** A finding as its leaf commits to it: subject and each value alone, under the names `subject` and `values.<column>`; the row references open. */
export interface SealedFinding {
  readonly rows: readonly string[];
  readonly sealed: SealedMembers;
  readonly opened: Readonly<Record<string, OpenedMember>>;
}

/** Seals all findings of a run. The salts come from the run's secret of 32 bytes, so that one secret per run is kept; a disclosed salt tells nothing of
 *  the others, and the rows in the leaf are not to be guessed through the digests beside them. */
export function sealFindings(findings: readonly Finding[], runSecret: Uint8Array): SealedFinding[] {
  if (runSecret.length !== 32) throw malformed("run secret", "not 32 bytes");
  return findings.map((finding, index) => sealFinding(finding, (name) => findingSalt(runSecret, index, name)));
}

/** Seals one finding, whose salts are known by member: what is left of a run whose secret had to go. */
export function sealFinding({ subject, values, rows }: Finding, saltOf: (member: string) => Uint8Array): SealedFinding {
  const members = { subject, ...Object.fromEntries(Object.entries(values).map(([name, value]) => [valueMember(name), value])) };
  return { rows, ...sealMembers(members, saltOf) };
}

/** A finding whose content was erased: its leaf alone still holds the tree together. */
export interface ErasedFinding {
  /** Lower-case hex of the leaf hash. */
  readonly leaf: string;
}

export function findingTree(findings: readonly (SealedFinding | ErasedFinding)[]): FindingTree {
  const leaves = findings.map((finding) => ("leaf" in finding ? knownLeaf(finding) : findingLeafHash(finding)));
  return {
    root: encodeHex(rootOfLeafHashes(leaves)),
    count: leaves.length,
    path: (index) => inclusionPath(leaves, index).map(encodeHex),
  };
}

/** The leaf data is the UTF-8 of the canonical JSON of `rows` and `sealed`. */
export function findingLeafHash({ rows, sealed }: Pick<SealedFinding, "rows" | "sealed">): Uint8Array {
  return leafHash(encoder.encode(canonicalJson({ rows, sealed })));
}

function knownLeaf({ leaf }: ErasedFinding): Uint8Array {
  const bytes = decodeHex(leaf, 32);
  if (bytes === null) throw malformed("finding", "the leaf is not 32 bytes of hexadecimal");
  return bytes;
}

/** Name of a result column among the sealed members. */
export function valueMember(column: string): string {
  return `values.${column}`;
}

function findingSalt(runSecret: Uint8Array, index: number, member: string): Uint8Array {
  return sha256(encoder.encode("yuejian finding salt\n"), runSecret, encoder.encode(`${index}\n${member}`)).slice(0, 16);
}

const encoder = new TextEncoder();
