import { type CommittedKeys, canonicalJson } from "@yuejian/contracts";
import type { ReadKey, SourceRead } from "@yuejian/rules";

/** Keys that a batch's statement binds, null where it binds none, for the batches of a dataset in the snapshot's order. */
export type KeysOfBatches = (dataset: string) => readonly (CommittedKeys | null)[];

export interface CoveredRead {
  readonly read: SourceRead;
  /** The key by which all rows that can matter are proven; null where no batch committed to keys of a column that the rule looks up. */
  readonly key: ReadKey | null;
}

export interface LookupKey {
  readonly dataset: string;
  readonly column: string;
  readonly value: string;
}

/** Which of the keys that would do is the one to be proven: the first that some batch of the snapshot committed to. */
export function coverReads(reads: readonly SourceRead[], keysOf: KeysOfBatches): readonly CoveredRead[] {
  return reads.map((read) => {
    const batches = keysOf(read.dataset);
    const key = read.keys.find(({ column }) => batches.length === 0 || batches.some((keys) => treeOf(keys, column) !== null));
    return { read, key: key ?? null };
  });
}

/** What has to be looked up, each once, in the order of bundles. */
export function lookupsOf(covered: readonly CoveredRead[]): readonly LookupKey[] {
  const lookups = covered.flatMap(({ read, key }) =>
    key ? key.values.map((value) => ({ dataset: read.dataset, column: key.column, value })) : [],
  );
  const byName = new Map(lookups.map((lookup) => [lookupName(lookup), lookup]));
  return Array.from(
    [...byName].sort(([left], [right]) => (left < right ? -1 : 1)),
    ([, lookup]) => lookup,
  );
}

export function lookupName({ dataset, column, value }: { dataset: string; column: string; value: string | null }): string {
  return canonicalJson([dataset, column, value]);
}

export function treeOf(keys: CommittedKeys | null, column: string): CommittedKeys["columns"][number] | null {
  return keys?.columns.find((tree) => tree.column === column) ?? null;
}
