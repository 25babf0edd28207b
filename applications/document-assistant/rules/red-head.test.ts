import type { DocumentFormat, ParagraphFormat } from "@yuejian/contracts";
import { describe, expect, it } from "vitest";
import { checkDocument, documentOf } from "../index.ts";

const RED = "FF0000";
const NOTHING: ParagraphFormat = {
  font: null,
  points: null,
  alignment: null,
  linePoints: null,
  isInTable: false,
  color: null,
  lineAbove: null,
  lineBelow: null,
  drawn: [],
};
type Line = readonly [text: string, look?: Partial<ParagraphFormat>];

const OFFICE: Line = ["岳阳市人民检察院文件", { color: RED, alignment: "center" }];
const NUMBER: Line = ["岳检发〔2026〕12号", { alignment: "center", lineBelow: RED }];
const TITLE: Line = ["关于规范检察建议送达工作的通知"];
const ADDRESSEE: Line = ["各县（市、区）人民检察院："];
const BLANK: Line = [""];
const RIGHT: readonly Line[] = [OFFICE, BLANK, BLANK, NUMBER, BLANK, TITLE, BLANK, ADDRESSEE, ["请认真执行。"]];

function found(lines: readonly Line[], more: Partial<DocumentFormat> = {}): string[] {
  const format: DocumentFormat = {
    sections: [],
    paragraphs: lines.map(([, look]) => ({ ...NOTHING, ...look })),
    hasPageNumber: true,
    hasHeader: false,
    ...more,
  };
  const context = { citations: null, spelling: null, format };
  return checkDocument(documentOf(lines.map(([text]) => text)), context).flatMap(({ rule, text, reason }) =>
    /^format-(?:red|number-place)/.test(rule) ? [`${rule} ${text}：${reason.zh}`] : [],
  );
}
const set = (at: number, ...lines: readonly Line[]): readonly Line[] => RIGHT.toSpliced(at, 1, ...lines);
const of = (rule: string, words: string) => [expect.stringMatching(new RegExp(`^${rule}.*${words}`))];

describe("the red head of an official document (GB/T 9704-2012, 7.2)", () => {
  const drawn = (color: string | null): Line => [NUMBER[0], { alignment: "center", drawn: [{ kind: "line", color }] }];
  it.each<readonly [string, readonly Line[], readonly unknown[]]>([
    ["as the standard has it", RIGHT, []],
    ["with its letters spread over the line", set(0, ["岳 阳 市 人 民 检 察 院", { color: "C00000", alignment: "distribute" }]), []],
    ["without an office", RIGHT.slice(3), of("format-red-head 岳检发〔2026〕12号", "没有发文机关标志")],
    ["in black", set(0, [OFFICE[0], { alignment: "center" }]), of("format-red-head 岳阳市人民检察院文件", "这里是黑色")],
    ["in blue", set(0, [OFFICE[0], { alignment: "center", color: "0000FF" }]), of("format-red-head", "0000FF")],
    ["on the left", set(0, [OFFICE[0], { color: RED }]), of("format-red-head", "居中")],
    ["without a line", set(3, [NUMBER[0], { alignment: "center" }]), of("format-red-line", "没有与版心等宽的红色分隔线")],
    ["with a black border", set(3, [NUMBER[0], { alignment: "center", lineBelow: "000000" }]), of("format-red-line", "这里是黑色")],
    ["with a border above the next line", RIGHT.with(3, [NUMBER[0], { alignment: "center" }]).with(4, ["", { lineAbove: RED }]), []],
    ["with a drawn line in red", set(3, drawn("E60012")), []],
    ["with a drawn line in black", set(3, drawn("000000")), of("format-red-line", "这里是黑色")],
    ["with a drawn line whose colour is not told", set(3, drawn(null)), []],
    ["with its number on the left", set(3, [NUMBER[0], { lineBelow: RED }]), of("format-number-place", "居中")],
    ["with its number below the title", [OFFICE, TITLE, NUMBER, ADDRESSEE], of("format-number-place", "标题之上")],
  ])("%s", (_, lines, expected) => {
    expect(found(lines)).toEqual(expected);
  });

  it("what goes upward names who signs it, and has its number on the left", () => {
    const report: Line = ["关于开展专项监督情况的报告"];
    const upward = (number: Line) => RIGHT.with(3, number).with(5, report).with(7, ["省人民检察院："]);
    expect(found(upward(NUMBER))).toEqual(of("format-number-place", "签发人"));
    expect(found(upward(["岳检发〔2026〕12号　　　签发人：李某", { lineBelow: RED }]))).toEqual([]);
  });

  it("a suggestion has it where it is set as an official document, not where its title stands above its number", () => {
    const suggestion: Line = ["检察建议书"];
    const to: Line = ["岳阳市自然资源局："];
    expect(found([NUMBER, suggestion, to])).toEqual(of("format-red-head", "没有发文机关标志"));
    expect(found([["岳阳市人民检察院"], suggestion, NUMBER, to])).toEqual([]);
  });

  it.each<readonly [string, readonly Line[]]>([
    ["an indictment", [["岳阳市人民检察院"], ["起诉书"], NUMBER, ["被告人张某某："]]],
    ["a record", [["讯问笔录"], ["时间："]]],
    ["a review report of a case", [NUMBER, ["关于张某某盗窃案的审查报告"], ["收案和审查经过："]]],
    ["a notice to a party", [NUMBER, ["认罪认罚权利义务告知书"], ["张某某："]]],
    ["a notice that goes to nobody", [NUMBER, TITLE, ["为规范工作，现通知如下。"]]],
    ["a draft without a number", [TITLE, ADDRESSEE]],
    [
      "a letter with its number on the right",
      RIGHT.with(3, [NUMBER[0], { alignment: "right" }])
        .with(1, ["", { lineAbove: RED }])
        .with(5, ["关于商请协助调查的函"]),
    ],
  ])("nothing is said of %s", (_, lines) => {
    expect(found(lines)).toEqual([]);
  });

  it("nothing is missed that may stand in a picture, a table or the header of the page", () => {
    const without = RIGHT.slice(3).with(0, [NUMBER[0], { alignment: "center" }]);
    expect(found(without)).toHaveLength(1);
    expect(found([["", { drawn: [{ kind: "other" }] }], ...without])).toEqual([]);
    expect(found(without, { hasHeader: true })).toEqual([]);
    expect(found(set(3, [NUMBER[0], { isInTable: true }]))).toEqual([]);
  });
});
