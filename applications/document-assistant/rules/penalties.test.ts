import { describe, expect, it } from "vitest";
import { checkDocument, documentOf } from "../index.ts";

describe("proposed sentences and what the law has for the crime", () => {
  it.each<[text: string, rules: string[], expected: string[]]>([
    ["被告人张三涉嫌盗窃罪。张三盗窃他人财物，数额较大。建议判处张三有期徒刑一年至一年六个月，并处罚金。", ["sentence-out-of-range"], []],
    [
      "被告人张三涉嫌盗窃罪。张三盗窃他人财物，数额较大。建议判处张三有期徒刑三年至四年，并处罚金。",
      ["sentence-out-of-range"],
      ["sentence-out-of-range 有期徒刑三年至四年"],
    ],
    [
      "被告人张三涉嫌盗窃罪。张三盗窃他人财物，数额较大。建议对张三判处四年有期徒刑，并处罚金。",
      ["sentence-out-of-range"],
      ["sentence-out-of-range 四年有期徒刑"],
    ],
    [
      "被告人张三涉嫌帮助信息网络犯罪活动罪，以帮助信息网络犯罪活动罪移送。建议判处有期徒刑四年，并处罚金。",
      ["sentence-out-of-range"],
      ["sentence-out-of-range 有期徒刑四年"],
    ],
    [
      "被告人张三涉嫌诈骗罪。张三诈骗他人财物，数额巨大，系从犯，应当减轻处罚。建议判处有期徒刑二年，缓刑三年，并处罚金。",
      ["sentence-out-of-range"],
      [],
    ],
    [
      "被告人张三涉嫌诈骗罪。张三诈骗他人财物，数额巨大，具有自首情节，可以从轻处罚。建议判处有期徒刑二年，缓刑三年，并处罚金。",
      ["sentence-out-of-range"],
      ["sentence-out-of-range 有期徒刑二年"],
    ],
    ["被告人张三涉嫌诈骗罪。张三诈骗他人财物，数额巨大，系犯罪未遂。建议判处有期徒刑二年，并处罚金。", ["sentence-out-of-range"], []],
    [
      "被告人张三涉嫌盗窃罪、诈骗罪。数额较大。建议以盗窃罪判处有期徒刑三年，以诈骗罪判处有期徒刑二年，数罪并罚，决定执行有期徒刑四年。",
      ["sentence-out-of-range"],
      [],
    ],
    [
      "被告人张三涉嫌盗窃罪、诈骗罪，数额较大。建议以盗窃罪判处有期徒刑四年。",
      ["sentence-out-of-range"],
      ["sentence-out-of-range 有期徒刑四年"],
    ],
    [
      "被告人张三涉嫌敲诈勒索罪、赌博罪，敲诈他人财物，数额巨大。建议以敲诈勒索罪判处有期徒刑九个月，并处罚金，以赌博罪判处有期徒刑二年，并处罚金，数罪并罚，决定执行有期徒刑二年六个月。",
      ["sentence-out-of-range"],
      ["sentence-out-of-range 有期徒刑九个月"],
    ],
    [
      "被告人张三涉嫌敲诈勒索罪、赌博罪，敲诈他人财物，数额巨大。建议以敲诈勒索罪判处有期徒刑四年，并处罚金，以赌博罪判处有期徒刑四年，并处罚金，数罪并罚，决定执行有期徒刑七年。",
      ["sentence-out-of-range"],
      ["sentence-out-of-range 有期徒刑四年"],
    ],
    [
      "起诉书\n被告人张三涉嫌开设赌场罪、赌博罪。建议以开设赌场罪判处有期徒刑六年，以赌博罪判处有期徒刑二年，数罪并罚。",
      ["sentence-out-of-range"],
      ["sentence-out-of-range 有期徒刑六年"],
    ],
    [
      "起诉书\n被告人张三涉嫌开设赌场罪、赌博罪，情节严重。建议以开设赌场罪判处有期徒刑六年，以赌博罪判处有期徒刑二年，数罪并罚。",
      ["sentence-out-of-range"],
      [],
    ],
    [
      "被告人张三犯诈骗罪，依照刑法第二百六十六条，应当处三年以上十年以下有期徒刑，并处罚金。本院建议判处有期徒刑四年六个月，并处罚金。",
      ["sentence-out-of-range"],
      [],
    ],
    [
      "被告人张三犯诈骗罪，依照刑法第二百六十六条，应当处三年以上十年以下有期徒刑，并处罚金。本院建议判处有期徒刑二年，并处罚金。",
      ["sentence-out-of-range"],
      ["sentence-out-of-range 有期徒刑二年"],
    ],
    ["被告人张三犯开设赌场罪，建议判处有期徒刑六年，并处罚金。", ["sentence-out-of-range"], []],
    [
      "被告人张三犯开设赌场罪，情节严重，建议判处有期徒刑四年，并处罚金。",
      ["sentence-out-of-range"],
      ["sentence-out-of-range 有期徒刑四年"],
    ],
    [
      "被告人张三涉嫌危险驾驶罪，醉酒驾驶机动车，建议判处有期徒刑六个月，并处罚金。",
      ["sentence-out-of-range"],
      ["sentence-out-of-range 有期徒刑六个月"],
    ],
    ["被告人张三涉嫌危险驾驶罪，醉酒驾驶机动车，建议判处拘役二个月，缓刑三个月，并处罚金。", ["sentence-out-of-range"], []],
    ["被告人张三涉嫌故意伤害罪，致一人轻伤。建议判处有期徒刑一年。被告人曾因犯盗窃罪被判处有期徒刑四年。", ["sentence-out-of-range"], []],
    ["被告人张三涉嫌故意伤害罪，致一人重伤二级。建议判处有期徒刑二年。", ["sentence-out-of-range"], ["sentence-out-of-range 有期徒刑二年"]],
    [
      "被告人张三涉嫌抢劫罪，以暴力劫取他人财物，建议判处有期徒刑二年，并处罚金。",
      ["sentence-out-of-range"],
      ["sentence-out-of-range 有期徒刑二年"],
    ],
    [
      "被告人张三涉嫌盗窃罪。2024年盗窃财物共计8000元。建议判处有期徒刑五年。",
      ["sentence-out-of-range"],
      ["sentence-out-of-range 有期徒刑五年"],
    ],
    ["被告人张三涉嫌盗窃罪。2024年盗窃财物共计50000元。建议判处有期徒刑三年三个月。", ["sentence-out-of-range"], []],
    ["被告人张三涉嫌非法占用农用地罪。建议判处有期徒刑六年。", ["sentence-out-of-range"], ["sentence-out-of-range 有期徒刑六年"]],
    ["被告人张三涉嫌受贿罪，数额巨大。建议判处拘役五个月，并处罚金。", ["sentence-out-of-range"], ["sentence-out-of-range 拘役五个月"]],
    [
      "被告人张三涉嫌贩卖毒品罪，贩卖甲基苯丙胺12.5克。建议判处有期徒刑三年，并处罚金。",
      ["sentence-out-of-range"],
      ["sentence-out-of-range 有期徒刑三年"],
    ],
    [
      "被告人张三涉嫌盗窃罪，数额较大。依照刑法第二百六十四条，盗窃数额巨大的，处三年以上十年以下有期徒刑。建议判处有期徒刑一年。",
      ["sentence-out-of-range"],
      [],
    ],
    [
      "被告人张三涉嫌交通肇事罪，致一人死亡，负全部责任，未逃逸。建议判处有期徒刑一年六个月至二年，可以适用缓刑。",
      ["sentence-out-of-range"],
      [],
    ],
    [
      "被告人张三涉嫌交通肇事罪，致一人死亡，肇事后逃逸。建议判处有期徒刑二年。",
      ["sentence-out-of-range"],
      ["sentence-out-of-range 有期徒刑二年"],
    ],
    [
      "被告人张三涉嫌诈骗罪，数额巨大。被告人李四涉嫌诈骗罪，数额较大。建议判处张三有期徒刑四年。建议判处李四有期徒刑一年六个月。",
      ["sentence-out-of-range"],
      [],
    ],
    [
      "被告人张三涉嫌诈骗罪，数额巨大。被告人李四涉嫌诈骗罪，数额较大。建议判处张三有期徒刑四年。建议判处李四有期徒刑四年。",
      ["sentence-out-of-range"],
      ["sentence-out-of-range 有期徒刑四年"],
    ],
    [
      "建议判处有期徒刑三个月。建议判处有期徒刑十六年。",
      ["sentence-bounds"],
      ["sentence-bounds 有期徒刑三个月", "sentence-bounds 有期徒刑十六年"],
    ],
    ["数罪并罚，决定执行有期徒刑十八年。处五年以下有期徒刑。判处有期徒刑十五年。", ["sentence-bounds"], []],
    [
      "公诉机关提出判处被告人张三有期徒刑四年的量刑建议。被告人张三涉嫌盗窃罪，数额较大。",
      ["sentence-out-of-range"],
      ["sentence-out-of-range 有期徒刑四年"],
    ],
  ])("%s", (text, rules, expected) => {
    const found = checkDocument(documentOf(text.split("\n")), { citations: null, spelling: null }, (rule) => rules.includes(rule));
    expect(found.map(({ rule, text: wrong }) => `${rule} ${wrong}`)).toEqual(expected);
  });
});
