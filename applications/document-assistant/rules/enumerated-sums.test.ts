import { describe, expect, it } from "vitest";
import { checkDocument, documentOf } from "../index.ts";

const found = (text: string): string[] =>
  checkDocument(documentOf(text.split("\n")), { citations: null, spelling: null }, (rule) => rule === "sum-wrong").map((each) => each.text);

/** Totals right behind their parts; `{}` is the total, given with its right figure and with one that is far from it, or leaves a part out. */
const TOLD: readonly (readonly [text: string, right: string, wrong: string])[] = [
  // Two, three and more of one kind, told with days, ordinals, brackets and in speech.
  ["其中代销费2700元，另加运杂费480元，共{}。", "3180元", "480元"],
  ["甲摊位查得货款6300元、乙摊位查得货款5200元，合计{}。", "11500元", "1150元"],
  ["2024年2月3日汇入15600元，同年4月11日汇入8200元，次年1月汇入9400元，合起来是{}。", "33200元", "17600元"],
  ["头一回拿走3200元，第二回拿走2600元，第三回拿走4100元，总值{}。", "9900元", "6700元"],
  ["轿车一辆（评估价81500元）、钢琴一架（评估价26300元）、现金7200元，共计三项财产，合计{}。", "115000元", "33500元"],
  ["种粮补贴分三笔到账：11200元、9800元和13500元，计{}，均转入其妻账户。", "34500元", "21000元"],
  ["两处摊位分别罚款6000元、3500元，共罚款{}。", "9500元", "3500元"],
  ["被害人周某被迫交出2100元，被害人郑某被迫交出3700元，被害人冯某被迫交出1500元，共计{}。", "7300元", "5200元"],
  ["其妻代交罚没款5600元，并与村委会签订补偿协议，支付复垦费3900元、看护费700元，共{}。", "4600元", "700元"],
  ["租金38000元和41000元汇入私人账户，另将机器以26500元转让，三笔转移的资产达{}。", "105500元", "67500元"],
  ["卖掉稻谷4.6吨，加上仓里剩下的1.2吨，总共{}。", "5.8吨", "1005.8吨"],
  ["鱼塘3.4亩、菜地1.9亩，两种用地共{}。", "5.3亩", "53亩"],
  // Totals of totals.
  ["货款合计146000元，税款合计18980元，价税合计{}。", "164980元", "18980元"],
  // What one act came to.
  ["拿走钱包一个，内有现金1200元。另拿走项链一条，经估价为3500元，该次盗窃金额为{}。", "4700元", "3500元"],
  // With what was told before.
  ["上述家具的修理费用共计7800元。除照单赔付外，另补贴误工费1300元，合计{}。", "9100元", "1300元"],
  ["相机经估价值5300元。二人搜得现金2100元，连同相机，涉案总值{}。", "7400元", "2100元"],
];

describe("amounts one beside the other and their total", () => {
  it.each(TOLD)("%s", (text, right, wrong) => {
    expect(found(text.replace("{}", right))).toEqual([]);
    expect(found(text.replace("{}", wrong))).toHaveLength(1);
  });

  it.each([
    // Others are added up too, or not all have an amount.
    "搬走电视机一台、音响一套（值2300元）、现金600元，共计价值8700元。",
    "购买化肥2300元、农药600元等物资，共计支出8700元。",
    // Totals beside each other, each of its own.
    "一期工程费用共71600元、二期工程费用共49600元，零星工程费用共3700元。",
    // What comes of it, what is left, what is taken off.
    "甲分得3000元，乙分得2500元，二人共计骗取9800元。",
    "工程款21万元、材料款9万元已付清，余下共计4万元未付。",
    "上年利润15600元，扣除管理费2300元后，合计13300元。",
    // Of what has another name.
    "观众230人、演员45人、工作人员18人，受伤共6人。",
    // The whole first, or told again of one kind of what was told.
    "欠租86000元，其中上年欠租61000元，本年欠租25000元，合计86000元。",
    "归还本金7100元、利息120元，后又归还本金400元，共计归还本金7500元、利息120元。",
    // Numbers of houses are no amounts.
    "一号楼1-6户、二号楼1-9户、三号楼2-11户，共计1104户。",
  ])("right: %s", (text) => expect(found(text)).toEqual([]));
});

