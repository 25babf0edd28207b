import { describe, expect, it } from "vitest";
import { checkDocument, documentOf } from "../index.ts";

const found = (text: string, rule: string): string[] =>
  checkDocument(
    documentOf(["岳阳县人民检察院", "起诉书", ...text.split("|")]),
    { citations: null, spelling: null },
    (each) => each === rule,
  ).map(({ text: wrong, suggestion }) => `${wrong} ${suggestion ?? "?"}`);

describe("marks and numbers in the forms in which they are mistyped", () => {
  it.each<[text: string, expected: string[]]>([
    ["岳检刑诉2024-12号", ["2024- 〔2024〕"]],
    ["岳检刑诉（２０２４）12号", ["（２０２４） 〔2024〕"]],
    ["岳检民监〔2024年〕5号", ["〔2024年〕 〔2024〕"]],
    ["岳检刑诉[二〇二四]12号", ["[二〇二四] 〔2024〕"]],
    ["岳检案管函【2024】3 号", ["【2024】 〔2024〕"]],
    ["岳检刑诉〔2024〕12号", []],
  ])("numbers of documents: %s", (text, expected) => {
    expect(found(text, "document-number-form")).toEqual(expected);
  });

  it.each<[text: string, expected: string[]]>([
    ["手机号码为138-7301-23456。", ["138-7301-23456 ?"]],
    ["联系方式：13873012345、138730123", ["138730123 ?"]],
    ["手机号码为138-7301-2345，联系方式：13873012345、13873012346", []],
  ])("telephones: %s", (text, expected) => {
    expect(found(text, "phone-length")).toEqual(expected);
  });

  it.each<[text: string, expected: string[]]>([
    ["被告人张三(男)到案，李四(1990年3月出生)在逃。", ["(男) （男）", "(1990年3月出生) （1990年3月出生）"]],
    ["车牌湘F12345,由其驾驶﹐另查明", [", ，", "﹐ ，"]],
    ["于12:30到案，金额1,200.50元，（2024）湘0602刑初12号", []],
  ])("marks: %s", (text, expected) => {
    expect(found(text, "punctuation-half-width")).toEqual(expected);
  });
});
