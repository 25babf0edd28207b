import {
  type Checkpoint,
  type Cosignature,
  type Handover,
  keysAt,
  type Policy,
  parseCheckpoint,
  parseNote,
  type SignedNote,
  type VerifyBytes,
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

export interface Judging {
  /** Handovers that the reader has found complete (`judgeHandover`). */
  readonly handovers?: readonly Handover[];
  /** In place of the portable Ed25519. */
  readonly verify?: VerifyBytes;
}

/** Judges a checkpoint note by a policy. Lines of keys that the policy does not name are passed over; an invalid line of a key that it does name
 *  counts as none. PROOF_MALFORMED when it is no checkpoint at all. */
export function judgeCheckpoint(whole: string, policy: Policy, { handovers = [], verify }: Judging = {}): Finality {
  const note = parseNote(whole);
  const checkpoint = parseCheckpoint(note.text);
  const keys = policy.logs.map(({ key }) => key).filter(({ name }) => name === checkpoint.origin);
  const isSigned = keysAt({ keys, handovers: handovers.filter(({ origin }) => origin === checkpoint.origin) }, checkpoint.size).some(
    (key) => note.signatures.some((line) => verifyNoteSignature(note.text, line, verify ? { ...key, verify } : key)),
  );
  const { witnesses, groups, isMet } = judgeQuorum(note, policy, verify);
  return { checkpoint, isSigned, witnesses, groups, isFinal: isSigned && isMet };
}

/** Whose cosignatures under a text count, and whether they make the policy's quorum. */
export function judgeQuorum(
  note: SignedNote,
  policy: Policy,
  verify?: VerifyBytes,
): Pick<Finality, "witnesses" | "groups"> & {
  readonly isMet: boolean;
} {
  const witnesses = policy.witnesses.map(({ name, key }) => ({
    name,
    time: newest(note, (line) => verifyCosignature(note.text, line, verify ? { ...key, verify } : key)),
  }));
  const met = new Set(witnesses.filter(({ time }) => time !== null).map(({ name }) => name));
  const groups = policy.groups.map(({ name, least, members }) => {
    const have = members.filter((member) => met.has(member)).length;
    if (have >= least) met.add(name);
    return { name, have, least, of: members.length };
  });
  return { witnesses, groups, isMet: policy.quorum === null || met.has(policy.quorum) };
}

function newest({ signatures }: SignedNote, open: (line: SignedNote["signatures"][number]) => Cosignature | null): number | null {
  const times = signatures.map(open).flatMap((cosignature) => cosignature?.time ?? []);
  return times.length === 0 ? null : Math.max(...times);
}
