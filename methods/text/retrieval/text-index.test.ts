import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  countTerms,
  eachTerm,
  foldText,
  indexArrays,
  indexFromArrays,
  pack,
  TextIndex,
  TextIndexBuilder,
  termText,
  unpack,
} from "../index.ts";
import { SegmentBuilder } from "./segment.ts";

const BM25 = { k1: 1.2, b: 0.75 };
const anyText = fc
  .array(fc.constantFrom("甲", "乙", "丙", "丁", "法", "条", "ab", "1", "，", " "), { maxLength: 40 })
  .map((pieces) => pieces.join(""));

/** The definition, without any index. */
function plainScores(texts: readonly string[], query: string): number[] {
  const counts = texts.map((one) => countTerms(foldText(one)));
  const lengths = counts.map((one) => [...one.values()].reduce((sum, count) => sum + count, 0));
  const average = lengths.reduce((sum, length) => sum + length, 0) / texts.length;
  return counts.map((own, at) => {
    let score = 0;
    for (const term of countTerms(foldText(query)).keys()) {
      const frequency = counts.filter((one) => one.has(term)).length;
      const count = own.get(term) ?? 0;
      if (count === 0) continue;
      const rarity = Math.log(1 + (texts.length - frequency + 0.5) / (frequency + 0.5));
      score += (rarity * (BM25.k1 + 1) * count) / (count + BM25.k1 * (1 - BM25.b + (BM25.b * (lengths[at] as number)) / average));
    }
    return score;
  });
}

describe("the index over texts", () => {
  it("scores as the definition of BM25 does, packed and unpacked, in one segment or several", () => {
    fc.assert(
      fc.property(fc.array(anyText, { minLength: 1, maxLength: 30 }), anyText, fc.integer({ min: 1, max: 30 }), (texts, query, cut) => {
        const expected = plainScores(texts, query);
        const parts = [texts.slice(0, cut), texts.slice(cut)].filter((part) => part.length > 0);
        const segments = parts.map((part) => {
          const builder = new SegmentBuilder();
          for (const one of part) builder.add(foldText(one));
          return builder.build();
        });
        const index = new TextIndex(segments);
        if (index.averageLength === 0) return;
        const again = indexFromArrays(unpack(pack({}, indexArrays(index)))!.arrays);
        const terms = [...countTerms(foldText(query)).keys()].map((term) => ({ term, weight: 1 }));
        for (const one of [index, again]) {
          const scores = new Float32Array(texts.length);
          one.score(terms, scores, BM25);
          for (const [at, score] of scores.entries()) expect(score).toBeCloseTo(expected[at] as number, 4);
        }
      }),
      { numRuns: 300, endOnFailure: true },
    );
  });

  it("keeps gaps of any width and counts up to 255", () => {
    const builder = new TextIndexBuilder();
    for (let at = 0; at < 70_000; at += 1) builder.add(at % 20_011 === 0 ? "甲".repeat(300) : "乙");
    const index = builder.build();
    expect(index.segments).toHaveLength(2);
    expect(index.frequency("甲".charCodeAt(0))).toBe(4);
    const scores = new Float32Array(70_000);
    index.score([{ term: "甲".charCodeAt(0), weight: 1 }], scores, BM25);
    expect([...scores.entries()].filter(([, score]) => score > 0).map(([at]) => at)).toEqual([0, 20_011, 40_022, 60_033]);
  });

  it("terms in most of the texts are passed over when asked", () => {
    const builder = new TextIndexBuilder();
    for (const one of ["甲", "甲", "甲乙"]) builder.add(one);
    const scores = new Float32Array(3);
    builder.build().score([{ term: "甲".charCodeAt(0), weight: 1 }], scores, { ...BM25, mostly: 0.5 });
    expect([...scores]).toEqual([0, 0, 0]);
  });

  it("bytes that are cut, changed at the front or of something else are no index", () => {
    const builder = new TextIndexBuilder();
    builder.add("甲乙丙");
    const bytes = pack({ any: 1 }, indexArrays(builder.build()));
    for (let length = 0; length < bytes.length - 8; length += 1) expect(unpack(bytes.subarray(0, length))).toBeNull();
    expect(unpack(new TextEncoder().encode("something else altogether"))).toBeNull();
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    expect(indexFromArrays(unpack(shifted.subarray(3))!.arrays).frequency("甲".charCodeAt(0))).toBe(1);
  });
});

describe("terms", () => {
  it("are characters, pairs and words; no pair reaches over a mark or a word", () => {
    const found: string[] = [];
    eachTerm(foldText("刑法，ＡＢ１２甲乙"), (term, at, length) => found.push(`${termText(term)}@${at}+${length}`));
    expect(found).toEqual(["刑@0+1", "刑法@0+2", "法@1+1", "@3+4", "甲@7+1", "甲乙@7+2", "乙@8+1"]);
  });

  it("folding keeps every place", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (any) => {
        expect(foldText(any)).toHaveLength(any.length);
      }),
    );
  });
});
