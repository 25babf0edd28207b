import { describe, expect, it } from "vitest";
import { checkDocument, documentOf } from "../index.ts";

const found = (text: string, rule: string): string[] =>
  checkDocument(documentOf(text.split("\n")), { citations: null, spelling: null }).flatMap((hit) =>
    hit.rule === rule ? [`${hit.text} ${hit.suggestion ?? "-"}`] : [],
  );

/** The id of made-up people of made-up places, with the check digit that holds. */
function idOf(first: string): string {
  const sum = Array.from(first).reduce((total, digit, at) => total + Number(digit) * (2 ** (17 - at) % 11), 0);
  return first + "10X98765432".charAt(sum % 11);
}
const [lin, wu, qi] = [idOf("99060219790413512"), idOf("99060219880920331"), idOf("99060219951105773")];
const without = (id: string, at: number): string => id.slice(0, at) + id.slice(at + 1);
const twice = (id: string, at: number): string => id.slice(0, at) + id.slice(at - 1);

describe("numbers of people in columns", () => {
  const table = (id: string): string =>
    `姓名　性别　出生日期　公民身份号码　文化程度\n林小舟　女　1979-04-13　${id}　初中\n吴立群　男　1988-09-20　${wu}　高中`;
  const bare = (id: string): string => `林小舟　女　1979-04-13　${id}\n吴立群　男　1988-09-20　${wu}`;
  it.each([
    [table(lin), []],
    [table(without(lin, 9)), [`${without(lin, 9)} -`]],
    [table(twice(lin, 12)), [`${twice(lin, 12)} -`]],
    [table(lin.replace("1979", "1897")), [`${lin.replace("1979", "1897")} -`]],
    [bare(lin), []],
    [bare(without(lin, 12)), [`${without(lin, 12)} -`]],
    [`一、参会人员\n林小舟　女　${without(lin, 12)}`, [`${without(lin, 12)} -`]],
    // Orders and accounts.
    ["日期　订单　金额\n2024-05-06　19790413512234567　300元\n2024-05-07　99060219790413513　300元", []],
    [`序号　账号　户名\n1　${without(lin, 12)}　林小舟\n2　62284800402564890　吴立群`, []],
  ])("resident ids: %s", (text, expected) => {
    expect(found(text, "resident-id-check")).toEqual(expected);
  });

  it.each([
    [`姓名　号码\n林小舟　${lin}\n吴立群　${wu}`, []],
    ["代表　住址　联系方式\n林小舟　云溪区　1387304412\n吴立群　君山区　15973085521", ["1387304412 -"]],
    ["林小舟　云溪区　138730441277\n吴立群　君山区　15973085521", ["138730441277 -"]],
    ["林小舟　云溪区　13873044127\n吴立群　君山区　15973085521", []],
    ["票号　张数　金额\n1387304412　1　200元\n1387304413　2　400元", []],
  ])("telephones: %s", (text, expected) => {
    expect(found(text, "phone-length")).toEqual(expected);
  });

  const head = `案由：诈骗罪　被告人：齐鸿远　公民身份号码：${qi}\n证据一　营业执照一份，证明齐鸿远任职\n`;
  it.each([
    [`${head}该店由被告人齐鸿远实际经营，男，1995年11月5日出生，无前科。`, [], []],
    [`${head}该店由被告人齐鸿远实际经营，女，1995年11月5日出生，无前科。`, ["女 男"], []],
    [`${head}该店由被告人齐鸿远实际经营，男，1995年11月15日出生，无前科。`, [], ["1995年11月15日 -"]],
    [`${head}齐鸿远的姐姐齐鸿雁，女，1991年3月5日出生，系该店会计。`, [], []],
    [`受送达人　齐鸿远\n性别、出生日期　男　1995-11-06\n公民身份号码　${qi}`, [], ["1995-11-06 -"]],
    [`受送达人　齐鸿远\n性别、出生日期　男　1995-11-05\n公民身份号码　${qi}`, [], []],
  ])("told again far from the id: %s", (text, sexes, births) => {
    expect(found(text, "sex-against-id")).toEqual(sexes);
    expect(found(text, "birth-against-id")).toEqual(births);
  });

  const crash = "2024年6月11日20时许，被告人林小舟驾驶货车碰撞行人余长庚";
  it.each([
    [`${crash}（男，1950年6月30日出生，殁年73岁），余长庚当场死亡。`, []],
    [`${crash}（男，1950年6月30日出生，殁年74岁），余长庚当场死亡。`, ["74 73"]],
    [`${crash}（男，1950年6月30日出生，死亡时71岁），余长庚于2024年7月9日经抢救无效死亡。`, ["71 74"]],
    [`${crash}（男，1950年6月30日出生，死亡时74岁），余长庚于2024年7月9日经抢救无效死亡。`, []],
    // Nobody tells when he died.
    [`${crash}。余长庚之父余庆（1925年2月3日出生，终年70岁）曾任教师。`, []],
  ])("age at death: %s", (text, expected) => {
    expect(found(`起诉书\n${text}`, "age-at-act")).toEqual(expected);
  });
});
