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

export interface Weighing extends Bm25 {
  /** Terms in more than this share of the documents are passed over. */
  readonly mostly?: number;
  /** No more terms than these. */
  readonly most?: number;
}

/** Terms of a query with what each adds at most to a score, for one index. */
export interface WeighedTerms extends Bm25 {
  readonly terms: readonly { readonly term: TermKey; readonly gain: number }[];
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

  /** Terms as they count in every segment: those that occur, in no more than `mostly` of the documents, the heaviest `most`. */
  weigh(terms: readonly WeightedTerm[], { k1, b, mostly = 1, most = Number.POSITIVE_INFINITY }: Weighing): WeighedTerms {
    const bounds = this.documents * mostly;
    const weighed = terms.flatMap(({ term, weight }) => {
      const frequency = this.frequency(term);
      if (frequency === 0 || frequency > bounds) return [];
      return [{ term, gain: weight * (k1 + 1) * Math.log(1 + (this.documents - frequency + 0.5) / (frequency + 0.5)) }];
    });
    if (weighed.length > most) weighed.sort((one, other) => other.gain - one.gain).length = most;
    return { k1, b, terms: weighed };
  }

  /** Adds to `scores` what each document of one segment has for the terms, by its number within the segment. */
  scoreSegment(segment: Segment, { k1, b, terms }: WeighedTerms, scores: Float32Array): void {
    const norms = normsOf(segment, { k1, b }, this.averageLength);
    for (const { term, gain } of terms) {
      const place = placeOfTerm(segment, term);
      if (place >= 0) addPostings(segment, place, { gain, norms, scores });
    }
  }

  /** Adds to `scores` what each document has for the terms; `scores` has a place for every document. */
  score(terms: readonly WeightedTerm[], scores: Float32Array, weighing: Weighing): void {
    const weighed = this.weigh(terms, weighing);
    let from = 0;
    for (const segment of this.segments) {
      this.scoreSegment(segment, weighed, scores.subarray(from, from + segment.documents));
      from += segment.documents;
    }
  }
}

/** What BM25 asks of a document's length: what is added to a count, and the share that remains of a term that occurs once. */
interface Norms {
  readonly key: string;
  readonly added: Float32Array;
  readonly once: Float32Array;
}

const NORMS = new WeakMap<Segment, Norms>();

/** Kept with the segment. */
function normsOf(segment: Segment, { k1, b }: Bm25, averageLength: number): Norms {
  const key = `${k1} ${b} ${averageLength}`;
  const kept = NORMS.get(segment);
  if (kept?.key === key) return kept;
  const added = Float32Array.from(segment.lengths, (length) => k1 * (1 - b + (b * length) / averageLength));
  const norms = { key, added, once: added.map((norm) => 1 / (1 + norm)) };
  NORMS.set(segment, norms);
  return norms;
}

interface Adding {
  readonly gain: number;
  readonly norms: Norms;
  readonly scores: Float32Array;
}

function addPostings({ postings, offsets }: Segment, place: number, { gain, norms: { added, once }, scores }: Adding): void {
  const end = offsets[place + 1] as number;
  let document = -1;
  for (let at = offsets[place] as number; at < end; ) {
    let value = postings[at] as number;
    at += 1;
    if (value > 127) {
      value &= 127;
      for (let shift = 7; ; shift += 7) {
        const byte = postings[at] as number;
        at += 1;
        value |= (byte & 127) << shift;
        if (byte < 128) break;
      }
    }
    document += (value >>> 1) + 1;
    if ((value & 1) === 1) scores[document]! += gain * (once[document] as number);
    else {
      const count = postings[at] as number;
      at += 1;
      scores[document]! += (gain * count) / (count + (added[document] as number));
    }
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
