import type { DocumentFormat, ParagraphFormat } from "@yuejian/contracts";
import { describe, expect, it } from "vitest";
import { checkDocument, documentOf } from "../index.ts";

const LINES = [
  "关于整治占用耕地的检察建议书",
  "岳检公建〔2026〕12号",
  "岳阳市自然资源局：",
  "一、调查查明的事实",
  "（一）占地情况",
  "本院在履行公益诉讼检察职责中发现，某公司未经批准占用耕地，致使社会公共利益受到侵害，依法进行了调查。",
  "附件：1.现场照片",
  "2026年3月8日",
];
const plain = (font: string, points = 16): ParagraphFormat => ({
  font,
  points,
  alignment: null,
  linePoints: 28.95,
  isInTable: false,
  color: null,
  lineAbove: null,
  lineBelow: null,
  drawn: [],
});
const RIGHT: DocumentFormat = {
  sections: [{ width: 210, height: 297, top: 37, bottom: 35, left: 28, right: 26, linePitch: 10.2 }],
  paragraphs: LINES.map((_, at) =>
    at === 0 ? plain("方正小标宋简体", 22) : at === 3 ? plain("黑体") : at === 4 ? plain("楷体") : plain("仿宋_GB2312"),
  ),
  hasPageNumber: true,
  hasHeader: false,
};
const set = (at: number, paragraph: ParagraphFormat): DocumentFormat => ({
  ...RIGHT,
  paragraphs: RIGHT.paragraphs.map((each, index) => (index === at ? paragraph : each)),
});
const section = (change: Partial<DocumentFormat["sections"][number]>): DocumentFormat => ({
  ...RIGHT,
  sections: [{ ...(RIGHT.sections[0] as DocumentFormat["sections"][number]), ...change }],
});
const found = (format: DocumentFormat | null, lines: readonly string[] = LINES): string[] =>
  checkDocument(documentOf(lines), { citations: null, spelling: null, format }).flatMap(({ rule, text, suggestion }) =>
    rule.startsWith("format-") ? [`${rule} ${text}${suggestion === null ? "" : ` → ${suggestion}`}`] : [],
  );

describe("the format of an official document (GB/T 9704-2012)", () => {
  it.each([
    ["as the standard has it", RIGHT, []],
    ["with another upper margin", section({ top: 25.4, bottom: 46.6 }), [`format-page ${LINES[0]}`]],
    ["on another paper", section({ width: 216 }), [`format-page ${LINES[0]}`]],
    ["with a title of another font", set(0, plain("宋体", 22)), [`format-font ${LINES[0]}`]],
    ["with a title of another size", set(0, plain("方正小标宋_GBK", 18)), [`format-font ${LINES[0]}`]],
    ["with a heading of the first level in the font of the body", set(3, plain("仿宋")), [`format-font ${LINES[3]}`]],
    ["with a heading of the second level in bold type", set(4, plain("黑体")), [`format-font ${LINES[4]}`]],
    ["with a body of another size", set(5, plain("仿宋", 14)), [`format-font ${LINES[5]}`]],
    ["whose file names no font", set(5, { ...plain(""), font: null, points: null }), []],
    [
      "with more lines a page",
      { ...RIGHT, paragraphs: RIGHT.paragraphs.map((each) => ({ ...each, linePoints: 26 })) },
      [`format-lines ${LINES[0]}`],
    ],
    ["without numbers of its pages", { ...RIGHT, hasPageNumber: false }, [`format-page-number ${LINES[0]}`]],
  ])("%s", (_, format, expected) => {
    expect(found(format)).toEqual(expected);
  });

  it("numbers, attachments and the day are judged by the text alone, and only in documents that have a number", () => {
    const wrong = LINES.with(1, "岳检公建〔2026〕第012号").with(6, "附件：1.现场照片；").with(7, "2026年03月08日");
    expect(found(null, wrong)).toEqual(["format-number 第012 → 12", "format-attachment ； → ", "format-day 2026年03月08日 → 2026年3月8日"]);
    expect(found(null, wrong.toSpliced(1, 1))).toEqual([]);
    expect(found({ ...RIGHT, hasPageNumber: false }, LINES.toSpliced(1, 1))).toEqual([]);
  });
});
