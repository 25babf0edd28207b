import { CheckpointKeeper, type KeeperOptions, type KeptCheckpoint } from "./checkpoint-keeper.ts";
import { type Cosigner, cosignatureLine } from "./cosigner.ts";
import { accepted, type NodeAnswer } from "./node-answer.ts";

/** A witness (C2SP tlog-witness): cosigns what extends what it cosigned before, and nothing else. It reads no entries. */
export class Witness {
  readonly #keeper: CheckpointKeeper;
  readonly #cosigner: Cosigner;
  /** What was said of a checkpoint, to be shown again. */
  readonly #lines = new WeakMap<KeptCheckpoint, string>();

  /** LOG_CORRUPT when its state is not what it wrote. */
  constructor(options: KeeperOptions, cosigner: Cosigner) {
    this.#keeper = new CheckpointKeeper(options);
    this.#cosigner = cosigner;
  }

  /** Size of the newest checkpoint cosigned of a log, 0 when there is none. */
  sizeOf(origin: string): number {
    return this.#keeper.newest(origin)?.size ?? 0;
  }

  newest(origin: string): KeptCheckpoint | null {
    return this.#keeper.newest(origin);
  }

  /** The newest checkpoint cosigned, signed by the log and here; null when there is none. */
  checkpointOf(origin: string): string | null {
    const kept = this.newest(origin);
    return kept === null ? null : kept.note + (this.#lines.get(kept) ?? this.#cosign(kept));
  }

  /** `add-checkpoint`: the state is on disk before the cosignature leaves. */
  addCheckpoint(body: string): NodeAnswer {
    const kept = this.#keeper.advance(body);
    return "status" in kept ? kept : accepted(this.#cosign(kept));
  }

  #cosign(kept: KeptCheckpoint): string {
    const line = cosignatureLine(kept.text, this.#cosigner);
    this.#lines.set(kept, line);
    return line;
  }
}
