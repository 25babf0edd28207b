import { describe, expect, it } from "vitest";
import { checkDocument, documentOf } from "../index.ts";

const told = (lines: readonly string[], rule: string): string[] =>
  checkDocument(documentOf(lines), { citations: null, spelling: null }, (each) => each === rule).map(
    ({ text, suggestion }) => `${text} ${suggestion}`,
  );
const confused = (text: string): string[] => told(["起诉书", text], "wording-confused");

describe("words that are right elsewhere, told apart by what they mean", () => {
  it.each<[text: string, expected: string[]]>([
    ["被害人的财务被盗，公司财物制度混乱，追缴的财物已发还，财务人员到案。", ["财务 财物", "财物 财务"]],
    ["其驾驶轿车沿巴陵路由东向西行使，无行驶证，依法行使职权。", ["行使 行驶"]],
    ["检察机关依法行驶监督权，车辆行驶至路口。", ["行驶 行使"]],
    ["其途径南湖大道时，被民警拦下，通过合法途经反映诉求，解决途径多样。", ["途径 途经", "途经 途径"]],
    ["其收到刑事处罚后不思悔改，收到行政处罚决定书，曾受到处分。", ["收到 受到"]],
    ["本院于次日受到被害人回函，其受到惊吓。", ["受到 收到"]],
    ["其应当接收社区矫正机构的监督，看守所接收罪犯。", ["接收 接受"]],
    ["当事人不服，可以向本院申述，被告人申述意见如下。", ["申述 申诉"]],
    ["扣押的手机已退换失主，网店承诺七日内退换货。", ["退换 退还"]],
    ["无违法犯罪纪录，打破世界纪录。", ["纪录 记录"]],
    ["其父负有赡养未成年子女的义务，其依法抚养年迈的父母。", ["赡养 抚养", "抚养 赡养"]],
    ["取保候审期间届满，取保候审期限未满，其在服刑期间表现良好。", ["期间 期限"]],
    ["追溯时效已过，追溯时效中断，向上追溯来源。", ["追溯 追诉", "追溯 追诉"]],
    ["其以盈利为目的开设赌场，公司扭亏为盈利。", ["盈利 营利"]],
    ["其自愿认罪伏法，凶犯已经伏法。", ["伏法 服法"]],
    ["县政府付县长带队，已经付清货款。", ["付 副"]],
    ["其犯罪所得公司印章、权力清单已公布，辩护权力、行使请求权力。", ["权力 权利", "权力 权利"]],
    ["经人民调节达成协议，空调调节器被盗，经济调节作用明显。", ["调节 调解"]],
    ["该公司未制订安全管理制度，正在制订工作方案。", ["制订 制定"]],
    ["县人力资源与社会保障局出具证明。", ["与 和"]],
    ["经冶安调解，医院冶疗记录证实。", ["冶安 治安", "冶疗 治疗"]],
  ])("%s", (text, expected) => {
    expect(confused(text)).toEqual(expected);
  });

  it("whoever is accused is 讯问, whoever is not is 询问", () => {
    expect(confused("被告人龙启明到案。检察人员询问了龙启明，询问了证人汤立波，询问了龙启明的母亲。")).toEqual(["询问 讯问"]);
    expect(confused("告知各被告人权利后，分别询问了三人。")).toEqual(["询问 讯问"]);
    expect(confused("走访村民后，分别询问了三人。")).toEqual([]);
    expect(told(["岳阳县人民检察院证人权利义务告知书", "你应当如实回答讯问。"], "wording-confused")).toEqual(["讯问 询问"]);
  });

  it("a report that an office makes of its own work is a document of the office", () => {
    const report = ["关于涉企案件办理情况的报告", "本院检察人员走访企业八家，欠款已对现5000元。"];
    expect(told(report, "wording-confused")).toEqual(["对现 兑现"]);
    expect(told(["涉企案件办理规定", report[1] ?? ""], "wording-confused")).toEqual([]);
  });

  it.each<[text: string, expected: string[]]>([
    ["本院会同建设局、交通局、住房和城乡建设局、交通运输局开展检查。", ["建设局", "交通局"]],
    ["消防大队出具认定书，消防救援大队到场。", ["消防大队"]],
    ["移送环境监察大队、生态环境局处理。", ["环境监察大队"]],
    ["依照信访条例、信访工作条例答复上访户。", ["信访条例", "上访户"]],
    ["2012年，县建设局办理登记；原交通局已撤并。", []],
  ])("of former times: %s", (text, expected) => {
    expect(told(["起诉书", text], "wording-outdated").map((each) => each.split(" ")[0])).toEqual(expected);
  });
});

describe("the name of the role where the title does not settle it", () => {
  const roles = (...lines: string[]): string[] => told(lines, "role-before-indictment");
  it("whoever is spared on conditions is a suspect or is named by what is decided", () => {
    const title = "岳阳县人民检察院附条件不起诉决定书";
    expect(roles(title, "犯罪嫌疑人龙启明，男。决定对犯罪嫌疑人龙启明附条件不起诉。")).toEqual([]);
    expect(roles(title, "犯罪嫌疑人龙启明，男。本院讯问了犯罪嫌疑人。决定对被告人龙启明附条件不起诉。")).toEqual(["被告人 犯罪嫌疑人"]);
  });

  it("a notice to victims at the review calls nobody an accused; a protest calls nobody a suspect", () => {
    expect(
      roles(
        "岳阳县人民检察院被害人权利义务告知书",
        "公安局移送的龙启明涉嫌诈骗罪一案已受理。被告人龙启明系初犯。现告知你在审查起诉阶段的权利。",
      ),
    ).toEqual(["被告人 犯罪嫌疑人"]);
    expect(roles("刑事抗诉书", "原审被告人龙启明系累犯。原审犯罪嫌疑人龙启明未退赔。")).toEqual(["犯罪嫌疑人 被告人"]);
  });
});
