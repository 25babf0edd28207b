import { judgments, pensionPayments } from "@yuejian/contracts/dictionary";
import { describe, expect, it } from "vitest";
import { mapHeadings } from "./headings.ts";

const unitOf = (headings: readonly string[], column: string) =>
  mapHeadings(headings, judgments).columns.find((each) => each.column.name === column)?.unit;

describe("headings", () => {
  it("find their columns by name, title, alias and in other dress", () => {
    const { mapping, missing, ignored } = mapHeadings(
      [" 案 号", "被告人（必填）", "身份证号码(18位)", "ＣＨＡＲＧＥ", "判决日期/yyyy-mm-dd", "*刑种", "刑期", "罚金（万元）", "备注", ""],
      judgments,
    );
    expect(mapping).toMatchObject({
      judgment_number: " 案 号",
      defendant_name: "被告人（必填）",
      defendant_id: "身份证号码(18位)",
      charge: "ＣＨＡＲＧＥ",
      sentence: "*刑种",
      sentence_months: "刑期",
      fine: "罚金（万元）",
      court: null,
    });
    expect(missing).toEqual(["judged_on"]);
    expect(ignored).toEqual(["判决日期/yyyy-mm-dd", "备注"]);
  });

  it("name the unit of bare figures, so that ten thousands are never taken for yuan", () => {
    expect(unitOf(["罚金（万元）"], "fine")).toBe("wan-yuan");
    expect(unitOf(["罚金金额(元)"], "fine")).toBe("yuan");
    expect(unitOf(["罚金/万元"], "fine")).toBe("wan-yuan");
    expect(unitOf(["并处罚金（单位：千元）"], "fine")).toBe("thousand-yuan");
    expect(unitOf(["罚金"], "fine")).toBeNull();
    expect(unitOf(["刑期（年）"], "sentence_months")).toBe("year");
    expect(unitOf(["刑期（月）"], "sentence_months")).toBe("month");
  });

  it("with a unit or note that does not fit are left alone", () => {
    expect(mapHeadings(["刑期（天）", "罚金（美元）", "姓名（元）"], judgments).ignored).toEqual([
      "刑期（天）",
      "罚金（美元）",
      "姓名（元）",
    ]);
  });

  it("prefer the exact one and fill each column once", () => {
    const { mapping, ignored } = mapHeadings(["姓名", "领取人姓名", "金额", "发放金额"], pensionPayments);
    expect(mapping).toMatchObject({ person_name: "领取人姓名", amount: "发放金额" });
    expect(ignored).toEqual(["姓名", "金额"]);
  });
});
