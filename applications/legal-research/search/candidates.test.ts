import type { LawArticle, LawText } from "@yuejian/contracts";
import { TextIndexBuilder } from "@yuejian/text";
import { describe, expect, it } from "vitest";
import { Matcher } from "./candidates.ts";
import { readModel, writeModel } from "./model-file.ts";
import { PassageTableBuilder } from "./passages.ts";
import { readQuery } from "./query.ts";
import { classScores, type QuestionModel } from "./question-model.ts";
import { readTable, writeTable } from "./table-file.ts";

const NOWHERE = { names: [], priors: [], weights: new Map() };
const UNTAUGHT: QuestionModel = {
  laws: NOWHERE,
  parts: NOWHERE,
  chapters: NOWHERE,
  expansions: new Map(),
  articles: [],
  questions: new TextIndexBuilder().build(),
  ranker: { features: [], means: new Float32Array(), scales: new Float32Array(), hidden: 0, weights: new Float32Array() },
};

function law(name: string, texts: readonly string[]): Pick<LawText, "name" | "level" | "articles"> {
  const articles = texts.map((text, at): LawArticle => {
    return { key: String(at + 1), label: `第${at + 1}条`, heading: "", line: at, divisions: [], paragraphs: [{ text, items: [] }] };
  });
  return { name, level: "law", articles };
}

describe("a matcher", () => {
  const builder = new PassageTableBuilder();
  builder.add("old", law("耕地保护法", ["保护耕地。", "禁止占用耕地建窑。"]));
  builder.add("new", law("耕地保护法", ["保护耕地。", "禁止占用耕地建窑、建房。"]));
  builder.add("other", law("卫生条例", ["禁止吸烟。"]));
  const matcher = new Matcher(builder.build(), UNTAUGHT);
  const find = (query: string, most: number, admitted?: readonly string[]): number[] => [
    ...matcher.find(readQuery(query), most, admitted && Uint8Array.from(matcher.wordings, (id) => (admitted.includes(id) ? 1 : 0)))
      .passages,
  ];

  it("finds an article once, in its likeliest wording", () => {
    expect(find("占用耕地建房", 10)).toEqual([3, 2, 4]);
  });

  it("passes over the wordings that are not admitted, however well they fit", () => {
    expect(matcher.wordings).toEqual(["old", "new", "other"]);
    expect(find("占用耕地建房", 10, ["old", "other"])).toEqual([1, 0, 4]);
    expect(find("占用耕地建房", 10, [])).toEqual([]);
  });

  it("keeps to the number that is asked for", () => {
    expect(find("占用耕地建房", 1)).toEqual([3]);
  });

  it("knows where an article of a wording stands", () => {
    expect([
      matcher.passageOf("new", "2"),
      matcher.passageOf("old", "2"),
      matcher.passageOf("new", "9"),
      matcher.passageOf("no", "1"),
    ]).toEqual([3, 1, null, null]);
  });
});

describe("a table of passages", () => {
  const build = () => {
    const builder = new PassageTableBuilder();
    builder.add("a", law("耕地保护法", ["保护耕地。", "禁止占用耕地。", "违反本法第二条的，罚款。"]));
    builder.add(
      "b",
      law("耕地案件解释", [
        "《中华人民共和国耕地保护法》第二条、第三条所称耕地，包括园地。",
        "本解释第一条自公布之日起施行。",
        "《某某法》第九条。",
      ]),
    );
    return builder.build();
  };

  it("knows which articles a passage cites, in its own law and in others, whichever came first", () => {
    const { citations, passages } = build();
    const cited = passages.map((_, at) => [...citations.groups.subarray(citations.offsets[at], citations.offsets[at + 1])]);
    const groupOf = (at: number): number => passages[at]!.group;
    expect(cited).toEqual([[], [], [groupOf(1)], [groupOf(1), groupOf(2)], [groupOf(3)], []]);
  });

  it("is the same when it was written and read again; bytes of another stamp are none", () => {
    const table = build();
    const bytes = writeTable(table, "now");
    expect(readTable(bytes, "then")).toBeNull();
    expect(readTable(bytes, "now")).toEqual(table);
  });
});

describe("a model", () => {
  it("answers the same when it was written and read again, but for the steps of its weights", () => {
    const model = {
      ...UNTAUGHT,
      chapters: { names: ["甲", "乙"], priors: [-0.5, -1], weights: new Map([[30_000, Float32Array.of(0.5, -1)]]) },
    };
    const read = readModel(writeModel(model, "nothing"), []);
    expect(read?.chapters.names).toEqual(["甲", "乙"]);
    const [before, after] = [model, read!].map(({ chapters }) => [...classScores(chapters, new Set([30_000]))]);
    for (const [at, score] of after!.entries()) expect(score).toBeCloseTo(before![at] as number, 2);
    expect(readModel(writeModel(model, "nothing"), ["another feature"])).toBeNull();
  });
});
