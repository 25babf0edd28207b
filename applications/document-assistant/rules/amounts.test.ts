import { describe, expect, it } from "vitest";
import { checkDocument, documentOf } from "../index.ts";

const found = (text: string): string[] =>
  checkDocument(documentOf(text.split("\n")), { citations: null, spelling: null }, (rule) => rule === "amount-capitals").map(
    (each) => each.text,
  );

const odd = (text: string): string[] =>
  checkDocument(documentOf(text.split("\n")), { citations: null, spelling: null }, (rule) => rule === "amount-inconsistent").map(
    (each) => `${each.text} ${each.suggestion}`,
  );

/** An amount in figures and in capitals, in the ways in which documents set one beside the other. */
const BESIDE: readonly ((figures: string, capitals: string) => string)[] = [
  (figures, capitals) => `骗取${figures}元（大写：${capitals}），数额较大。`,
  (figures, capitals) => `亲属共赔偿${figures}元（人民币${capitals}），可以酌情从轻处罚。`,
  (figures, capitals) => `今收到赔偿款人民币${capitals}（${figures}元）。`,
  (figures, capitals) => `今收到赔偿款人民币${capitals}（¥${figures}.00）。`,
  (figures, capitals) => `罚款人民币${capitals}（小写：${figures}元）。`,
  (figures, capitals) => `借款金额（大写）：人民币${capitals}，（小写）：￥${figures}.00`,
  (figures, capitals) => `缴纳保证金${figures}元，即人民币${capitals}。`,
  (figures, capitals) => `退缴违法所得${figures}元整，大写${capitals}，由本院代管。`,
  (figures, capitals) => `金额（大写）\n${capitals}\n金额（小写）\n¥${figures}.00`,
  (figures, capitals) => `欠条载明：今欠货款${figures}（${capitals}）。`,
  (figures, capitals) => `合计人民币${figures}.00元（${capitals}）`,
  (figures, capitals) => `本人认缴${capitals}（人民币${figures}元）作为生态修复费用。`,
];

describe("an amount in capitals", () => {
  it.each([
    ["赔偿人民币28650元（贰万捌仟陆佰五拾元）。", ["贰万捌仟陆佰五拾元 贰万捌仟陆佰伍拾元"]],
    ["借款叁拾万元，大写：人民币三拾万元整。", ["三拾万元整 叁拾万元整"]],
    ["赔偿人民币28650元（贰万捌仟陆佰伍拾元整），另付三千元、八百余元。", []],
  ])("with ordinary numerals in it: %s", (text, expected) => {
    const findings = checkDocument(documentOf([text]), { citations: null, spelling: null }, (rule) => rule === "amount-capitals");
    expect(findings.map((each) => `${each.text} ${each.suggestion}`)).toEqual(expected);
  });

  it.each(BESIDE.map((write, at) => [at, write] as const))("beside its figures, way %i", (_, write) => {
    expect(found(write("34500", "叁万肆仟伍佰元整"))).toEqual([]);
    expect(found(write("34500", "叁万伍仟肆佰元整"))).toEqual(["叁万伍仟肆佰元整"]);
  });

  it.each([
    "每层伍仟圆，共计三层，总欠壹万伍仟圆整。另付3000元。",
    "约定年租金人民币叁拾万元整，签订合同时支付15万元。",
    "面额伍拾元的5本、面额壹佰元的3本，每本80元。",
    "欠车款叁万伍仟贰佰元正。之后支付10000元，尚欠25200元未付。",
    "欠人民币60000（陆万元正）。已偿还3万元。",
    "贷款23000万元（大写贰亿叁仟万元），期限二十四个月。",
    "购买书包支付67.71元（陆拾柒元柒角壹分整）。",
    "购买帽子支付55.50元（伍拾伍元伍角）。",
    "欠货款41，987.00元（肆万壹仟玖佰捌拾柒圆正）。",
    "收款8元零5分（捌元零伍分）。",
  ])("right: %s", (text) => expect(found(text)).toEqual([]));

  it.each([
    ["购买书包支付67.71元（陆拾柒元壹角柒分整）。", "陆拾柒元壹角柒分整"],
    ["贷款23000万元（大写贰亿叁仟伍佰万元），期限二十四个月。", "贰亿叁仟伍佰万元"],
    ["借据载明借款人民币捌仟元肆元整，小写8400元。", "肆元整"],
    // Told in figures elsewhere alone.
    ["收条载明收到人民币叁万伍仟贰佰陆拾元正。\n经查，赔偿35620元属实。", "叁万伍仟贰佰陆拾元正"],
    ["罚款（大写：壹万拾伍元整）15元。", "壹万拾伍元整"],
  ])("wrong: %s", (text, wrong) => expect(found(text)).toEqual([wrong]));
});

