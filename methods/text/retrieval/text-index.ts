import { foldText } from "../fold-text.ts";
import type { PackedArray } from "./pack.ts";
import { placeOfTerm, SEGMENT_DOCUMENTS, type Segment, SegmentBuilder } from "./segment.ts";
import type { TermKey } from "./terms.ts";

/** A term and how much it counts in a query. */
export interface WeightedTerm {
  readonly term: TermKey;
  readonly weight: number;
}

export interface Bm25 {
  readonly k1: number;
  readonly b: number;
}

/** Texts by number, from 0, scored by BM25. */
export class TextIndex {
  readonly segments: readonly Segment[];
  readonly documents: number;
  readonly averageLength: number;

  constructor(segments: readonly Segment[]) {
    this.segments = segments;
    this.documents = segments.reduce((sum, segment) => sum + segment.documents, 0);
    const total = segments.reduce((sum, segment) => sum + segment.totalLength, 0);
    this.averageLength = this.documents === 0 ? 1 : total / this.documents;
  }

  /** Documents that hold a term. */
  frequency(term: TermKey): number {
    let sum = 0;
    for (const segment of this.segments) {
      const place = placeOfTerm(segment, term);
      if (place >= 0) sum += segment.frequencies[place] as number;
    }
    return sum;
  }

  /** How telling a term is, above 0. */
  rarity(term: TermKey): number {
    const frequency = this.frequency(term);
    return Math.log(1 + (this.documents - frequency + 0.5) / (frequency + 0.5));
  }

  /** Adds to `scores` what each document has for the terms; `scores` has a place for every document. Terms in more than `mostly` of the documents are
   *  passed over. */
  score(terms: readonly WeightedTerm[], scores: Float32Array, { k1, b, mostly = 1 }: Bm25 & { readonly mostly?: number }): void {
    const bounds = this.documents * mostly;
    const known = terms.flatMap(({ term, weight }) => {
      const frequency = this.frequency(term);
      if (frequency === 0 || frequency > bounds) return [];
      return [{ term, gain: weight * (k1 + 1) * Math.log(1 + (this.documents - frequency + 0.5) / (frequency + 0.5)) }];
    });
    let from = 0;
    for (const segment of this.segments) {
      const norms = normsOf(segment, { k1, b }, this.averageLength);
      for (const { term, gain } of known) {
        const place = placeOfTerm(segment, term);
        if (place >= 0) addPostings(segment, place, { gain, norms, scores, from });
      }
      from += segment.documents;
    }
  }
}

const NORMS = new WeakMap<Segment, { readonly key: string; readonly norms: Float32Array }>();

/** What BM25 adds to a count for the length of the document; kept with the segment. */
function normsOf(segment: Segment, { k1, b }: Bm25, averageLength: number): Float32Array {
  const key = `${k1} ${b} ${averageLength}`;
  const kept = NORMS.get(segment);
  if (kept?.key === key) return kept.norms;
  const norms = Float32Array.from(segment.lengths, (length) => k1 * (1 - b + (b * length) / averageLength));
  NORMS.set(segment, { key, norms });
  return norms;
}

interface Adding {
  readonly gain: number;
  readonly norms: Float32Array;
  readonly scores: Float32Array;
  readonly from: number;
}

function addPostings({ postings, offsets }: Segment, place: number, { gain, norms, scores, from }: Adding): void {
  const end = offsets[place + 1] as number;
  let document = -1;
  for (let at = offsets[place] as number; at < end; ) {
    let byte = postings[at] as number;
    at += 1;
    let value = byte & 127;
    for (let shift = 7; byte > 127; shift += 7) {
      byte = postings[at] as number;
      at += 1;
      value |= (byte & 127) << shift;
    }
    document += (value >>> 1) + 1;
    let count = 1;
    if ((value & 1) === 0) {
      count = postings[at] as number;
      at += 1;
    }
    scores[from + document]! += (gain * count) / (count + (norms[document] as number));
  }
}

/** Builds an index over texts, in their order; a text may be of several pieces. */
export class TextIndexBuilder {
  readonly #segments: Segment[] = [];
  #builder = new SegmentBuilder();

  add(...pieces: readonly string[]): void {
    if (this.#builder.documents === SEGMENT_DOCUMENTS) this.#finish();
    this.#builder.add(...pieces.map(foldText));
  }

  build(): TextIndex {
    if (this.#builder.documents > 0) this.#finish();
    return new TextIndex(this.#segments);
  }

  #finish(): void {
    this.#segments.push(this.#builder.build());
    this.#builder = new SegmentBuilder();
  }
}

/** An index as arrays, to be packed. */
export function indexArrays({ segments }: TextIndex): PackedArray[] {
  return segments.flatMap(({ lengths, terms, frequencies, offsets, postings, totalLength }) => [
    lengths,
    terms,
    frequencies,
    offsets,
    postings,
    Uint32Array.of(totalLength),
  ]);
}

/** The index of as many arrays, taken from the front of `arrays`. */
export function indexFromArrays(arrays: readonly PackedArray[]): TextIndex {
  const segments: Segment[] = [];
  for (let at = 0; at + ARRAYS_OF_SEGMENT <= arrays.length; at += ARRAYS_OF_SEGMENT) {
    const [lengths, terms, frequencies, offsets, postings, total] = arrays.slice(at, at + ARRAYS_OF_SEGMENT) as [
      Uint16Array,
      Uint32Array,
      Uint32Array,
      Uint32Array,
      Uint8Array,
      Uint32Array,
    ];
    segments.push({ documents: lengths.length, totalLength: total[0] as number, lengths, terms, frequencies, offsets, postings });
  }
  return new TextIndex(segments);
}

const ARRAYS_OF_SEGMENT = 6;
