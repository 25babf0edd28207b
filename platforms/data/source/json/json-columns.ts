import { cleanHeading } from "../header.ts";

/** A key as it is written in some object; `level` holds the keys of the object that stands under it. */
export interface JsonKey {
  readonly bytes: Uint8Array;
  readonly position: number;
  readonly path: string;
  readonly level: JsonLevel;
  /** Column of its value; −1 until it has one. */
  column: number;
  /** Number of the record in which it was seen last. */
  seenIn: number;
}

/** Keys of the objects that stand under one path, in order of first appearance. */
export class JsonLevel {
  readonly keys: JsonKey[] = [];
  readonly #byBytes = new Map<string, JsonKey>();
  readonly #prefix: string;

  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  /** [start, end) between the quotes; escapes that are not valid give null. `next`: where the key is expected. */
  find(bytes: Uint8Array, { start, end, next }: { start: number; end: number; next: number }): JsonKey | null {
    const expected = this.keys[next];
    if (expected !== undefined && isEqual(expected.bytes, bytes, start, end)) return expected;
    const written = Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start);
    const name = written.toString("latin1");
    const known = this.#byBytes.get(name);
    if (known !== undefined) return known;
    let decoded: string;
    try {
      decoded = JSON.parse(`"${written.toString("utf8")}"`) as string;
    } catch {
      return null;
    }
    const path = this.#prefix + decoded;
    const position = this.keys.length;
    const key: JsonKey = { bytes: Uint8Array.from(written), position, path, level: new JsonLevel(`${path}.`), column: -1, seenIn: 0 };
    this.keys.push(key);
    this.#byBytes.set(name, key);
    return key;
  }
}

function isEqual(known: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (known.length !== end - start) return false;
  for (let at = 0; at < known.length; at++) if (known[at] !== bytes[start + at]) return false;
  return true;
}

/** Headings in order of first appearance: nested objects under dotted ones. */
export class JsonColumns {
  readonly headings: string[] = [];
  readonly root = new JsonLevel("");
  unnamed = 0;
  readonly #byHeading = new Map<string, number>();
  #addedBy: JsonKey[] = [];

  columnOf(key: JsonKey): number {
    if (key.column >= 0) return key.column;
    let heading = cleanHeading(key.path);
    if (heading === "") {
      heading = `第${this.headings.length + 1}列`;
      this.unnamed++;
    }
    let column = this.#byHeading.get(heading);
    if (column === undefined) {
      column = this.headings.push(heading) - 1;
      this.#byHeading.set(heading, column);
    }
    key.column = column;
    this.#addedBy.push(key);
    return column;
  }

  /** What the record brought is there to stay. */
  keep(): void {
    if (this.#addedBy.length > 0) this.#addedBy = [];
  }

  /** Forgets the columns that a record brought which is none. `count`: headings before it. */
  forget(count: number): void {
    for (const key of this.#addedBy) key.column = -1;
    this.#addedBy = [];
    for (const heading of this.headings.splice(count)) this.#byHeading.delete(heading);
  }
}