it("the figures beside capitals are charged where all others tell what the capitals do", () => {
  const around =
    "骗取的35900元已由本院扣押，经核对账目、收条和银行流水并听取各方意见，没有出入。现移送违法所得{}（叁万伍仟玖佰元整），请查收。";
  expect(found(around.replace("{}", "35900元"))).toEqual([]);
  expect(found(around.replace("{}", "3590元"))).toEqual([]);
  expect(odd(around.replace("{}", "35900元"))).toEqual([]);
  expect(odd(around.replace("{}", "3590元"))).toEqual(["3590元 35900元"]);
});

it("a nought or a unit that figures lack beside capitals is lost in the figures", () => {
  for (const wrong of ["62400元", "6240000元", "62.4元"]) {
    const text = `收取周某预付款人民币${wrong}（大写：陆拾贰万肆仟元整），后不知去向。`;
    expect(found(text)).toEqual([]);
    expect(odd(text)).toEqual([`${wrong} 624000元`]);
  }
  expect(found("收取周某预付款人民币624000元（大写：陆拾贰万伍仟元整），后不知去向。")).toEqual(["陆拾贰万伍仟元整"]);
});

it("capitals without numerals are no amount", () => {
  expect(found("并处罚金人民币7000元（大写元整）。")).toEqual(["元整"]);
  expect(found("赔偿损失2,600元（元整），已付清。")).toEqual(["元整"]);
  expect(found("并处罚金人民币7000元（大写柒仟元整）。每份3元整，共收10元（含押金）。")).toEqual([]);
});

describe("figures and their units", () => {
  const written = (text: string): string[] =>
    checkDocument(
      documentOf(text.split("\n")),
      { citations: null, spelling: null },
      (rule) => rule === "unit-doubled" || rule === "digits-grouped",
    ).map((each) => `${each.text} ${each.suggestion}`);
  it.each([
    "价值32,000元，重1,234.5公斤。",
    "第12,13户。",
    "甲　12,34　乙",
    "12,34",
    "甲　45,580.00　5,000",
    "付500元元旦补贴，购三元元件。",
    "共计￥1,280,000.00，已付。",
    "三百元，五十元。",
  ])("right: %s", (text) => expect(written(text)).toEqual([]));
  it.each([
    ["价值32,00元。", "32,00 3200"],
    ["价值1,2345.00 元。", "1,2345.00 12345.00"],
    ["骗取12,34万余元。", "12,34 1234"],
    ["兑换12,00美元。", "12,00 1200"],
    ["甲　455,8000.00　是", "455,8000.00 4558000.00"],
    ["甲|455,8000|是", "455,8000 4558000"],
    ["共计￥12,80（含税）。", "12,80 1280"],
    ["占地13,00平方米。", "13,00 1300"],
    ["五十元元", "元元 元"],
    ["3.2万元万元", "万元万元 万元"],
    ["1,234.00元元", "元元 元"],
  ])("wrong: %s", (text, expected) => expect(written(text)).toEqual([expected]));

  it("figures that are told twice right before capitals are right", () => {
    const text = "余款47100元归欧某所有。案发后，欧某将违法所得47100元（大写肆拾柒万壹仟元整）退缴在案。";
    expect(found(text)).toEqual(["肆拾柒万壹仟元整"]);
    expect(odd(text)).toEqual([]);
  });
});
