import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { BoostedTrees } from "../boosted-trees.ts";
import { lineOf } from "../counted-line.ts";
import { countTexts, spellingKnowledge } from "../knowledge.ts";
import { type SpellingEdit, withEdits } from "../spelling-edit.ts";
import { MendedLine } from "./mended-line.ts";
import { withSlip } from "./slip.ts";
import { SlipCandidates } from "./slip-candidates.ts";
import { SLIP_EVIDENCE } from "./slip-evidence.ts";
import { SlipFinder } from "./slip-finder.ts";

const ORGANS = ["人民检察院", "人民法院", "公安机关", "监察委员会"];
const ACTS = ["依法提起公诉", "应当依法作出决定", "依法追究刑事责任", "对犯罪嫌疑人作出处理", "审查逮捕案件"];
const TAILS = ["，并告知当事人。", "，法律另有规定的除外。", "的，应当说明理由。", "；逾期不予受理。"];
const LINES = ORGANS.flatMap((organ) => ACTS.flatMap((act) => TAILS.map((tail) => `${organ}${act}${tail}`)));

const counted = countTexts([...LINES, ...LINES.map((line) => `${line}其中`), ...LINES.map((line) => `凡${line}`)]);
const knowledge = spellingKnowledge({
  counted,
  words: [
    ["检察院", 900],
    ["人民", 900],
    ["法院", 800],
    ["责任", 700],
  ],
  readingsOf: () => [],
  lookAlikes: new Map(),
  errors: [],
});
const { characters } = counted;
const candidates = new SlipCandidates({ characters, knowledge });

/** What is likelier by five units of probability forward holds. */
const byGain: BoostedTrees = {
  features: SLIP_EVIDENCE,
  base: 0,
  roots: Uint32Array.of(0),
  feature: Int8Array.of(0, -1, -1),
  limit: Float32Array.of(5, 0, 0),
  left: Uint16Array.of(1, 0, 0),
  right: Uint16Array.of(2, 0, 0),
  value: Float32Array.of(0, -3, 3),
};
const judge = { trees: byGain, bar: 0.9 };
// What is out of order may look too much as well.
const swapped = { ...judge, trees: { ...byGain, base: 1 } };
const finder = new SlipFinder({ characters, candidates, judges: { missing: judge, surplus: judge, swapped } });
const told = (text: string, isProtected?: (offset: number) => boolean): string[] =>
  finder.edits({ text, isProtected }).map(({ kind, start, end, written, meant }) => `${kind} ${start}-${end} ${written}→${meant}`);

describe("what is missing, too many or out of order", () => {
  it.each([
    ["人民检察依法提起公诉，并告知当事人。", ["missing 4-4 →院"]],
    ["人民检察院依法依法提起公诉，并告知当事人。", ["surplus 7-9 依法→"]],
    ["人民法院应当依法作出决定定，并告知当事人。", ["surplus 12-13 定→"]],
    ["公安机关依法追究究刑事责任的，应当说明理由。", ["surplus 8-9 究→"]],
    ["公安机关依法提公起诉，并告知当事人。", ["swapped 7-9 公起→起公"]],
    ["监察委员会逮捕审查案件，并告知当事人。", ["swapped 5-9 逮捕审查→审查逮捕"]],
  ])("%s", (text, edits) => {
    expect(told(text)).toEqual(edits);
  });

  it("right lines, numbers and lines of nothing known are left alone", () => {
    for (const line of LINES) expect(told(line)).toEqual([]);
    for (const line of ["", "院", "二〇二二年一一月", "甲乙丙丁戊己庚辛"]) expect(told(line)).toEqual([]);
  });

  it("nothing protected is changed, and nothing is put into it; beside it is allowed", () => {
    const text = "人民检察依法提起公诉，并告知告知当事人。";
    expect(told(text, (offset) => offset >= 4)).toEqual(["missing 4-4 →院"]);
    expect(told(text, (offset) => offset < 4)).toEqual(["missing 4-4 →院", "surplus 14-16 告知→"]);
    expect(told("人民检察依法提起公诉，并告知当事人。", () => true)).toEqual([]);
    expect(told("公安机关依法提公起诉，并告知当事人。", (offset) => offset === 7)).toEqual([]);
  });

  it("an edit stands where it says in any text, and the surer of two near ones is taken", () => {
    const piece = fc.constantFrom(...Array.from("人民检察院依法提起公诉，的的𠮷a1。"));
    fc.assert(
      fc.property(fc.string({ unit: piece, maxLength: 30 }), (text) => {
        let last = -1;
        for (const { start, end, written, meant, kind } of finder.edits({ text })) {
          expect(text.slice(start, end)).toBe(written);
          expect(start).toBeGreaterThan(last);
          expect(kind === "missing" ? written : kind === "surplus" ? meant : "").toBe("");
          last = end;
        }
      }),
    );
  });

  it("a slip made is the line as it would be", () => {
    expect(withSlip([1, 5, 6, 7, 2], { kind: "swapped", at: 1, removed: 2, inserted: [6, 5] })).toEqual([1, 6, 5, 7, 2]);
    expect(lineOf(characters, "院")).toHaveLength(3);
  });
});

describe("a line with slips mended", () => {
  it("edits of what it then says are edits of the line, and what was put in is closed", () => {
    const edits = fc.array(fc.tuple(fc.nat(20), fc.nat(3), fc.string({ unit: fc.constantFrom("甲", "乙", "丙"), maxLength: 3 })), {
      maxLength: 4,
    });
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("子", "丑", "寅"), minLength: 4, maxLength: 20 }), edits, (text, wishes) => {
        let free = 0;
        const made = wishes
          .toSorted(([one], [other]) => one - other)
          .flatMap(([start, length, meant]): SpellingEdit[] => {
            const end = Math.min(text.length, start + length);
            if (start < free || start > end) return [];
            free = end + 1;
            return [{ kind: "swapped", start, end, written: text.slice(start, end), meant, probability: 0.9 }];
          });
        const mended = new MendedLine({ text }, made);
        const further = Array.from(mended.text).flatMap((written, start): SpellingEdit[] =>
          mended.isProtected?.(start) ? [] : [{ kind: "replaced", start, end: start + 1, written, meant: "卯", probability: 0.8 }],
        );
        expect(withEdits(text, mended.whole(further))).toBe(withEdits(mended.text, further));
        for (const [start, written] of Array.from(mended.text).entries())
          if ("甲乙丙".includes(written)) expect(mended.isProtected?.(start)).toBe(true);
      }),
    );
  });
});
