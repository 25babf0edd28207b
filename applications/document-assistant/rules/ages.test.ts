import { residentIdCheckCharacter } from "@yuejian/identifiers";
import { describe, expect, it } from "vitest";
import { checkDocument, documentOf } from "../index.ts";

const found = (text: string): string[] =>
  checkDocument(documentOf(text.split("\n")), { citations: null, spelling: null }).flatMap((hit) =>
    hit.rule === "age-at-act" ? [hit.text] : [],
  );

const idOf = (birth: string, sequence: string): string => {
  const digits = `990602${birth}${sequence}`;
  return digits + residentIdCheckCharacter(digits);
};
/** Born on 1990-06-29, a woman: 33 on 2024-05-07, 34 from 2024-06-30 on. Born on 1985-03-12, a man: 39. */
const [A, B] = [idOf("19900629", "714"), idOf("19850312", "315")];
const ONE = "起诉书\n被告人王芳，女，1990年6月29日出生，公民身份号码A。\n";
const TWO = `${ONE}被告人李强，男，1985年3月12日出生，公民身份号码Z。\n`;

/** Whose age stands in braces is told rightly. */
const AGES: readonly string[] = [
  `${TWO}2024年5月7日晚，王芳（{33}岁）翻窗进入刘某家，盗走现金3000元。`,
  `${TWO}2024年5月7日晚，{33}岁的王芳翻窗进入刘某家，盗走现金3000元。`,
  `${TWO}2024年5月7日晚，39岁的李强纠集{33}岁的被告人王芳，盗走现金3000元。`,
  `${TWO}2024.5.7晚，李强相约{33}岁的王芳，盗走现金3000元。`,
  `${TWO}王芳（时年{33}岁）2024年5月7日22时许酒后驾驶小型轿车。`,
  `${ONE}王芳2024年5月7日采用虚构中奖的手段先后骗得三人共8000元，当时{33}岁。`,
  `${ONE}2024年5月7日，王芳盗走现金3000元，那年她{33}岁。`,
  `${ONE}2024年5月7日，王芳盗走现金3000元，年仅{33}岁，系初犯。`,
  `${ONE}2023年1月2日，王芳盗走现金3000元。\n2024年5月7日，王芳再次盗走现金800元，王芳此次作案时{33}周岁。`,
  `${ONE}2024年5月7日，王芳盗走现金3000元。王芳被骗参与盗窃时{33}周岁。`,
  `起诉书\n被告人李强，男，1985年3月12日出生，公民身份号码Z。\n2024年5月7日，李强殴打邻居王芳（女，受伤时{33}岁，公民身份号码A）。`,
  `起诉书\n被告人李强，男，1985年3月12日出生，公民身份号码Z。\n被害人王芳，女，1990年6月29日出生，被害时{33}岁。\n2024年5月7日，李强殴打王芳。`,
  `起诉书\n被告人李强，男，1985年3月12日出生，公民身份号码Z。\n被害人王芳，女，1990年6月29日出生。\n2024年5月7日，李强将王芳骗至家中，王芳遭受侵害时{33}岁。`,
  `起诉书\n被告人李强，男，1985年3月12日出生，公民身份号码Z。\n2024年5月7日，酒后的李强殴打扎西卓嘎（身份证号码A，案发时{33}岁）。`,
  "询问笔录\n被询问人：王芳，女，1990年6月29日出生，公民身份号码A\n答：2024年5月7日，我（当时{33}岁）在广场认识的李强，他骗了我3000元。",
  "询问笔录\n被询问人：王芳，女，1990年6月29日出生，公民身份号码A\n答：2024年5月7日被骗的，我那时{33}岁，给了他3000元。",
  "讯问笔录\n被讯问人：王芳，女，1990年6月29日出生，公民身份号码A\n问：作案的时候多大？\n答：作案的时候是{33}岁。\n答：2024年5月7日，我和李强偷了刘某的手机。",
  "认罪认罚具结书\n本人王芳，女，1990年6月29日出生，公民身份号码A，因盗窃案接受审查。\n2024年5月7日，本人盗窃手机一部，当时本人{33}岁。",
  "检察意见书\n姓名\n王芳\n性别\n女\n公民身份号码\nA\n2024年5月7日前，王芳（{33}岁）在自家作坊非法生产散装白酒。",
  "起诉书\n被告人王芳，女，1990年6月生，作案时{33}岁，公民身份号码不详。\n2024年5月7日，被告人王芳盗窃手机一部。",
  "起诉书\n被告人王芳，女，出生年月：1990.06，汉族。\n2024年5月7日，被告人王芳（时年{33}周岁）盗窃手机一部。",
  `${TWO}2024年5月7日，被告人李强（39岁）、王芳（{33}岁）共同盗窃手机一部。`,
  `${TWO}二人2024年5月7日共同盗窃手机一部，作案时李强39岁，王芳{33}岁。`,
  `${TWO}2024年1月5日，李强盗窃手机一部；2024年5月7日，李强又邀约王芳（案发时{33}周岁）盗窃电脑一台。`,
  `${TWO}2024年3月5日晚李强骗得3000元，5月7日晚李强、王芳（案发时{33}周岁）骗得5000元。`,
  `${ONE}王芳以借款为名骗取财物。至2024年5月7日被移送公安机关时，其{33}岁，仍未归还。`,
  `${ONE}挖沙那天{33}岁。\n问：什么时候开始挖沙的？\n答：2024年5月7日，王芳雇人来挖沙，我看见了。`,
  `${ONE}王芳利用保管职务便利侵占货款。2024年5月7日盘点时，经理发现账物不符。案发时王芳{33}岁。`,
];

