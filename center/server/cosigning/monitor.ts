import { type Evidence, encodeEvidence, formatVerifierKey, type Handover, type Policy, type PolicyWitness } from "@yuejian/chain/format";
import { type Collected, compareCheckpoints, isMirrorAddress, type Observation, Observer } from "@yuejian/chain/node";
import { verifyEvidence } from "@yuejian/chain/verify";
import type { Clock } from "@yuejian/contracts";
import type { NodeHealth, NodeReason, NodeState } from "@yuejian/contracts/api";
import { failureReason, observationReason, reason } from "./node-reason.ts";
import type { NodeRecords } from "./node-records.ts";
import type { WatchedLedger } from "./watched-ledger.ts";

export interface MonitorOptions {
  readonly policy: Policy;
  readonly ledger: WatchedLedger;
  readonly handovers: readonly Handover[];
  readonly records: NodeRecords;
  readonly clock: Clock;
  readonly onTrouble: (text: string) => void;
  /** Told of each handover note that a node shows. */
  readonly onHandover: (note: string) => void;
}

interface Seen {
  observation: Observation | null;
  checkedAt: string | null;
  state: NodeState;
  reason: NodeReason | null;
  since: string | null;
  answeredInMilliseconds: number | null;
  /** The text compared last with ours: the same says the same. */
  compared: string | null;
  evidence: number;
}

const TIMEOUT_MS = 5_000;
/** A cosignature that takes longer, or a node that is behind for longer, is late. */
const LATE_MS = 5_000;

/** Watches the cosigners: asks each what it shows, compares that with the home's own history, and keeps how they stand and what contradicts. */
export class Monitor {
  readonly #options: MonitorOptions;
  readonly #observer: Observer;
  readonly #seen = new Map<string, Seen>();
  #running: Promise<void> = Promise.resolve();
  #isRunning = false;

