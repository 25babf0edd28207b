import { describe, expect, it } from "vitest";
import { checkDocument, documentOf } from "../index.ts";

describe("names that are written in two ways, and people whose names are alike", () => {
  it.each<[text: string, rules: string[], expected: string[]]>([
    [
      "被告人张建国，男，1970年1月1日出生。\n被告人张建军，男，1975年1月1日出生，系被告人张建国之弟。\n2024年3月1日，张建国、张建军盗窃。张建国供述。张建军供述。",
      ["name-inconsistent"],
      [],
    ],
    [
      "被告人张建国，男，1970年1月1日出生。\n2024年3月1日，张建国与其弟张建军（另案处理）盗窃。张建国供述。张建国认罪。",
      ["name-inconsistent"],
      [],
    ],
    ["被告人张建国，男，1970年1月1日出生。张建国盗窃，证人张建军的证言证实张建国在场。被害人张建华的陈述。", ["name-inconsistent"], []],
    [
      "被告人艾力·卡德尔，男，1970年1月1日出生。被告人艾力·卡德尔盗窃，艾力·卡德尔销赃，被告人艾力·卡尔德经李强介绍。",
      ["name-inconsistent"],
      ["name-inconsistent 艾力·卡尔德"],
    ],
    [
      "被告人艾力·卡德尔，男，1970年1月1日出生。被告人艾力·卡德尔盗窃，艾力·卡德尔销赃，被告人艾力·卡德尔经李强介绍。",
      ["name-inconsistent"],
      [],
    ],
    [
      "犯罪嫌疑人（签名）：吉克阿木\n犯罪嫌疑人吉克阿木，男，汉族。吉克阿木认罪。本人是犯罪嫌疑人吉克啊木的律师。",
      ["name-inconsistent"],
      ["name-inconsistent 吉克啊木"],
    ],
    ["被告人焦崇泽，男，汉族。被告人焦崇泽到案，焦崇泽供述。当晚被告人焦泽饮酒后驾车。", ["name-inconsistent"], ["name-inconsistent 焦泽"]],
    ["被告人王泽，男，汉族。被告人王泽到案，王泽供述。当晚被告人王泽饮酒后驾车。", ["name-inconsistent"], []],
    ["申请人夏侯婷，女，汉族。申请人夏侯婷申请，申请人夏婷提交凭证。", ["name-inconsistent"], ["name-inconsistent 夏婷"]],
    ["申请人夏侯婷，女，汉族。申请人夏侯婷申请，被申请人夏婷提交凭证。夏婷答辩。", ["name-inconsistent"], []],
    ["被告人张建国，男，1970年1月1日出生。张建国盗窃，张建国销赃，后张建军逃离现场。", ["name-inconsistent"], ["name-inconsistent 张建军"]],
    ["被告人张建国，男，1970年1月1日出生。张建国盗窃，张建国销赃，后张国建逃离现场。", ["name-inconsistent"], ["name-inconsistent 张国建"]],
    ["被告人张建国，男，1970年1月1日出生。张建国盗窃，张建国销赃，对张国决定不起诉。", ["name-inconsistent"], ["name-inconsistent 张国"]],
    ["被告人张建国（曾用名张建军，绰号“建国”），男，1970年1月1日出生。张建国盗窃，张建国销赃，建国归案。", ["name-inconsistent"], []],
    ["被告人张建国，男，1970年1月1日出生。张建国盗窃，自称张建军，张建国销赃，冒用张建明的身份证。", ["name-inconsistent"], []],
    [
      "被告人王某甲，男。被告人王某乙，男。王某甲、王某乙盗窃，王某甲销赃，王某乙望风，被害人王某丙陈述，证人王某的证言。",
      ["name-inconsistent"],
      [],
    ],
    ["被告人王伟，男，1970年1月1日出生。王伟盗窃被害人王强的手机，王伟销赃。证人王芳的证言，民警王刚的说明。", ["name-inconsistent"], []],
    ["被告人阿卜杜拉·买买提，男，1990年1月1日出生。阿卜杜拉·买买提盗窃，阿卜杜拉·买买提供述。", ["name-inconsistent"], []],
    [
      "被告人阿卜杜拉·买买提，男，1990年1月1日出生。阿卜杜拉·买买提盗窃，被告人阿卜杜力·买买提供述。阿卜杜拉·买买提认罪。",
      ["name-inconsistent"],
      ["name-inconsistent 阿卜杜力·买买提"],
    ],
    [
      "被告人欧阳建国，男，1990年1月1日出生。欧阳建国盗窃，欧阳建军供述。欧阳建国认罪。",
      ["name-inconsistent"],
      ["name-inconsistent 欧阳建军"],
    ],
    ["被告人欧阳峰，男，1990年1月1日出生。欧阳峰盗窃，欧阳春供述。欧阳峰认罪。", ["name-inconsistent"], ["name-inconsistent 欧阳春"]],
    ["被告人张建国，男，1990年1月1日出生。张建国盗窃，章建国供述。张建国认罪。", ["name-inconsistent"], ["name-inconsistent 章建国"]],
    ["被害人李丽的陈述、被害人李娟的陈述，李丽称被骗3万元，李丽报警。", ["name-inconsistent"], []],
    [
      "1.2024年3月1日，被告人骗取被害人李丽3万元。李丽要求退款。\n2.2024年3月5日，被告人骗取被害人李娟2万元。\n证据：李丽的陈述。",
      ["name-inconsistent"],
      [],
    ],
    ["姓名\n张建国\n性别\n男\n张建\n国供述，张建国盗窃，张建国认罪。", ["name-inconsistent"], []],
    ["被告人李丽供述。李丽的供述。被告人李丽到案后，由李局长接待，李家村村民李大爷作证，李丽华诊所，李某证言。", ["name-inconsistent"], []],
    ["被告人张某某，男。张某某盗窃，张某某供述，张某伟认罪。", ["name-inconsistent"], ["name-inconsistent 张某伟"]],
    [
      "被告人高强，男，1990年1月1日出生。高强盗窃，高强供述，高度重视，高峰时段，高中文化，高明的手法，高大身材，高强认罪。",
      ["name-inconsistent"],
      [],
    ],
    ["被告人张华，男。张华盗窃，张华供述，一张华夏银行卡，主张明确，张华认罪，两张平面图。", ["name-inconsistent"], []],
    ["被告人陈刚，男。陈刚盗窃，陈刚供述，上述陈述，陈刚认罪，陈列馆，陈年旧账。", ["name-inconsistent"], []],
    ["被告人马林，男。马林驾车沿马路行驶，马上离开，马林供述，马林认罪，人马俱在。", ["name-inconsistent"], []],
    [
      "犯罪嫌疑人王建国、李四涉嫌盗窃一案。王建国到案，王建国供述，犯罪嫌疑人王建华无异议。",
      ["name-inconsistent"],
      ["name-inconsistent 王建华"],
    ],
    ["犯罪嫌疑人王建国、王建华、李四涉嫌盗窃一案。王建国到案，王建国供述，犯罪嫌疑人王建国无异议。", ["name-inconsistent"], []],
    ["被告人李大明，男，1990年1月1日出生。李大明与妻子李小明到案，李大明供述。李大明认罪。", ["name-inconsistent"], []],
    ["被告人李大明，男，1990年1月1日出生。李大明驾车，李大明供述。村民李大海、李大江的证言。李大明认罪。", ["name-inconsistent"], []],
    [
      "被告单位岳阳建国商贸有限公司，法定代表人张建国。被告人张建国，男。张建国指使员工张建华虚开发票，张建国获利。",
      ["name-inconsistent"],
      [],
    ],
    [
      "辩护人李敏，湖南某律师事务所律师。辩护人李敏提出意见。辩护人李明认为罪轻，李敏提交了材料。",
      ["name-inconsistent"],
      ["name-inconsistent 李明"],
    ],
    ["被告人史密斯·约翰（外文名JOHN SMITH），男，美国国籍。史密斯·约翰盗窃，史密斯·约翰供述。", ["name-inconsistent"], []],
    [
      "被不起诉人刘志强，男，1990年1月1日出生。刘志强于2024年盗窃。决定对刘志杰不起诉。",
      ["name-inconsistent"],
      ["name-inconsistent 刘志杰"],
    ],
    [
      "被告人王莎，男，1990年1月1日出生。\n1.2024年3月1日，王莎进入车库，盗得王文的手机。\n2.2024年3月2日，王莎进入车库，盗得李四的手机。王莎供述。",
      ["name-inconsistent"],
      [],
    ],
    [
      "询问笔录\n被询问人：王玲，女。\n问：你认识张三吗？\n答：认识。我叫王玲。\n被询问人：王丽",
      ["name-inconsistent"],
      ["name-inconsistent 王丽"],
    ],
    [
      "询问笔录\n被询问人：王玲，女。\n问：你听谁讲的？\n答：听被害人贺玲讲的。\n问：你和贺玲是什么关系？\n答：贺明是我店里的老顾客。",
      ["name-inconsistent"],
      ["name-inconsistent 贺明"],
    ],
  ])("%s", (text, rules, expected) => {
    const found = checkDocument(documentOf(text.split("\n")), { citations: null, spelling: null }, (rule) => rules.includes(rule));
    expect(found.map(({ rule, text: wrong }) => `${rule} ${wrong}`)).toEqual(expected);
  });
});
