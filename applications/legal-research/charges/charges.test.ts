import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { array, assert, constantFrom, oneof, property, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { readChargeModel, writeChargeModel } from "./charge-file.ts";
import { CHARGES, chargeNumber } from "./charge-table.ts";
import { suggestCharges } from "./suggest-charges.ts";

const model = readChargeModel(gunzipSync(readFileSync(new URL("../model/charges.bin.gz", import.meta.url))));
if (!model) throw new Error("the model is not of these charges, cues and signals: npm run train:charges");

const named = (text: string): string[] => {
  const { charges, named: count } = suggestCharges(model, text);
  return charges.slice(0, count).map(({ charge }) => CHARGES[charge]!.name);
};

describe("charges", () => {
  it("every name, present or earlier, with or without 罪, stands for one charge, and every charge has its article", () => {
    expect(CHARGES).toHaveLength(483);
    expect(new Set(CHARGES.map(({ name }) => name)).size).toBe(483);
    expect(CHARGES.filter(({ articles }) => !articles.every((article) => /^(?:\d{3}(?:-\d)?(?:\.\d)?|D1)$/.test(article)))).toEqual([]);
    for (const name of ["盗窃罪", "盗窃"]) expect(CHARGES[chargeNumber(name) as number]?.name).toBe("盗窃");
    expect(CHARGES[chargeNumber("强制猥亵、侮辱妇女罪") as number]?.name).toBe("强制猥亵、侮辱");
    expect(chargeNumber("不存在罪")).toBeNull();
  });

  it("facts of one crime name its charge, facts of two name both, a dispute over a contract names none", () => {
    expect(named("2024年3月2日夜，被告人甲某趁无人之机翻窗进入乙某家中，窃得现金三千元和手机一部，后将手机销赃。")).toEqual(["盗窃"]);
    expect(
      named(
        "一、2024年3月2日夜，被告人甲某翻窗入室，窃得现金三千元。二、2024年5月1日，甲某在其出租房内多次容留丙某、丁某吸食甲基苯丙胺（冰毒）。",
      ).toSorted(),
    ).toEqual(["容留他人吸毒", "盗窃"]);
    expect(
      named(
        "原告与被告于2022年1月5日签订买卖合同，约定原告供应钢材，被告收货后三十日内付款。被告至今尚欠货款及逾期利息，原告诉至本院，请求判令支付。",
      ),
    ).toEqual([]);
  });

  it("the words given as reasons stand in the text at the places told", () => {
    const text = "经查，甲某未取得采伐许可证，滥伐自家承包林地的杉木，立木蓄积二十立方米。";
    const { charges } = suggestCharges(model, text);
    const first = charges[0];
    expect(CHARGES[first?.charge ?? 0]?.name).toBe("滥伐林木");
    expect(first?.cues.length).toBeGreaterThan(1);
    for (const { text: cue, spans } of first?.cues ?? [])
      for (const [at, { start, end }] of spans.entries())
        expect(cue.split(" … ")[at % cue.split(" … ").length]).toBe(text.slice(start, end));
  });

  it("whatever the text, probabilities fall from first to last between 0 and 1, and none is certain", () => {
    const piece = constantFrom("盗窃", "。", "\n", "甲", "２０", "持刀", "冒充警察", "😀", "抵扣税款", "轻伤二级", "abc", "；", "合同");
    assert(
      property(array(oneof(piece, string({ maxLength: 6 })), { maxLength: 40 }), (pieces) => {
        const { charges, named: count } = suggestCharges(model, pieces.join(""));
        expect(count).toBeLessThanOrEqual(charges.length);
        for (const [at, { probability }] of charges.entries()) {
          expect(probability).toBeGreaterThan(0);
          expect(probability).toBeLessThan(1);
          expect(probability).toBeLessThanOrEqual(charges[at - 1]?.probability ?? 1);
        }
      }),
      { numRuns: 60, endOnFailure: true },
    );
  });

  it("a model written and read again says the same, and bytes of something else are none", () => {
    const again = readChargeModel(writeChargeModel(model));
    const text = "被告人甲某冒充警察，骗取乙某人民币五万元。";
    expect(again && suggestCharges(again, text)).toEqual(suggestCharges(model, text));
    expect(readChargeModel(new Uint8Array(40))).toBeNull();
    expect(readChargeModel(writeChargeModel(model).slice(0, 5000))).toBeNull();
  });
});
