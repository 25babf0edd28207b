import type { Clock } from "@yuejian/contracts";
import { checkpointOf, type Evidence, type Handover, label, type Policy, type PolicyWitness, readEvidence } from "../format/index.ts";
import { verifyNatively } from "../log/index.ts";
import { judgeCheckpoint } from "../verify/index.ts";
import { fetchBounded } from "./bounded-fetch.ts";
import { type ComparedTree, compareCheckpoints, type ShownCheckpoint, servedTree } from "./compare.ts";
import { originHash } from "./origin-hash.ts";
import { wordsOf } from "./system-fault.ts";

export interface ObserverOptions {
  readonly policy: Policy;
  readonly origin: string;
  /** Handovers that the reader follows. */
  readonly handovers?: readonly Handover[];
  readonly clock: Clock;
  readonly timeoutMilliseconds: number;
}

/** What a cosigner shows of itself. Everything but the checkpoint is its own word. */
export interface Observation {
  readonly name: string;
  /** Why nothing came; null where something did. `code`: `no-address`, `mute` or the system's, where it has one. */
  readonly failure: { readonly reason: string; readonly code: string | null } | null;
  readonly roundTripMilliseconds: number | null;
  readonly version: string | null;
  /** Its clock less ours, from the middle of the round trip; null where it tells no time. */
  readonly clockSkewSeconds: number | null;
  /** The newest checkpoint it cosigned, verified: signed by the log and by itself. */
  readonly checkpoint: { readonly note: string; readonly size: number; readonly cosignedAt: string } | null;
}

const CHECKPOINT_LIMIT = 64 * 1024;
const EVIDENCE_LIMIT = 512 * 1024;
const EVIDENCE_READ = 20;
const MUTE = { reason: "it shows neither its state nor a checkpoint", code: "mute" };

/** Reads what cosigners serve to anyone. Needs no ledger of its own, so that counsel can run it as well as the home. */
export class Observer {
  readonly #options: ObserverOptions;

  constructor(options: ObserverOptions) {
    this.#options = options;
  }

  async observe(witness: PolicyWitness): Promise<Observation> {
    const { name } = witness;
    const nothing = { name, roundTripMilliseconds: null, version: null, clockSkewSeconds: null, checkpoint: null };
    if (witness.url === null) return { ...nothing, failure: { reason: "it has no address in the policy", code: "no-address" } };
    try {
      const status = await this.#status(witness);
      const checkpoint = await this.#checkpoint(witness);
      const isMute = status === null && checkpoint === null;
      return { ...nothing, ...status, checkpoint, failure: isMute ? MUTE : null };
    } catch (error) {
      return { ...nothing, failure: wordsOf(error) };
    }
  }

  /** The tree that a mirror serves under its checkpoint; null for who holds no entries. */
  treeOf({ url }: PolicyWitness, size: number): ComparedTree | null {
    if (!isMirrorAddress(url)) return null;
    const base = `${url.replace(/\/$/, "")}/${originHash(this.#options.origin)}`;
    const read = async (path: string): Promise<Uint8Array | null> => {
      const { status, bytes } = await this.#get(`${base}/${path}`, 8192);
      if (status === 404) return null;
      if (status !== 200) throw new Error(`${path}: ${status}`);
      return bytes;
    };
    return servedTree(size, { read });
  }

  /** What the node was shown against the log; what cannot be read is left out. */
  async evidenceOf(witness: PolicyWitness, known: (id: string) => boolean): Promise<readonly Evidence[]> {
    const base = `${nodeAddress(witness.url) ?? ""}/evidence/${originHash(this.#options.origin)}`;
    const { status, bytes } = await this.#get(base, EVIDENCE_LIMIT);
    const ids: unknown = status === 200 ? JSON.parse(bytes.toString("utf8")) : [];
    const fresh = Array.isArray(ids)
      ? ids.filter((id): id is string => typeof id === "string" && /^[0-9a-f]{64}$/.test(id) && !known(id))
      : [];
    const found: Evidence[] = [];
    for (const id of fresh.slice(0, EVIDENCE_READ)) {
      const answer = await this.#get(`${base}/${id}`, EVIDENCE_LIMIT);
      try {
        if (answer.status === 200) found.push(readEvidence(answer.bytes.toString("utf8")));
      } catch {
        // Not evidence: a node may serve anything.
      }
    }
    return found;
  }

