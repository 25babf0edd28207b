import { describe, expect, it } from "vitest";
import { checkDocument, documentOf } from "../index.ts";

describe("ages, days and charges as they are told", () => {
  it.each<[text: string, rules: string[], expected: string[]]>([
    [
      "起诉书\n被告人张三，男，1990年6月29日出生，作案时34周岁。被害人李小红，女，2010年5月6日出生，案发时14周岁。\n2024年7月1日，被告人张三殴打李小红。",
      ["age-at-act", "age-of-responsibility"],
      [],
    ],
    [
      "起诉书\n被告人张三，男，1990年6月29日出生，作案时34周岁。被害人李小红，女，2010年5月6日出生，案发时15周岁。\n2024年7月1日，被告人张三殴打李小红。",
      ["age-at-act"],
      ["age-at-act 15"],
    ],
    ["被告人张三，男，1990年6月29日出生，作案时已满18周岁。\n2024年7月1日，被告人张三殴打李小红，李小红时年十七岁。", ["age-at-act"], []],
    [
      "被告人张三，男，1990年6月29日出生，作案时33周岁。\n2024年3月的一天，被告人张三盗窃。2024年5月6日，张三再次盗窃。2020年3月5日因盗窃被判处有期徒刑。",
      ["age-at-act"],
      [],
    ],
    ["被告人张三，男，2006年6月29日出生，时年十七周岁。\n2024年3月1日至2024年7月1日，被告人张三多次盗窃。", ["age-at-act"], []],
    ["被告人张三，男，2006年6月29日出生，作案时十八周岁。\n2024年6月1日，被告人张三盗窃。", ["age-at-act"], ["age-at-act 十八"]],
    [
      "审查报告\n2024年1月3日岳阳楼区公安局受理报案，2024年1月5日立案侦查，2024年1月10日刑事拘留，2024年1月20日将鉴定意见告知犯罪嫌疑人，2024年1月25日提请批准逮捕，2024年2月1日执行逮捕，2024年3月20日移送审查起诉，本院于2024年3月21日告知其诉讼权利。",
      ["date-order", "deadline-exceeded"],
      [],
    ],
    [
      "审查报告\n2024年1月5日立案侦查，2024年1月20日刑事拘留，2024年1月15日提请批准逮捕，同年2月1日执行逮捕，同年3月20日移送审查起诉。",
      ["date-order"],
      ["date-order 2024年1月15日"],
    ],
    ["被告人张三因涉嫌抢劫罪被拘留。以涉嫌抢劫罪移送起诉。本院认为其行为构成抢夺罪，移送时定性不当。", ["charge-inconsistent"], []],
    ["被告人张三涉嫌盗窃罪，以盗窃罪移送。被告人李四涉嫌掩饰、隐瞒犯罪所得罪，已起诉。张三构成盗窃罪。", ["charge-inconsistent"], []],
    [
      "被告人张三涉嫌盗窃罪，以盗窃罪移送。本院认为，张三秘密窃取，应当以抢夺罪追究刑事责任。",
      ["charge-inconsistent"],
      ["charge-inconsistent 抢夺罪"],
    ],
    ["被告人张三犯有盗窃罪，以盗窃罪移送。本院认为，构成盗窃罪，以非法侵入住宅罪另行处理。", ["charge-inconsistent"], []],
  ])("%s", (text, rules, expected) => {
    const found = checkDocument(documentOf(text.split("\n")), { citations: null, spelling: null }, (rule) => rules.includes(rule));
    expect(found.map(({ rule, text: wrong }) => `${rule} ${wrong}`)).toEqual(expected);
  });
});
