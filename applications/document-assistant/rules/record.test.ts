import type { DocumentCaseRecord } from "@yuejian/contracts";
import { residentIdCheckCharacter } from "@yuejian/identifiers";
import { describe, expect, it } from "vitest";
import { checkDocument, documentOf } from "../index.ts";

const idOf = (birth: string, sequence: string): string => {
  const digits = `990602${birth}${sequence}`;
  return digits + residentIdCheckCharacter(digits);
};
const A = idOf("19900629", "714");
const NOTHING: DocumentCaseRecord = {
  source: { zh: "案件登记", en: "the record" },
  people: null,
  charges: [],
  days: {},
  amount: null,
};
const against = (text: string, known: Partial<DocumentCaseRecord>): string[] =>
  checkDocument(documentOf(text.replaceAll("A", A).split("\n")), {
    citations: null,
    spelling: null,
    records: [{ ...NOTHING, ...known }],
  }).flatMap((hit) => (hit.rule === "record-mismatch" ? [hit.text] : []));

/** What is told, in a document, of the amount of all acts: the words of it stand in braces. */
const AMOUNTS: readonly string[] = [
  "起诉书\n被告人王芳参与全部盗窃，财物价值合计人民币{5878元}；被告人李强参与前3起，涉及财物价值人民币5074元。",
  "起诉书\n王芳向刘某等三人贩卖冰毒四次，约1.4克，收取毒资{5878元}。毒资5878元应当追缴。",
  "起诉书\n多次收受三人所送现金，共计人民币{58.78万元}。具体如下：\n张某送给20万元，小计20万元。\n李某送给38.78万元。\n案发后退缴28万元。",
  "起诉书\n查明王芳窃得蓄电池三组，分别价值2682元、1325元、1871元，总值{5878元}，后转手卖得2100元。",
  "不起诉决定书\n王芳明知来路不正仍予收购：1月1日付款2000元，1月2日付3878元，共付{5878元}。",
  "不起诉决定书\n王芳盗走现金3000元及价值2878元的戒指一枚，损失合计{5878元}。所称5878元的损失只有王某的说法。",
  "审查报告\n四笔相加，骗取的数额是{5878元}，达到数额较大（三千元以上不满三万元）。亲属退赔2000元，尚有3878元待追缴。",
  "讯问笔录\n问：手机经鉴定值2000元，连同现金一共{5878元}，这个数你认不认？\n答：认。5878元就5878元。",
  "询问笔录\n答：三次加起来{5878元}，她后来退过我800元，还差5078元没给。\n问：她说那5878元是借的？",
  "审查逮捕意见书\n上述四晚抽头共计{5878元}，扣除房租300元，剩余5578元归王芳所有。账本与记录的总数均为5878元。",
  "量刑建议书\n王芳盗窃电缆线两次，价值分别为人民币2000元和3878元，共计人民币{5878元}。",
  "检察建议书\n恢复原状需清运费2000元、处置费3000元、复绿费878元，共计{5878元}。",
  "起诉书\n渔获物当场称重、变卖：\n鲫鱼　93公斤　2000元\n鳜鱼　101公斤　3878元\n合计　194公斤　{5878元}\n专家评估损失共计41635元。",
];

describe("the amount of all acts, wherever it is told", () => {
  it.each(AMOUNTS)("%s", (wording) => {
    const [, written = ""] = /\{(.*)\}/.exec(wording) ?? [];
    const text = wording.replaceAll(/[{}]/g, "");
    const scale = written.endsWith("万元") ? 100n : 1n;
    expect(against(text, { amount: 587_800n * scale })).toEqual([]);
    expect(against(text, { amount: 857_800n * scale })).toEqual([written]);
    expect(against(text, { amount: 597_800n * scale })).toEqual([written]);
    expect(against(text, { amount: 614_200n * scale })).toEqual([written]);
  });

  it.each([
    "起诉书\n王芳致刘某轻伤，刘某的医疗费、护理费共计17279元。王芳已赔偿17279元。",
    "起诉书\n被告人李强参与盗窃，其中价值合计3000元。",
    "量刑建议书\n建议并处罚金3000元，罚金总额为3000元。",
    "起诉书\n窃得现金三万余元。",
  ])("no amount of the acts: %s", (text) => {
    expect(against(text, { amount: 5_100_000n })).toEqual([]);
  });
});

