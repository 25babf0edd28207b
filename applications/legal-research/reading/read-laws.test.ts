import { describe, expect, it } from "vitest";
import { type LawSource, linesOf, paragraphLines, readLaws, type TextForm } from "../index.ts";

const MARKDOWN = `---
sidebar: auto
---
# 中华人民共和国某某法

2018年8月31日第十三届全国人民代表大会常务委员会第五次会议通过

根据2020年2月1日第十三届全国人民代表大会常务委员会第十次会议《关于修改〈中华人民共和国某某法〉的决定》修正

<!-- INFO END -->

## 第一编　通则

### 第一章　总则

**第一条**　为了某事，制定本法。

**第二条**　有下列情形之一的，依照前条：

（一）甲的；

1.其一；

2.其二；

（二）乙的。

第二款的文字引用第三条 规定。

**第二条之一**　【名称】新增的条文。

## 第二章　附则

**第四条**　本法自2021年1月1日起施行。《某某条例》、《中华人民共和国旧法》同时废止。
`;

const read = (text: string, form: TextForm = "markdown", file = "某某法.md") =>
  readLaws([{ file, lines: linesOf(text, form) }]).laws.map((one) => one.text);

describe("a legal text is read into its parts", () => {
  const [law] = read(MARKDOWN);

  it("title, standing, days and what it repeals", () => {
    expect(law).toMatchObject({
      title: "中华人民共和国某某法",
      name: "某某法",
      level: "law",
      issuer: "全国人民代表大会常务委员会",
      versionOn: "2020-02-01",
      effectiveOn: "2021-01-01",
      repeals: ["某某条例", "旧法"],
    });
    expect(law?.history.map(({ kind, on }) => `${kind} ${on}`)).toEqual(["adopted 2018-08-31", "amended 2020-02-01"]);
  });

  it("articles with divisions, paragraphs, items and their items", () => {
    expect(law?.articles.map(({ key, label, heading }) => [key, label, heading])).toEqual([
      ["1", "第一条", ""],
      ["2", "第二条", ""],
      ["2-1", "第二条之一", "名称"],
      ["4", "第四条", ""],
    ]);
    const second = law?.articles[1];
    expect(second?.divisions.map(({ kind, title }) => `${kind} ${title}`)).toEqual(["part 第一编 通则", "chapter 第一章 总则"]);
    expect(second?.paragraphs).toEqual([
      {
        text: "有下列情形之一的，依照前条：",
        items: [
          {
            number: 1,
            text: "甲的；",
            items: [
              { number: 1, text: "其一；", items: [] },
              { number: 2, text: "其二；", items: [] },
            ],
          },
          { number: 2, text: "乙的。", items: [] },
        ],
      },
      { text: "第二款的文字引用第三条 规定。", items: [] },
    ]);
  });

  it("a gap in the articles is named, and where", () => {
    expect(law?.faults).toEqual([{ code: "article-missing", line: 34, parameters: { label: "第四条", after: "第二条之一" } }]);
  });

  it("without a space behind the number articles are still told from lines that refer to one", () => {
    const [tight] = read("某某办法\n2020年1月1日发布\n第一条甲，依照\n第二条规定办理。\n第二条乙。\n第四条丁。\n", "text");
    expect(tight?.articles.map(({ key, paragraphs }) => [key, paragraphs.length])).toEqual([
      ["1", 2],
      ["2", 1],
      ["4", 1],
    ]);
  });

  it("an article out of order and one that stands twice are named; both are kept", () => {
    const [odd] = read("# 某某办法\n2020年1月1日发布\n第一条 甲。\n第三条 丙。\n第二条 乙。\n第二条 又乙。\n");
    expect(odd?.faults.map(({ code, line }) => `${code} ${line}`)).toEqual([
      "article-missing 4",
      "article-out-of-order 5",
      "article-twice 6",
    ]);
    expect(odd?.articles.map(({ key }) => key)).toEqual(["1", "3", "2", "2#2"]);
  });

  it("the same text as HTML, plain text or paragraphs of Word gives the same articles", () => {
    const plain = MARKDOWN.replace(/^---[\s\S]*?---\n/, "")
      .replaceAll(/<!--.*?-->/g, "")
      .replaceAll(/[#*]+ ?/g, "");
    const html = `<html><head><title>x</title><style>p{}</style></head><body>${plain
      .split("\n")
      .filter((line) => line.trim() !== "")
      .map((line, at) => (at === 0 ? `<h1>${line}</h1>` : `<p align="left">${line.replace("　", "&#12288;")}</p>`))
      .join("\n")}<script>var a = "<p>第九条 假的</p>";</script></body></html>`;
    const word: LawSource = { file: "某某法.docx", lines: paragraphLines(plain.split("\n").map((line) => ({ text: line, heading: 0 }))) };
    const articles = (text: typeof law | undefined) => text?.articles.map((article) => ({ ...article, line: 0 }));
    expect(articles(read(plain, "text")[0])).toEqual(articles(law));
    expect(articles(read(html, "html")[0])).toEqual(articles(law));
    expect(articles(readLaws([word]).laws[0]?.text)).toEqual(articles(law));
  });

  it("an interpretation: purpose, document number, its own day of force", () => {
    const [one] = read(
      "# 最高人民法院、最高人民检察院关于办理某某刑事案件适用法律若干问题的解释\n2013年4月15日 最高人民法院审判委员会第1575次会议通过\n法释〔2013〕10号\n2013年4月27日 施行\n为依法惩治某某犯罪，制定本解释。\n第一条 甲。\n",
      "markdown",
      "解释(2013-04-23).md",
    );
    expect(one).toMatchObject({
      level: "interpretation",
      issuer: "最高人民法院、最高人民检察院",
      documentNumber: "法释〔2013〕10号",
      versionOn: "2013-04-23",
      effectiveOn: "2013-04-27",
      preamble: ["为依法惩治某某犯罪，制定本解释。"],
    });
  });

  it("a text of a place whose title leaves the place out is told from others of its name by the place behind it", () => {
    const name = (title: string, line: string): string | undefined =>
      read(`${title}\n${line}\n第一条 甲。\n第二条 乙。\n`, "text")[0]?.name;
    expect(name("河道管理条例", "2019年3月28日湖南省第十三届人民代表大会常务委员会第十次会议通过")).toBe("河道管理条例（湖南省）");
    expect(
      name(
        "河道管理条例",
        "（2018年11月30日岳阳市第八届人民代表大会常务委员会通过 2019年3月28日湖南省第十三届人民代表大会常务委员会批准）",
      ),
    ).toBe("河道管理条例（岳阳市）");
    expect(name("河道管理办法", "2010年5月1日 湖北省人民政府令第250号公布")).toBe("河道管理办法（湖北省）");
    expect(name("湖南省河道管理条例", "2019年3月28日湖南省第十三届人民代表大会常务委员会第十次会议通过")).toBe("湖南省河道管理条例");
    expect(name("河道管理条例", "1988年6月10日国务院令第3号公布")).toBe("河道管理条例");
    expect(name("中华人民共和国河道法", "2010年1月1日第十一届全国人民代表大会常务委员会第十二次会议通过")).toBe("河道法");
  });

  it("a text of points, a text of passages, and quoted articles of an amendment", () => {
    const [points] = read(
      "# 国务院关于某事的规定\n1957年5月22日国务院发布\n一、甲。\n二、修改为：“第五条 新的文字。\n“第二款新的文字。”\n三、丙。\n",
    );
    expect(points?.articles.map(({ key, paragraphs }) => [key, paragraphs.length])).toEqual([
      ["p1", 1],
      ["p2", 2],
      ["p3", 1],
    ]);
    const [passages] = read("# 某案\n## 基本案情\n甲诉乙。\n## 裁判结果\n驳回。\n", "markdown", "cases/某案.md");
    expect(passages?.level).toBe("case");
    expect(passages?.articles.map(({ label, paragraphs }) => [label, paragraphs[0]?.text])).toEqual([
      ["基本案情", "甲诉乙。"],
      ["裁判结果", "驳回。"],
    ]);
  });

  it("a law in several files of a folder is one; amendments beside it are their own; a page of links is none", () => {
    const file = (name: string, text: string): LawSource => ({ file: `法/${name}`, lines: linesOf(text, "markdown") });
    const { laws, empty } = readLaws([
      file("README.md", "# 中华人民共和国某典\n2020年5月28日第十三届全国人民代表大会第三次会议通过\n"),
      file("附则.md", "# 附则\n**第三条**　丙。\n"),
      file("02-b.md", "# 第二编　分则\n**第二条**　乙。\n"),
      file("01-a.md", "# 第一编　总则\n**第一条**　甲。\n"),
      file(
        "04-c.md",
        "# 修正案\n## 中华人民共和国某典修正案\n*1999年12月25日第九届全国人民代表大会常务委员会第十三次会议通过*\n一、甲。\n二、乙。\n## 中华人民共和国某典修正案（二）\n2001年8月31日第九届全国人民代表大会常务委员会第二十三次会议通过\n一、丙。\n",
      ),
      file("links.md", "# 目录\n[甲法](../a/)\n\n[乙法](../b/)\n"),
    ]);
    expect(laws.map(({ text }) => [text.name, text.articles.map(({ key }) => key).join()])).toEqual([
      ["某典", "1,2,3"],
      ["某典修正案", "p1,p2"],
      ["某典修正案（二）", "t1"],
    ]);
    expect(empty).toEqual(["法/links.md"]);
    expect(laws.map(({ text }) => text.level)).toEqual(["decision", "decision", "decision"]);
  });
});
