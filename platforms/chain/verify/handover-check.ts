import { type Handover, isSameKey, keysAt, type Policy, parseHandover, parseNote, type VerifierKey } from "../format/index.ts";
import { type Finality, judgeQuorum } from "./policy-check.ts";

/** What a policy says of a handover: who signed it and when, and whether that is enough. */
export interface HandoverVerdict extends Pick<Finality, "witnesses" | "groups"> {
  readonly handover: Handover;
  /** The policy's quorum signed: the same offices and outside body that make a checkpoint final. */
  readonly isComplete: boolean;
}

/** Judges a handover note by a policy. PROOF_MALFORMED when it is no handover. A policy without a quorum completes none: then nobody decides. */
export function judgeHandover(whole: string, policy: Policy): HandoverVerdict {
  const note = parseNote(whole);
  const handover = parseHandover(note.text);
  const { witnesses, groups, isMet } = judgeQuorum(note, policy);
  return { handover, witnesses, groups, isComplete: isMet && policy.quorum !== null };
}

/** The handovers of a log, in order, that lead on from its known keys: each complete, from a key that counts at its size, to one that was never
 *  retired, at a larger size than the one before. Whatever does not fit is left out, and what hangs on it too. */
export function followHandovers(
  notes: readonly string[],
  { policy, keys }: { policy: Policy; keys: readonly VerifierKey[] },
): readonly Handover[] {
  const followed: Handover[] = [];
  const verdicts = notes.map((note) => judgeHandover(note, policy)).filter(({ isComplete }) => isComplete);
  verdicts.sort((left, right) => left.handover.size - right.handover.size);
  for (const { handover } of verdicts) if (mayFollow(handover, { keys, handovers: followed })) followed.push(handover);
  return followed;
}

/** Whether a handover fits behind those that a log has gone through. */
export function mayFollow(
  { origin, size, from, to }: Handover,
  { keys, handovers }: { keys: readonly VerifierKey[]; handovers: readonly Handover[] },
): boolean {
  const own = keys.filter(({ name }) => name === origin);
  const before = handovers.filter((each) => each.origin === origin);
  const isLarger = before.every((each) => each.size < size);
  const isRetired = before.some((each) => isSameKey(each.from, to));
  return isLarger && !isRetired && keysAt({ keys: own, handovers: before }, size).some((key) => isSameKey(key, from));
}
