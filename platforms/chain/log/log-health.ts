import { YuejianError } from "@yuejian/contracts";
import type { LogParts } from "./log-parts.ts";

/** Whether a log still works. No entry is acknowledged after a failure. */
export class LogHealth {
  readonly #parts: LogParts;
  #stopped: YuejianError | null = null;
  /** A failure beside appending of which no caller has learnt yet. */
  #untold: YuejianError | null = null;

  constructor(parts: LogParts) {
    this.#parts = parts;
  }

  /** Why the log has stopped. */
  get stopped(): YuejianError | null {
    return this.#stopped;
  }

  get untold(): YuejianError | null {
    return this.#untold;
  }

  /** Gives the failure that stopped the log, which is the first. Damage also voids the derived state: the next opening reads every frame. */
  stop(cause: unknown): YuejianError {
    if (this.#stopped !== null) return this.#stopped;
    const reason = cause instanceof Error ? cause.message : String(cause);
    this.#stopped = cause instanceof YuejianError ? cause : new YuejianError("LOG_STOPPED", { reason }, { cause });
    if (this.#stopped.code === "LOG_CORRUPT") {
      try {
        this.#parts.disk.remove(this.#parts.files.derivedState);
      } catch {
        // The disk refuses: fsck finds the damage as well.
      }
    }
    return this.#stopped;
  }

  /** As `stop`, for what nobody waits for: the next caller learns of it, or whoever closes the log. */
  stopUntold(cause: unknown): void {
    this.#untold = this.stop(cause);
  }

  /** A caller learns why the log has stopped, if it has. */
  tell(): void {
    this.#untold = null;
  }

  requireGoing(): void {
    if (this.#stopped !== null) throw this.#stopped;
  }

  /** What `compute` gives; damage that it meets stops the log. */
  read<Value>(compute: () => Value): Value {
    try {
      return compute();
    } catch (error) {
      throw error instanceof YuejianError && error.code === "LOG_CORRUPT" ? this.stop(error) : error;
    }
  }
}