describe("lists and what they come to", () => {
  const invoices = (goods: string, tax: string): string =>
    `1.2024年2月6日，开具发票3份，货款310000元，税款40300元；\n2.2024年3月9日，开具发票5份，货款${goods}，税款57200元；\n3.2024年5月2日，开具发票2份，货款190000元，税款24700元。\n以上货款合计940000元，税款合计${tax}。`;
  it("each total of a sentence is that of what has its name", () => {
    expect(found(invoices("440000元", "122200元"))).toEqual([]);
    expect(found(invoices("440000元", "97500元"))).toEqual(["97500元"]);
    expect(found(invoices("4400000元", "122200元"))).toHaveLength(1);
  });

  it("numbers of attachments far behind a list do not go on with it", () => {
    const text = (whole: string): string =>
      `非法收受三人财物，共计${whole}。具体如下：\n1.2018年，收受甲现金90000元。\n2.2019年，收受乙现金60000元。\n3.2020年，收受丙现金40000元。\n上述事实有证据证实。\n其行为构成受贿罪。\n此致\n某某人民法院\n检察官　甲某\n附件：1.案卷材料三册\n2.光盘二张\n3.具结书一份\n4.证人名单一份`;
    expect(found(text("19万元"))).toEqual([]);
    expect(found(text("13万元"))).toEqual(["13万元"]);
    expect(found(text("190万元"))).toEqual(["190万元"]);
  });

  it("the only column of a table behind the only total is what that is of", () => {
    const text = (whole: string): string =>
      `由其出售后，获利共计${whole}。分别是：\n时间　重量（公斤）　售价\n2024-03-02　41　1300元\n2024-03-09　37　1100元\n2024-03-20　52　1800元\n以上有账本证实。`;
    expect(found(text("4200元"))).toEqual([]);
    expect(found(text("2900元"))).toEqual(["2900元"]);
  });

  it("so many as are counted are summed up, though some alone make the total", () => {
    const text = (whole: string): string =>
      `附加刑\n张某\n拘役五个月\n罚金26000元\n王某\n拘役四个月\n罚金14000元\n李某\n拘役三个月\n罚金5000元\n三人罚金总额为${whole}。`;
    expect(found(text("45000元"))).toEqual([]);
    expect(found(text("19000元"))).toHaveLength(1);
  });
});

describe("what is told of a whole behind it", () => {
  it.each([
    ["收受财物共计86500元。\n从收受方式看，现金52000元，转账和购物卡折合{}。", "34500元", "345元"],
    ["挪用公款三次，合计58000元。案发后，其家属代为归还21000元，尚欠{}。", "37000元", "370000元"],
    ["涉案资金328000元，其中用于购房213000元、购车73000元、消费{}。", "42000元", "24000元"],
    ["交纳保证金53000元，没收21000元，退还{}。", "32000元", "23000元"],
    ["问：怎么分的？\n答：一共卖了4700元，我拿了2100元，小李拿了1500元，小张拿了{}。", "1100元", "1200元"],
    ["甲地块34亩、乙地块51亩、丙地块47亩，总面积{}。", "132亩", "85亩"],
    ["骗得的86000元中，甲分得41000元，乙分得{}，丙分得19000元。", "26000元", "260000元"],
    ["认定的数额为86400元，扣除重复计算的7200元，应认定为{}。", "79200元", "9200元"],
    ["申请育苗补贴35000元，核查属实的仅12500元，虚报{}。", "22500元", "2250元"],
    ["2024年3月借款本金120000元，利息14400元，本息合计{}。", "134400元", "164400元"],
    ["甲牌酒45600元，乙牌酒38250元，丙牌酒9150元，总案值{}。", "93000元", "83850元"],
    [
      "判决确认借款38000元、利息4600元，两项共计42600元。\n查明其将租金12000元和存款9000元转出，两笔共计21000元。\n案件移送后，其亲属代为履行13400元，下欠{}。",
      "29200元",
      "292000元",
    ],
  ])("%s", (text, right, wrong) => {
    expect(found(text.replace("{}", right))).toEqual([]);
    expect(found(text.replace("{}", wrong))).toHaveLength(1);
  });

  it.each([
    "补偿费28800元，地面补偿2300元，两项合计31100元，总价包干。\n以上三项合计，共补偿138000元，分二期付给，第一期100000元，第二期38000元。",
    "其中有证的面积为22700平方米，出租面积为27200平方米，无证的面积为5100平方米。",
    "周中华认缴出资510000元，持股51%，郑中和认缴出资320000元，吴中立认缴出资170000元。",
    "利润分配后账上余86400元，扣除税款7200元后，另发奖金20000元。",
    "共计骗取9000元，其中甲5000元、乙3000元。",
    "出资1500000元，其中510000元支付股权款，490000元支付甲，包括利息360000元。",
    "交纳保证金53000元，没收21000元，退还其亲属17000元。",
    "建筑面积为27213平方米，其中有证的为22758.53平方米，无证的为4455平方米。",
    "按总补偿款计算，第一期付100000元，第二期付38000元。",
    "借给公司990000元，支付了工资、欠款400000元，暂缓归还150000元。",
  ])("right: %s", (text) => expect(found(text)).toEqual([]));
});

it("a list with numbers in brackets is summed up by the sentence that takes it up", () => {
  const text = (sold: string): string =>
    `（1）3月2日，以380元的价格售出种鳖0.9公斤。\n（2）3月6日，以180元的价格售出种鳖0.3公斤。\n（3）3月9日，以360元的价格售出种鳖0.7公斤。\n综上，其先后向三名顾客售出种鳖${sold}公斤，加上起获的0.9公斤，共2.8公斤。`;
  expect(found(text("1.9"))).toEqual([]);
  expect(found(text("191.9"))[0]).toBe("191.9公斤");
});