/** A day in braces of the step. */
const DAYS: readonly (readonly [keyof DocumentCaseRecord["days"], string])[] = [
  ["act", "检察建议书\n本院在办理王芳强制猥亵案时发现，{2025年3月5日}深夜，王芳带未成年人开房，前台没有询问。本院9月26日走访5家旅馆。"],
  ["act", "询问笔录\n时间：2025年6月1日\n答：{2025年3月5日}，我在广场跳舞认识的她，她说能办入学名额。"],
  ["act", "起诉书\n王芳为少缴税款，从{2025年3月5日}开始，向刘某支付开票费，取得增值税专用发票。"],
  [
    "act",
    "抗诉书\n判处有期徒刑一年，刑期自2025年3月20日起至2026年3月19日止。\n原判查明：{2025年3月5日}，王芳假称有内部名额，骗得刘某5万元。",
  ],
  ["act", "检察意见书\n经查，{2025年3月5日}前，王芳在自家作坊生产散装白酒。"],
  ["act", "不批准逮捕理由说明书\n{2025年3月5日}，王芳因结算工资与刘某争吵并将其打伤。"],
  ["arrested", "讯问笔录\n答：2025年3月1日把我带走，当天就刑拘了，{2025年3月5日}签的逮捕证。"],
  ["arrested", "起诉书\n2025年3月1日公安机关提请本院批准逮捕，本院{2025年3月5日}批准，当日由公安局执行。"],
  ["detained", "起诉书\n王芳曾因盗窃被判处有期徒刑，2020年1月1日刑满释放；此次因涉嫌盗窃，于{2025年3月5日}被公安局刑事拘留。"],
  ["told", "起诉书\n本院{2025年3月5日}履行了告知义务。"],
  ["told", "具结书\n你院{2025年3月5日}已向本人讲明认罪认罚从宽制度和本人的诉讼权利。"],
  ["told", "讯问笔录\n问：《犯罪嫌疑人诉讼权利义务告知书》{2025年3月5日}已经送给你，内容清楚吗？"],
  ["accepted", "纠正违法通知书\n本院在审查你局{2025年3月5日}移送的王芳一案时发现，笔录中只有一名侦查人员签名。"],
];

describe("days of the record, however they are told", () => {
  it.each(DAYS)("%s: %s", (step, wording) => {
    const text = wording.replaceAll(/[{}]/g, "");
    expect(against(text, { days: { [step]: ["2025-03-05"] } })).toEqual([]);
    expect(against(text, { days: { [step]: ["2025-03-06"] } })).toEqual(["2025年3月5日"]);
  });

  it.each<readonly [string, DocumentCaseRecord["days"]]>([
    ["起诉书\n2025年3月5日晚，王芳盗窃手机；次日清晨，王芳盗窃电脑。", { act: ["2025-03-06"] }],
    ["起诉书\n2025年1月5日起，王芳先后多次盗窃手机，至2025年3月5日又盗窃电脑。", { act: ["2025-02-01"] }],
    ["起诉书\n2025年3月的一天，王芳盗窃手机。", { act: ["2025-03-06"] }],
    ["起诉书\n本院2025年2月30日受理，同月13日告知王芳诉讼权利。", { told: ["2025-03-13"] }],
    ["检察建议书\n本院2025年3月26日会同有关部门走访5家旅馆。", { act: ["2025-03-06"] }],
  ])("a day that the record does not contradict: %s", (text, days) => {
    expect(against(text, { days })).toEqual([]);
  });
});

const person = (name: string, residentId: string | null = null) => ({ name, sex: null, bornOn: null, residentId });

