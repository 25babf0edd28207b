import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Policy, parsePolicy } from "@yuejian/chain/format";
import { type MerkleLog, nodeDisk, replaceFile } from "@yuejian/chain/log";
import { type Collected, Collector, type CosignFailure } from "@yuejian/chain/node";
import { judgeCheckpoint } from "@yuejian/chain/verify";
import type { Clock } from "@yuejian/contracts";

/** How the home's ledger stands with its cosigners. */
export interface CosigningState {
  /** The policy file as it is; null: nobody is asked to cosign. */
  readonly policy: Policy | null;
  readonly newest: (Collected & { readonly at: string }) | null;
  /** The newest checkpoint that met the quorum. */
  readonly final: { readonly note: string; readonly size: number } | null;
  /** Checkpoints of which a cosigner says that it knows another tree: evidence, kept until someone looks. */
  readonly splits: readonly { readonly cosigner: string; readonly at: string; readonly note: string }[];
}

export interface Cosigning {
  state(): CosigningState;
  stop(): Promise<void>;
}

/** What is on disk, for a process that asks nobody. */
export function restingState(options: Pick<CosigningOptions, "folder" | "onTrouble">): CosigningState {
  const policy = readPolicy(options);
  return { policy, newest: null, final: policy === null ? null : readFinal(options.folder, policy), splits: [] };
}

interface CosigningOptions {
  readonly ledger: MerkleLog;
  readonly folder: string;
  readonly clock: Clock;
  readonly onTrouble: (text: string) => void;
}

const ROUND_MS = 1000;
const TIMEOUT_MS = 15_000;
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
  readonly #collector: Collector | null;
  readonly #timer: NodeJS.Timeout;
  #newest: CosigningState["newest"] = null;
  #final: CosigningState["final"] = null;
  #splits: CosigningState["splits"] = [];
  #running: Promise<void> = Promise.resolve();
  #isRunning = false;

  constructor(options: CosigningOptions) {
    this.#options = options;
    const resting = restingState(options);
    this.#policy = resting.policy;
    this.#final = resting.final;
    this.#collector =
      this.#policy === null
        ? null
        : new Collector({
            policy: this.#policy,
            mirrors: new Set(this.#policy.witnesses.filter(({ url }) => isMirrorAddress(url)).map(({ name }) => name)),
            log: options.ledger,
            timeoutMilliseconds: TIMEOUT_MS,
          });
    this.#timer = setInterval(() => this.#wake(), ROUND_MS).unref();
    this.#wake();
  }

  state(): CosigningState {
    return { policy: this.#policy, newest: this.#newest, final: this.#final, splits: this.#splits };
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
  }

  #wake(): void {
    if (this.#collector === null || this.#isRunning) return;
    this.#isRunning = true;
    this.#running = this.#round(this.#collector)
      .catch((error: unknown) => this.#options.onTrouble(`cosignatures: ${error instanceof Error ? error.message : String(error)}`))
      .finally(() => {
        this.#isRunning = false;
      });
  }

  async #round(collector: Collector): Promise<void> {
    const { ledger, clock } = this.#options;
    const isDone = this.#newest !== null && this.#newest.finality.checkpoint.size === ledger.size && failuresOf(this.#newest) === 0;
    if (isDone || ledger.size === 0) return;
    const note = await ledger.checkpoint();
    const collected = await collector.collect(note, (final) => this.#keepFinal(final));
    if (collected.finality.isFinal) this.#keepFinal(collected.note);
    const at = new Date(clock.now()).toISOString();
    this.#newest = { ...collected, at };
    for (const [cosigner, failure] of Object.entries(collected.failures)) this.#tellOfSplit(cosigner, failure, { at, note });
  }

  #tellOfSplit(cosigner: string, failure: CosignFailure, { at, note }: { at: string; note: string }): void {
    if (failure.kind !== "split" || this.#splits.some((each) => each.cosigner === cosigner && each.note === note)) return;
    this.#splits = [...this.#splits, { cosigner, at, note }].slice(-SPLITS);
    this.#options.onTrouble(`${cosigner} knows another history of this ledger; the checkpoint it refused: ${JSON.stringify(note)}`);
  }

  #keepFinal(note: string): void {
    const { size } = judgeCheckpoint(note, this.#policy as Policy).checkpoint;
    if (size < (this.#final?.size ?? 0)) return;
    replaceFile(nodeDisk, finalFile(this.#options.folder), new TextEncoder().encode(note));
    this.#final = { note, size };
  }
}

function failuresOf({ failures }: Collected): number {
  return Object.keys(failures).length;
}

/** Mirrors are told from witnesses by the address at which a node serves them. */
export function isMirrorAddress(url: string | null): boolean {
  return url !== null && /\/mirror\/?$/.test(url);
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
    const { isFinal, checkpoint } = judgeCheckpoint(note, policy);
    return isFinal ? { note, size: checkpoint.size } : null;
  } catch {
    return null;
  }
}
