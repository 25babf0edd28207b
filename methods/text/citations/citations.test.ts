import { readFileSync } from "node:fs";
import type { LawArticle } from "@yuejian/contracts";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CitationStand, findCitations, type LawDirectory, lawNames, resolveCitation } from "../index.ts";

const names = lawNames([
  "刑法",
  "民法典",
  "刑事诉讼法",
  "民事诉讼法",
  "行政诉讼法",
  "公司法",
  "合同法",
  "劳动合同法",
  "企业破产法",
  "海商法",
  "商标法",
  "专利法",
  "著作权法",
  "保险法",
  "宪法",
  "最高人民法院关于适用《民事诉讼法》的解释",
  "人民检察院刑事诉讼规则",
]);
const canonical = (text: string, isLaw = false): string[] => findCitations(text, { names, isLaw }).map((citation) => citation.canonical);

describe("citations are found in every form", () => {
  const forms = readFileSync(new URL("golden/forms.tsv", import.meta.url), "utf8")
    .trimEnd()
    .split("\n");
  it("500 forms of statutes, lists and ranges included, each give the places that they mean", () => {
    expect(forms).toHaveLength(500);
    const wrong = forms.flatMap((line) => {
      const [text, expected] = line.split("\t") as [string, string];
      const found = canonical(text, true).join(" | ");
      return found === expected ? [] : [{ text, expected, found }];
    });
    expect(wrong).toEqual([]);
  });

  it.each([
    ["刑法133-1、刑法第133条之一第1款", ["刑法 133-1", "刑法 133-1.1"]],
    ["刑法 264条和中华人民共和国刑法第２６４条", ["刑法 264", "刑法 264"]],
    ["依刑诉法第一百七十五条至第一百七十七条", ["刑事诉讼法 175..177"]],
    ["《刑法》第133-1条", ["刑法 133-1"]],
    ["《刑法》第10-15条", ["刑法 10..15"]],
    ["劳动合同法第三十八条，而不是合同法", ["劳动合同法 38"]],
    ["《中华人民共和国刑法（2020修正）》第六十七条第三款", ["刑法 67.3"]],
    ["民诉解释第九十条、民事诉讼法司法解释第九十条", ["最高人民法院关于适用《民事诉讼法》的解释 90", "民事诉讼法司法解释 90"]],
    ["《某某管理条例》（以下简称《条例》）第三条；《条例》第四条", ["某某管理条例 3", "某某管理条例 4"]],
    ["根据某某管理办法第五条第（一）、（三）项", ["某某管理办法 5(1)", "某某管理办法 5(3)"]],
    ["高检规则第一百条第一款第二项第一目", ["人民检察院刑事诉讼规则 100.1(2)[1]"]],
    ["刑法第二编第三章第一节", ["刑法 section1"]],
    ["刑法第十条。第十一条另有规定", ["刑法 10", "刑法 11"]],
    ["触犯了《刑法》第二百六十四条规定的罪", ["刑法 264"]],
    ["《刑法》第六十七条第一款是自首，不存在该条第五款所说的情形", ["刑法 67.1", "刑法 67.5"]],
    ["按照《民法典》第十条、第二十条办理。该条文第三款第（一）项另有要求", ["民法典 10", "民法典 20", "民法典 20.3(1)"]],
    ["《刑法》第六十七条规定自首，其第三款规定坦白。合同第三款规定价款", ["刑法 67", "刑法 67.3", "§ .3"]],
  ])("%s", (text, expected) => {
    expect(canonical(text)).toEqual(expected);
  });

  it.each([
    ["《刑法》第六十七条的第三款", ["刑法 67.3"]],
    ["依照《刑法》第六十七条第一款、该条第三款", ["刑法 67.1", "刑法 67.3"]],
    ["依照《刑法》第六十七条第一款，同条第三款", ["刑法 67.1", "刑法 67.3"]],
  ])("a paragraph goes on with the article behind 的, 该条 and 同条: %s", (text, expected) => {
    expect(canonical(text)).toEqual(expected);
  });

  it("what only looks like one gives none: contracts' 条件, dates, numbers, the study of law", () => {
    for (const text of ["第三条件", "刑法学第一章之外", "共10条", "第5项目", "民法典2021年施行", "合同法院"])
      expect(canonical(text).filter((one) => /\d/.test(one) && !/chapter/.test(one))).toEqual([]);
  });

  it("spans hold in the text as written, lie in order and never overlap, whatever the text", () => {
    const piece = fc.constantFrom(
      "《",
      "》",
      "刑法",
      "第",
      "十",
      "一百",
      "条",
      "款",
      "项",
      "之",
      "一",
      "、",
      "和",
      "至",
      "（",
      "）",
      "前",
      "本",
      "法",
      "1",
      "-",
      "。",
      "\n",
      "　",
      "９",
      "的",
      "该",
      "以下简称",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const text = pieces.join("");
        let end = 0;
        for (const citation of findCitations(text, { names })) {
          expect(citation.start).toBeGreaterThanOrEqual(end);
          expect(citation.end).toBeGreaterThan(citation.start);
          end = citation.end;
        }
        expect(end).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 2000, endOnFailure: true },
    );
  });
});