describe("ages that may be of several days", () => {
  it("that year: one or the other side of the birthday", () => {
    const told = (years: number): string => `${ONE}2024年5月7日，王芳盗走现金3000元，出事那年${years}岁。`.replaceAll("A", A);
    expect(found(told(33))).toEqual([]);
    expect(found(told(34))).toEqual([]);
    expect(found(told(35))).toEqual(["35"]);
  });
  it("when it came out after a birthday", () => {
    const told = (years: number): string =>
      `${ONE}2024年5月7日，王芳盗走现金3000元。2024年8月1日被抓获。案发时王芳${years}岁。`.replaceAll("A", A);
    expect(found(told(34))).toEqual([]);
    expect(found(told(35))).toEqual(["35"]);
  });
  it("no age is counted from days that contradict one another", () =>
    expect(
      found(`${ONE}2022年5月7日立案侦查。2024年5月7日，王芳盗走现金3000元，时年36岁。2024年4月1日移送审查起诉。`.replaceAll("A", A)),
    ).toEqual([]));
});

describe("ages wherever they are told", () => {
  it.each(AGES)("%s", (wording) => {
    const text = wording.replaceAll("A", A).replaceAll("Z", B);
    expect(found(text.replaceAll(/[{}]/g, ""))).toEqual([]);
    expect(found(text.replace("{33}", "36"))).toEqual(["36"]);
    expect(found(text.replace("{33}", "31"))).toEqual(["31"]);
  });

  it.each([
    [`${ONE}2024年5月7日，王芳盗窃手机一部。王芳现年{34}岁，无固定职业。\n岳阳市某区人民检察院\n2024年12月5日`, "36"],
    ["起诉书\n被告人王芳，女，{34}岁，1990年6月29日出生。\n2024年5月7日，王芳盗窃手机一部。\n2024年12月5日", "36"],
  ])("an age of the day of the document: %s", (text, wrong) => {
    expect(found(text.replaceAll("A", A).replaceAll(/[{}]/g, ""))).toEqual([]);
    expect(found(text.replaceAll("A", A).replace("{34}", wrong))).toEqual([wrong]);
  });

  it.each<[text: string, wrong: string[]]>([
    ["起诉书\n被告人张三，1990年5月6日出生；被告人李四，1995年3月4日出生。2024年7月2日，张三、李四共同盗窃，作案时分别为34岁、29岁。", []],
    [
      "起诉书\n被告人张三，1990年5月6日出生；被告人李四，1995年3月4日出生。2024年7月2日，张三、李四共同盗窃，作案时分别为34岁、28岁。",
      ["28"],
    ],
    ["讯问笔录\n时间：2024年8月6日\n被讯问人：张三，1990年5月6日出生\n问：你今年多大？\n答：今年34岁。", []],
    ["讯问笔录\n时间：2024年8月6日\n被讯问人：张三，1990年5月6日出生\n问：你今年多大？\n答：今年36岁。", ["36"]],
    [
      "检察意见书\n李明（男，1971年1月1日出生）涉嫌非法占用农用地，2023年10月5日起雇人取土外卖，直至2024年11月17日被巡查人员制止。案发时李明52岁。",
      ["52"],
    ],
    [
      "检察意见书\n李明（男，1971年1月1日出生）涉嫌非法占用农用地，2023年10月5日起雇人取土外卖，直至2024年11月17日被巡查人员制止。案发时李明53岁。",
      [],
    ],
  ])("in turn, of a record, and when it came out: %s", (text, wrong) => expect(found(text)).toEqual(wrong));

  it("a birth that is only known of the case is the measure too", () => {
    const text = "起诉书\n2024年5月7日，被告人王芳（时年36岁）盗窃手机一部，王芳被当场抓获。";
    const person = { name: "王芳", sex: null, bornOn: "1990-06-29", residentId: null };
    const record = { source: { zh: "案件登记", en: "the record" }, people: [person], charges: [], days: {}, amount: null };
    const hits = checkDocument(documentOf(text.split("\n")), { citations: null, spelling: null, records: [record] });
    expect(hits.flatMap(({ rule, text: words }) => (rule === "age-at-act" ? [words] : []))).toEqual(["36"]);
  });

  it.each([
    `${ONE}2024年5月7日，王芳带其女儿（8岁）盗窃手机一部。`,
    `${ONE}2024年5月7日，王芳带15岁的儿子盗窃手机一部。`,
    `${ONE}2024年5月7日，王芳带十五岁的刘小（化名）盗窃手机一部。`,
    `${ONE}2024年5月7日，王芳骗取一名约60岁的老人3000元。`,
    `${ONE}2024年5月7日，王芳骗取70岁左右的老人3000元，18岁以下的未成年人亦有受骗。`,
    `${ONE}王芳22岁时结婚，2024年5月7日，王芳盗窃手机一部。`,
    `${ONE}王芳参加工作时20岁，2024年5月7日，王芳盗窃手机一部。`,
    `${ONE}2024年5月7日，王芳盗窃手机一部，抓获时34周岁。`,
    `${ONE}2024年5月7日，王芳盗窃手机一部，其母已70岁，其子现年8岁。`,
    `${ONE}2024年5月7日，王芳盗窃刘某（52岁）手机一部，刘某的女儿（20岁）报警。`,
    `${ONE}2024年5月7日，王芳盗窃手机一部。王芳（34岁）表示认罪。\n2024年12月5日`,
    `${ONE}2024年5月7日，王芳盗窃手机一部。被害人当时51岁，系王芳的邻居。`,
    `${ONE}2024年5月7日，王芳与刘某、张某共谋盗窃，刘某案发时40岁，张某案发时41岁。`,
  ])("no age of hers that is wrong: %s", (text) => {
    expect(found(text.replaceAll("A", A))).toEqual([]);
  });
});