  constructor(options: MonitorOptions) {
    this.#options = options;
    const { policy, ledger, handovers, clock } = options;
    this.#observer = new Observer({ policy, origin: ledger.origin, handovers, clock, timeoutMilliseconds: TIMEOUT_MS });
    for (const { name } of policy.witnesses) {
      this.#seen.set(name, {
        observation: null,
        checkedAt: null,
        state: "waiting",
        reason: null,
        since: null,
        answeredInMilliseconds: null,
        compared: null,
        evidence: 0,
      });
    }
  }

  nodes(): NodeHealth[] {
    const { policy, ledger } = this.#options;
    return policy.witnesses.map(({ name, url }) => {
      const { observation, checkedAt, state, reason: why, since, answeredInMilliseconds, evidence } = this.#of(name);
      const size = observation?.checkpoint?.size ?? null;
      return {
        name,
        kind: isMirrorAddress(url) ? "mirror" : "witness",
        url,
        state,
        since,
        reason: why,
        checkedAt,
        size,
        cosignedAt: observation?.checkpoint?.cosignedAt ?? null,
        behind: size === null ? null : Math.max(0, ledger.published.size - size),
        answeredInMilliseconds,
        version: observation?.version ?? null,
        clockSkewSeconds: observation?.clockSkewSeconds ?? null,
        evidence,
      };
    });
  }

  /** Looks at every node once; a look that is going on is waited for instead. */
  look(collected: Collected | null): Promise<void> {
    if (this.#isRunning) return this.#running;
    this.#isRunning = true;
    this.#running = this.#lookAtAll(collected)
      .catch((error: unknown) => this.#options.onTrouble(`nodes: ${error instanceof Error ? error.message : String(error)}`))
      .finally(() => {
        this.#isRunning = false;
      });
    return this.#running;
  }

  async stop(): Promise<void> {
    await this.#running;
  }

  async #lookAtAll(collected: Collected | null): Promise<void> {
    const { policy, records } = this.#options;
    await Promise.all(policy.witnesses.map((witness) => this.#lookAt(witness, collected)));
    const evidence = await records.evidence();
    for (const [name, seen] of this.#seen) seen.evidence = evidence.filter(({ node }) => node === name).length;
  }

  async #lookAt(witness: PolicyWitness, collected: Collected | null): Promise<void> {
    const { records, clock } = this.#options;
    const seen = this.#of(witness.name);
    const observation = await this.#observer.observe(witness);
    // What it last showed stays on view while it does not answer.
    seen.observation = observation.failure === null ? observation : { ...observation, checkpoint: seen.observation?.checkpoint ?? null };
    seen.checkedAt = new Date(clock.now()).toISOString();
    seen.answeredInMilliseconds = collected?.answers[witness.name] ?? seen.answeredInMilliseconds;
    const isSplit = await this.#gather(witness, observation);
    const standing = this.#judge(witness.name, { observation, collected, isSplit });
    // Recorded first: what is shown has its period.
    const since = await records.stands(witness.name, { ...standing, size: seen.observation.checkpoint?.size ?? null });
    Object.assign(seen, standing, { since });
  }

  #judge(
    name: string,
    { observation, collected, isSplit }: { observation: Observation; collected: Collected | null; isSplit: boolean },
  ): { state: NodeState; reason: NodeReason | null } {
    const failure = collected?.failures[name];
    if (isSplit) return { state: "split", reason: reason("contradicts") };
    if (failure?.kind === "split" || failure?.kind === "refused") return { state: "refusing", reason: failureReason(failure) };
    if (failure?.kind === "late") return { state: "late", reason: failureReason(failure) };
    const isMute = observationReason(observation);
    if (isMute !== null) return { state: "unreachable", reason: isMute };
    if (failure?.kind === "unreachable") return { state: "unreachable", reason: failureReason(failure) };
    const took = collected?.answers[name] ?? null;
    if (took === null && observation.checkpoint === null) return { state: "waiting", reason: null };
    if (took !== null && took > LATE_MS) return { state: "late", reason: reason("slow", { seconds: LATE_MS / 1000 }) };
    return { state: "ok", reason: null };
  }

  /** Evidence that the node was shown, and whether what it shows contradicts what we hold. */
  async #gather(witness: PolicyWitness, { checkpoint, failure }: Observation): Promise<boolean> {
    if (failure !== null) return this.#of(witness.name).state === "split";
    const { records, clock } = this.#options;
    const known = new Set((await records.evidence()).map(({ id }) => id));
    try {
      for (const evidence of await this.#observer.evidenceOf(witness, (id) => known.has(id))) await this.#keep(witness.name, evidence);
      for (const note of await this.#observer.handoversOf(witness)) this.#options.onHandover(note);
    } catch {
      // Other implementations serve no evidence.
    }
    const seen = this.#of(witness.name);
    if (checkpoint === null) return false;
    if (seen.compared === checkpoint.note) return seen.state === "split";
    const { ledger } = this.#options;
    const own = { note: ledger.published.note, tree: ledger };
    const theirs = { note: checkpoint.note, tree: this.#observer.treeOf(witness, checkpoint.size) };
    const compared = await compareCheckpoints(own, theirs, { at: new Date(clock.now()).toISOString(), from: witness.name }).catch(
      () => null,
    );
    if (compared === null || compared.kind === "unknown") return false;
    seen.compared = checkpoint.note;
    if (compared.kind === "agree") return false;
    await this.#keep(witness.name, compared.evidence);
    return true;
  }

  /** Only what verifies is kept: nodes may say anything. */
  async #keep(from: string, evidence: Evidence): Promise<void> {
    const { policy, ledger, handovers, records, onTrouble } = this.#options;
    if (evidence.origin !== ledger.origin) return;
    const keys = [...policy.logs.map(({ key }) => key), ...handovers.map(({ to }) => to)];
    const named: Evidence = { ...evidence, found: { ...evidence.found, from } };
    const trustedKeys = keys.map((key) => formatVerifierKey(key));
    const { ok, shows } = verifyEvidence(encodeEvidence(named), { trustedKeys, policy });
    if (!ok) return;
    if (await records.keep(named)) onTrouble(`${from}: ${shows?.en ?? ""}`);
  }

  #of(name: string): Seen {
    const seen = this.#seen.get(name);
    if (seen === undefined) throw new Error(`${name} is not in the policy`);
    return seen;
  }
}

/** What a home that asks nobody says of its cosigners. */
export function restingNodes(policy: Policy | null): NodeHealth[] {
  return (policy?.witnesses ?? []).map(({ name, url }) => ({
    name,
    kind: isMirrorAddress(url) ? "mirror" : "witness",
    url,
    state: "waiting",
    since: null,
    reason: null,
    checkedAt: null,
    size: null,
    cosignedAt: null,
    behind: null,
    answeredInMilliseconds: null,
    version: null,
    clockSkewSeconds: null,
    evidence: 0,
  }));
}
