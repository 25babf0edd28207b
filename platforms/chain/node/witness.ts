import { CheckpointKeeper, type KeeperOptions } from "./checkpoint-keeper.ts";
import { type Cosigner, cosignatureLine } from "./cosigner.ts";
import { accepted, type NodeAnswer } from "./node-answer.ts";

/** A witness (C2SP tlog-witness): cosigns what extends what it cosigned before, and nothing else. It reads no entries. */
export class Witness {
  readonly #keeper: CheckpointKeeper;
  readonly #cosigner: Cosigner;

  /** LOG_CORRUPT when its state is not what it wrote. */
  constructor(options: KeeperOptions, cosigner: Cosigner) {
    this.#keeper = new CheckpointKeeper(options);
    this.#cosigner = cosigner;
  }

  /** Size of the newest checkpoint cosigned of a log, 0 when there is none. */
  sizeOf(origin: string): number {
    return this.#keeper.newest(origin)?.size ?? 0;
  }

  /** `add-checkpoint`: the state is on disk before the cosignature leaves. */
  addCheckpoint(body: string): NodeAnswer {
    const kept = this.#keeper.advance(body);
    return "status" in kept ? kept : accepted(cosignatureLine(kept.text, this.#cosigner));
  }
}
