import { eachTerm, type TermKey } from "./terms.ts";

/** Documents of one segment at most. */
export const SEGMENT_DOCUMENTS = 65_536;

/** An inverted index over at most `SEGMENT_DOCUMENTS` texts. A posting is a gap (variable length, its lowest bit: occurs once) and, otherwise, the count in
 *  one byte. */
export interface Segment {
  readonly documents: number;
  /** Sum of all lengths. */
  readonly totalLength: number;
  /** Terms of each document, to 65,535. */
  readonly lengths: Uint16Array;
  /** Ascending. */
  readonly terms: Uint32Array;
  /** Documents that hold each term. */
  readonly frequencies: Uint32Array;
  /** Where the postings of each term begin; one more than terms. */
  readonly offsets: Uint32Array;
  readonly postings: Uint8Array;
}

/** Builds a segment from folded texts, in the order of their numbers. */
export class SegmentBuilder {
  #documents = 0;
  #totalLength = 0;
  #lengths: number[] = [];
  readonly #ids = new Map<TermKey, number>();
  #keys: number[] = [];
  #termOf = new Uint32Array(1 << 16);
  #documentOf = new Uint16Array(1 << 16);
  #countOf = new Uint8Array(1 << 16);
  #size = 0;

  get documents(): number {
    return this.#documents;
  }

  /** Several pieces are one document; no pair reaches over their border. */
  add(...pieces: readonly string[]): void {
    const counts = new Map<number, number>();
    let length = 0;
    for (const piece of pieces)
      eachTerm(piece, (term) => {
        length += 1;
        let id = this.#ids.get(term);
        if (id === undefined) {
          id = this.#keys.length;
          this.#ids.set(term, id);
          this.#keys.push(term);
        }
        counts.set(id, (counts.get(id) ?? 0) + 1);
      });
    if (this.#size + counts.size > this.#termOf.length) this.#grow(counts.size);
    for (const [id, count] of counts) {
      this.#termOf[this.#size] = id;
      this.#documentOf[this.#size] = this.#documents;
      this.#countOf[this.#size] = Math.min(count, 255);
      this.#size += 1;
    }
    this.#lengths.push(Math.min(length, 65_535));
    this.#totalLength += length;
    this.#documents += 1;
  }

  build(): Segment {
    const count = this.#keys.length;
    const order = Uint32Array.from({ length: count }, (_, id) => id).sort(
      (one, other) => (this.#keys[one] as number) - (this.#keys[other] as number),
    );
    const rank = new Uint32Array(count);
    for (const [at, id] of order.entries()) rank[id] = at;
    const frequencies = new Uint32Array(count);
    for (let at = 0; at < this.#size; at += 1) frequencies[rank[this.#termOf[at] as number] as number]! += 1;
    const begins = new Uint32Array(count + 1);
    for (let at = 0; at < count; at += 1) begins[at + 1] = (begins[at] as number) + (frequencies[at] as number);
    // Documents come in ascending order, so they stay so within each term.
    const [next, documents, counts] = [begins.slice(0, count), new Uint16Array(this.#size), new Uint8Array(this.#size)];
    for (let at = 0; at < this.#size; at += 1) {
      const term = rank[this.#termOf[at] as number] as number;
      const place = next[term] as number;
      documents[place] = this.#documentOf[at] as number;
      counts[place] = this.#countOf[at] as number;
      next[term] = place + 1;
    }
    const bytes = new Uint8Array(this.#size * 4);
    const offsets = new Uint32Array(count + 1);
    let written = 0;
    for (let term = 0; term < count; term += 1) {
      let before = -1;
      for (let at = begins[term] as number; at < (begins[term + 1] as number); at += 1) {
        const document = documents[at] as number;
        const occurs = counts[at] as number;
        let value = ((document - before - 1) << 1) | (occurs === 1 ? 1 : 0);
        while (value > 127) {
          bytes[written] = (value & 127) | 128;
          written += 1;
          value >>>= 7;
        }
        bytes[written] = value;
        written += 1;
        if (occurs !== 1) {
          bytes[written] = occurs;
          written += 1;
        }
        before = document;
      }
      offsets[term + 1] = written;
    }
    return {
      documents: this.#documents,
      totalLength: this.#totalLength,
      lengths: Uint16Array.from(this.#lengths),
      terms: Uint32Array.from(order, (id) => this.#keys[id] as number),
      frequencies,
      offsets,
      postings: bytes.slice(0, written),
    };
  }

  #grow(by: number): void {
    const size = Math.max(this.#termOf.length * 2, this.#size + by);
    const [terms, documents, counts] = [new Uint32Array(size), new Uint16Array(size), new Uint8Array(size)];
    terms.set(this.#termOf);
    documents.set(this.#documentOf);
    counts.set(this.#countOf);
    [this.#termOf, this.#documentOf, this.#countOf] = [terms, documents, counts];
  }
}

/** Place of a term in a segment; −1: it does not occur. */
export function placeOfTerm({ terms }: Segment, term: TermKey): number {
  let [low, high] = [0, terms.length - 1];
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const value = terms[middle] as number;
    if (value === term) return middle;
    if (value < term) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