  /** Notes of handovers that the node follows, unverified. */
  async handoversOf(witness: PolicyWitness): Promise<readonly string[]> {
    const { status, bytes } = await this.#get(
      `${nodeAddress(witness.url) ?? ""}/handovers/${originHash(this.#options.origin)}`,
      EVIDENCE_LIMIT,
    );
    const notes: unknown = status === 200 ? JSON.parse(bytes.toString("utf8")) : [];
    return Array.isArray(notes) ? notes.filter((note): note is string => typeof note === "string") : [];
  }

  async #status(witness: PolicyWitness): Promise<Pick<Observation, "roundTripMilliseconds" | "version" | "clockSkewSeconds"> | null> {
    const base = nodeAddress(witness.url);
    if (base === null) return null;
    const { clock } = this.#options;
    const sent = clock.now();
    const { status, bytes } = await this.#get(`${base}/status`, CHECKPOINT_LIMIT);
    const back = clock.now();
    if (status !== 200) return null;
    const said: unknown = JSON.parse(bytes.toString("utf8"));
    const { version, time } = typeof said === "object" && said !== null ? (said as { version?: unknown; time?: unknown }) : {};
    const theirs = typeof time === "string" ? Date.parse(time) : Number.NaN;
    return {
      roundTripMilliseconds: back - sent,
      version: textOrNull(version),
      clockSkewSeconds: Number.isFinite(theirs) ? Math.round((theirs - (sent + back) / 2) / 100) / 10 : null,
    };
  }

  async #checkpoint({ name, url }: PolicyWitness): Promise<Observation["checkpoint"]> {
    const { policy, origin, handovers } = this.#options;
    const { status, bytes } = await this.#get(`${(url ?? "").replace(/\/$/, "")}/${originHash(origin)}/checkpoint`, CHECKPOINT_LIMIT);
    if (status !== 200) return null;
    const note = bytes.toString("utf8");
    const { checkpoint, isSigned, witnesses } = judgeCheckpoint(note, policy, { handovers: handovers ?? [], verify: verifyNatively });
    const time = witnesses.find((each) => each.name === name)?.time ?? null;
    if (!isSigned || checkpoint.origin !== origin || time === null) return null;
    return { note, size: checkpoint.size, cosignedAt: new Date(time * 1000).toISOString() };
  }

  #get(url: string, limit: number): Promise<{ status: number; bytes: Buffer }> {
    return fetchBounded(url, { signal: AbortSignal.timeout(this.#options.timeoutMilliseconds) }, limit);
  }
}

/** Two checkpoints that contradict, among those shown. `from`: who shows which. Whoever shows no tree is compared with those who do. */
export async function findSplits(
  shown: readonly (ShownCheckpoint & { readonly from: string })[],
  at: string,
): Promise<readonly { readonly from: string; readonly evidence: Evidence }[]> {
  const found: { from: string; evidence: Evidence }[] = [];
  const ordered = [...shown].sort((left, right) => checkpointOf(right.note).size - checkpointOf(left.note).size);
  for (const [position, larger] of ordered.entries()) {
    for (const smaller of ordered.slice(position + 1)) {
      // A checkpoint is compared once with each tree; the same text says the same.
      if (larger.tree === null && checkpointOf(larger.note).size !== checkpointOf(smaller.note).size) continue;
      try {
        const compared = await compareCheckpoints(smaller, larger, { at, from: smaller.from });
        if (compared.kind === "split") found.push({ from: smaller.from, evidence: compared.evidence });
      } catch {
        // Who serves no whole tree shows none: the next pair may tell.
      }
    }
    // Against the largest tree that holds all others agree or differ; smaller trees need not be asked again where nothing differed.
    if (larger.tree !== null && found.length === 0) break;
  }
  return found;
}

/** Mirrors are told from witnesses by the address at which a node serves them. */
export function isMirrorAddress(url: string | null): url is string {
  return url !== null && /\/mirror\/?$/.test(url);
}

/** The node that serves an identity; null for addresses of another form. */
function nodeAddress(url: string | null): string | null {
  return url === null ? null : (/^(.*)\/(?:mirror|witness)\/?$/.exec(url)?.[1] ?? null);
}

function textOrNull(value: unknown): string | null {
  try {
    return label(value, "version");
  } catch {
    return null;
  }
}
