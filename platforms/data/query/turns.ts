import { YuejianError } from "@yuejian/contracts";

/** Queries at once, and how many may wait for their turn. */
export class Turns {
  readonly #atOnce: number;
  readonly #waiting: number;
  readonly #queue: (() => void)[] = [];
  #running = 0;

  constructor({ atOnce = 2, waiting = 16 }: { readonly atOnce?: number | undefined; readonly waiting?: number | undefined }) {
    this.#atOnce = atOnce;
    this.#waiting = waiting;
  }

  /** What is returned ends the turn. QUERIES_BUSY; the signal's end is QUERY_CANCELLED. */
  async take(signal: AbortSignal): Promise<() => void> {
    if (this.#running < this.#atOnce) this.#running += 1;
    else {
      if (this.#queue.length >= this.#waiting)
        throw new YuejianError("QUERIES_BUSY", { running: this.#running, waiting: this.#queue.length });
      await new Promise<void>((resolve, reject) => {
        const go = (): void => {
          signal.removeEventListener("abort", leave);
          resolve();
        };
        const leave = (): void => {
          this.#queue.splice(this.#queue.indexOf(go), 1);
          reject(new YuejianError("QUERY_CANCELLED"));
        };
        signal.addEventListener("abort", leave, { once: true });
        this.#queue.push(go);
      });
    }
    return () => {
      const next = this.#queue.shift();
      if (next) next();
      else this.#running -= 1;
    };
  }
}