const article = (key: string, paragraphs: readonly (readonly number[])[]): LawArticle => ({
  key,
  label: key,
  heading: "",
  divisions: [],
  line: 1,
  paragraphs: paragraphs.map((items) => ({ text: "…", items: items.map((number) => ({ number, text: "…", items: [] })) })),
});

describe("citations are resolved in the wording of a day", () => {
  const old = [article("1", [[]]), article("2", [[1, 2]])];
  const current = [article("1", [[], []]), article("2", [[], [1, 2, 3]]), article("2-1", [[]]), article("3", [[]])];
  const directory: LawDirectory = {
    lawsNamed: (name) =>
      name === "刑法"
        ? [
            {
              name,
              since: "1979-07-01",
              repealed: null,
              versions: [
                { id: "old", from: "2000-01-01", until: "2021-03-01", articles: old },
                { id: "new", from: "2021-03-01", until: null, articles: current },
              ],
            },
          ]
        : name === "合同法"
          ? [{ name, since: null, repealed: { on: "2021-01-01", by: "民法典" }, versions: [] }]
          : [],
    namesLike: (name) => (name === "刑发" ? ["刑法"] : []),
  };
  const resolve = (text: string, on = "2024-01-01", stand?: CitationStand) =>
    findCitations(text, { names, isLaw: stand !== undefined }).map((citation) => {
      const { state, version, articles, paragraphs, items } = resolveCitation(citation, { directory, on, stand });
      return [state, version, articles.join(), paragraphs.join(), items.join()].join(" ").trimEnd();
    });

  it.each([
    ["刑法第二条第二款第（三）项", "2024-01-01", ["resolved new 2 2 3"]],
    ["刑法第二条第三项", "2024-01-01", ["resolved new 2 2 3"]],
    ["刑法第二条第三项", "2020-01-01", ["item-absent old 2"]],
    ["刑法第二条之一", "2024-01-01", ["resolved new 2-1"]],
    ["刑法第二条之一", "2021-02-28", ["article-absent old"]],
    ["刑法第二条之一", "2021-03-01", ["resolved new 2-1"]],
    ["刑法第一条至第三条", "2024-01-01", ["resolved new 1,2,2-1,3"]],
    ["刑法第一条第三款", "2024-01-01", ["paragraph-absent new 1"]],
    ["刑法第一条", "1999-12-31", ["version-not-held old"]],
    ["刑法第一条", "1970-01-01", ["law-not-yet old"]],
    ["合同法第一条", "2020-12-31", ["version-not-held"]],
    ["合同法第一条", "2021-01-01", ["law-repealed"]],
    ["《刑发》第一条", "2024-01-01", ["law-unknown"]],
    ["第一条", "2024-01-01", ["no-context"]],
  ])("%s on %s", (text, on, expected) => {
    expect(resolve(text, on)).toEqual(expected);
  });

  it("前款, 前条 and 本条 are counted from where they stand", () => {
    const stand = { law: "刑法", article: "2", paragraph: 2, item: null };
    expect(resolve("前款规定的", "2024-01-01", stand)).toEqual(["resolved new 2 1"]);
    expect(resolve("前条规定的", "2024-01-01", stand)).toEqual(["resolved new 1"]);
    expect(resolve("本条第一款", "2024-01-01", stand)).toEqual(["resolved new 2 1"]);
    expect(resolve("前三款", "2024-01-01", stand)).toEqual(["paragraph-absent new 2"]);
    expect(resolve("本法第三条", "2024-01-01", stand)).toEqual(["resolved new 3"]);
  });
});
