import type { LawArticle } from "@yuejian/contracts";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareLaws } from "../index.ts";
import { difference } from "./difference.ts";

const article = (key: string, text: string): LawArticle => ({
  key,
  label: `第${key}条`,
  heading: "",
  divisions: [],
  paragraphs: [{ text, items: [] }],
  line: 1,
});

describe("two wordings side by side", () => {
  it("the pieces give both texts, whatever they are", () => {
    const text = fc.array(fc.constantFrom("甲", "乙", "丙", "，"), { maxLength: 40 }).map((pieces) => pieces.join(""));
    fc.assert(
      fc.property(text, text, (from, to) => {
        const pieces = difference(from, to);
        expect(
          pieces
            .filter(({ kind }) => kind !== "added")
            .map((piece) => piece.text)
            .join(""),
        ).toBe(from);
        expect(
          pieces
            .filter(({ kind }) => kind !== "removed")
            .map((piece) => piece.text)
            .join(""),
        ).toBe(to);
      }),
      { numRuns: 1000, endOnFailure: true },
    );
  });

  it("changed words are marked as words", () => {
    expect(difference("处三年以下有期徒刑、拘役", "处五年以下有期徒刑或者拘役")).toEqual([
      { kind: "same", text: "处" },
      { kind: "removed", text: "三" },
      { kind: "added", text: "五" },
      { kind: "same", text: "年以下有期徒刑" },
      { kind: "removed", text: "、" },
      { kind: "added", text: "或者" },
      { kind: "same", text: "拘役" },
    ]);
  });

  it("texts of thousands of characters without anything in common are told apart at once", () => {
    expect(difference("甲".repeat(5000), "乙".repeat(5000)).map(({ kind }) => kind)).toEqual(["removed", "added"]);
  });

  it("an article that moved is known by its text, one that was rewritten by its number", () => {
    const from = [
      article("1", "为了保护耕地，制定本条例。"),
      article("2", "县级以上人民政府负责本行政区域的耕地保护。"),
      article("3", "旧的规定完全不同"),
    ];
    const to = [
      article("1", "为了保护耕地，制定本条例。"),
      article("2", "新增的一条，内容是奖励措施。"),
      article("3", "县级以上人民政府负责本行政区域的耕地保护。"),
      article("4", "末条"),
    ];
    const { same, articles } = compareLaws(from, to);
    expect(same).toBe(1);
    expect(articles.map(({ kind, from: old, to: now }) => `${kind} ${old} ${now}`)).toEqual([
      "added null 第2条",
      "moved 第2条 第3条",
      "added null 第4条",
      "removed 第3条 null",
    ]);
  });
});
