import { describe, expect, it } from "vitest";
import { isSlip } from "../facts/mentions.ts";
import { checkDocument, documentOf } from "../index.ts";

const RULES: ReadonlySet<string> = new Set(["sum-wrong", "count-wrong", "amount-inconsistent"]);
const found = (text: string): string[] =>
  checkDocument(documentOf(text.split("\n")), { citations: null, spelling: null }, (rule) => RULES.has(rule)).map(
    (each) => `${each.rule} ${each.text} ${each.suggestion}`,
  );

describe("tables with a row that adds them up", () => {
  const table = "序号　日期　被害人　转账金额　已返还金额\n1　2024-05-27　甲　37100.00　8400.00\n2　2024-05-31　乙　17400.00　0.00";
  it.each([
    `${table}\n合计　54500.00　8400.00\n被告人共实施诈骗2起，骗取54500元。`,
    "店铺　金额　查验\n甲店　5700元　否\n乙店　5600元　是\n小计　11300元　—",
    "甲\t10.5万元\n乙\t9.5万元\n小计\t20万元\n丙\t1万元\n丁\t2万元\n合计\t23万元",
    "甲　2024年　4000元\n乙　2024年　若干\n合计　9000元",
  ])("right: %s", (text) => expect(found(text)).toEqual([]));
  it.each([
    [`${table}\n合计　54500.00　8900.00\n被告人共实施诈骗2起。`, ["sum-wrong 8900.00 8400.00"]],
    [`${table}\n合计　54500.00　8400.00\n被告人共实施诈骗3起，骗取54500元。`, ["count-wrong 3 2"]],
    ["店铺　金额　查验\n甲店　5700元　否\n乙店　5600元　是\n小计　13100元　—", ["sum-wrong 13100元 11300元"]],
    ["甲\t10.5万元\n乙\t9.5万元\n小计\t20万元\n丙\t1万元\n丁\t2万元\n合计\t25万元", ["sum-wrong 25万元 23万元"]],
  ])("wrong: %s", (text, expected) => expect(found(text)).toEqual(expected));
});

describe("a whole, what is taken off it and what is left", () => {
  it.each([
    "违法所得共9300元，已退缴2300元，尚有7000元没有退缴。",
    "骗取268000元（大写：贰拾陆万捌仟元整），数额巨大。扣除案发前已返还的12500元，尚有255500元未归还。",
    "骗取甲3万元。案发前归还1万元，剩余赃款1.5万元被扣押。",
    "他当场给了我4800元，后来转过来5900元，最后给了2200元。前前后后加起来12900元。",
    "敲诈勒索所得213000元与开设赌场所得46900元相加，违法所得为259900元。",
    "从中获得“工资”3700元和手机充值等好处5600元，违法所得共9300元。",
    "借款本金123100元、利息85700元，共计208800元。",
    "借款本金12,3100元、利息85700元，共计208800元。",
    "甲店　5700元元　否\n乙店　5600元　是\n小计　11300元　—",
  ])("right: %s", (text) => expect(found(text)).toEqual([]));
  it.each([
    ["违法所得共9300元，已退缴2300元，尚有9000元没有退缴。", "sum-wrong 9000元 7000元"],
    ["骗取268000元（大写：贰拾陆万捌仟元整）。扣除案发前已返还的12500元，尚有225500元未归还。", "sum-wrong 225500元 255500元"],
    ["他当场给了我4800元，后来转过来5900元，最后给了2200元。前前后后加起来19200元。", "sum-wrong 19200元 12900元"],
    ["敲诈勒索所得213000元与开设赌场所得46900元相加，违法所得为279900元。", "sum-wrong 279900元 259900元"],
    ["从中获得“工资”3700元和手机充值等好处5600元，违法所得共9100元。", "sum-wrong 9100元 9300元"],
    [
      "三个月抽头24600元、11100元、11200元，合计56900元。\n敲诈勒索所得213000元与开设赌场所得56900元相加，违法所得为259900元。",
      "sum-wrong 56900元 46900元",
    ],
    ["借款本金123100元、利息85700元，共计206800元。", "sum-wrong 206800元 208800元"],
  ])("wrong: %s", (text, expected) => expect(found(text)).toEqual([expected]));
});

describe("results that are worked out from what was told before", () => {
  const asked = "他给了我4800元，后来转过来5900元，最后给了2200元。前前后后加起来12900元。\n答：运费那笔我后来退给他了，所以";
  const judged = "骗取甲108200元、乙57200元，共165400元；对指控骗取丙的111000元，未予认定。\n证据相互印证，诈骗数额";
  it.each([`${asked}还欠他7000元。`, `${asked}还欠他1000元。`, `${judged}应为276400元。`, `${judged}应为165400元。`])("right: %s", (text) =>
    expect(found(text)).toEqual([]),
  );
  it.each([
    [`${asked}还欠他9000元。`, "sum-wrong 9000元 7000元"],
    [`${judged}应为274600元。`, "sum-wrong 274600元 276400元"],
    [`${judged.replace("111000", "101000")}应为276400元。`, "sum-wrong 276400元 266400元"],
  ])("wrong: %s", (text, expected) => expect(found(text)).toEqual([expected]));
});

describe("one mention of an amount that differs from the others", () => {
  const sum = "骗取甲153200元、乙89500元，共计242700元。";
  it.each([
    `${sum}被告人骗取242700元，数额巨大。`,
    `${sum}并处罚金242000元。`,
    `${sum}案发后另有涉案手机一部，价值2400元。`,
    `${sum}退赔被害人150000元。`,
    `${sum}已付20000元，尚欠222700元。`,
    "入户窃得现金1138元、香烟四盒（价值64元）、香烟两盒（价值18元）、香烟一盒（价值16元），总价值1236元。",
    "误工费47500.6元（370天×128.38元/天）、护理费32095元（250天×128.38元/天），合计79595.6元。",
    "欠货款34000元。2017年用酒冲抵货款22500元，2018年又支付2500元，现仍欠9000元。",
    "结算欠货款86400元，载明2016年欠款73000元，2017年欠款13400元，合计86400元。",
    "1.窃得手机，价值3200元。\n2.窃得电脑，价值3700元。\n3.窃得相机，价值3700元。",
  ])("right: %s", (text) => expect(found(text)).toEqual([]));
  it.each([
    [`${sum}上述骗得的247200元应当追缴。`, "amount-inconsistent 247200元 242700元"],
    [`${sum}请查明222700元是否均为货款。`, "amount-inconsistent 222700元 242700元"],
    [`${sum}本人已退赔22700元。`, "amount-inconsistent 22700元 242700元"],
    [`${sum}所得242900元与开设赌场所得46900元相加，违法所得为289600元。`, "amount-inconsistent 242900元 242700元"],
    [
      "骗取236100元（大写：贰拾伍万陆仟壹佰元整）。扣除已返还的23600元，尚有232500元未归还。骗得的256100元应当退赔。",
      "amount-inconsistent 236100元 256100元",
    ],
  ])("%s", (text, expected) => expect(found(text).filter((each) => each.startsWith("amount"))).toEqual([expected]));

  it.each<[bigint, bigint, boolean]>([
    [1_045_900n, 1_049_500n, true],
    [8_400n, 10_400n, true],
    [12_600n, 2_600n, true],
    [8_000n, 7_500n, false],
    [3_000n, 3_000n, false],
    [242_700n, 242_000n, true],
    [242_700n, 261_300n, false],
  ])("%d and %d: a slip is %s", (one, other, expected) => expect([isSlip(one, other), isSlip(other, one)]).toContain(expected));
});
