import { describe, expect, it } from "vitest";
import { checkDocument, documentOf } from "../index.ts";
import { CONFUSED_WORDS } from "./confused-words.ts";

const found = (text: string, rule: string): string[] =>
  checkDocument(documentOf(text.split("\n")), { citations: null, spelling: null }, (each) => each === rule).map(
    ({ text: wrong, suggestion }) => `${wrong} ${suggestion}`,
  );

describe("words that are confused, and words of former times", () => {
  it("each word is found as it is confused, and right as it is meant", () => {
    const wrong = CONFUSED_WORDS.filter(([written, meant]) => {
      const [confused, right] = [
        found(`经查，${written}，属实。`, "wording-confused"),
        found(`经查，${meant}，属实。`, "wording-confused"),
      ];
      return confused.length === 0 || right.length > 0;
    });
    expect(wrong).toEqual([]);
  });

  it.each<[text: string]>([
    ["建立既有利于管理、又方便群众的制度，收取销售款，取得索取销售款凭据，预报消息。"],
    ["人民法院撤销失踪宣告。诊断后引导至医院，不予备案，给予留用察看。"],
    ["设立行使证券公司管理职权的机构，增强辨别是非的能力，需要协调公安机关。"],
    ["完善自然资源管理，相关健康体检，喷洒精准，被看做为难。"],
    ["操作工、维修工。既使用本单位车辆，又使用他人车辆。自己经营，与自己被害无关。要求书写上述状况。"],
  ])("words that only meet: %s", (text) => {
    expect(found(text, "wording-confused")).toEqual([]);
  });

  it.each<[text: string, expected: string[]]>([
    ["另查，情况已向县国税局、银保监局和扶贫办核实。", ["国税局 税务局", "银保监局 金融监督管理局", "扶贫办 农业农村局"]],
    ["由原国土局移送，原地税局说明。", []],
    ["怀宁县国土资源部门（以下简称怀宁国土局）答复。怀宁国土局不服。", []],
    ["助理检察员：张建国", ["助理检察员 检察官助理"]],
    ["代行检察员职务的助理检察员可以出庭。", []],
    ["被告人涉嫌偷税罪。", ["偷税罪 逃税罪"]],
    ["被告人2005年因犯偷税罪被判处有期徒刑一年。", []],
    ["县公安消防大队出具认定书，县计生委、文广新局到场。", ["公安消防大队 消防救援队伍", "计生委 卫生健康委员会", "文广新局 文化和旅游局"]],
  ])("%s", (text, expected) => {
    expect(found(text, "wording-outdated")).toEqual(expected);
  });
});
