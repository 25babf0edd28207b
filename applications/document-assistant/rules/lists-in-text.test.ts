import { describe, expect, it } from "vitest";
import { checkDocument, documentOf } from "../index.ts";

const found = (text: string, rule: string, isForPublication = false): string[] =>
  checkDocument(
    documentOf(["岳阳县人民检察院", "检察建议书", ...text.split("|")]),
    { citations: null, spelling: null, isForPublication },
    (each) => each === rule,
  ).map(({ text: wrong, suggestion }) => `${wrong} ${suggestion ?? "?"}`);

describe("lists that go on in running text", () => {
  it.each<[text: string, expected: string[]]>([
    ["存在以下问题：一是监管不严；二是制度不全；四是人员不足。", ["四 三"]],
    ["一是监管不严。|二是制度不全。|二是人员不足。", ["二 三"]],
    ["第一，监管不严；第二，制度不全；第四，人员不足。", ["四 三"]],
    ["其一，监管不严；其三，制度不全。", ["三 二"]],
    ["主要有：（1）监管不严；（2）制度不全；（4）人员不足。", ["4 3"]],
    ["主要有：①监管不严；②制度不全；④人员不足。", ["④ ③"]],
    ["证据如下：1.书证；2.证人证言；4.鉴定意见。", ["4 3"]],
    ["（一）监管不严。现场无人。（二）制度不全。（四）人员不足。", ["四 三"]],
    ["一. 监管不严|二. 制度不全|四. 人员不足", ["四 三"]],
    ["1)监管不严|2)制度不全|4)人员不足", ["4 3"]],
    ["二、存在的问题|三、建议", ["二 一"]],
    ["第一起：某日盗窃。|第二起：某日盗窃。|第四起：某日盗窃。", ["四 三"]],
    ["一是监管不严；二是制度不全。建议：一是加强监管；二是完善制度；三是落实责任。", []],
    ["第一次盗窃手机，第三次盗窃现金。第一、第三起属实。三是承前。", []],
    ["诊断：1.脓肿；2.2型糖尿病；3.晕厥。符合第一款第（二）项、第（四）项。（一）（三）项。", []],
    ["1.陶某的供述：（1）第一次供述；（2）第二次供述。|2.证人证言：（1）李某；（2）王某。", []],
  ])("%s", (text, expected) => {
    expect(found(text, "heading-sequence")).toEqual(expected);
  });

  it.each<[text: string, expected: string[]]>([
    ["附件：①整改清单②责任清单④名单", ["④ ③"]],
    ["附件：1、整改清单2、责任清单4、名单", ["4 3"]],
    ["附件目录|1.整改清单|2.责任清单|4.名单", ["4 3"]],
    ["附：|附1：笔录|附2：照片|附4：光盘", ["4 3"]],
    ["附件：1.光盘1、硬盘2块；2.名单", []],
  ])("attachments: %s", (text, expected) => {
    expect(found(text, "attachment-sequence")).toEqual(expected);
  });

  it.each<[text: string, expected: string[]]>([
    ["驾驶湘F·8K216、湘f8k217小型轿车", ["湘F·8K216 湘F****", "湘f8k217 湘f****"]],
    ["电话138-7301-2345、+8613873012346", ["138-7301-2345 138-****-2345", "+8613873012346 +86138****2346"]],
    [
      "微信号taoliwen88，QQ号123456789，邮箱tao.li@example.com，账号622202190701",
      ["taoliwen88 ?", "123456789 ?", "tao.li@example.com ?", "622202190701 ?"],
    ],
    ["护照号码E12345678，不动产权第0001234号", ["E12345678 ?", "不动产权第0001234号 ?"]],
    ["湘F****6，138****2345，订单号20250301123456789，合同编号2025030112345678，湘FxxxX5，微信号tao***", []],
  ])("numbers before publication: %s", (text, expected) => {
    expect(found(text, "unmasked-data", true)).toEqual(expected);
  });
});
