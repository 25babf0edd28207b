import { keyInput, keyLeaf, type VrfKey } from "@yuejian/digests/keys";

/** A key with the numbers of all accepted records that carry it, ascending. */
export interface KeyedRows {
  readonly batch: string;
  readonly column: string;
  readonly value: string;
  readonly rows: readonly number[];
}

/** Leaves in the order of the keys, one after another. */
export function keyLeaves(key: Pick<VrfKey, "evaluate">, keys: readonly KeyedRows[]): Uint8Array<ArrayBuffer> {
  const leaves = keys.map((each) => keyLeaf(key.evaluate(keyInput(each)), each.rows));
  const whole = new Uint8Array(leaves.reduce((sum, leaf) => sum + leaf.length, 0));
  let position = 0;
  for (const leaf of leaves) {
    whole.set(leaf, position);
    position += leaf.length;
  }
  return whole;
}
