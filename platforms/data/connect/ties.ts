import { hash } from "node:crypto";

/** Rows remembered at one value of a cursor. */
const MOST = 10_000;

/** Rows that stand at the newest value of a cursor. The next load asks for that value again, because further rows with it may have come since,
 *  and leaves those out that it knows. With more than can be remembered it asks for later values only. */
export class Ties {
  #value: string | null = null;
  #lines: string[] = [];
  #isFull = false;
  readonly #known: ReadonlySet<string>;
  readonly #knownAt: string | null;

  /** `before`: what an earlier load kept. */
  constructor(before: { readonly value: string; readonly ties: readonly string[] } | null) {
    this.#knownAt = before?.value ?? null;
    this.#known = new Set(before?.ties);
    this.#value = this.#knownAt;
  }

  /** Whether an earlier load has the row. */
  isTaken(value: string | null, line: string): boolean {
    return value !== null && value === this.#knownAt && this.#known.has(digest(line));
  }

  /** In the order of the cursor. */
  add(value: string, line: string): void {
    if (value !== this.#value) {
      this.#value = value;
      this.#lines = [];
      this.#isFull = false;
    }
    if (this.#lines.length < MOST) this.#lines.push(line);
    else this.#isFull = true;
  }

  get value(): string | null {
    return this.#value;
  }

  /** To be kept with the value; null: too many. */
  digests(): readonly string[] | null {
    const known = this.#value === this.#knownAt ? [...this.#known] : [];
    return this.#isFull || known.length + this.#lines.length > MOST ? null : [...known, ...this.#lines.map(digest)];
  }
}

function digest(line: string): string {
  return hash("sha256", line, "hex").slice(0, 32);
}
