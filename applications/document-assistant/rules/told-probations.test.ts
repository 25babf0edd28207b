import { describe, expect, it } from "vitest";
import { checkDocument, documentOf } from "../index.ts";

const found = (text: string): string[] =>
  checkDocument(documentOf(["华容县人民检察院", "起诉书", ...text.split("|")]), { citations: null, spelling: null }, (rule) =>
    rule.startsWith("sentence-"),
  ).map(({ rule, text: wrong }) => `${rule} ${wrong}`);

describe("probations and parts of a whole sentence, whoever pronounced them", () => {
  it.each<[text: string, expected: string[]]>([
    ["2023年因犯诈骗罪被法院判处有期徒刑五年，宣告缓刑五年。", ["sentence-out-of-range 有期徒刑五年，宣告缓刑五年"]],
    ["原判刑罚　有期徒刑二年　缓刑　一年", ["sentence-out-of-range 有期徒刑二年　缓刑　一年"]],
    ["判处有期徒刑一年，并处罚金人民币三千元，缓刑六个月。", ["sentence-out-of-range 有期徒刑一年，并处罚金人民币三千元，缓刑六个月"]],
    ["对被告人可以适用缓刑，建议缓刑考验期八个月。", ["sentence-out-of-range 缓刑考验期八个月"]],
    ["前罪有期徒刑三年，后罪判处有期徒刑八个月，应当在八个月以上、一年四个月以下决定执行的刑期。", ["sentence-out-of-range 有期徒刑三年"]],
    ["前罪有期徒刑八个月，后罪判处有期徒刑八个月，应当在八个月以上、一年四个月以下决定执行的刑期。", []],
    ["对被告人可以适用缓刑，建议缓刑考验期二年。判处有期徒刑三年，缓刑五年。", []],
    ["判处拘役三个月，缓刑四个月；缓刑考验期四个月。被判处三年以下有期徒刑可以宣告缓刑。", []],
  ])("%s", (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it("plain robbery is told by nothing that makes it graver, and a youth of another mitigates nothing", () => {
    const told = (term: string): string =>
      `被告人张建国，男，1990年1月1日出生。|讯问未成年被告人时其母到场。|经审查，张建国持刀劫得现金500元。|其行为触犯《中华人民共和国刑法》第二百六十三条，应当以抢劫罪追究刑事责任，建议判处被告人张建国有期徒刑${term}。`;
    expect(found(told("十一年"))).toEqual(["sentence-out-of-range 有期徒刑十一年"]);
    expect(found(told("二年"))).toEqual(["sentence-out-of-range 有期徒刑二年"]);
    expect(found(told("四年"))).toEqual([]);
    expect(found(told("十一年").replace("持刀劫得", "入户劫得"))).toEqual([]);
  });
});
