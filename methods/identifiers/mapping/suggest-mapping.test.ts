import type { ColumnSchema } from "@yuejian/contracts";
import { DICTIONARY, judgments, pensionPayments } from "@yuejian/contracts/dictionary";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { residentIdCheckCharacter } from "../resident-id.ts";
import { bestAssignment } from "./assignment.ts";
import { headingLikeness } from "./heading-likeness.ts";
import { likelyDatasets } from "./likely-dataset.ts";
import { type SourceColumn, suggestMapping } from "./suggest-mapping.ts";

const NAMES = ["张建国", "李秀英", "王志强", "刘芳", "陈明", "杨丽", "赵国庆", "周桂兰"];
const BIRTHS = ["19600304", "19551120", "19811231", "19700101", "19490510", "19920229", "19660718", "19740909"];
const persons = DICTIONARY.find(({ id }) => id === "persons") ?? judgments;
const idOf = (birth: string, serial: number) => {
  const digits = `990601${birth}${String(serial).padStart(3, "0")}`;
  return digits + residentIdCheckCharacter(digits);
};
const IDS = BIRTHS.map((birth, at) => idOf(birth, at + 100));
const column = (heading: string, sample: readonly string[]): SourceColumn => ({ heading, sample });

const pensions = (headings: readonly string[]): SourceColumn[] => [
  column(headings[0] ?? "", NAMES),
  column(headings[1] ?? "", IDS),
  column(
    headings[2] ?? "",
    NAMES.map((_, at) => (at % 2 === 0 ? "职工养老" : "居民养老")),
  ),
  column(
    headings[3] ?? "",
    NAMES.map((_, at) => `2024-0${at + 1}`),
  ),
  column(
    headings[4] ?? "",
    NAMES.map((_, at) => `${1500 + at}.50`),
  ),
  column(
    headings[5] ?? "",
    NAMES.map((_, at) => `2024/${at + 1}/15`),
  ),
  column(
    headings[6] ?? "",
    NAMES.map((_, at) => (at % 2 === 0 ? "岳阳楼区人民检察院" : "君山区人民检察院")),
  ),
];
const chosen = (columns: readonly SourceColumn[], schema = pensionPayments) =>
  suggestMapping(columns, schema).suggestions.map((each) => each.column);

