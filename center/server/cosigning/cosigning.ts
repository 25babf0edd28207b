import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { checkpointOf, formatVerifierKey, type Handover, type Policy, parsePolicy } from "@yuejian/chain/format";
import { nodeDisk, replaceFile } from "@yuejian/chain/log";
import { type Collected, Collector, type CosignFailure, isMirrorAddress, Observer } from "@yuejian/chain/node";
import { followHandovers, judgeCheckpoint, judgeHandover, mayFollow } from "@yuejian/chain/verify";
import type { Clock } from "@yuejian/contracts";
import type { NodeHealth } from "@yuejian/contracts/api";
import { equalBytes } from "@yuejian/digests";
import { readHandovers } from "./handover-files.ts";
import { Monitor, restingNodes } from "./monitor.ts";
import type { NodeRecords } from "./node-records.ts";
import type { WatchedLedger } from "./watched-ledger.ts";

/** How the home's ledger stands with its cosigners. */
export interface CosigningState {
  /** The policy file as it is; null: nobody is asked to cosign. */
  readonly policy: Policy | null;
  readonly newest: (Collected & { readonly at: string }) | null;
  /** The newest checkpoint that met the quorum. */
  readonly final: { readonly note: string; readonly size: number } | null;
  /** Checkpoints of which a cosigner says that it knows another tree: evidence, kept until someone looks. */
  readonly splits: readonly { readonly cosigner: string; readonly at: string; readonly note: string }[];
  /** Health of every cosigner. */
  readonly nodes: readonly NodeHealth[];
}

export interface Cosigning {
  state(): CosigningState;
  stop(): Promise<void>;
}

/** What is on disk, for a process that asks nobody. */
export function restingState(options: Pick<CosigningOptions, "folder" | "onTrouble">): CosigningState {
  const policy = readPolicy(options);
  const final = policy === null ? null : readFinal(options.folder, policy);
  return { policy, newest: null, final, splits: [], nodes: restingNodes(policy) };
}

interface CosigningOptions {
  readonly ledger: WatchedLedger;
  readonly folder: string;
  readonly clock: Clock;
  readonly onTrouble: (text: string) => void;
  /** Where the health of nodes and evidence are kept; without it nobody is watched. */
  readonly records?: NodeRecords;
  /** Told once when it turns out that the ledger was handed over to another key by those whom the policy asks for. */
  readonly onHandedOver?: (note: string) => void;
  /** Told once when a cosigner shows a checkpoint of this ledger's key that is not one of the ledger here: an old backup, most likely. Nothing is signed
   *  for it any more. */
  readonly onBehind?: (signed: number) => void;
  /** Time between two looks at the nodes; 10 s when not given. */
  readonly lookMilliseconds?: number;
}

const ROUND_MS = 1000;
const LOOK_MS = 10_000;
const TIMEOUT_MS = 15_000;
const COMPARE_MS = 5_000;
/** Those who have not answered when a checkpoint becomes final are late after this, and do not hold up the next one. */
const GRACE_MS = 500;
/** Between two rounds mirrors are sent what is new as soon as it is so much, so that little is left to send when a checkpoint is published. */
const FEED_EVERY_MS = 100;
const FEED_ENTRIES = 256;
/** A round that is due soon is not kept waiting by a feed. */
const SETTLE_MS = 50;
const SPLITS = 100;

/** Where a home's policy lies: whoever holds the folder decides who has to cosign, so readers bring a policy of their own. */
export function policyFile(ledgerFolder: string): string {
  return join(ledgerFolder, "policy.txt");
}

/** Asks the cosigners of the policy for every new checkpoint, as long as the home is served. A policy that cannot be read is told once and nobody is
 *  asked; without a policy the ledger works as before. */
export function startCosigning(options: CosigningOptions): Cosigning {
  return new Collecting(options);
}

