import { countTexts, SlipCandidates, SlipFinder, Speller, spellingKnowledge, withEdits } from "@yuejian/text";
import { describe, expect, it } from "vitest";
import { judgeSlips, PLANTED_SLIPS, readSlips, SlipPlanter, trainSlips, writeSlips } from "../index.ts";
import { SLIP_SETTINGS } from "./train-slips.ts";

const SUBJECTS = ["公民", "法人", "企业", "学校", "医院", "机关", "社会团体", "事业单位", "个体工商户", "合作社"];
const ACTS = ["应当依法履行义务", "有权提起诉讼", "可以申请行政复议", "应当承担法律责任", "不得损害公共利益", "应当接受监督检查"];
const ENDS = ["。", "，法律另有规定的除外。", "，并告知当事人。"];
const RIGHT = SUBJECTS.flatMap((subject) => ACTS.flatMap((act) => ENDS.map((end) => `${subject}${act}${end}`)));
const WORDS = ["公民", "法人", "学校", "应当", "依法", "履行", "义务", "诉讼", "法律", "责任", "监督", "检查", "当事", "规定"];

const planterOf = (seed: number) => new SlipPlanter({ lines: RIGHT, isWord: (word) => WORDS.includes(word), seed });

describe("planted slips", () => {
  it("are one a line, of the kind asked for, and the same each time", () => {
    const planter = planterOf(3);
    for (const slip of PLANTED_SLIPS) {
      const planted = RIGHT.map((line) => [line, planter.plant(line, slip)] as const).filter(([, written]) => written !== null);
      expect(planted.length, slip).toBeGreaterThan(20);
      for (const [line, written] of planted) {
        const step = { missing: -1, doubled: 1, stray: 1, "word-doubled": 2, swapped: 0, "words-swapped": 0 }[slip];
        expect(written).toHaveLength(line.length + step);
        expect(written).not.toBe(line);
        if (step === 0)
          expect(
            Array.from(written as string)
              .toSorted()
              .join(""),
          ).toBe(Array.from(line).toSorted().join(""));
      }
    }
    expect(planterOf(5).plant(RIGHT[7] as string, "missing")).toBe(planterOf(5).plant(RIGHT[7] as string, "missing"));
  });

  it("numbers and lines that are too short have no place for one", () => {
    const planter = planterOf(3);
    for (const slip of PLANTED_SLIPS)
      for (const line of ["", "二〇二五年".slice(0, 4), "2025-01-02"]) expect(planter.plant(line, slip), slip).toBeNull();
  });
});

describe("a finder of slips that learned from planted ones", () => {
  const taught = RIGHT.filter((line) => !line.startsWith("学校"));
  const counted = countTexts([...taught, ...taught.map((line) => `凡${line}`), ...taught.map((line) => `${line}其中`)]);
  const { characters } = counted;
  const knowledge = spellingKnowledge({
    counted,
    words: WORDS.map((word) => [word, 900] as const),
    readingsOf: () => [],
    lookAlikes: new Map(),
    errors: [],
  });
  const candidates = new SlipCandidates({ characters, knowledge });
  const planter = planterOf(9);
  const examples = taught.flatMap((meant) => [
    { written: meant, meant },
    ...PLANTED_SLIPS.flatMap((slip) => {
      const written = planter.plant(meant, slip);
      return written === null ? [] : [{ written, meant }];
    }),
  ]);
  const judged = judgeSlips(examples, { characters, candidates });
  const settings = { ...SLIP_SETTINGS, trees: 30, depth: 3 };
  const judgeOf = (kind: keyof typeof judged) => ({ trees: trainSlips(judged[kind], settings), bar: 0.6 });
  const judges = { missing: judgeOf("missing"), surplus: judgeOf("surplus"), swapped: judgeOf("swapped") };
  const read = readSlips(writeSlips({ judges, origin: "a test" }));
  if (!read) throw new Error("what was written is not read");
  const finder = new SlipFinder({ characters, candidates, judges: read.judges });

  it("leaves right lines alone and mends most slips of lines whose like it was taught", () => {
    for (const line of taught) expect(finder.edits({ text: line })).toEqual([]);
    const again = planterOf(21);
    const fresh = taught.flatMap((meant) => {
      const written = again.plant(meant, "doubled");
      return written === null ? [] : [{ written, meant }];
    });
    const mended = fresh.filter(({ written, meant }) => withEdits(written, finder.edits({ text: written })) === meant);
    expect(mended.length / fresh.length).toBeGreaterThan(0.8);
  });

  it("within a speller goes before what was replaced, and a file of another kind is not read", () => {
    const none = trainSlips({ evidence: [], holds: [] }, { ...SLIP_SETTINGS, trees: 1 });
    const trees = { first: { ...none, base: -9 }, second: { ...none, base: -9 } };
    const speller = new Speller({ characters, knowledge, trees, slips: finder });
    const alone = new Speller({ characters, knowledge, trees });
    const text = "企业应当依法依法履行义务，并告知当事人。";
    expect(speller.correct(text, { bar: 0.5 })).toBe("企业应当依法履行义务，并告知当事人。");
    expect(alone.correct(text, { bar: 0.5 })).toBe(text);
    expect(readSlips(new Uint8Array(64))).toBeNull();
    expect(read.judges).toEqual(judges);
  });
});
