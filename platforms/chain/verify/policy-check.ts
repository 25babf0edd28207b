import { leafHash, verifyInclusion } from "@yuejian/digests";
import {
  type Checkpoint,
  type Cosignature,
  type Policy,
  parseCheckpoint,
  parseNote,
  parseTlogProof,
  type SignedNote,
  verifyCosignature,
  verifyNoteSignature,
} from "../format/index.ts";

/** What a policy says of a checkpoint: who signed, who cosigned and when, and whether that makes it final. */
export interface Finality {
  readonly checkpoint: Checkpoint;
  /** A log of the policy signed it. */
  readonly isSigned: boolean;
  /** Every witness of the policy in its order; `time` (POSIX seconds) null where it did not cosign. */
  readonly witnesses: readonly { readonly name: string; readonly time: number | null }[];
  readonly groups: readonly { readonly name: string; readonly have: number; readonly least: number; readonly of: number }[];
  /** Signed, and the quorum is met. */
  readonly isFinal: boolean;
}

/** Judges a checkpoint note by a policy. Lines of keys that the policy does not name are passed over; an invalid line of a key that it does name
 *  counts as none. PROOF_MALFORMED when it is no checkpoint at all. */
export function judgeCheckpoint(whole: string, policy: Policy): Finality {
  const note = parseNote(whole);
  const checkpoint = parseCheckpoint(note.text);
  const isSigned = policy.logs.some(
    ({ key }) => key.name === checkpoint.origin && note.signatures.some((line) => verifyNoteSignature(note.text, line, key)),
  );
  const witnesses = policy.witnesses.map(({ name, key }) => ({
    name,
    time: newest(note, (line) => verifyCosignature(note.text, line, key)),
  }));
  const met = new Set(witnesses.filter(({ time }) => time !== null).map(({ name }) => name));
  const groups = policy.groups.map(({ name, least, members }) => {
    const have = members.filter((member) => met.has(member)).length;
    if (have >= least) met.add(name);
    return { name, have, least, of: members.length };
  });
  return { checkpoint, isSigned, witnesses, groups, isFinal: isSigned && (policy.quorum === null || met.has(policy.quorum)) };
}

function newest({ signatures }: SignedNote, open: (line: SignedNote["signatures"][number]) => Cosignature | null): number | null {
  const times = signatures.map(open).flatMap((cosignature) => cosignature?.time ?? []);
  return times.length === 0 ? null : Math.max(...times);
}

export type TlogProofVerdict =
  | { readonly ok: true; readonly index: number; readonly finality: Finality }
  | { readonly ok: false; readonly reason: "not-final" | "not-included"; readonly finality: Finality };

/** Whether the entry is in a log of the policy, under a checkpoint that the policy calls final. */
export function verifyTlogProof(text: string, { entry, policy }: { entry: Uint8Array; policy: Policy }): TlogProofVerdict {
  const proof = parseTlogProof(text);
  const finality = judgeCheckpoint(proof.checkpoint, policy);
  const { size, root } = finality.checkpoint;
  if (!verifyInclusion({ leafHash: leafHash(entry), index: proof.index, size, path: proof.path, root })) {
    return { ok: false, reason: "not-included", finality };
  }
  return finality.isFinal ? { ok: true, index: proof.index, finality } : { ok: false, reason: "not-final", finality };
}
