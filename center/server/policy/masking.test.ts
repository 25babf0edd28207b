import type { DataClass, SemanticType } from "@yuejian/contracts";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { maskRecord, maskText, maskValue } from "./index.ts";

describe("masks", () => {
  it("keep the shape and give away no more than documented", () => {
    const masks: [SemanticType, string, string][] = [
      ["person-name", "张三", "张••"],
      ["person-name", "欧阳小丽", "欧••"],
      ["person-name", "𠮷田", "𠮷••"],
      ["resident-id", "990601198503070011", "990601••••••••••••"],
      ["resident-id", "990601850307001", "990601••••••••••••"],
      ["resident-id", "12345", "••••••••••••••••••"],
      ["phone", "13807301234", "138••••••••"],
      ["phone", "0730-8888888", "•••••••••••"],
      ["address", "湖南省岳阳市岳阳楼区南湖大道1号", "湖南省岳阳市岳阳楼区••••"],
      ["address", "张三家", "••••"],
      ["day", "1985-03-07", "••••-••-••"],
      ["code", "male", "••••"],
      ["free-text", "无业，与母亲同住", "••••"],
    ];
    for (const [semantic, value, mask] of masks) expect(maskValue(value, semantic), semantic).toBe(mask);
    expect(maskValue(null, "person-name")).toBeNull();
    expect(maskValue(42, "count")).toBe("••••");
  });

  it("of two people of one region and surname are equal: they link nobody", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{11}[\dX]$/), fc.stringMatching(/^\d{11}[\dX]$/), (left, right) => {
        expect(maskValue(`990601${left}`, "resident-id")).toBe(maskValue(`990601${right}`, "resident-id"));
      }),
    );
  });

  it("cover personal columns unless opened, and sealed ones always, even when empty", () => {
    const columns = [
      { name: "id", semantic: "resident-id", dataClass: "personal" },
      { name: "illness", semantic: "free-text", dataClass: "sensitive" },
      { name: "record", semantic: "free-text", dataClass: "sealed" },
      { name: "court", semantic: "agency", dataClass: "internal" },
    ] as const;
    const values = { id: "990601198503070011", illness: null, record: null, court: "岳阳楼区法院", undeclared: "x" };
    const upTo = (highest: DataClass[]) => (each: DataClass) => highest.includes(each);
    expect(maskRecord(values, columns, () => false)).toEqual({
      values: { id: "990601••••••••••••", illness: null, record: "••••", court: "岳阳楼区法院" },
      masked: ["id", "record"],
      opened: [],
    });
    expect(maskRecord({ ...values, illness: "x" }, columns, upTo(["personal"]))).toEqual({
      values: { id: "990601198503070011", illness: "••••", record: "••••", court: "岳阳楼区法院" },
      masked: ["illness", "record"],
      opened: ["id"],
    });
    expect(maskRecord(values, columns, () => true).values["record"]).toBe("••••");
  });

  it("inside sentences hide the known values and whatever looks like an id or a mobile number", () => {
    const secrets = [
      { value: "张三", semantic: "person-name" },
      { value: "张三丰", semantic: "person-name" },
    ] as const;
    expect(maskText("张三丰（990601198503070011）与张三同住，电话13807301234，罚金50000000000000元", secrets)).toBe(
      "张••（990601••••••••••••）与张••同住，电话138••••••••，罚金50000000000000元",
    );
  });

  it("leave a SHA-256 whole, whatever its digits look like, and hide the same digits beside it", () => {
    const digest = "a13807301234bcdef99060119850307001100000000000000000000000000dea";
    expect(digest).toHaveLength(64);
    expect(maskText(`文件 ${digest} 由 13807301234 提交`, [])).toBe(`文件 ${digest} 由 138•••••••• 提交`);
    expect(maskText(`${digest.slice(1)} `, [])).not.toContain("13807301234");
  });
});
