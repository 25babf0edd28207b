import { describe, expect, it } from "vitest";
import { checkDocument, documentOf } from "../index.ts";
import { CONFUSED_WORDS } from "./confused-words.ts";

const found = (text: string, rule: string): string[] =>
  checkDocument(documentOf(text.split("\n")), { citations: null, spelling: null }, (each) => each === rule).map(
    ({ text: wrong, suggestion }) => `${wrong} ${suggestion}`,
  );

describe("words that are confused, and words of former times", () => {
  it("each word is found as it is confused, and right as it is meant", () => {
    const wrong = CONFUSED_WORDS.filter(([written, meant]) => {
      const [confused, right] = [
        found(`第一条 经查，${written}，属实。`, "wording-confused"),
        found(`第一条 经查，${meant}，属实。`, "wording-confused"),
      ];
      return confused.length === 0 || right.length > 0;
    });
    expect(wrong).toEqual([]);
  });

  it.each<[text: string]>([
    ["建立既有利于管理、又方便群众的制度，收取销售款，取得索取销售款凭据，预报消息。"],
    ["人民法院撤销失踪宣告。诊断后引导至医院，不予备案，给予留用察看。"],
    ["设立行使证券公司管理职权的机构，增强辨别是非的能力，需要协调公安机关。"],
    ["完善自然资源管理，相关健康体检，喷洒精准，被看做为难。"],
    ["操作工、维修工。既使用本单位车辆，又使用他人车辆。自己经营，与自己被害无关。要求书写上述状况。"],
  ])("words that only meet: %s", (text) => {
    expect(found(text, "wording-confused")).toEqual([]);
  });

  it.each<[text: string, expected: string[]]>([
    ["本院依法询问了二被告人，讯问了多名证人。", ["询问 讯问", "讯问 询问"]],
    ["到看守所询问犯罪嫌疑人，依法讯问犯罪嫌疑人、询问被害人。", ["询问 讯问"]],
    ["对违法所得予已追交，尚欠13万元未崔告，现金被截流现金使用。", ["予已 予以", "追交 追缴", "崔 催", "截流 截留"]],
    ["授予已故民警，追交党费和物业费，崔某告知，河道截流工程，实行清污截流。", []],
    ["现场现以被破坏，本案以经审查终结，应当与以处罚，已告之被告人。", ["以 已", "以 已", "与以 予以", "告之 告知"]],
    ["以被告人认罪为由，与以往不同，给予经济处罚，予以经济补偿，予以审查，应予审查，奖惩制度。", []],
    ["必需依法办理，生活必需品由本人承担。", ["必需 必须"]],
  ])("%s", (text, expected) => {
    expect(found(text, "wording-confused").toSorted()).toEqual(expected.toSorted());
  });

  it.each<[text: string, expected: string[]]>([
    ["民警将其抓获后依法搜察，提取血夜送检。", ["搜察 搜查", "血夜 血液"]],
    ["被告人多次吸独，并向他人勒锁钱款。", ["吸独 吸毒", "勒锁 勒索"]],
    ["航运枢纽等工程、普遍护林、增进家庭幸福，接近临界值，具备岸电使用条件。", []],
    ["平江县坡镇小学和旅职客运有限公司。被告人张提押，男。", []],
  ])("characters that make no word: %s", (text, expected) => {
    expect(found(text, "wording-confused").toSorted()).toEqual(expected.toSorted());
  });

  it.each<[text: string, expected: string[]]>([
    ["另查，情况已向县国税局、银保监局和扶贫办核实。", ["国税局 税务局", "银保监局 金融监督管理局", "扶贫办 农业农村局"]],
    ["由原国土局移送，原地税局说明。", []],
    ["怀宁县国土资源部门（以下简称怀宁国土局）答复。怀宁国土局不服。", []],
    ["有关线索曾转县安全生产监督管理局、市国家税务局。", ["国家税务局 税务局", "安全生产监督管理局 应急管理局"]],
    ["2015年3月，县工商局、国家税务局出具证明。2024年，县工商局出具证明。", ["工商局 市场监督管理局"]],
    ["张三，1985年3月出生，在县粮食局工作，由省林业厅调取。", ["林业厅 林业局", "粮食局 粮食和物资储备局"]],
    ["县环保局（现市生态环境局分局）、规划局后更名为自然资源局，自然资源和规划局核实，国家税务总局岳阳市税务局核实。", []],
    ["鉴定结论不能采信，嫌犯涉嫌犯罪。社区矫正人员外出。", ["鉴定结论 鉴定意见", "嫌犯 犯罪嫌疑人", "社区矫正人员 社区矫正对象"]],
    [
      "以公司、企业人员受贿罪、生产、销售假药罪追究；构成奸淫幼女罪；以走私制毒物品罪追究。",
      ["公司、企业人员受贿罪 非国家工作人员受贿罪", "奸淫幼女罪 强奸罪"],
    ],
    ["张三曾因投毒罪被判刑。非法生产、买卖、运输制毒物品、走私制毒物品罪。", []],
    ["助理检察员：张建国", ["助理检察员 检察官助理"]],
    ["代行检察员职务的助理检察员可以出庭。", []],
    ["被告人涉嫌偷税罪。", ["偷税罪 逃税罪"]],
    ["被告人2005年因犯偷税罪被判处有期徒刑一年。", []],
    ["县公安消防大队出具认定书，县计生委、文广新局到场。", ["公安消防大队 消防救援队伍", "计生委 卫生健康委员会", "文广新局 文化和旅游局"]],
  ])("%s", (text, expected) => {
    expect(found(text, "wording-outdated").toSorted()).toEqual(expected.toSorted());
  });
});
