import { type ContextModel, countTexts, oddsOf, Speller, spellingKnowledge, withinBars } from "@yuejian/text";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  errorsIn,
  judgeExamples,
  lookAlikesFrom,
  readSpeller,
  type SpellingExample,
  trainInContext,
  trainSpeller,
  writeSpeller,
} from "../index.ts";
import { PARTS } from "./examples.ts";
import { SPELLER_SETTINGS } from "./train-speller.ts";
import { meanOf, trainTrees } from "./train-trees.ts";

const SMALL_TREES = { ...SPELLER_SETTINGS.first, trees: 40, depth: 3 };
const SMALL = { first: SMALL_TREES, second: { ...SPELLER_SETTINGS.second, trees: 60, learningRate: 0.1 }, seconds: 2 };

describe("boosted trees", () => {
  it("tell two classes apart that no single value does, the same each time", () => {
    const points = Array.from({ length: 400 }, (_, at) => [(at % 20) / 20, Math.floor(at / 20) / 20] as const);
    const isTrue = Uint8Array.from(points, ([x, y]) => (x > 0.5 !== y > 0.5 ? 1 : 0));
    const material = { features: 2, rows: Float32Array.from(points.flat()), isTrue };
    const trees = trainTrees(material, SMALL_TREES);
    expect(points.filter(([x, y], at) => oddsOf(trees, [x, y]) > 0 !== (isTrue[at] === 1))).toEqual([]);
    expect(trainTrees(material, SMALL_TREES)).toEqual(trees);
  });

  it("count a row of weight three like three rows", () => {
    const rows = Array.from({ length: 60 }, (_, at) => ({
      value: (at * 7) % 20,
      isTrue: (at * 7) % 20 > 11 || at % 5 === 0,
      weight: at % 2 === 0 ? 3 : 1,
    }));
    const material = (all: typeof rows) => ({
      features: 1,
      rows: Float32Array.from(all, ({ value }) => value),
      isTrue: Uint8Array.from(all, ({ isTrue }) => Number(isTrue)),
    });
    const weights = Float32Array.from(rows, ({ weight }) => weight);
    const weighed = trainTrees({ ...material(rows), weights }, SMALL_TREES);
    const repeated = trainTrees(material(rows.flatMap((row) => Array.from({ length: row.weight }, () => row))), SMALL_TREES);
    for (let value = 0; value < 20; value += 1) expect(oddsOf(weighed, [value])).toBeCloseTo(oddsOf(repeated, [value]), 1);
  });

  it("of several forests together tell the mean of what each tells", () => {
    const points = Array.from({ length: 200 }, (_, at) => [(at % 20) / 20, Math.floor(at / 20) / 10] as const);
    const material = {
      features: 2,
      rows: Float32Array.from(points.flat()),
      isTrue: Uint8Array.from(points, ([x, y]) => Number(x + y > 0.9)),
    };
    const forests = [1, 2, 3].map((seed) => trainTrees(material, { ...SMALL_TREES, share: 0.5, rowShare: 0.6, seed }));
    const together = meanOf(forests);
    for (const point of points) {
      const mean = forests.reduce((sum, forest) => sum + oddsOf(forest, point), 0) / forests.length;
      expect(oddsOf(together, point)).toBeCloseTo(mean, 4);
    }
    expect(forests[0]).not.toEqual(forests[1]);
  });
});

const SUBJECTS = ["公民", "法人", "企业", "学校", "医院", "机关", "社会团体", "事业单位", "个体工商户", "合作社"];
const ACTS = ["应当依法履行义务", "有权提起诉讼", "可以申请行政复议", "应当承担法律责任", "不得损害公共利益", "应当接受监督检查"];
const READINGS: Readonly<Record<string, string>> = {
  诉: "su4",
  素: "su4",
  讼: "song4",
  送: "song4",
  责: "ze2",
  则: "ze2",
  督: "du1",
  都: "du1",
  益: "yi4",
  意: "yi4",
  履: "lv3",
  吕: "lv3",
};