class Collecting implements Cosigning {
  readonly #options: CosigningOptions;
  readonly #policy: Policy | null;
  readonly #handovers: readonly Handover[];
  readonly #collector: Collector | null;
  readonly #monitor: Monitor | null;
  readonly #timers: readonly NodeJS.Timeout[];
  #newest: CosigningState["newest"] = null;
  #final: CosigningState["final"] = null;
  #splits: CosigningState["splits"] = [];
  #running: Promise<void> = Promise.resolve();
  #isRunning = false;
  #isOver = false;
  #isCompared = false;
  #roundAt = 0;
  #fedSize = 0;

  constructor(options: CosigningOptions) {
    this.#options = options;
    const { ledger, folder, clock, records, onTrouble } = options;
    const { policy, final } = restingState(options);
    this.#policy = policy;
    this.#final = final;
    this.#handovers = policy === null ? [] : followed(folder, policy);
    const handovers = this.#handovers;
    this.#collector =
      policy === null
        ? null
        : new Collector({
            policy,
            mirrors: new Set(policy.witnesses.filter(({ url }) => isMirrorAddress(url)).map(({ name }) => name)),
            log: ledger,
            timeoutMilliseconds: TIMEOUT_MS,
            graceMilliseconds: GRACE_MS,
            handovers,
          });
    this.#monitor =
      policy === null || records === undefined
        ? null
        : new Monitor({ policy, ledger, handovers, records, clock, onTrouble, onHandover: (note) => this.#consider(note, policy) });
    this.#timers = [
      setInterval(() => this.#wake(), ROUND_MS).unref(),
      setInterval(() => this.#feed(), FEED_EVERY_MS).unref(),
      setInterval(() => this.#look(), options.lookMilliseconds ?? LOOK_MS).unref(),
    ];
    this.#wake();
  }

  state(): CosigningState {
    const nodes = this.#monitor?.nodes() ?? restingNodes(this.#policy);
    return { policy: this.#policy, newest: this.#newest, final: this.#final, splits: this.#splits, nodes };
  }

  async stop(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    await this.#running;
    await this.#monitor?.stop();
  }

  #wake(): void {
    if (this.#collector === null || this.#isRunning || this.#isOver) return;
    this.#isRunning = true;
    this.#roundAt = performance.now();
    this.#running = this.#round(this.#collector)
      .catch((error: unknown) => this.#options.onTrouble(`cosignatures: ${error instanceof Error ? error.message : String(error)}`))
      .finally(() => {
        this.#isRunning = false;
      });
  }

  #feed(): void {
    const { ledger } = this.#options;
    const isSoon = performance.now() > this.#roundAt + ROUND_MS - SETTLE_MS;
    if (this.#collector === null || this.#isRunning || this.#isOver || isSoon || ledger.size - this.#fedSize < FEED_ENTRIES) return;
    const collector = this.#collector;
    this.#isRunning = true;
    this.#fedSize = ledger.size;
    this.#running = ledger
      .interim()
      .then((note) => collector.feed(note))
      // The round that follows tells what is wrong.
      .catch(() => undefined)
      .finally(() => {
        this.#isRunning = false;
      });
  }

  #look(): void {
    void this.#monitor?.look(this.#newest);
  }

  async #round(collector: Collector): Promise<void> {
    const { ledger, clock } = this.#options;
    if (!this.#isCompared) await this.#compareWithCosigners();
    if (this.#isOver) return;
    const isDone = this.#newest !== null && this.#newest.finality.checkpoint.size === ledger.size && failuresOf(this.#newest) === 0;
    if (isDone || ledger.size === 0) return;
    const note = await ledger.checkpoint();
    const collected = await collector.collect(note, (final) => this.#keepFinal(final));
    if (collected.finality.isFinal) this.#keepFinal(collected.note);
    const at = new Date(clock.now()).toISOString();
    const before = this.#newest;
    this.#newest = { ...collected, at };
    for (const [cosigner, failure] of Object.entries(collected.failures)) this.#tellOfSplit(cosigner, failure, { at, note });
    // What is new about a node is looked at without waiting for the next look.
    if (before === null || kindsOf(before) !== kindsOf(collected)) this.#look();
  }

  /** Before anything is signed: whether all that cosigners show of this ledger is in it. Who does not answer is not waited for: a quorum that answers
   *  holds one of those who know. */
  async #compareWithCosigners(): Promise<void> {
    const { ledger, clock, onTrouble, onBehind } = this.#options;
    const policy = this.#policy as Policy;
    const observer = new Observer({ policy, origin: ledger.origin, handovers: this.#handovers, clock, timeoutMilliseconds: COMPARE_MS });
    const seen = await Promise.all(policy.witnesses.map((witness) => observer.observe(witness)));
    for (const { name, checkpoint } of seen) {
      if (checkpoint === null) continue;
      const { size, root } = checkpointOf(checkpoint.note);
      if (size <= ledger.size && equalBytes(await ledger.rootAt(size), root)) continue;
      this.#isOver = true;
      onTrouble(`${name} has cosigned ${size} entries of this ledger that are not those here: nothing is signed`);
      onBehind?.(size);
      return;
    }
    this.#isCompared = true;
  }

  #tellOfSplit(cosigner: string, failure: CosignFailure, { at, note }: { at: string; note: string }): void {
    if (failure.kind !== "split" || this.#splits.some((each) => each.cosigner === cosigner && each.note === note)) return;
    this.#splits = [...this.#splits, { cosigner, at, note }].slice(-SPLITS);
    this.#options.onTrouble(`${cosigner} knows another history of this ledger; the checkpoint it refused: ${JSON.stringify(note)}`);
  }

  /** A handover away from this home's own key, complete by this home's own policy, ends its turn; nodes may show anything else. */
  #consider(note: string, policy: Policy): void {
    if (this.#isOver) return;
    try {
      const { handover, isComplete } = judgeHandover(note, policy);
      const keys = policy.logs.map(({ key }) => key);
      const isOwn = formatVerifierKey(handover.from) === this.#options.ledger.verifierKey;
      if (!isComplete || !isOwn || !mayFollow(handover, { keys, handovers: this.#handovers })) return;
    } catch {
      return;
    }
    this.#isOver = true;
    this.#options.onHandedOver?.(note);
  }

  #keepFinal(note: string): void {
    const { size } = checkpointOf(note);
    if (size < (this.#final?.size ?? 0)) return;
    replaceFile(nodeDisk, finalFile(this.#options.folder), new TextEncoder().encode(note));
    this.#final = { note, size };
  }
}

function failuresOf({ failures }: Collected): number {
  return Object.keys(failures).length;
}

/** Who failed and how, as one text. */
function kindsOf({ failures }: Collected): string {
  return Object.entries(failures)
    .map(([name, { kind }]) => `${name} ${kind}`)
    .sort()
    .join("\n");
}

/** Handovers beside the ledger that the policy calls complete. */
function followed(folder: string, policy: Policy): readonly Handover[] {
  return followHandovers(readHandovers(folder), { policy, keys: policy.logs.map(({ key }) => key) });
}

function finalFile(folder: string): string {
  return join(folder, "final.checkpoint");
}

function readPolicy({ folder, onTrouble }: Pick<CosigningOptions, "folder" | "onTrouble">): Policy | null {
  const file = policyFile(folder);
  if (!existsSync(file)) return null;
  try {
    return parsePolicy(readFileSync(file, "utf8"));
  } catch (error) {
    onTrouble(`${file}: ${error instanceof Error ? error.message : String(error)}; nobody is asked to cosign`);
    return null;
  }
}

/** Kept from before a restart; what does not meet the policy any more is no longer final. */
function readFinal(folder: string, policy: Policy): CosigningState["final"] {
  const file = finalFile(folder);
  if (!existsSync(file)) return null;
  try {
    const note = readFileSync(file, "utf8");
    const { isFinal, checkpoint } = judgeCheckpoint(note, policy, { handovers: followed(folder, policy) });
    return isFinal ? { note, size: checkpoint.size } : null;
  } catch {
    return null;
  }
}
