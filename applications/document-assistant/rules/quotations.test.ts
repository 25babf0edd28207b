import { describe, expect, it } from "vitest";
import { checkDocument, documentOf, type JudgedCitation } from "../index.ts";

const WORDINGS: Readonly<Record<string, string>> = {
  第一条: "行为人有下列情形之一的，应当从轻或者减轻处罚：\n（一）自动投案的；\n（二）如实供述自己罪行的。\n前款规定不适用于累犯。",
  第二条: "国家对湖泊水域实行严格捕捞管理。在保护区全面禁止生产性捕捞；在禁渔期内，重点水域禁止捕捞。具体办法由主管部门制定。",
};

/** The law of the tests, 《渔猎法》, has two articles. */
function found(text: string): string[] {
  const all = [...text.matchAll(/(?:《渔猎法》)?(第[一二]条)(?:第[一二]款)?/g)].map(
    ([whole, article = ""], at): JudgedCitation => ({
      start: [...text.matchAll(/(?:《渔猎法》)?(第[一二]条)(?:第[一二]款)?/g)][at]?.index ?? 0,
      end: ([...text.matchAll(/(?:《渔猎法》)?(第[一二]条)(?:第[一二]款)?/g)][at]?.index ?? 0) + whole.length,
      state: "resolved",
      by: "named",
      law: "渔猎法",
      meant: [],
      repealed: null,
      wording: WORDINGS[article] ?? null,
    }),
  );
  return checkDocument(
    documentOf(text.split("\n")),
    { citations: { on: "2025-01-01", all }, spelling: null },
    (rule) => rule === "quotation-altered",
  ).map(({ text: wrong, suggestion }) => `${wrong} → ${suggestion}`);
}

describe("what is quoted of an article is compared with it, however it is led to", () => {
  it.each<[text: string, expected: string[]]>([
    // Led to by words, in brackets, behind 关于, before the article, in another sentence.
    ["《渔猎法》第二条规定：“国家对湖泊水域实行严格捕捞管制。”", ["制 → 理"]],
    ["违反《渔猎法》第二条第一款（“在保护区局部禁止生产性捕捞”），应予处罚。", ["局部 → 全面"]],
    ["依照《渔猎法》第二条关于“在禁渔期内，重点水域不得捕捞”的规定，特提出建议。", ["不得 → 禁止"]],
    ["“在禁渔期内重点水域禁止捕撈”，见《渔猎法》第二条。", ["撈 → 捞"]],
    ["《渔猎法》第二条对此有明确要求，即“具体办法由主管部门另行制定”。", ["另行 → "]],
    ["《渔猎法》第二条，即“重点区域禁止捕捞”。", ["区 → 水"]],
    ["《渔猎法》第二条“国家对湖泊水域实行严格捕捞”的要求", []],
    ["《渔猎法》第二条“在保护区全面禁止生产性捕捞；在禁渔期内，重点水域禁止”的要求", ["止 → 止捕捞"]],
    ["《渔猎法》第二条是禁渔的依据。该条写明，「在保护区全面禁止生产性捕捞；在禁渔期内，重点水域允许捕捞」。", ["允许 → 禁止"]],
    ['根据《渔猎法》第二条"国家对湖泊水域实行严格捕捞管理"、第一条"应当从轻或者免除处罚"之规定', ["免除 → 减轻"]],
    [
      "《渔猎法》第一条规定：“行为人有下列情形之一的，可以从轻或者减轻处罚：\n“（一）自动投案的；\n“（二）如实供述自己罪行的。”",
      ["可以 → 应当"],
    ],
    ["《渔猎法》第一条规定：“第一条　行为人有下列情形之一的，应当从重或者减轻处罚”。", ["重 → 轻"]],
    ["《渔猎法》第二条规定：在保护区全面禁止生产性捕捞；在禁渔期内，重点水域不禁止捕捞。本院据此建议如下。", ["不 → "]],
    ["《渔猎法》第一条、第二条规定，“国家对湖泊水域应当严格捕捞管理”。", ["应当 → 实行"]],
    // Left out, in the middle and at the end of a sentence.
    [
      "《渔猎法》第二条规定：“国家对湖泊水域实行严格捕捞管理。具体办法由主管部门制定。”",
      ["理。具 → 理。在保护区全面禁止生产性捕捞在禁渔期内重点水域禁止捕捞具"],
    ],
    ["《渔猎法》第一条还要求：“前款规定不适用于累。”", ["累 → 累犯"]],
    ["《渔猎法》第二条同时要求各地做到：“在禁渔期内，重点水域禁止捕猎。”", ["猎 → 捞"]],
    // Right, or no quotation at all.
    ["《渔猎法》第二条规定：“在保护区全面禁止生产性捕捞。”", []],
    ["《渔猎法》第二条规定：“国家对湖泊水域实行严格捕捞管理。……具体办法由主管部门制定。”", []],
    ["《渔猎法》第一条规定：“行为人有下列情形之一的，应当从轻或者减轻处罚：\n“（一）自动投案的；\n“（二）如实供述自己罪行的。”", []],
    ["《渔猎法》第二条、第一条规定了“前款规定不适用于累犯”。", []],
    ["《渔猎法》第二条要求在禁渔期一律不得捕捞，渔民李某称“我不知道现在是禁渔期，水域那么大”。", []],
    ["《渔猎法》第二条规定：凡在保护区，不论何种方式，一律禁止生产性捕捞，违者受罚。", []],
    ["按照《渔猎法》第一条认定“情节轻微”，下称“捕捞管理”。", []],
    ["他说“国家对湖泊水域实行严格捕捞管制”。", []],
  ])("%s", (text, expected) => {
    expect(found(text)).toEqual(expected);
  });
});
