import { array, assert, constantFrom, integer, oneof, property, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { amountStep, mainAmount } from "./amounts.ts";
import { CaseIndex } from "./case-index.ts";
import { findCircumstances } from "./circumstances.ts";
import { withoutPersons } from "./deidentify.ts";
import { portraitOf } from "./portrait.ts";
import { readSentence, spreadOf } from "./sentence.ts";

const circumstances = (text: string): string[] => [...new Set(findCircumstances(text).map(({ circumstance }) => circumstance))].toSorted();

describe("circumstances", () => {
  it("are found with their places, and a negated one is none", () => {
    const text = "甲某入户盗窃未遂，案发后主动到公安机关投案，自愿认罪认罚，取得被害人谅解，系从犯，并退赔全部损失。";
    expect(circumstances(text)).toEqual(["accessory", "attempt", "forgiven", "into-home", "leniency", "repaid", "surrender"]);
    for (const { start, end } of findCircumstances(text)) expect(text.slice(start, end).length).toBeGreaterThan(1);
    expect(circumstances("甲某不构成自首，也不是累犯，不属于从犯，没有立功，未取得被害人谅解。")).toEqual([]);
    expect(circumstances("作案时未满十八周岁。")).toEqual(["minor"]);
    expect(circumstances("被害人李某系未成年人。")).toEqual([]);
  });
});

describe("amounts and sentences", () => {
  it("the amount is the sum that the text tells, never a fine or a compensation", () => {
    expect(mainAmount("先后窃得现金800元、1,200元，共计价值2.5万余元，并处罚金三万元")?.yuan).toBe(25_000);
    expect(mainAmount("骗取乙某人民币三千元，赔偿五万元")?.yuan).toBe(3000);
    expect(mainAmount("没有财物")).toBeNull();
    expect([amountStep("数额特别巨大"), amountStep("数额较大"), amountStep("情节严重")]).toEqual(["extreme", "large", null]);
  });

  it("a sentence is the one that is to be served, with its months and whether it is suspended", () => {
    expect(
      readSentence(
        "本院判决如下：被告人甲某犯盗窃罪，判处有期徒刑三年，犯诈骗罪，判处有期徒刑二年，决定执行有期徒刑四年六个月，并处罚金一万元。",
      ),
    ).toEqual({ penalty: "imprisonment", months: 54, isSuspended: false });
    expect(readSentence("判决如下：被告人犯危险驾驶罪，判处拘役二个月，缓刑四个月")).toEqual({
      penalty: "detention",
      months: 2,
      isSuspended: true,
    });
    expect(readSentence("判决如下：判处死刑，缓期二年执行")).toMatchObject({ penalty: "death", isSuspended: true });
    expect(readSentence("3年6个月", true)).toMatchObject({ months: 42 });
    expect(readSentence("甲某曾因犯盗窃罪被判处有期徒刑二年，刑满释放；公诉机关建议判处有期徒刑一年。")).toBeNull();
    expect(readSentence("双方签订合同。")).toBeNull();
  });

  it("fewer than ten terms make no distribution; of more the quartiles lie between the lowest and the highest", () => {
    expect(spreadOf([1, 2, 3, 4, 5, 6, 7, 8, 9])).toBeNull();
    expect(spreadOf([6, 6, 7, 8, 9, 10, 12, 12, 18, 36])).toEqual({
      count: 10,
      lowest: 6,
      lowerQuartile: 7.3,
      median: 9.5,
      upperQuartile: 12,
      highest: 36,
    });
    assert(
      property(array(integer({ min: 1, max: 300 }), { minLength: 10, maxLength: 60 }), (months) => {
        const spread = spreadOf(months);
        const order = [spread?.lowest, spread?.lowerQuartile, spread?.median, spread?.upperQuartile, spread?.highest] as number[];
        expect(order).toEqual(order.toSorted((one, other) => one - other));
      }),
      { numRuns: 50, endOnFailure: true },
    );
  });
});

describe("names and numbers of persons", () => {
  it("are put as published judgments put them, at the same places", () => {
    const text = "被告人张三丰（身份证号430602199001011234）与被害人李四发生争执，张三丰殴打李四，电话13812345678，罚金5000元。";
    const shown = withoutPersons(text);
    expect(shown).toBe(
      "被告人张某某（身份证号＊＊＊＊＊＊＊＊＊＊＊＊＊＊＊＊＊＊）与被害人李某发生争执，张某某殴打李某，电话＊＊＊＊＊＊＊＊＊＊＊，罚金5000元。",
    );
    expect(withoutPersons("被告人的供述、被害人陈述、证人证言")).toBe("被告人的供述、被害人陈述、证人证言");
    const pieces = constantFrom("被告人", "王五", "，", "13800000000", "某", "犯", "430602199001011234", "。");
    assert(
      property(array(oneof(pieces, string({ maxLength: 4 })), { maxLength: 30 }), (parts) => {
        expect(withoutPersons(parts.join(""))).toHaveLength(parts.join("").length);
      }),
      { numRuns: 80, endOnFailure: true },
    );
  });
});

describe("like cases", () => {
  const texts = [
    ["a", [0], "甲某夜间翻窗入室，窃得现金八千元，案发后自首。"],
    ["b", [0], "乙某在公交车上扒窃手机一部，价值九百元，系累犯。"],
    ["c", [1], "丙某驾驶货车与行人相撞，致一人死亡，负事故全部责任，案发后自首。"],
  ] as const;
  const index = new CaseIndex();
  for (const [id, charges, text] of texts) index.add({ id, charges, portrait: portraitOf(text) }, text);

  it("the case with the same words, charge, amount and circumstances comes first, and says what is shared", () => {
    const text = "丁某翻窗入室，窃得现金一万元，次日投案自首。";
    const [first, ...others] = index.find({ portrait: portraitOf(text), charges: new Map([[0, 0.9]]) }, () => true);
    expect(first).toMatchObject({ id: "a", sharedCharges: [0], sharedCircumstances: ["surrender", "into-home"] });
    expect(first?.likeness.amount).toBeGreaterThan(0.85);
    expect(index.sharedWords(text, texts[0][2])).toContain("翻窗入室");
    for (const other of others) expect(other.score).toBeLessThan(first?.score ?? 0);
  });

  it("a case that is not accepted does not come", () => {
    const found = index.find({ portrait: portraitOf("翻窗入室"), charges: new Map() }, (id) => id !== "a");
    expect(found.map(({ id }) => id).toSorted()).toEqual(["b", "c"]);
  });
});
