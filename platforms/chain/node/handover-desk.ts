import { type Clock, YuejianError } from "@yuejian/contracts";
import { equalBytes } from "@yuejian/digests";
import { formatHandover, type Handover, handoverOf, isSameKey, type Policy, parseHandover, type VerifierKey } from "../format/index.ts";
import { judgeHandover } from "../verify/index.ts";
import { Collector } from "./collect.ts";
import { type Cosigner, cosignatureLine } from "./cosigner.ts";
import type { HandoverBook } from "./handover-book.ts";
import type { Mirror } from "./mirror.ts";
import { accepted, json, type NodeAnswer, refusal } from "./node-answer.ts";
import { isMirrorAddress } from "./observer.ts";
import { type PromotionOptions, promote } from "./promote.ts";
import type { Witness } from "./witness.ts";

export interface DeskParts {
  readonly book: HandoverBook;
  readonly witness: Witness;
  readonly mirror: Mirror;
  readonly cosigners: { readonly witness: Cosigner; readonly mirror: Cosigner };
  /** Whose signatures complete a handover, read anew each time; null: this node follows none. */
  readonly policy: () => Policy | null;
  readonly clock: Clock;
}

const TIMEOUT_MS = 60_000;

/** Where a node proposes, signs and follows handovers. Signing is a promise, on disk before the signature leaves: never again a checkpoint of the old
 *  key above the size. So whoever makes a handover complete makes it impossible for the old key to become final beyond it. */
export class HandoverDesk {
  readonly #parts: DeskParts;

  constructor(parts: DeskParts) {
    this.#parts = parts;
  }

  /** The text by which this node's mirror would take over at its newest checkpoint. */
  async propose(origin: string, to: VerifierKey): Promise<NodeAnswer> {
    const { mirror, book } = this.#parts;
    const newest = mirror.newest(origin);
    if (newest === null) return refusal(404, "nothing of that log is mirrored here");
    const { size, root, signer: from } = newest;
    const handover: Handover = { origin, size, root, from, to };
    if (to.name !== origin || !book.mayFollow(handover)) return refusal(422, "the key is not of this log, or was retired");
    await this.#bringUp(newest.note, origin);
    return accepted(formatHandover(handover));
  }

  /** Shows the checkpoint and its entries to every cosigner of the policy, so that all can stand where the handover stands. */
  async #bringUp(note: string, origin: string): Promise<void> {
    const policy = this.#parts.policy();
    const copy = this.#parts.mirror.copyOf(origin);
    if (policy === null || copy === null) return;
    const mirrors = new Set(policy.witnesses.filter(({ url }) => isMirrorAddress(url)).map(({ name }) => name));
    await new Collector({ policy, mirrors, log: copy.log, timeoutMilliseconds: TIMEOUT_MS }).collect(note);
  }

  /** Makes a ledger under the new key out of this node's copy; see `promote`. */
  async promote(note: string, given: Pick<PromotionOptions, "folder" | "keyFile" | "organisation" | "disk">): Promise<NodeAnswer> {
    const { mirror, policy, clock } = this.#parts;
    const known = policy();
    if (known === null) return refusal(403, "this node has no policy");
    try {
      const copy = mirror.copyOf(handoverOf(note).origin);
      if (copy === null) return refusal(404, "the log is not mirrored here");
      const { size, verifierKey } = await promote({ ...given, note, policy: known, source: copy.log, clock });
      return json({ size, verifierKey });
    } catch (error) {
      if (error instanceof YuejianError) return refusal(422, error.message);
      throw error;
    }
  }

  /** Signature lines of this node's identities that the policy names. `abandon`: the size up to which a witness gives up what it cosigned above. */
  async sign(text: string, abandon = 0): Promise<NodeAnswer> {
    const { book, policy, mirror, cosigners } = this.#parts;
    const handover = readOrNull(text);
    if (handover === null) return refusal(400, "not a handover");
    const { origin, size } = handover;
    const known = policy();
    if (known === null) return refusal(403, "this node has no policy and so nobody to hand over with");
    const root = await mirror.rootAt(origin, size);
    // From here on in one turn of the event loop.
    const pledged = book.pledged(origin);
    const isRepeated = pledged !== null && formatHandover(pledged) === text;
    if (!isRepeated && pledged !== null && isSameKey(pledged.from, handover.from)) {
      return refusal(409, `this node has signed another handover of that key, at size ${pledged.size}`);
    }
    if (!isRepeated && !book.mayFollow(handover)) return refusal(422, "it does not follow from the keys of the log");
    const named = (["mirror", "witness"] as const).filter((kind) => known.witnesses.some(({ key }) => isSameKey(key, cosigners[kind].key)));
    if (named.length === 0) return refusal(403, "the policy names no key of this node");
    for (const kind of named) {
      const refused = this.#objection(kind, handover, { root, abandon });
      if (refused !== null) return refused;
    }
    if (!isRepeated) book.pledge(text);
    return accepted(named.map((kind) => cosignatureLine(text, cosigners[kind])).join(""));
  }

  /** Follows a handover that is complete by this node's policy; the note comes from anyone. Repeating it changes nothing. */
  async follow(note: string): Promise<NodeAnswer> {
    const { book, policy, mirror } = this.#parts;
    const known = policy();
    if (known === null) return refusal(403, "this node has no policy and so follows no handover");
    let handover: Handover;
    let isComplete: boolean;
    try {
      ({ handover, isComplete } = judgeHandover(note, known));
    } catch (error) {
      if (error instanceof YuejianError) return refusal(400, error.message);
      throw error;
    }
    const { origin } = handover;
    if (book.everyKey(origin).length === 0) return refusal(404, "the log is not followed here");
    if (!isComplete) return refusal(403, "it is not signed by those whom the policy asks for");
    if (book.notes(origin).some((each) => formatHandover(handoverOf(each)) === formatHandover(handover))) return accepted("");
    if (!book.mayFollow(handover)) return refusal(409, "it does not follow from the keys of the log");
    book.follow(note);
    await mirror.settle(handover);
    return accepted("");
  }

  /** Why this identity may not sign: it stands elsewhere than at the tree that is handed over. */
  #objection(kind: "mirror" | "witness", handover: Handover, given: { root: Uint8Array | null; abandon: number }): NodeAnswer | null {
    const { mirror, witness } = this.#parts;
    const { origin, size } = handover;
    const stands = kind === "mirror" ? mirror.sizeOf(origin) : witness.sizeOf(origin);
    const ownRoot = kind === "mirror" ? given.root : (witness.newest(origin)?.root ?? null);
    if (stands < size) return refusal(409, `the ${kind} stands at ${stands}, below the handover`);
    if (stands > size) {
      if (kind === "witness" && given.abandon >= stands) return null;
      return refusal(409, `the ${kind} has cosigned size ${stands}, above the handover: nothing that may be final is given up`);
    }
    return ownRoot !== null && equalBytes(ownRoot, handover.root) ? null : refusal(409, `the ${kind} knows another root of size ${size}`);
  }
}

function readOrNull(text: string): Handover | null {
  try {
    return parseHandover(text);
  } catch {
    return null;
  }
}
