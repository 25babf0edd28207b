import { describe, expect, it } from "vitest";
import { checkDocument, documentOf } from "../index.ts";

const found = (text: string): string[] =>
  checkDocument(documentOf(text.split("\n")), { citations: null, spelling: null }, (rule) => rule === "sum-wrong").map(
    (each) => `${each.text} ${each.suggestion}`,
  );

/** Wholes that stand before what they are made up of; `{}` is the whole. */
const TOLD: readonly (readonly [text: string, right: string, wrong: string])[] = [
  [
    "被告人林某流窜作案，合计窃得财物价值{}，分述如下：\n（一）2024年5月6日，在超市窃得茶叶，价值1260元。\n（二）2024年5月19日，在车站窃得挎包，价值3450元，后以800元卖出。\n（三）2024年6月1日，在网吧窃得手机，价值2180元。",
    "6890元",
    "5710元",
  ],
  [
    "上述账户收款总额为{}，各账户收款情况：\n序号　户名　收款金额（元）\n1　甲某　120350.00\n2　乙某　83420.50\n3　丙某　9730.20",
    "213500.70元",
    "203500.70元",
  ],
  [
    "经统计，三家单位少缴保险费共计{}，具体为：\n单位　少缴数额\n东方饭店　12300元\n西江饭店　8700元\n南山饭店　6400元",
    "27400元",
    "26400元",
  ],
  ["其骗取各被害人款项累计{}，明细：\n序号\n被害人\n金额\n1\n赵某\n4200元\n2\n钱某\n3600元\n3\n孙某\n5100元", "12900元", "19200元"],
  [
    "被告人收受财物共计{}，具体事实：1.2023年2月，收受甲所送现金30000元；2.2023年6月，收受乙所送购物卡5000元；3.2024年1月，收受丙所送现金20000元。",
    "55000元",
    "65000元",
  ],
  // The price of goods in their number is that of all of them, or of one.
  [
    "盗窃共计价值{}，具体事实如下：\n1.2024年5月6日，窃得价值1200元的白酒六瓶。\n2.2024年5月9日，窃得价值3300元的摩托车一辆。",
    "4500元",
    "5400元",
  ],
  [
    "盗窃共计价值{}，具体事实如下：\n1.2024年5月6日，窃得价值200元的白酒六瓶。\n2.2024年5月9日，窃得价值3300元的摩托车一辆。",
    "4500元",
    "5400元",
  ],
];

describe("a whole before its parts", () => {
  it.each(TOLD)("%s", (text, right, wrong) => {
    expect(found(text.replace("{}", right))).toEqual([]);
    expect(found(text.replace("{}", wrong))).toEqual([expect.stringMatching(new RegExp(`^${wrong}`))]);
  });

  it.each([
    "合同总价600万元。2024年3月2日支付8000元，2024年4月2日支付9000元，",
    "退赔共计5000元。具体事实如下：\n1.2024年5月6日，窃得手机，价值1200元。\n2.2024年5月9日，窃得电脑，价值3300元。",
    "共计骗得约8万元，具体如下：\n1.2024年5月6日，骗得1200元。\n2.2024年5月9日，骗得3300元。",
    "以上费用共计9000元。（二）往来情况：1.甲公司付5000元；2.甲公司付3000元。",
  ])("no whole of the list behind it: %s", (text) => expect(found(text)).toEqual([]));
});

/** Shares behind the whole that they make up, and parts one of which is forgotten in their sum. */
const SHARED: readonly (readonly [text: string, right: string, wrong: string])[] = [
  ["三人共骗得86500元。所得赃款由甲分得41000元，乙分得{}，丙分得12000元。", "33500元", "35300元"],
  ["销售额\n品名　金额\n甲　12400元\n乙　18700元\n合计　31100元\n上述款项，周某分得{}，吴某分得11300元。", "19800元", "18900元"],
  ["双方约定赔付护理费13800元、交通费2400元和误工费9600元，合计{}，当场付清。", "25800元", "23400元"],
  ["二被告人共计骗得{}。\n其中，被告人甲骗得41000元，被告人乙骗得33500元。", "74500元", "57400元"],
  ["序号　商户　罚款（元）\n1　甲店　2000\n2　乙店　3000\n3　丙店　1500\n上述商户已缴纳罚款共计{}。", "6500元", "5500元"],
  // What is left, in another sentence or answer.
  ["问：一共多少？\n答：第一次给了6200元，第二次给了5700元，两次加起来{}。", "11900元", "6200元"],
  [
    "2023年5月，刘某借给王某人民币186000元。\n后王某于同年7月归还25000元，8月归还17000元，共计归还42000元，下欠本金{}。",
    "144000元",
    "114000元",
  ],
  ["答：他转给我6200元，后来又转了5700元，两次加起来11900元。\n问：钱呢？\n答：退了他3100元，还剩{}没退。", "8800元", "2600元"],
  ["退还甲货款13800元、乙货款9600元，两笔合计{}。", "23400元", "9600元"],
];

describe("shares and enumerations", () => {
  it.each(SHARED)("%s", (text, right, wrong) => {
    expect(found(text.replace("{}", right))).toEqual([]);
    expect(found(text.replace("{}", wrong))).toHaveLength(1);
  });

  it.each(["偿还205545元（其中诉讼费2253元）及执行费3966元，共计209511元。", "三人共骗得86500元。甲已退赔41000元，乙已退赔12000元。"])(
    "right: %s",
    (text) => expect(found(text)).toEqual([]),
  );
});

/** Sums of weights, areas and numbers, and totals by the number of their parts or behind a list. */
const OTHERS: readonly (readonly [text: string, right: string, wrong: string])[] = [
  ["毁坏水田3.7亩、坡地2.5亩，两类农用地共{}。", "6.2亩", "7.2亩"],
  ["卖出1.9克，加上查获的0.9克，涉案毒品共{}。", "2.8克", "3.8克"],
  ["在册职工48人，其中已参保{}，未参保35人，均已核实。", "13人", "31人"],
  ["付房租4900元，买手机5600元，这两样就花了{}，其他的吃喝花掉了。", "10500元", "11500元"],
  ["卖土所得分三笔入账：10800元、13500元和13600元，计{}，已全部交出。", "37900元", "39700元"],
  [
    "答：一是充值不入账，拿了15100元；二是订金不上缴，拿了31700元；三是退货不退款，有41400元。\n问：一共多少？\n答：我记了账，总共{}。",
    "88200元",
    "56500元",
  ],
  ["三项共16100元，除案发前还给您{}外，您的损失为15200元。", "900元", "800元"],
  ["两次共得现金1400元，连同手机，财物总值4000元。现金由甲分得900元，乙分得{}，丙分得200元。", "300元", "310元"],
];

describe("what else is added up", () => {
  it.each(OTHERS)("%s", (text, right, wrong) => {
    expect(found(text.replace("{}", right))).toEqual([]);
    expect(found(text.replace("{}", wrong)).length).toBeGreaterThan(0);
  });

  it.each([
    "2023年5月29日付了5600元，11月19日付了3300元，就付过这两回，到手8900元。合同上写的是10700元，所以他还欠我1800元。",
    "除照价赔偿外，另补偿误工费用1000元，合计17700元。",
    "先后三次向张三转账5000元、3000元、2000元。",
    "两个工程的结算价为31819858元，已收31719858元。",
    "护理费3361元（49073元/年÷365天×25天）；交通费500元（20元/天×25天）。以上6项合计19520元。",
    "参与人员12人、观众30人、工作人员5人，受伤共3人。",
  ])("right: %s", (text) => expect(found(text)).toEqual([]));
});
