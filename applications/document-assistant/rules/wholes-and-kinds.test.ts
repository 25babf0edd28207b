import { describe, expect, it } from "vitest";
import { checkDocument, documentOf } from "../index.ts";

const RULES: ReadonlySet<string> = new Set(["sum-wrong", "count-wrong", "amount-inconsistent"]);
const found = (text: string): string[] =>
  checkDocument(documentOf(text.split("\n")), { citations: null, spelling: null }, (rule) => RULES.has(rule)).map(
    (each) => `${each.rule} ${each.text} ${each.suggestion}`,
  );

/** Wholes and what they are made up of; `{}` is one of the figures, and where another one is charged it is told last. */
const TOLD: readonly (readonly [text: string, right: string, wrong: string, rule: string, charged?: string])[] = [
  // Of any unit, the last being all others.
  ["现场查获野生植物共计{}公斤，其中石斛12公斤、重楼25公斤、其余草药31公斤。", "68", "43", "sum-wrong", "43公斤 68公斤"],
  // Behind the capitals of the total.
  ["所欠货款共计{}（人民币，下同），明细为：吴军6300元，郑勇8900元，王芳5500元。", "20700元", "38700元", "sum-wrong"],
  // What is not so is the rest.
  ["列入名册的残疾职工58人中，已办理参保登记的41人，尚未参保的{}人。", "17", "14", "sum-wrong", "58人 55人"],
  ["到会委员9人均发表了意见，其中赞成提起公诉的7人，反对的{}人。", "2", "3", "sum-wrong", "9人 10人"],
  // Named by their numbers.
  [
    "1.2024年3月2日，骗得吴军3100元。\n2.2024年3月5日，骗得郑勇4200元。\n3.2024年3月9日，骗得王芳5300元。\n其中周某参与第一起、第三起，涉案金额{}。",
    "8400元",
    "4800元",
    "sum-wrong",
  ],
  [
    "1.2024年3月2日，骗得吴军3100元。\n2.2024年3月5日，骗得郑勇4200元。\n3.2024年3月9日，骗得王芳5300元。\n李某参与第一至三起，数额共计{}。",
    "12600元",
    "16200元",
    "sum-wrong",
  ],
  // Behind a table, with more behind it, or asked for.
  [
    "村组　补偿款（元）\n东风组　31,200.00\n红旗组　42,500.00\n前进组　18,600.00\n以上三组合计{}，已兑付的50000元由村会计经手。",
    "92300元",
    "93200元",
    "sum-wrong",
  ],
  ["日期　收款（元）\n2024年3月2日　3,100.00\n2024年3月5日　4,200.00\n问：加起来有多少？\n答：总共{}。", "7300元", "3700元", "sum-wrong"],
  // What was taken off leaves what there really was.
  [
    "日期　收款（元）\n2024年3月2日　31,000.00\n2024年3月5日　42,000.00\n上列各笔合计73000元。立案前退回公司12500元，实际侵占{}。",
    "60500元",
    "65000元",
    "sum-wrong",
  ],
  // What there was, what came and what went.
  ["月初库存轮胎80件，本月购入36件，领用发出45件（门店22件、网点23件），月末库存{}件。", "71", "77", "sum-wrong", "77件 71件"],
  // In units of their own.
  ["移交清单：图册2本、硬盘一块、印章3枚，共{}件。", "6", "8", "sum-wrong"],
  // Of kinds that are told side by side.
  ["应履行罚金4000元、退赔12300元，共计{}，已缴清。", "16300元", "13600元", "sum-wrong"],
  // By their number behind a table, things by theirs, an answer with a table.
  ["车主　车牌号　运费（元）\n吴军　湘F12345　3,200.00\n郑勇　湘F23456　4,100.00\n两台车运费合计{}。", "7300元", "3700元", "sum-wrong"],
  [
    "经查，涉案{}台货车的运费如下：\n车主　车牌号　运费（元）\n吴军　湘F12345　3,200.00\n郑勇　湘F23456　4,100.00",
    "两",
    "三",
    "count-wrong",
    "三 二",
  ],
  [
    "问：你一共给他送了{}次钱？\n答：对，记录如下：\n日期　金额（元）\n2024年3月2日　3,100.00\n2024年3月5日　4,200.00\n2024年4月9日　1,500.00",
    "三",
    "四",
    "count-wrong",
  ],
  // Names with who they are, their number in a bracket, others.
  ["评议由吴军（教师）、郑勇（村干部）、王芳（律师）共{}人参加。", "3", "5", "count-wrong"],
  ["列席人员：吴军、郑勇、王芳、李强（共{}人）", "4", "5", "count-wrong"],
  ["未亮证经营的有福来商行（东门）、顺达超市（西门）、家味小吃店（南门），共{}家。", "3", "4", "count-wrong"],
  ["问：几回？\n答：我偷了{}回。头一回在三月，拿了300元。第二回在四月，拿了500元。第三回在五月，拿了200元。", "三", "四", "count-wrong"],
];

describe("wholes and what they are made up of", () => {
  it.each(TOLD.map(([text, right]) => text.replace("{}", right)))("right: %s", (text) => expect(found(text)).toEqual([]));
  it.each(
    TOLD.map(([text, right, wrong, rule, charged = `${wrong} ${right}`]) => [text.replace("{}", wrong), `${rule} ${charged}`] as const),
  )("wrong: %s", (text, told) => {
    expect(found(text)).toContain(told);
    // A number of people or things may be told as a sum and as a count: in one place.
    expect(new Set(found(text).map((each) => /^\S+ ([0-9.]+|\S+)/.exec(each)?.[1])).size).toBe(1);
  });
});

describe("what only looks as if it had to be equal", () => {
  it.each([
    // What was paid for things is not what they are worth, and the price of some no value of one.
    "郑勇明知电缆来路不明，仍以16800元的价格收购，经认定价值26800元。该案退回补充侦查一次。",
    "序号　物品　认定价值\n1　电缆　3900.00\n2　水泵　5500.00\n合计　—　9400.00\n上述物品价值共计9400元，吴军将其中部分卖给他人，得款8900元。",
    // A third kind is told too.
    "检查中发现隐患34处，其中护栏缺失13处，安全带未系挂12处，电线破损9处。",
    "村里共有老人60人，其中未成家的12人，有子女在外的30人。",
    // What comes first in a list is of it too.
    "无证销售的有吉祥便民点、顺达超市、家味小吃店，计3家。",
    "月初在册80人，本月新增36人，其中调入12人，月末在册120人。",
    "随案移送手机若干、光盘2张、印章3枚，共9件。",
    "扣押手机两部、银行卡3张、现金5000元，共三项。",
    // Numbers of paragraphs of the law.
    "违反第二十条第一项、第二项的规定，罚款30000元。",
  ])("%s", (text) => expect(found(text)).toEqual([]));
});
