import { describe, expect, it } from "vitest";
import { checkDocument, documentOf } from "../index.ts";

const found = (text: string): string[] =>
  checkDocument(documentOf(text.split("\n")), { citations: null, spelling: null }).flatMap((hit) =>
    hit.rule === "name-inconsistent" ? [`${hit.text} ${hit.suggestion ?? "-"}`] : [],
  );

describe("names that stand once in another way", () => {
  const firm = (other: string): string =>
    `检察建议书\n岳阳洞庭青机械有限公司于2024年5月6日停产。\n经查，岳阳洞庭青机械有限公司未配备安全员。\n本院对${other}的另一车间进行了检查。\n以上，请岳阳洞庭青机械有限公司整改。`;
  it.each([
    [firm("岳阳洞庭青机械有限公司"), []],
    [firm("岳阳洞庭红机械有限公司"), ["岳阳洞庭红机械有限公司 岳阳洞庭青机械有限公司"]],
    [firm("湖南洞庭青机械有限公司"), ["湖南洞庭青机械有限公司 岳阳洞庭青机械有限公司"]],
    [firm("岳阳洞庭红机械有限公司（统一社会信用代码914306007790123456）"), ["岳阳洞庭红机械有限公司 岳阳洞庭青机械有限公司"]],
    // Another firm, which is told of by what it is.
    [firm("岳阳洞庭红机械有限公司（系其子公司）"), []],
    [firm("岳阳洞庭青机械有限公司和湖南洞庭青机械有限公司"), []],
    [firm("岳阳白石机械有限公司"), []],
  ])("firms: %s", (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  const masked = (other: string): string =>
    `起诉书\n被告人余某某，女，农民。\n经审查，余某某将账户出借给他人。\n余某某得款二千元。\n建议对${other}判处罚金。`;
  it.each([
    [masked("余某某"), []],
    [masked("佘某某"), ["佘某某 余某某"]],
    [masked("同案的被告人佘某某（另案处理）"), []],
    ["听证告知书\n第三人益某某申请听证。\n对易某某的隐私应当保护。", ["益某某 易某某"]],
    ["听证告知书\n第三人杨某某申请听证。\n对扬某某的隐私应当保护。", ["扬某某 杨某某"]],
    ["听证告知书\n第三人杨某某申请听证。\n对何某某的隐私应当保护。", []],
  ])("masked: %s", (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it.each([
    ["起诉书\n被告人李荣。\n李荣把铜线卖给罗立秋，得款三千元。民警从罗立秋处查获铜线。\n证人罗立的证言。", ["罗立 罗立秋"]],
    ["起诉书\n被告人李荣。\n李荣把铜线卖给罗立秋，得款三千元。民警从罗立秋处查获铜线。\n证人罗立秋的证言。", []],
    // A day behind a name that is no birth does not tell two people apart.
    [
      "抗诉书\n原审被告人罗立秋，男，1979年7月19日出生。\n被告人罗立秋犯盗窃罪。\n被告人罗立2023年1月4日刑满释放，五年内再犯。",
      ["罗立 罗立秋"],
    ],
    ["起诉书\n被告人罗立秋，男，1979年7月19日出生。\n被告人罗立秋盗窃。\n被害人罗立，1981年1月4日出生，报案。", []],
    ["起诉书\n在桥上的任滔（男，1954年3月5日生）被撞倒，任滔经抢救无效死亡。", []],
  ])("people: %s", (text, expected) => {
    expect(found(text)).toEqual(expected);
  });
});