/** Sentences of a small language, and slips in them. */
async function smallLanguage() {
  const right = SUBJECTS.flatMap((subject) => ACTS.map((act) => `${subject}${act}。`));
  const slips = [
    ["诉", "素"],
    ["讼", "送"],
    ["责", "则"],
    ["督", "都"],
    ["益", "意"],
  ] as const;
  const examples: SpellingExample[] = right.flatMap((meant) => [
    { written: meant, meant },
    ...slips.filter(([good]) => meant.includes(good)).map(([good, bad]) => ({ written: meant.replace(good, bad), meant })),
    ...(meant.includes("诉讼") ? [{ written: meant.replace("诉讼", "素送"), meant }] : []),
  ]);
  const counted = countTexts([...right, "素食者送则都意。", "吕某送都市则意。"]);
  const knowledge = spellingKnowledge({
    counted,
    words: [
      ["诉讼", 900],
      ["责任", 800],
      ["监督", 700],
      ["利益", 600],
    ],
    readingsOf: (character) => (READINGS[character] === undefined ? [] : [READINGS[character]]),
    lookAlikes: new Map(),
    errors: errorsIn(examples),
  });
  const taught = examples.filter(({ meant }) => !meant.startsWith("学校"));
  const { characters } = counted;
  const lesson = { examples: taught, language: { characters, knowledge } };
  const subjects = [...new Set(taught.map(({ meant }) => meant.slice(0, 2)))];
  const judged = await judgeExamples(lesson, ({ meant }) => subjects.indexOf(meant.slice(0, 2)) % PARTS);
  const { trees } = await trainSpeller(lesson, judged, SMALL);
  const model = neighbourModel(right);
  return {
    speller: new Speller({ characters, knowledge, trees }),
    trees,
    inContext: async () => {
      const contextTrees = await trainInContext(judged, { characters, trees: trees.first, modelOf: () => model }, SMALL);
      return { contextTrees, speller: new Speller({ characters, knowledge, trees, context: { model, trees: contextTrees } }) };
    },
  };
}

/** A model of context that has read lines: how often a character stood between two others. */
function neighbourModel(lines: readonly string[]): ContextModel {
  const between = new Map<string, Map<string, number>>();
  for (const line of lines)
    for (const [at, character] of Array.from(line).entries()) {
      const around = `${line[at - 1]} ${line[at + 1]}`;
      const counts = between.get(around) ?? new Map<string, number>();
      between.set(around, counts.set(character, (counts.get(character) ?? 0) + 1));
    }
  return {
    read: async (questions) =>
      questions.map(({ line, places }) =>
        places.map(({ at, candidates }) => {
          const counts = between.get(`${line[at - 1]} ${line[at + 1]}`);
          const total = [...(counts?.values() ?? [])].reduce((sum, count) => sum + count, 1);
          const log = (character: string): number => Math.log(((counts?.get(character) ?? 0) + 0.01) / total);
          const written = log(line[at] as string);
          const best = Math.max(written, ...[...(counts?.keys() ?? [])].map(log));
          return { candidates: candidates.map(log), written, best, wrong: Math.log(1 - Math.min(0.999, Math.exp(written))) };
        }),
      ),
  };
}

describe("an example", () => {
  it("is judged as if its part had not been seen: errors that stand there alone are not known, its sentence is not counted", async () => {
    const examples = [
      { written: "学校有权提起素讼。", meant: "学校有权提起诉讼。" },
      { written: "法人应当接受监都检查。", meant: "法人应当接受监督检查。" },
      { written: "企业应当接受监都检查。", meant: "企业应当接受监督检查。" },
    ];
    const right = ["公民有权提起诉讼。", "机关应当接受监督检查。"];
    const counted = countTexts([...right, ...examples.map(({ meant }) => meant)]);
    const readingsOf = (character: string): string[] => (READINGS[character] === undefined ? [] : [READINGS[character]]);
    const knowledge = spellingKnowledge({ counted, words: [], readingsOf, lookAlikes: new Map(), errors: errorsIn(examples) });
    const lesson = { examples, language: { characters: counted.characters, knowledge } };
    const judged = await judgeExamples(lesson, (example) => examples.indexOf(example));
    const held = judged.map(({ corrections, holds }) => corrections[holds.indexOf(true)]);
    // The value of known errors: none of the first, which nobody else makes; one of the second, made in the third too.
    expect(held.map((correction) => correction?.evidence[31])).toEqual([0, Math.fround(Math.log1p(1)), Math.fround(Math.log1p(1))]);
    // «起诉» stands once in other sentences than the first, «监督» twice in others than the second.
    expect(held.map((correction) => correction?.evidence[11])).toEqual([1, 2, 2].map((count) => Math.fround(Math.log1p(count))));
  });
});

