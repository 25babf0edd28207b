import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CheckContext, checkDocument, DOCUMENT_RULES, documentOf, placeIn } from "../index.ts";

const NOTHING: CheckContext = { citations: null, spelling: null };
const check = (text: string, context = NOTHING) => checkDocument(documentOf(text.split("\n")), context);
const found = (text: string): string[] => check(text).map(({ rule, text: wrong, suggestion }) => `${rule} ${wrong} ${suggestion ?? "-"}`);

describe("rules of the document assistant", () => {
  it.each([
    ["法院认为,其行为", ["punctuation-half-width , ，"]],
    ["证据充分，，应当", ["punctuation-doubled ，， ，"]],
    ["触犯《刑法第一条", ["bracket-unpaired 《 -"]],
    ["他说：“我知道了。\n其他人也知道。”", []],
    ["规定如下：“第一项\n“第二项\n“第三项。”", []],
    ["（一）事实；1）理由", []],
    ["依法依法处理", ["word-doubled 依法依法 依法"]],
    ["一个一个地讨论讨论，常常慢慢谢谢", []],
    ["经\u200b审查\u202e查明", ["invisible-character \u200b ", "invisible-character \u202e "]],
    ["价值3200元元", ["unit-doubled 元元 元"]],
    ["共计32,00元，另有1,234,567元", ["digits-grouped 32,00 3200"]],
    ["公民身份号码990602199006297148", ["resident-id-check 990602199006297148 -"]],
    ["账号990602199006297148", []],
    ["统一社会信用代码91430602323792866X", ["credit-code-check 91430602323792866X -"]],
    ["联系电话1525099147，座机0730-8211234", ["phone-length 1525099147 -"]],
    ["2023年2月29日至2024年2月29日", ["date-not-real 2023年2月29日 -"]],
    ["岳检刑诉[2025]12号", ["document-number-form [2025] 〔2025〕"]],
    ["（2024）湘0602刑初12号", []],
    ["罚款102100元（大写：壹拾万贰仟元整）", ["amount-capitals 壹拾万贰仟元整 -"]],
    ["罚款102100元（大写：壹拾万贰仟壹佰元整）", []],
    ["自2024年3月1日起至2027年2月28日止，共三年", []],
    ["自2024年3月1日起至2027年2月28日止，共四年", ["term-wrong 自2024年3月1日起至2027年2月28日止，共四年 -"]],
    ["一、甲\n二、乙\n四、丁", ["heading-sequence 四 三"]],
    ["一、甲\n（一）子\n（二）丑\n二、乙\n（一）寅", []],
    ["附件：1.甲\n3.乙", ["attachment-sequence 3 2"]],
    ["银行帐户，帐篷一顶，查帐", ["wording-confused 帐 账", "wording-confused 帐 账"]],
    ["判处有期徒刑一年，并处罚款；没收违法所得，并处罚款", ["wording-confused 并处罚款 并处罚金"]],
    ["由原国土资源局移交国土资源局", ["wording-outdated 国土资源局 自然资源局"]],
    ["张三，女，1990年6月29日出生，公民身份号码990602199006297147", []],
    ["张三，男，1990年6月28日出生，公民身份号码990602199006297147", ["sex-against-id 男 女", "birth-against-id 1990年6月28日 -"]],
  ])("%s", (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it("citations that do not hold are told once, with what is known of them", () => {
    const text = "依照《刑法》第五百条、第六条";
    const [start, end] = [2, 10];
    const citation = { start, end, by: "named", law: "刑法", meant: [], repealed: null } as const;
    const citations = (state: "article-absent" | "law-repealed" | "resolved") => ({ on: "2025-01-01", all: [{ ...citation, state }] });
    expect(check(text, { ...NOTHING, citations: citations("article-absent") })).toMatchObject([{ rule: "article-absent", start, end }]);
    expect(check(text, { ...NOTHING, citations: citations("resolved") })).toEqual([]);
    const listed = { on: "2025-01-01", all: [{ ...citation, start: 11, end: 14, state: "law-repealed" as const }] };
    expect(check(text, { ...NOTHING, citations: listed })).toEqual([]);
  });

  it("a rule that is switched off finds nothing", () => {
    const document = documentOf(["法院认为,其行为"]);
    expect(checkDocument(document, NOTHING, (rule) => rule !== "punctuation-half-width")).toEqual([]);
    expect(new Set(DOCUMENT_RULES.map(({ id }) => id)).size).toBe(DOCUMENT_RULES.length);
  });

  it("any text is checked without a fault, each finding stands where it says, and takes time linear in the text", () => {
    const pieces = fc.constantFrom(
      "《",
      "》",
      "“",
      "”",
      "（",
      "）",
      "，",
      "。",
      "一、",
      "（二）",
      "3.",
      "\n",
      "元",
      "帐户",
      "附件：",
      "990602199006297147",
      "男",
      "1990年6月29日",
      "12,3",
      "甲乙",
      "𠮷",
      "\u202e",
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
        const document = documentOf(parts.join("").split("\n"));
        for (const { start, end, text } of checkDocument(document, NOTHING)) {
          expect(document.text.slice(start, end)).toBe(text);
          const { paragraph, at } = placeIn(document, start);
          expect(document.paragraphs[paragraph]?.text.slice(at, at + end - start)).toBe(text);
        }
      }),
      { endOnFailure: true },
    );
    expect(check("，".repeat(50_000)).length).toBe(1);
    expect(check("“".repeat(20_000)).length).toBe(20_000);
  });
});