describe("a suggested mapping", () => {
  it("follows headings that are known names, and says so", () => {
    const { suggestions, missing } = suggestMapping(
      pensions(["领取人姓名", "社会保障号码", "险种", "所属期", "金额（元）", "发放日期", "辖区"]),
      pensionPayments,
    );
    expect(suggestions.map(({ column: name }) => name)).toEqual([
      "person_name",
      "person_id",
      "scheme",
      "paid_for",
      "amount",
      "paid_on",
      "office",
    ]);
    expect(suggestions.every(({ certainty }) => certainty === "sure")).toBe(true);
    expect(suggestions[0]?.reason).toEqual({
      zh: "标题相同，100% 的值像姓名",
      en: expect.stringMatching(/^the heading is a known name|^same heading/),
    });
    expect(suggestions[1]?.reason.zh).toBe("标题与别名「社会保障号码」相同，100% 的值是有效身份证号");
    expect(missing).toEqual([]);
  });

  it("follows the values where headings say nothing", () => {
    expect(chosen(pensions(["col1", "列2", "F3", "字段4", "Unnamed: 5", "f6", "7"]))).toEqual([
      "person_name",
      "person_id",
      "scheme",
      "paid_for",
      "amount",
      "paid_on",
      "office",
    ]);
  });

  it("understands headings in other words, with a character wrong, in full width and with units", () => {
    expect(chosen(pensions(["人员名字", "公民身分号码", "保险种类", "待遇月份", "发放数额（元）", "支付时间", "所在地区"]))).toEqual([
      "person_name",
      "person_id",
      "scheme",
      "paid_for",
      "amount",
      "paid_on",
      "office",
    ]);
    const likeness = (heading: string, name: string) =>
      headingLikeness(heading, pensionPayments.columns.find((each) => each.name === name) as ColumnSchema);
    expect(likeness("ＰＥＲＳＯＮ＿ＩＤ", "person_id").kind).toBe("same");
    expect(likeness("身份证号码", "person_id").kind).toBe("same");
    expect(likeness("发放日期", "amount").score).toBeLessThan(likeness("发放日期", "paid_on").score);
    expect(likeness("col12", "amount").score).toBe(0);
  });

  it("keeps a heading that names the column even if its values do not fit, and says how few do", () => {
    const columns = pensions(["姓名", "身份证号", "险种", "所属期", "金额", "发放日期", "辖区"]).map((each, at) =>
      at === 1 ? column("身份证号", ["甲", "乙", "丙", IDS[0] ?? ""]) : each,
    );
    const id = suggestMapping(columns, pensionPayments).suggestions[1];
    expect(id).toMatchObject({ column: "person_id", certainty: "likely" });
    expect(id?.reason.zh).toBe("标题与别名「身份证号」相同，但只有 25% 的值是有效身份证号");
  });

  it("cannot tell two dates without headings apart, names both, and takes neither", () => {
    const dates = [column("col1", ["2024-01-05", "2024-02-06"]), column("col2", ["2024-03-05", "2024-04-06"])];
    const { suggestions } = suggestMapping(dates, judgments);
    for (const each of suggestions) {
      expect(each).toMatchObject({ column: null, certainty: "cannot-tell" });
      expect(each.candidates).toEqual(expect.arrayContaining(["judged_on", "effective_on"]));
      expect(each.reason.zh).toMatch(/「裁判日期」.*同样相符，无法判断/);
    }
  });

  it("knows births by the resident ids beside them", () => {
    const born = BIRTHS.map((birth) => `${birth.slice(0, 4)}-${birth.slice(4, 6)}-${birth.slice(6)}`);
    const { suggestions } = suggestMapping([column("a1", IDS), column("a2", born)], persons);
    expect(suggestions[1]).toMatchObject({ column: "born_on" });
    expect(suggestions[1]?.reason.zh).toContain("与身份证号中的出生日期一致");
  });

  it("leaves out what fits nothing, and names required columns that are missing", () => {
    const { suggestions, missing } = suggestMapping([column("备注", ["", ""]), column("身份证号", IDS)], pensionPayments);
    expect(suggestions[0]).toMatchObject({ column: null, certainty: "none" });
    expect(missing).toEqual(["person_name", "scheme", "paid_for", "amount"]);
  });

  it("is permuted by a permutation of the file's columns, and nothing else changes", () => {
    const headings = [
      ["领取人姓名", "身份证号", "险种", "所属期", "金额", "发放日期", "辖区"],
      ["c1", "c2", "c3", "c4", "c5", "c6", "c7"],
      ["名字", "号码", "类型", "时间", "钱", "日期", "单位"],
    ];
    const schemas = DICTIONARY.slice(0, 12);
    fc.assert(
      fc.property(
        fc.constantFrom(...headings).chain((names) => {
          const columns = [...pensions(names), column("备注", ["无", "补发"]), column("日期2", ["2024-05-01", "2023-05-01"])];
          return fc.tuple(fc.constant(columns), fc.shuffledSubarray(columns, { minLength: columns.length }));
        }),
        fc.constantFrom(...schemas),
        ([columns, shuffled], schema) => {
          const plain = suggestMapping(columns, schema);
          const permuted = suggestMapping(shuffled, schema);
          const at = (each: SourceColumn) => permuted.suggestions[shuffled.indexOf(each)];
          expect(columns.map(at)).toEqual(plain.suggestions);
          expect(permuted.missing).toEqual(plain.missing);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("gives no column twice, whatever the headings and values", () => {
    const cell = fc.constantFrom("", "无", "张三", "2024-01-01", "12", IDS[0] ?? "", "盗窃罪", "a\u0000b", "是");
    const columns = fc.array(fc.record({ heading: fc.string({ maxLength: 8 }), sample: fc.array(cell, { maxLength: 6 }) }), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(columns, fc.constantFrom(...DICTIONARY), (source, schema) => {
        const given = suggestMapping(source, schema).suggestions.flatMap((each) => each.column ?? []);
        expect(new Set(given).size).toBe(given.length);
        for (const name of given) expect(schema.columns.some((each) => each.name === name)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

describe("the best assignment", () => {
  it("is as good as the best of all assignments, found by trying each", () => {
    const gain = fc.integer({ min: -5, max: 20 });
    const tables = fc
      .tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 1, max: 4 }))
      .chain(([rows, columns]) =>
        fc.array(fc.array(gain, { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows }),
      );
    fc.assert(
      fc.property(tables, fc.integer({ min: 0, max: 6 }), (gains, alone) => {
        const { columnOfRow, total } = bestAssignment(gains, alone);
        const worth = columnOfRow.reduce<number>((sum, at, row) => sum + (at === null ? alone : (gains[row]?.[at] ?? 0)), 0);
        expect(worth).toBe(total);
        expect(total).toBe(bestByTrying(gains, alone, 0, new Set()));
        const used = columnOfRow.filter((at) => at !== null);
        expect(new Set(used).size).toBe(used.length);
      }),
    );
  });
});

function bestByTrying(gains: readonly (readonly number[])[], alone: number, row: number, used: ReadonlySet<number>): number {
  const own = gains[row];
  if (!own) return 0;
  const rest = (taken: ReadonlySet<number>) => bestByTrying(gains, alone, row + 1, taken);
  const ways = own.flatMap((gain, at) => (used.has(at) ? [] : [gain + rest(new Set([...used, at]))]));
  return Math.max(alone + rest(used), ...ways);
}

describe("the dataset that a file most likely is", () => {
  it("stands out by headings", () => {
    const [first] = likelyDatasets(pensions(["姓名", "身份证号", "险种", "所属期", "金额", "发放日期", "辖区"]), DICTIONARY);
    expect(first).toMatchObject({ dataset: "pension-payments", isLikely: true });
    expect(first?.reason.zh).toBe("7 列中 7 列相符，必需的列都有");
  });

  it("is none for a file that has nothing of any", () => {
    const fits = likelyDatasets([column("甲", ["q!", "r!"]), column("乙", ["s!", "t!"])], DICTIONARY);
    expect(fits.some(({ isLikely }) => isLikely)).toBe(false);
  });
});
