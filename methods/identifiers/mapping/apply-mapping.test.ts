import { DICTIONARY, judgments, pensionPayments } from "@yuejian/contracts/dictionary";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mapHeadings } from "../headings.ts";
import { applyMapping } from "./apply-mapping.ts";

const HEADINGS = ["甲", "身份证号", "险种", "所属期", "钱（万元）", "备注"];

describe("a mapping that a person gave", () => {
  it("decides the headings it names; the others are mapped as ever", () => {
    const { mapping, missing, ignored, columns } = applyMapping(HEADINGS, pensionPayments, { 甲: "person_name", "钱（万元）": "amount" });
    expect(mapping).toMatchObject({ person_name: "甲", person_id: "身份证号", scheme: "险种", paid_for: "所属期", amount: "钱（万元）" });
    expect([missing, ignored]).toEqual([[], ["备注"]]);
    expect(columns.find(({ column }) => column.name === "amount")).toMatchObject({ index: 4, unit: "wan-yuan" });
    expect(columns.find(({ column }) => column.name === "paid_for")).toMatchObject({ index: 3, unit: null });
  });

  it("leaves out what it says is not to be loaded, even under a known heading", () => {
    const { mapping, missing, ignored } = applyMapping(HEADINGS, pensionPayments, { 身份证号: null, 甲: "person_name" });
    expect(mapping["person_id"]).toBeNull();
    expect(missing).toEqual(["person_id", "amount"]);
    expect(ignored).toContain("身份证号");
  });

  it("is refused with the place named for a heading or column that is not there and for a column filled twice", () => {
    const refusal = (explicit: Record<string, string | null>) => {
      try {
        applyMapping(HEADINGS, pensionPayments, explicit);
      } catch (error) {
        return error;
      }
      return null;
    };
    expect(refusal({ 乙: "person_name" })).toMatchObject({ code: "MAPPING_HEADING_UNKNOWN", parameters: { heading: "乙" } });
    expect(refusal({ 甲: "nothing" })).toMatchObject({ code: "MAPPING_COLUMN_UNKNOWN", parameters: { heading: "甲", column: "nothing" } });
    expect(refusal({ 甲: "person_id", 身份证号: "person_id" })).toMatchObject({
      code: "MAPPING_COLUMN_TWICE",
      parameters: { first: "甲", second: "身份证号" },
    });
  });

  it("that says nothing maps as `mapHeadings` does, for any headings", () => {
    const words = DICTIONARY.flatMap((schema) => schema.columns.flatMap(({ name, title, aliases = [] }) => [name, title.zh, ...aliases]));
    const headings = fc.uniqueArray(fc.oneof(fc.constantFrom(...words), fc.string({ minLength: 1, maxLength: 4 })), { maxLength: 12 });
    fc.assert(
      fc.property(headings, fc.constantFrom(judgments, pensionPayments), (given, schema) => {
        expect(applyMapping(given, schema, {})).toEqual(mapHeadings(given, schema));
      }),
    );
  });
});
