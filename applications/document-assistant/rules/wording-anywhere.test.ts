import { describe, expect, it } from "vitest";
import { checkDocument, documentOf } from "../index.ts";

const found = (text: string): string[] =>
  checkDocument(documentOf([text]), { citations: null, spelling: null }, (each) => each.startsWith("wording-")).map(
    ({ text: written, suggestion }) => `${written} ${suggestion}`,
  );

describe("words confused and former names in what no office heads", () => {
  it.each<[text: string, expected: string[]]>([
    ["商户来电反应，夜市油烟扰民的问题一直没有解决。", ["反应 反映"]],
    ["值班律师建议法院使用简易程序审理此案。", ["使用 适用"]],
    ["骑手送餐时没有带头盔，被交警拦下。", ["带 戴"]],
    ["嫌疑人以着手实施盗窃，被保安发现。", ["以 已"]],
    ["2025年5月6日，其户籍由大庸市迁往长沙。", ["大庸市 张家界市"]],
    ["2025年3月1日，执法人员依照《食品卫生法》查封了后厨。", ["食品卫生法 食品安全法"]],
  ])("%s", (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it.each([
    "他对药物的反应很大，使用了工具两次，带着头盔回家。",
    "1988年，其家住大庸市。",
    "被告人卢某以支付定金为由骗取钱财。",
    "第一条 为了规范人犯的羁押，制定本条例。",
  ])("right: %s", (text) => {
    expect(found(text)).toEqual([]);
  });
});