describe("people and charges of the record", () => {
  it.each<readonly [string, string, string[]]>([
    ["起诉书\n扎西卓嘎，女，1990年6月29日生，公民身份号码A。扎西卓嘎盗窃手机。", "扎西卓玛", ["扎西卓嘎"]],
    ["不批准逮捕理由说明书\n你局提请批准逮捕吴维（男，公民身份号码A，无固定职业）一案。吴维盗窃手机。", "吴伟", ["吴维"]],
    ["起诉书\n对被告人次仁多吉（男，1990年6月29日生，公民身份号码A）诈骗罪一案提起公诉。", "次仁多杰", ["次仁多吉"]],
    ["检察意见书\n姓名\n王小芳\n性别\n女\n公民身份号码\nA", "王晓芳", ["王小芳"]],
    ["起诉书\n被告人王芳，女，公民身份号码A。", "王芳", []],
    ["起诉书\n被告人王某，女，公民身份号码A。", "王芳", []],
  ])("whoever is described by the id of a person is that person: %s against %s", (text, name, expected) => {
    expect(against(text, { people: [person(name, A)] })).toEqual(expected);
  });

  it.each<readonly [string, string[], string[]]>([
    ["审查报告\n移送罪名：诈骗罪、帮助信息网络犯罪活动罪。应以诈骗罪起诉。", ["招摇撞骗罪", "帮助信息网络犯罪活动罪"], ["诈骗罪"]],
    ["量刑建议书\n王芳犯盗窃罪，建议判处拘役；犯寻衅滋事罪，建议判处拘役。", ["盗窃罪", "聚众斗殴罪"], ["寻衅滋事罪"]],
    ["量刑建议书\n王芳犯盗窃罪，建议判处拘役。", ["盗窃罪", "聚众斗殴罪"], []],
    ["起诉书\n王芳以盗窃罪移送，经审查其行为构成诈骗罪。", ["盗窃罪"], []],
    ["起诉书\n王芳销售伪劣产品，应当以销售伪劣产品罪追究刑事责任。", ["生产、销售伪劣产品罪"], []],
  ])("charges, one by one: %s against %s", (text, charges, expected) => {
    expect(against(text, { charges })).toEqual(expected);
  });
});

describe("people of the record where a document says who they are", () => {
  const OTHER_BIRTH = idOf("19910701", "714");
  const person = { name: "葛明轩", residentId: A, bornOn: "1990-06-29", sex: "male" as const };
  it.each<[text: string, known: typeof person, wrong: string[]]>([
    [
      "诉讼权利告知书\n犯罪嫌疑人葛明轩：\n你享有下列权利。\n回执\n本人葛明轩，男，公民身份号码A，已收到。",
      { ...person, name: "葛明宣" },
      ["葛明轩"],
    ],
    [
      "具结书\n本人葛明轩，性别男，1990年6月29日出生，公民身份号码A，自愿认罪认罚。",
      { ...person, bornOn: "1991-07-01", residentId: OTHER_BIRTH },
      [A, "1990年6月29日"],
    ],
    ["审查报告\n1.犯罪嫌疑人\n葛明轩，曾用名无，男，1990年6月29日生，身份证号A。", { ...person, bornOn: "1990-06-09" }, ["1990年6月29日"]],
    ["具结书\n本人葛明轩，性别男，1990年6月29日出生，公民身份号码A，自愿认罪认罚。", person, []],
  ])("%s", (text, known, wrong) => {
    expect(against(text, { people: [known] }).toSorted()).toEqual(wrong.toSorted());
  });

  it("what it costs to put things right is not what was taken", () => {
    const text =
      "审查报告\n犯罪嫌疑人电鱼3次，出售渔获物，获利共计3900元。\n生态修复费用合计人民币28100元。\n犯罪嫌疑人已预缴修复费用28100元。";
    expect(against(text, { amount: 380_000n })).not.toContain("28100元");
  });
});

describe("days of steps against the record", () => {
  it.each<[text: string, days: DocumentCaseRecord["days"], found: string[]]>([
    ["讯问笔录\n问：你的案子公安局2025年2月20日送到我院，知道吗？\n答：知道。", { accepted: ["2025-02-21"] }, ["2025年2月20日"]],
    ["起诉书\n检察官2025年2月22日给张某讲明其诉讼中享有哪些权利。", { told: ["2025-02-21"] }, ["2025年2月22日"]],
    ["起诉书\n检察官2025年2月22日给张某讲明其诉讼中享有哪些权利。", { told: ["2025-02-22"] }, []],
    [
      "询问笔录\n问：被骗的经过说一下。\n答：2025年2月8日，林总让我交了五万元。2025年2月9日我去报了案。",
      { act: ["2025-02-09"] },
      ["2025年2月8日"],
    ],
    [
      "询问笔录\n问：什么时候开始取土的？\n答：2024年11月24日，他们在挖土。租期自2023年5月1日至2026年4月30日。",
      { act: ["2024-11-23"] },
      ["2024年11月24日"],
    ],
    // A step that is late moves what follows: told once, as late.
    [
      "起诉书\n本案于2025年4月22日移送本院审查起诉，本院于2025年5月20日告知张某有权委托辩护人，2025年5月30日听取意见。",
      { accepted: ["2025-04-22"], told: ["2025-05-20"] },
      [],
    ],
  ])("%s", (text, days, found) => expect(against(text, { days })).toEqual(found));
});
