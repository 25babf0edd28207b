import { describe, expect, it } from "vitest";
import { checkDocument, documentOf } from "../index.ts";

const found = (text: string): string[] =>
  checkDocument(documentOf(text.split("\n")), { citations: null, spelling: null }, (rule) => rule === "amount-inconsistent").map(
    ({ text: wrong, suggestion }) => `${wrong} ${suggestion}`,
  );

/** What a document has worked out is told again by its name; `{}` is that, given right and far from right. */
const AGAIN: readonly (readonly [text: string, right: string, wrong: string])[] = [
  ["骗得甲3700元、乙2900元，共计6600元。\n上述{}已被其挥霍。", "6600元", "9600元"],
  ["挪用公款86000元，已归还23000元，尚有63000元。\n建议对未归还的{}继续追缴。", "63000元", "93000元"],
  ["合同价款46000元，只付了31000元，相差15000元。\n差额{}由丙公司垫付。", "15000元", "1500元"],
  ["窃得手机（价值2100元）、手表（价值3300元），价值共计5400元。\n被害人所称{}的损失有发票为证。", "5400元", "8400元"],
  ["清淤需运费23000元、工费18000元，修复水塘共计41000元。\n上述人员未交纳{}的修复费用。", "41000元", "71000元"],
  ["毁坏门窗价值1200元、家具价值2600元，损失共计3800元。\n本院认为，其故意毁坏他人价值{}的财物，数额较小。", "3800元", "2600元"],
  ["三次卖树得款1600元、1900元、1300元，共卖得4800元。\n归案后，其子代为退出卖树款{}。", "4800元", "5800元"],
  ["其共骗取吴某45800元。\n案发后其退赔全部赃款{}，取得谅解。", "45800元", "35800元"],
  ["其将货款{}占为己有。\n其侵占单位资金67300元，构成犯罪。\n责令其退赔67300元。", "67300元", "63700元"],
  ["其以2600元买下旧铝锭。经鉴定，该批铝锭价值5480元。\n本院认为，其收购的赃物价值{}，情节轻微。", "5480元", "548元"],
  ["其出借银行卡，从中获利1400元。\n根据上述规定，没收违法所得{}。", "1400元", "14000元"],
];

describe("an amount told again by its name", () => {
  it.each(AGAIN)("%s", (text, right, wrong) => {
    expect(found(text.replace("{}", right))).toEqual([]);
    expect(found(text.replace("{}", wrong))).toEqual([`${wrong} ${right}`]);
  });

  it.each([
    // What things are worth is not what was paid for them; what a thing of its own is worth is none of the sum.
    "先后付款900元、1700元、2300元，共付4900元（上述物品经认定价值7800元）。",
    "双方约定装修费36000元、家电费18000元，共计54000元。经评估，涉案房屋的价值为972000元。",
    "窃得手机一部，价值3086元，另有现金51元。\n综上，被告人共窃得财物，价值3137元。",
    "其骗取吴某45800元、郑某12000元。其退赔全部损失57800元。",
    "甲以15000元购车，乙以18000元购车。甲付清15000元，乙付清18000元，丙付清13000元。",
    "该项目总投资17643.91万元。经审批，总投资17643.91万元。经公示，总投资17644万元。",
    "三人分别获利2000元、3000元、5000元，违法所得共计10000元，本案涉案金额为86000元。",
    // Of some of it, of others, of several.
    "骗得甲3700元、乙2900元，共计6600元。本院认为，丁参与骗取他人价值2900元的财物。",
    "建议判处被告人周大海罚金人民币50000元；\n建议判处被告人郑小河罚金人民币40000元。",
    "共得款85000元，其中经乙之手的为45000元。",
    "被告人周大海获利3400元。\n被告人郑小河获利3700元。",
    "出租人支付费用9800元、保证金650元，共计10450元。除上述第1条的款项外，另付款项45880元。",
  ])("right: %s", (text) => expect(found(text)).toEqual([]));
});
