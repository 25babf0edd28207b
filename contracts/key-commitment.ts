/** How a batch commits to the keys that stand in it, version 1, so that the absence of a key can be proven later (DESIGN §4).
 *
 *  For each batch and each column that its dataset declares (`DatasetSchema.absenceKeys`) there is one tree. Numbers and texts as in RECORD_COMMITMENT.
 *
 *  - VRF input of a key:  UTF-8 of the canonical JSON of [ "yuejian-key/1", batch, column, value ]; null values are no keys
 *  - VRF:                 ECVRF-EDWARDS25519-SHA512-TAI (RFC 9381, suite 0x03) under the home's key; β is its output (64 bytes), Γ the point of its proof
 *  - rows digest:         SHA-256( 0x4b ‖ point_to_string(8·Γ) ‖ { 0x1f ‖ record number in decimal }* )   all accepted rows with the key, ascending
 *  - leaf data:           0x4b ‖ β ‖ rows digest;   leaves ascend by β, the tree above is RFC 6962.
 *
 *  β tells nothing about the key to whoever lacks the VRF's secret, and 8·Γ cannot be had from β: the neighbours that a proof of absence shows stay
 *  unknown, their rows too. The batch is part of the input, so that the same key has unrelated β in two batches. */
export const KEY_COMMITMENT = { version: 1, tag: 0x4b, separator: 0x1f, betaBytes: 64, proofBytes: 80, domain: "yuejian-key/1" } as const;

/** What a `batch.committed` statement binds of the keys: the VRF's public key, and for each declared column, by name, the tree. Hex in lower case. */
export interface CommittedKeys {
  readonly vrf: string;
  readonly columns: readonly CommittedKeyTree[];
}

export interface CommittedKeyTree {
  readonly column: string;
  readonly root: string;
  /** Distinct keys. */
  readonly count: number;
}

/** That a key is in no accepted row of a batch, or in exactly these. `vrf`: the RFC 9381 proof of the key's β. */
export type KeyProof =
  | { readonly vrf: string; readonly found: { readonly index: number; readonly path: readonly string[]; readonly rows: readonly number[] } }
  /** The leaves between which β would stand; null beyond the first and the last. */
  | { readonly vrf: string; readonly absent: { readonly left: KeyNeighbour | null; readonly right: KeyNeighbour | null } };

export interface KeyNeighbour {
  readonly index: number;
  readonly beta: string;
  /** Digest of its rows. */
  readonly rows: string;
  readonly path: readonly string[];
}
