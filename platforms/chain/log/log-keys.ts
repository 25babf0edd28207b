import { DIGEST_WORDS } from "./key-table.ts";

/** Which entry a caller's key stands for: kept by a log that callers append to (`KeyIndex`), not by a copy whose keys are the entries' indexes. */
export interface LogKeys {
  /** Keys that are in memory alone. */
  readonly recentCount: number;
  readonly isSettling: boolean;
  /** What the derived state remembers; null: no keys are kept. */
  readonly runNames: string[] | null;
  /** Takes what a derived state names for entries [0, size); false when it does not cover them. */
  load(names: readonly string[] | null, size: number): boolean;
  clear(): void;
  /** The key of the next entry. `at`: first word of its digest. */
  add(digests: Uint32Array, at: number): void;
  /** Adds the keys of the next entries, as many as are not in memory yet, up to the word `end`; gives the word where it stopped. */
  addNew(digests: Uint32Array, start: number, end: number): number;
  /** The next entries are a copy's: their keys are not told. */
  passOver(count: number): void;
  removeLast(count: number): void;
  search(digests: Uint32Array): ReadonlyMap<number, readonly number[]>;
  recent(digests: Uint32Array, at: number): readonly number[];
  freeze(): void;
  settle(): Promise<void>;
  work(entries: number): Promise<void>;
  workAll(): Promise<void>;
  removeOthers(durable: readonly string[]): void;
  close(): Promise<void>;
}

const NONE: ReadonlyMap<number, readonly number[]> = new Map();

/** Keeps no key and only counts, so that the log settles as often as another. Nobody may append the same entry twice to such a log. */
export class UnkeptKeys implements LogKeys {
  recentCount = 0;
  isSettling = false;
  readonly runNames = null;

  load(): boolean {
    this.recentCount = 0;
    return true;
  }

  clear(): void {
    this.recentCount = 0;
  }

  add(): void {
    this.recentCount++;
  }

  addNew(_digests: Uint32Array, start: number, end: number): number {
    this.recentCount += (end - start) / DIGEST_WORDS;
    return end;
  }

  passOver(count: number): void {
    this.recentCount += count;
  }

  removeLast(count: number): void {
    this.recentCount -= count;
  }

  search(): ReadonlyMap<number, readonly number[]> {
    return NONE;
  }

  recent(): readonly number[] {
    return [];
  }

  freeze(): void {
    this.isSettling = true;
    this.recentCount = 0;
  }

  async settle(): Promise<void> {
    this.isSettling = false;
  }

  async work(): Promise<void> {
    // There is nothing to join.
  }

  async workAll(): Promise<void> {
    // Nor here.
  }

  removeOthers(): void {
    // Runs of a log that kept keys before are not looked at.
  }

  async close(): Promise<void> {
    // There is nothing open.
  }
}
