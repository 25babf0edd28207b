import { type LawDirectory, lawNames } from "@yuejian/text";
import { describe, expect, it } from "vitest";
import { linesOf } from "../reading/lines.ts";
import { readLaws } from "../reading/read-laws.ts";
import { linksOf } from "./link-laws.ts";

const read = (file: string, text: string) => readLaws([{ file, lines: linesOf(text, "markdown") }]).laws[0]!.text;
const target = read(
  "甲法.md",
  "# 中华人民共和国甲法\n2010年1月1日第十一届全国人民代表大会常务委员会第十二次会议通过\n第一条 一。\n第二条 二。\n第三条 三。\n第四条 四。\n",
);
const directory: LawDirectory = {
  lawsNamed: (name) =>
    name === "甲法"
      ? [{ name, since: "2010-01-01", repealed: null, versions: [{ id: "v", from: "2010-01-01", until: null, articles: target.articles }] }]
      : name === "丁法"
        ? [{ name, since: "2000-01-01", repealed: null, versions: [{ id: "d", from: "2015-01-01", until: null, articles: [] }] }]
        : [],
  namesLike: () => [],
};
const names = lawNames(["甲法", "丁法"]);
const linked = (title: string, body: string, on = "2012-01-01") => {
  const { links, unresolved } = linksOf(read("乙.md", `# ${title}\n2012年1月1日公布\n${body}`), { names, directory, on });
  return {
    links: links.map((link) => `${link.key}.${link.paragraph} → ${link.law} ${link.articles.join(",")}${link.isResolved ? "" : "?"}`),
    unresolved,
  };
};

describe("links between laws", () => {
  it("an article links to the articles that it names, lists and ranges included, from the paragraph in which they stand", () => {
    const { links } = linked(
      "乙条例",
      "第一条 为了实施甲法，制定本条例。\n第二条 照甲法第一条办理。\n有下列情形的：\n（一）甲法第二条至第四条；\n",
    );
    expect(links).toEqual(["2.1 → 甲法 1", "2.2 → 甲法 2,3,4"]);
  });

  it("a wording that is not held links by its number and says that it was not resolved", () => {
    expect(linked("乙条例", "第一条 照《丁法》第七条办理。\n").links).toEqual(["1.1 → 丁法 7?"]);
  });

  it("what does not exist is counted by its reason and links nothing", () => {
    expect(linked("乙条例", "第一条 照甲法第九条、《戊法》第一条办理。\n")).toEqual({
      links: [],
      unresolved: { "article-absent": 1, "law-unknown": 1 },
    });
  });

  it("numbers without a law in an amendment are of the law that it amends", () => {
    expect(linked("甲法修正案", "一、将第二条修改为：“二。”\n二、将第三条删去。\n").links).toEqual(["p1.1 → 甲法 2", "p2.1 → 甲法 3"]);
  });

  it("an article that names itself links nothing", () => {
    const own = linksOf(target, { names, directory, on: "2012-01-01" });
    expect(own.links).toEqual([]);
  });
});
