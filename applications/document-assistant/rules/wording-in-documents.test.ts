import { describe, expect, it } from "vitest";
import { checkDocument, documentOf } from "../index.ts";

const found = (title: string, lines: readonly string[], rule: string): string[] =>
  checkDocument(documentOf(["岳阳县人民检察院", title, ...lines]), { citations: null, spelling: null }, (each) => each === rule).map(
    ({ text, suggestion }) => `${text} ${suggestion}`,
  );

describe("words of documents of the office", () => {
  it.each<[text: string, expected: string[]]>([
    ["2025年末，被告人在年末盘点时末履行职责，款项巳经转出。", ["末 未", "巳 已"]],
    ["被告人双方约定订货，投保人订立合同，已判决，未来得及。", []],
    ["收取戊、己、庚三家公司预付款，其中己公司100万元，己支付货款。", ["己 已"]],
    ["承办人在次讯问被告人，其现再押。在次日的会议上再次强调，现再审案件已立。", ["在 再", "再 在"]],
    ["公司法定代理人吴某到场，未成年人的法定代理人到场。", ["法定代理人 法定代表人"]],
    ["三户村民以至无法耕种，影响以至于全村。", ["以至 以致"]],
    ["被害人向派出所反应被骗经过，血液酒精反应呈阳性，过敏反应消失。", ["反应 反映"]],
    ["其登陆该理财平台后转账，台风登陆后停工。", ["登陆 登录"]],
    ["应当依法追究形式责任，以书面形式告知。", ["形式 刑事"]],
    ["其年幼子女需要扶养，夫妻有互相扶养的义务。", ["扶养 抚养"]],
    ["如实供述自己的罪刑，坚持罪行法定原则。", ["罪刑 罪行", "罪行 罪刑"]],
    ["民警对现场进行了勘察，勘察设计院出具图纸。", ["勘察 勘查"]],
    ["司法所通知其按时报道，媒体报道了此事。", ["报道 报到"]],
    ["附条件不起诉考查期为六个月，本院考查了该村。", ["考查 考察"]],
    ["本院排出合理怀疑，污水从暗管排出。", ["排出 排除"]],
    ["其在押其间表现良好，其间未违反监规。", ["其间 期间"]],
    ["已交纳罚金，按月交纳物业费。", ["交纳 缴纳"]],
    ["夫妻之间有相互抚养的义务，父母抚养子女。", ["抚养 扶养"]],
    ["执行完毕的刑法已载明，刑法执行完毕后再犯。", ["刑法 刑罚"]],
    ["行政罚款二千元已缴。被告人被判处有期徒刑一年，罚款五千元已缴纳。", ["罚款 罚金"]],
  ])("confused: %s", (text, expected) => {
    expect(found("起诉书", [text], "wording-confused").toSorted()).toEqual(expected.toSorted());
  });

  it("in a record of a suspect's interrogation nobody is 询问, but a witness is", () => {
    expect(found("讯问笔录", ["被询问人：赵六", "问：公安机关询问证人时你在场吗？"], "wording-confused")).toEqual(["询问 讯问"]);
    expect(found("询问笔录", ["讯问时间：2025年3月1日", "问：民警讯问嫌疑人后呢？"], "wording-confused")).toEqual(["讯问 询问"]);
  });

  it("a fine of a court told in a cell below a penalty", () => {
    expect(found("量刑建议书", ["主刑", "有期徒刑一年", "罚款3000元"], "wording-confused")).toEqual(["罚款 罚金"]);
  });

  it.each<[text: string, expected: string[]]>([
    ["线索由县侦监科转来，原公诉科科长已退休，另由起诉书载明。", ["侦监科"]],
    ["提讯人犯时未告知权利，被告人犯诈骗罪，二人犯罪后逃离。", ["人犯"]],
    ["原审被告人系劳改释放人员，曾因盗窃被劳改。", ["劳改"]],
    ["县工商部门、国土部门未反馈，自然资源部门、工商联已反馈。", ["工商部门", "国土部门"]],
    ["另查，其被收容教育六个月，房屋价格鉴证机构出具报告。", ["收容教育", "价格鉴证机构"]],
    ["按照合同法的规定处理，依照劳动合同法的规定支付。", ["合同法"]],
    ["《人犯权利义务告知书》已送达，《收容教育办法》已废止。", ["人犯"]],
    ["交警大队出具交通事故责任认定书，道路交通事故认定书已送达。", ["交通事故责任认定书"]],
    ["县药监局移送线索，省药品监督管理局批准；公益诉讼人出庭。", ["药监局", "公益诉讼人"]],
    ["被告人在2009年因卖淫被收容教育，2008年工商部门登记。", []],
  ])("of former times: %s", (text, expected) => {
    expect(
      found("起诉书", [text], "wording-outdated")
        .map((each) => each.split(" ")[0] ?? "")
        .toSorted(),
    ).toEqual(expected.toSorted());
  });

  it("a word stands twice in the name of a document too, and a name before 在 is no word", () => {
    expect(found("讯问笔录", ["问：《辩护人辩护人意见书》收到没有？"], "word-doubled")).toEqual(["辩护人辩护人 辩护人"]);
    expect(found("讯问笔录", ["送达人祝芷在场核实。"], "wording-confused")).toEqual([]);
  });

  it("statutes of older days say some of them rightly", () => {
    expect(
      checkDocument(documentOf(["县级以上工商行政管理部门负责监督，人犯不得会见。"]), { citations: null, spelling: null }, (rule) =>
        rule.startsWith("wording"),
      ),
    ).toEqual([]);
  });
});

describe("parties of a criminal case, and words that are right elsewhere", () => {
  const told = (title: string, text: string): string[] =>
    checkDocument(documentOf([title, text]), { citations: null, spelling: null }, (rule) => rule === "wording-confused").map(
      ({ text: wrong, suggestion }) => `${wrong} ${suggestion ?? "?"}`,
    );
  it.each<[title: string, text: string, expected: string[]]>([
    ["起诉书", "被告陶立文到案，被告人陶立文认罪，被告单位认罪，被告知权利。", ["被告 被告人"]],
    [
      "检察建议书",
      "综上所诉，必需佩戴头盔，与2025年3月1日到案，上诉款项属与犯罪所得，不与认定，陪礼道歉，依法察封，安照规定，人身危险行较大",
      [
        "综上所诉 综上所述",
        "必需 必须",
        "与 于",
        "上诉 上述",
        "属与 属于",
        "不与 不予",
        "陪礼道歉 赔礼道歉",
        "察 查",
        "安照规定 按照规定",
        "行 性",
      ],
    ],
    [
      "检察建议书",
      "生活必需品，与2025年3月1日的记录一致，提出上诉事实和理由，家属与犯罪嫌疑人，检察证据，安排察看，社会危害行为，不在处罚范围内，费用与支付凭证",
      [],
    ],
    ["检察建议书", "解除查封、扣压、冻结，账上怎么反应的", ["扣压 扣押", "反应 反映"]],
    ["起诉书", "附带民事诉讼原告人李敏，被告陶立文应当赔偿。", []],
    ["检察建议书", "被告陶立文到案。", []],
    ["检察建议书", "助企渡过难关，人户盗窃多发，行政罚款的决定。", ["人户盗窃 入户盗窃"]],
    [
      "起诉书",
      "未成年被告人的法定代表人（系其母亲）到场；收交违法所得；据不履行。",
      ["法定代表人 法定代理人", "收交违法 收缴违法", "据不履行 拒不履行"],
    ],
  ])("%s: %s", (title, text, expected) => {
    expect(told(title, text)).toEqual(expected);
  });
});
