import type { DocumentCaseRecord } from "@yuejian/contracts";
import { describe, expect, it } from "vitest";
import { checkDocument, documentOf } from "../index.ts";

const found = (text: string, rule: string): string[] =>
  checkDocument(documentOf(text.split("\n")), { citations: null, spelling: null }).flatMap((hit) =>
    hit.rule === rule ? [`${hit.text} ${hit.suggestion ?? "-"}`] : [],
  );

describe("ages, births, roles and charges in the forms that documents have", () => {
  const two = "被告人张建国（绰号“老五”），男，1990年8月6日出生。\n被告人次仁多吉（绰号“四毛”），男，1998年11月21日出生。\n";
  it.each([
    [`${two}案发时，张建国34周岁，次仁多吉25周岁（均以2024年10月11日计算）。`, []],
    [`${two}案发时，张建国34周岁，次仁多吉28周岁（均以2024年10月11日计算）。`, ["28 25"]],
    [`${two}案发时，张建国33周岁，次仁多吉25周岁（均以2024年10月11日计算）。`, ["33 34"]],
    ["犯罪嫌疑人王芳，女，2004年6月26日出生，实施涉案行为（2024年5月7日）时十九周岁，汉族。", []],
    ["犯罪嫌疑人王芳，女，2004年6月26日出生，实施涉案行为（2024年5月7日）时十八周岁，汉族。", ["十八 19"]],
    ["讯问笔录\n答：我叫王芳，1983年12月29日出生，出事的时候41岁。\n答：2025年2月24日这天他当场给了我4800元。", []],
    ["讯问笔录\n答：我叫王芳，1983年12月29日出生，出事的时候44岁。\n答：2025年2月24日这天他当场给了我4800元。", ["44 41"]],
  ])("age at the act: %s", (text, expected) => {
    expect(found(text, "age-at-act")).toEqual(expected);
  });

  const head =
    "讯问笔录\n被讯问人　王芳　性别　女　民族　汉族\n出生日期　1990年6月29日　文化程度　初中\n公民身份号码　990602199006297148　电话　15116548834\n";
  it.each([
    ["申请人王芳，女，一九九〇年六月二十九日出生，公民身份号码990602199006297148。", []],
    ["申请人王芳，女，一九九〇年七月二十九日出生，公民身份号码990602199006297148。", ["一九九〇年七月二十九日 -"]],
    [`${head}答：我叫王芳，1990年6月29日出生。`, []],
    [`${head}答：我叫王芳，1990年9月26日出生。`, ["1990年9月26日 -"]],
    [`${head}答：我的弟弟李强，1992年9月26日出生。`, []],
  ])("day of birth against the id: %s", (text, expected) => {
    const id = "990602199006297148";
    expect(found(text.replaceAll(id, withCheckDigit(id)), "birth-against-id")).toEqual(expected);
  });

  it.each([
    ["联系电话\n1995075722\n强制措施", ["1995075722 -"]],
    ["联系电话\n19950757221\n强制措施", []],
  ])("number of a telephone in the line behind its label: %s", (text, expected) => {
    expect(found(text, "phone-length")).toEqual(expected);
  });

  it.each([
    ["认罪认罚具结书\n一、犯罪嫌疑人身份信息\n本人姓名王芳，女。犯罪嫌疑人王芳自愿认罪。\n犯罪嫌疑人（签名）：王芳", []],
    ["认罪认罚具结书\n一、被告人身份信息\n本人姓名王芳，女。犯罪嫌疑人王芳自愿认罪。\n犯罪嫌疑人（签名）：王芳", ["被告人 犯罪嫌疑人"]],
    ["认罪认罚具结书\n一、犯罪嫌疑人身份信息\n本人姓名王芳，女。犯罪嫌疑人、被告人自愿认罪的可以从宽。同案被告人王芳已经判决。", []],
    ["羁押必要性审查意见书\n对犯罪嫌疑人王芳进行审查。被告人的母亲李兰代为赔偿，犯罪嫌疑人王芳认罪。", ["被告人 犯罪嫌疑人"]],
    ["羁押必要性审查意见书\n对犯罪嫌疑人王芳进行审查。对被告人王芳没有继续羁押的必要。", ["被告人 犯罪嫌疑人"]],
    ["羁押必要性审查意见书\n本院已提起公诉。对被告人王芳没有继续羁押的必要，被告人王芳认罪。", []],
    ["刑事抗诉书\n被告人王芳，女，汉族。被告人王芳无悔罪表现。民警抓获犯罪嫌疑人后报案。", []],
    ["刑事抗诉书\n被告人王芳，女，汉族。犯罪嫌疑人王芳无悔罪表现。", ["犯罪嫌疑人 被告人"]],
  ])("role at the stage: %s", (text, expected) => {
    expect(found(text, "role-before-indictment")).toEqual(expected);
  });

  it.each([
    ["起诉书\n被告人张晓建盗窃。", ["张晓建"]],
    ["起诉书\n被告人张建盗窃。", ["张建"]],
    ["起诉书\n被告人张晓建盗窃，张建晓望风。", []],
    ["起诉书\n被告人王红盗窃。", []],
    ["讯问笔录\n答：2025年2月3日我偷了他的手机。", ["2025年2月3日"]],
    ["讯问笔录\n答：2025年1月2日我偷了他的手机。", []],
    ["认罪认罚具结书\n其盗窃财物共计4000元。", ["4000元"]],
    ["认罪认罚具结书\n其盗窃财物共计3000元。", []],
  ])("against the record of the case: %s", (text, expected) => {
    const record: DocumentCaseRecord = {
      source: { zh: "登记", en: "record" },
      people: [{ name: "张建晓", sex: null, bornOn: null, residentId: null }],
      charges: [],
      days: { act: ["2025-01-02"] },
      amount: 300_000n,
    };
    const hits = checkDocument(documentOf(text.split("\n")), { citations: null, spelling: null, records: [record] });
    expect(hits.flatMap((hit) => (hit.rule === "record-mismatch" ? [hit.text] : []))).toEqual(expected);
  });

  const several = "以被告人张三涉嫌寻衅滋事罪、敲诈勒索罪、开设赌场罪移送起诉。\n";
  const proposed = "建议以寻衅滋事罪判处有期徒刑五年，以敲诈勒索罪判处有期徒刑四年，以开设赌场罪判处有期徒刑一年，数罪并罚。";
  it.each([
    [`${several}应当以寻衅滋事罪、敲诈勒索罪、开设赌场罪追究刑事责任。\n${proposed}`, []],
    [`${several}应当以寻衅滋事罪、敲诈勒索罪、赌博罪追究刑事责任。\n${proposed}`, ["赌博罪 开设赌场罪"]],
    [`${several}应当以寻衅滋事罪、敲诈勒索罪追究刑事责任。\n${proposed}`, []],
    [`${several}应当以寻衅滋事罪、敲诈勒索罪、赌博罪追究刑事责任，移送的开设赌场罪定性有误。\n${proposed}`, ["开设赌场罪 -"]],
    ["涉嫌罪名　诈骗罪\n问：你涉嫌诈骗罪一案已经移送。\n问：认定你涉嫌合同诈骗罪有没有意见？", ["合同诈骗罪 诈骗罪"]],
    ["案由：诈骗罪\n其行为涉嫌诈骗罪。建议以盗窃罪对犯罪嫌疑人提起公诉。", ["盗窃罪 诈骗罪"]],
    ["以诈骗罪判处有期徒刑三年，构成诈骗罪。\n判决对盗窃罪适用缓刑。", ["盗窃罪 诈骗罪"]],
    ["以诈骗罪判处有期徒刑三年，构成诈骗罪。\n因犯盗窃罪，于2016年3月9日被岳阳县人民法院判处拘役。", []],
    ["以诈骗罪判处有期徒刑三年，构成诈骗罪。\n依照《关于办理盗窃罪案件的解释》的规定。", []],
  ])("charge: %s", (text, expected) => {
    expect(found(text, "charge-inconsistent")).toEqual(expected);
  });

  it("a sex beside a number that does not hold is not held against another number", () => {
    const text = (id: string): string =>
      `权利告知书\n犯罪嫌疑人祝屹（男，1986年8月4日出生，身份证件号码${id}）涉嫌诈骗罪一案。\n祝屹之妻　祝屹\n公民身份号码　990602199006297147`;
    expect(found(text("99600319860804531X"), "sex-against-id")).toEqual([]);
    expect(found(text("（不详）"), "sex-against-id")).toEqual(["男 女"]);
  });
});

/** The last character of a resident id by GB 11643. */
function withCheckDigit(id: string): string {
  const sum = Array.from(id.slice(0, 17)).reduce((total, digit, at) => total + Number(digit) * (2 ** (17 - at) % 11), 0);
  return `${id.slice(0, 17)}${"10X98765432".charAt(sum % 11)}`;
}
