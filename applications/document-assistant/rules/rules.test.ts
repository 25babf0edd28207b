import type { DocumentCaseRecord } from "@yuejian/contracts";
import type { SpellingEdit, SpellingEditKind } from "@yuejian/text";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CheckContext, checkDocument, DOCUMENT_RULES, documentOf, placeIn, recordOfDocuments, withSuggestions } from "../index.ts";

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
    ["犯罪嫌疑人犯罪嫌疑人到案。", ["word-doubled 犯罪嫌疑人犯罪嫌疑人 犯罪嫌疑人"]],
    ["于2025年3月23日日到案，2024年年底返回，《一九四九年八月十二日日内瓦公约》", ["unit-doubled 日日 日"]],
    ["公民身份号码：4306021990010112", ["resident-id-check 4306021990010112 -"]],
    [
      "讯问笔录\n现依法对你进行询问。他(在逃)没有来。",
      ["part-missing 讯问笔录 -", "wording-confused 询问 讯问", "punctuation-half-width (在逃) （在逃）"],
    ],
    ["他(在逃)没有来，人犯在押。", []],
    [
      "起诉意见书\n对人犯张某拘留三个月，向政府反应过。",
      ["wording-outdated 人犯 -", "wording-confused 拘留 拘役", "wording-confused 反应 反映"],
    ],
    ["一个一个地讨论讨论，常常慢慢谢谢", []],
    ["经\u200b审查\u202e查明", ["invisible-character \u200b ", "invisible-character \u202e "]],
    ["价值3200元元", ["unit-doubled 元元 元"]],
    ["共计32,00元，另有1,234,567元", ["digits-grouped 32,00 3200"]],
    ["公民身份号码990602199006297148", ["resident-id-check 990602199006297148 -"]],
    ["账号990602199006297148", []],
    ["统一社会信用代码91430602323792866X", ["credit-code-check 91430602323792866X -"]],
    ["联系电话1525099147，座机0730-8211234", ["phone-length 1525099147 -"]],
    ["2023年2月29日至2024年2月29日", ["date-not-real 2023年2月29日 -"]],
    ["2025年1月2日移送，2月29日重报", ["date-not-real 2月29日 -"]],
    ["2023年12月2日移送，2月29日重报", []],
    ["被害人于2014年4月8日陈述，车是1993年买的。同月21日陈述证实车被抢了。", []],
    ["2024年6月31日入院，同月24日出院，同月31日复查", ["date-not-real 2024年6月31日 -"]],
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
    // Somebody else's day of birth is not compared with this number.
    ["被告人张三，女，1990年6月29日出生，公民身份号码990602199006297147。\n证人李四，男，1971年2月3日出生。", []],
    // Who goes on in a list is known, and a mention without a word for people is judged by what is around it.
    ["被告人王建国、李丽。\n经查，王建国、李丽合谋。证实李丽的供述，并对李莉不起诉。", ["name-inconsistent 李莉 李丽"]],
    ["被告人李丽供述。李丽的供述。被告人李丽到案后，由李局长接待，李家村村民作证。", []],
    ["甲1000元、乙2000元，共计3000元，另丙500元，累计3500元", []],
    ["被告人张某某。张某某到案，张某某供述，并向李某某借款。", []],
    ["骗取甲1000元、乙2000元，分得赃款500元，共计3000元", []],
    ["甲1000元、乙2000元，共计3100元", ["sum-wrong 3100元 3000元"]],
    ["甲1000元、乙2000元，扣除已退还的500元、运费500元，合计2000元", []],
    ["判处有期徒刑二年，缓刑三年；判处拘役四个月，缓刑六个月", []],
    [
      "判处有期徒刑四年，缓刑五年；判处有期徒刑三年，缓刑二年",
      ["sentence-out-of-range 有期徒刑四年，缓刑五年 -", "sentence-out-of-range 有期徒刑三年，缓刑二年 -"],
    ],
    ["如实的供述了罪行，他把车开的很快，重要地证据", ["particle-confused 的 地", "particle-confused 的 得", "particle-confused 地 的"]],
    ["如实的供述，他所说的很清楚，住所地证据，户籍地人员，严格的审查程序，本地情况", []],
    ["建议判处拘役八个月", ["sentence-out-of-range 拘役八个月 -"]],
    ["被告人张三，女，1990年6月29日出生。\n2024年6月29日，被告人张三窃得手机，作案时34周岁。", []],
    ["被告人张三，女，1990年6月29日出生。\n2024年6月30日，被告人张三窃得手机，作案时35周岁。", ["age-at-act 35 34"]],
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

  it.each([
    ["依照《刑法》第一条规定：“应当从轻或减轻处罚。”", [["从轻或减", "从轻或者减"]]],
    ["依照《刑法》第一条规定：“应当轻从或者……处罚。”", [["轻从", "从轻"]]],
    ["依照《刑法》第一条规定：“应当从轻或者减轻处罚。”", []],
    ["依照《刑法》第一条认定“情节轻微”", []],
    ["“应该从轻或者减轻处罚”（《刑法》第一条）", [["该", "当"]]],
  ])("words that are quoted for an article are compared with it: %s", (text, expected) => {
    const start = text.indexOf("《");
    const all = [
      {
        start,
        end: text.indexOf("条") + 1,
        by: "named",
        law: "刑法",
        meant: [],
        repealed: null,
        state: "resolved",
        wording: "有下列情形的，应当从轻或者减轻处罚。",
      } as const,
    ];
    const altered = check(text, { ...NOTHING, citations: { on: "2025-01-01", all } }).filter(({ rule }) => rule === "quotation-altered");
    const shown = altered.map(({ start: from, end, suggestion }) => text.slice(0, from) + suggestion + text.slice(end));
    expect(shown).toEqual(expected.map(([wrong = "", right = ""]) => text.replace(wrong, right)));
  });

  it("what the record of the case has otherwise is told, and what it does not have is not compared", () => {
    const text =
      "起诉书\n被告人张三，女，1990年6月29日出生，公民身份号码990602199006297147，因涉嫌盗窃罪被拘留。\n本案于2025年3月4日向本院移送起诉。\n2025年1月2日，被告人张三盗窃财物共计3000元。";
    const record: DocumentCaseRecord = {
      source: { zh: "登记", en: "record" },
      people: [{ name: "张三", sex: "female", bornOn: "1990-06-29", residentId: "990602199006297147" }],
      charges: ["盗窃"],
      days: { accepted: ["2025-03-04"], act: ["2025-01-02"] },
      amount: 300_000n,
    };
    const against = (known: DocumentCaseRecord, rule = "record-mismatch") =>
      check(text, { ...NOTHING, ...(rule === "record-mismatch" ? { records: [known] } : { others: known }) }).flatMap((each) =>
        each.rule === rule ? [each.text] : [],
      );
    expect(against(record)).toEqual([]);
    expect(
      against({
        ...record,
        people: [{ name: "张山", sex: null, bornOn: null, residentId: null }],
        charges: ["诈骗罪"],
        days: { accepted: ["2025-03-05"], act: ["2024-12-30"] },
        amount: 300_100n,
      }),
    ).toEqual(["张三", "盗窃罪", "2025年3月4日", "2025年1月2日", "3000元"]);
    const other = documentOf([
      "讯问笔录",
      "被讯问人张三，女，1991年6月29日出生，公民身份号码990602199106297146。因涉嫌盗窃罪。",
      "本院于2025年3月4日受理。",
    ]);
    expect(against(recordOfDocuments([{ name: "笔录.docx", document: other }]) as DocumentCaseRecord, "case-inconsistent")).toEqual([
      "1990年6月29日",
    ]);
    expect(recordOfDocuments([])).toBeNull();
  });

  it("each kind of what a speller found has a rule of its own; what is missing stands nowhere, and one within a certain finding is left out", () => {
    const edit = (kind: SpellingEditKind, [start, end]: readonly [number, number], meant: string): SpellingEdit => ({
      kind,
      start,
      end,
      written: "\n人民检察的决定，的的诉起帐户".slice(start + 1, end + 1),
      meant,
      probability: 0.97,
    });
    const spelling = [
      [
        edit("missing", [4, 4], "院"),
        edit("surplus", [9, 10], ""),
        edit("swapped", [10, 12], "起诉"),
        edit("replaced", [5, 6], "绝"),
        edit("missing", [12, 12], "立"),
      ],
    ];
    const findings = check("人民检察的决定，的的诉起帐户", { citations: null, spelling });
    expect(findings.map(({ rule, start, end, text, suggestion }) => `${rule} ${start}-${end} ${text} ${suggestion}`)).toEqual([
      "character-missing 4-4  院",
      "spelling 5-6 决 绝",
      "character-surplus 9-10 的 ",
      "characters-swapped 10-12 诉起 起诉",
      "wording-confused 12-13 帐 账",
    ]);
    expect(findings[0]).toMatchObject({ severity: "warning", probability: 0.97, reason: { zh: "这里可能漏了“院”（把握 97%）" } });
    expect(withSuggestions(documentOf(["人民检察的决定，的的诉起帐户"]), findings)).toBe("人民检察院的绝定，的起诉账户");
  });

  it.each<[what: string, text: string, known: Partial<DocumentCaseRecord>, expected: string[]]>([
    [
      "another accused with the same surname",
      "起诉书\n被告人王伟，男，1990年6月29日出生。被告人王强，男，1980年1月1日出生。",
      { people: [{ name: "王伟", sex: "male", bornOn: "1990-06-29", residentId: null }] },
      [],
    ],
    [
      "a victim's day of birth",
      "起诉书\n被告人王伟，男，1990年6月29日出生。被害人李丽，女，1985年2月3日出生。",
      { people: [{ name: "王伟", sex: "male", bornOn: "1990-06-29", residentId: null }] },
      [],
    ],
    [
      "a witness who is described without the word",
      "询问笔录\n姓名：李丽　出生日期：1985年2月3日",
      { people: [{ name: "王伟", sex: "male", bornOn: "1990-06-29", residentId: null }] },
      [],
    ],
    ["a charge with another word before it", "起诉书\n被告人王伟犯有盗窃罪。", { charges: ["盗窃"] }, []],
    ["a charge of two", "起诉书\n被告人王伟涉嫌诈骗罪、盗窃罪。", { charges: ["盗窃罪"] }, []],
    ["another charge that ends alike", "起诉书\n被告人王伟涉嫌合同诈骗罪。", { charges: ["诈骗罪"] }, ["合同诈骗罪"]],
    ["a report that the police took up", "起诉书\n公安局于2025年2月1日受理报案。", { days: { accepted: ["2025-03-04"] } }, []],
    ["the same day in another year", "起诉书\n本院于2024年3月4日受理。", { days: { accepted: ["2025-03-04"] } }, ["2024年3月4日"]],
    ["an amount in ten thousands", "起诉书\n盗窃财物共计32100元。", { amount: 3_000_000n }, []],
    ["an amount that is not told to the yuan", "起诉书\n盗窃财物共计3万余元。", { amount: 3_210_000n }, []],
    ["a month in which the act was done", "起诉书\n2025年1月的一天，被告人王伟盗窃手机。", { days: { act: ["2025-01-20"] } }, []],
    ["an act of another month", "起诉书\n2025年1月2日，被告人王伟盗窃手机。", { days: { act: ["2025-02-20"] } }, ["2025年1月2日"]],
  ])("the record of the case is not contradicted by what it does not speak of: %s", (_, text, known, expected) => {
    const record: DocumentCaseRecord = {
      source: { zh: "登记", en: "record" },
      people: null,
      charges: [],
      days: {},
      amount: null,
      ...known,
    };
    expect(check(text, { ...NOTHING, records: [record] }).flatMap((each) => (each.rule === "record-mismatch" ? [each.text] : []))).toEqual(
      expected,
    );
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
    // Each alone, and that they stand in a row.
    expect(check("“".repeat(20_000)).length).toBe(20_001);
  });
});
