import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normaliseLabel } from "./characters.ts";
import { readAmount } from "./money.ts";

const read = (text: string) => readAmount(normaliseLabel(text));

describe("amounts", () => {
  it.each<[string, bigint]>([
    ["1234.56", 123_456n],
    ["1,234.56", 123_456n],
    ["1，234.56元", 123_456n],
    ["１２３４.５６", 123_456n],
    ["￥1,234.50", 123_450n],
    ["¥ 20", 2_000n],
    ["RMB 20.00", 2_000n],
    ["人民币壹佰元整", 10_000n],
    ["0", 0n],
    ["0.1", 10n],
    ["1.10000", 110n],
    ["3万元", 3_000_000n],
    ["3万", 3_000_000n],
    ["0.05万元", 50_000n],
    ["1.2亿", 12_000_000_000n],
    ["1亿2000万元", 12_000_000_000n],
    ["3万5千元", 3_500_000n],
    ["2千元", 200_000n],
    ["3万5000元", 3_500_000n],
    ["100万元", 100_000_000n],
    ["3百万元", 300_000_000n],
    ["12元5角3分", 1_253n],
    ["5角", 50n],
    ["200元整", 20_000n],
    ["1000圆", 100_000n],
    ["-50", -5_000n],
    ["－50.5", -5_050n],
    ["(50.00)", -5_000n],
    ["负五十元", -5_000n],
    ["壹万贰仟叁佰元整", 1_230_000n],
    ["壹万零贰佰元整", 1_020_000n],
    ["壹拾万元整", 10_000_000n],
    ["伍角叁分", 53n],
    ["叁仟元零伍分", 300_005n],
    ["壹亿零伍万元正", 10_005_000_000n],
    ["柒萬圓整", 7_000_000n],
    ["三千元", 300_000n],
    ["十万", 10_000_000n],
    ["两万元", 2_000_000n],
  ])("%s is %s fen", (text, fen) => {
    expect(read(text)).toEqual({ value: fen });
  });

  it.each([
    "1.005",
    "0.001",
    "1.2E+05",
    "12,34",
    "1,2345",
    "3万5",
    "一万二",
    "一百五",
    "约3万",
    "3万至5万元",
    "5元3",
    "元",
    "万元",
    "--5",
    "(-5)",
    "5-",
    "1.2.3",
    "USD 5",
    "3千5万元",
    "99999999999999999",
    "壹贰叁元",
    "五角三",
    "1元2元",
  ])("%s cannot be read for certain and is refused", (text) => {
    expect(read(text)).toEqual({ code: "amount-unreadable" });
  });

  it("in a column of ten thousands count so, unless the cell names its unit", () => {
    expect(readAmount("0.05", "wan-yuan")).toEqual({ value: 50_000n });
    expect(readAmount("3", "wan-yuan")).toEqual({ value: 3_000_000n });
    expect(readAmount("1,200.5", "wan-yuan")).toEqual({ value: 1_200_500_000n });
    expect(readAmount("500元", "wan-yuan")).toEqual({ value: 50_000n });
    expect(readAmount("三", "wan-yuan")).toEqual({ value: 3_000_000n });
    expect(readAmount("0.0000001", "wan-yuan")).toEqual({ code: "amount-unreadable" });
  });

  it("of any size are exact to the fen", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -9_007_199_254_740_991n, max: 9_007_199_254_740_991n }), (fen) => {
        const size = fen < 0n ? -fen : fen;
        const [yuan, rest] = [size / 100n, String(size % 100n).padStart(2, "0")];
        const sign = fen < 0n ? "-" : "";
        const grouped = String(yuan).replaceAll(/(?<=\d)(?=(?:\d{3})+$)/g, ",");
        expect(readAmount(`${sign}${yuan}.${rest}`)).toEqual({ value: fen });
        expect(readAmount(`${sign}${grouped}.${rest}元`)).toEqual({ value: fen });
        const wan = `${size / 1_000_000n}.${String(size % 1_000_000n).padStart(6, "0")}`;
        expect(readAmount(`${sign}${wan}万元`)).toEqual({ value: fen });
      }),
    );
  });
});
