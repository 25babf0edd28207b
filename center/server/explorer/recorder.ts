import type { MerkleLog } from "@yuejian/chain/log";
import type { CosigningState } from "../cosigning/index.ts";
import type { Checkpoints } from "./checkpoints.ts";

export interface RecorderOptions {
  readonly checkpoints: Pick<Checkpoints, "keep">;
  readonly ledger: Pick<MerkleLog, "size" | "published" | "checkpoint">;
  readonly cosigning: () => Pick<CosigningState, "newest" | "final">;
  readonly onTrouble: (text: string) => void;
  /** Between two looks; half a second when not given: checkpoints are published once a second at most. */
  readonly everyMilliseconds?: number;
}

export interface Recorder {
  stop(): Promise<void>;
}

/** Publishes what was appended and keeps each checkpoint, then with its cosignatures, as long as the home is served. */
export function startRecorder({ checkpoints, ledger, cosigning, onTrouble, everyMilliseconds = 500 }: RecorderOptions): Recorder {
  const kept = new Map<string, string>();
  let running: Promise<void> | null = null;

  const keepOnce = async (place: string, note: string, isFinal: boolean): Promise<void> => {
    if (kept.get(place) === note) return;
    await checkpoints.keep(note, isFinal);
    kept.set(place, note);
  };
  const round = async (): Promise<void> => {
    if (ledger.size === 0) return;
    const note = ledger.published.size === ledger.size ? ledger.published.note : await ledger.checkpoint();
    await keepOnce("published", note, false);
    const { newest, final } = cosigning();
    if (final !== null) await keepOnce("final", final.note, true);
    if (newest !== null) await keepOnce("newest", newest.note, newest.finality.isFinal);
  };
  const wake = (): void => {
    running ??= round()
      .catch((error: unknown) => onTrouble(`checkpoints: ${error instanceof Error ? error.message : String(error)}`))
      .finally(() => {
        running = null;
      });
  };
  const timer = setInterval(wake, everyMilliseconds).unref();
  wake();
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
