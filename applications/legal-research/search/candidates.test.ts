import type { LawArticle, LawText } from "@yuejian/contracts";
import { TextIndexBuilder } from "@yuejian/text";
import { describe, expect, it } from "vitest";
import { Matcher } from "./candidates.ts";
import { PassageTableBuilder } from "./passages.ts";
import { readQuery } from "./query.ts";
import type { QuestionModel } from "./question-model.ts";

const UNTAUGHT: QuestionModel = {
  laws: [],
  lawPriors: [],
  lawBiases: [],
  lawWeights: new Map(),
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