describe("a speller", async () => {
  const { speller, trees, inContext } = await smallLanguage();

  it("corrects slips in a sentence that was not among the examples, one or two beside each other", () => {
    expect(speller.correct("学校有权提起素讼。", { bar: 0.5 })).toBe("学校有权提起诉讼。");
    expect(speller.correct("学校应当承担法律则任。", { bar: 0.5 })).toBe("学校应当承担法律责任。");
    expect(speller.correct("学校有权提起素送。", { bar: 0.5 })).toBe("学校有权提起诉讼。");
  });

  it("leaves right sentences, protected characters and what it has never seen as they are", () => {
    expect(speller.correct("学校应当接受监督检查。", { bar: 0.5 })).toBe("学校应当接受监督检查。");
    expect(speller.edits("学校有权提起素讼。", { bar: 0.5, isProtected: (offset) => offset === 6 })).toEqual([]);
    for (const text of ["", "𠮷\u0000\ud800", "，。，。", "zzz 123"]) expect(speller.correct(text, { bar: 0.5 })).toBe(text);
  });

  it("with a model of context corrects the lines it is given, several slips of a line one by one, and leaves right and protected ones", async () => {
    const read = (await inContext()).speller;
    const lines = [
      { text: "学校有权提起素讼。" },
      { text: "学校应当承担法律责任。" },
      { text: "学校应当承担法律则任，𠮷学校应当接受监都检查。" },
      { text: "学校有权提起素讼。", isProtected: (offset: number) => offset === 6 },
      { text: "" },
    ];
    const edits = await read.editsOfLines(lines, { bar: 0.5, barAfter: 0.3 });
    expect(edits.map((own) => own.map(({ start, written, meant }) => `${start} ${written} ${meant}`))).toEqual([
      ["6 素 诉"],
      [],
      ["8 则 责", "20 都 督"],
      [],
      [],
    ]);
  });

  it("without a model of context gives line by line what it gives for one", async () => {
    const lines = ["学校有权提起素讼。", "学校应当承担法律则任。"];
    const bars = { bar: 0.5, barAfter: 0.3 };
    expect(
      await speller.editsOfLines(
        lines.map((text) => ({ text })),
        bars,
      ),
    ).toEqual(lines.map((text) => speller.edits(text, bars)));
  });

  it("tells a course of corrections of which those at any bars are the beginning", () => {
    const text = "学校应当承担法律则任，学校应当接受监都检查，学校有权提起素送。";
    const course = speller.course(text, 0.02);
    expect(course.length).toBeGreaterThan(2);
    for (const bar of [0.1, 0.5, 0.9, 0.99])
      for (const barAfter of [0.05, 0.3, 0.95])
        expect(withinBars(course, { bar, barAfter })).toEqual(speller.edits(text, { bar, barAfter }));
  });

  it("says where an edit stands in UTF-16 units, characters beyond the basic plane included", () => {
    expect(speller.edits("𠮷𠮷学校有权提起素讼。", { bar: 0.5 })).toMatchObject([{ start: 10, end: 11, written: "素", meant: "诉" }]);
  });

  it("never changes the number of characters, and its edits make the corrected text", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from("学校有权提起诉素讼送责则任督都。"), "𠮷"), maxLength: 20 }), (text) => {
        expect(Array.from(speller.correct(text, { bar: 0.5 }))).toHaveLength(Array.from(text).length);
        for (const { start, end, written } of speller.edits(text, { bar: 0.5 })) expect(text.slice(start, end)).toBe(written);
      }),
      { endOnFailure: true },
    );
  });

  it("is the same after it was kept in a file; other bytes are no speller", () => {
    const bars = { bar: 0.8, barAfter: 0.3 };
    const model = { trees, errors: [["素", "诉", 3]] as const, bars, context: null, origin: "小语言" };
    expect(readSpeller(writeSpeller(model))).toEqual(model);
    const both = { ...model, context: { trees: { ...trees.first, features: 45 }, bars: { bar: 0.6, barAfter: 0.2 } } };
    expect(readSpeller(writeSpeller(both))).toEqual(both);
    expect(readSpeller(new Uint8Array(40))).toBeNull();
    expect(lookAlikesFrom(new TextEncoder().encode('{"未":["末米","9784"]}'))).toEqual(
      new Map([
        [
          "未",
          [
            ["末", 0.97],
            ["米", 0.84],
          ],
        ],
      ]),
    );
  });
});
