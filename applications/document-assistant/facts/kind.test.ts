import { expect, it } from "vitest";
import { documentOf, kindOf } from "../index.ts";

it.each<readonly [string, readonly string[], string | null]>([
  ["by its title in the first lines", ["岳阳市人民检察院", "起 诉 书", "岳检刑诉〔2026〕12号"], "indictment"],
  [
    "below the blank lines of a red head",
    ["岳阳市人民检察院", "", "", "岳检建〔2026〕12号", "", "", "检察建议书", "", "某局："],
    "suggestion",
  ],
  ["not by what stands below blank lines of a text without a number", ["甲", "", "", "", "见附件的函"], null],
  ["not by a line of the body", ["甲", "岳检〔2026〕12号", "乙", "丙", "丁", "见附件的函"], null],
])("the kind of a document is told %s", (_, lines, kind) => {
  expect(kindOf(documentOf(lines))).toBe(kind);
});
