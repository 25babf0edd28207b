import { describe, expect, it } from "vitest";
import { linesOf } from "../reading/lines.ts";
import { readLaws } from "../reading/read-laws.ts";
import { articleHistory } from "./article-history.ts";

const wording = (...articles: string[]) =>
  readLaws([{ file: "a.md", lines: linesOf(`# 中华人民共和国甲法\n2010年1月1日公布\n${articles.join("\n")}\n`, "markdown") }]).laws[0]!.text
    .articles;
const told = (stages: ReturnType<typeof articleHistory>) =>
  stages.map(({ wordings, article, pieces }) => [wordings, article?.label ?? null, pieces.map(({ kind }) => kind).join(" ")]);
const FINE = "违反规定占用耕地的，责令改正，处一万元以下的罚款。";

describe("an article through all wordings", () => {
  const wordings = [
    wording("第一条 为了保护耕地，制定本法。", `第二条 ${FINE}`),
    wording("第一条 为了保护耕地，制定本法。", `第二条 ${FINE}`),
    wording("第一条 为了保护耕地，制定本法。", "第二条 国家实行占用耕地补偿制度。", `第三条 ${FINE}`),
    wording("第一条 为了保护耕地，制定本法。", "第二条 国家实行占用耕地补偿制度。", `第三条 ${FINE.replace("一万", "五万")}`),
    wording("第一条 为了保护耕地，制定本法。", "第二条 国家实行占用耕地补偿制度。"),
  ];
  const expected = [
    [[0, 1], "第二条", "same"],
    [[2], "第三条", "same"],
    [[3], "第三条", "same removed added same"],
    [[4], null, "removed"],
  ];

  it.each([
    [0, "2"],
    [2, "3"],
    [3, "3"],
  ])(
    "asked about from wording %i it is the same history: joined where nothing changed, found under its other number, ended where it was taken out",
    (at, key) => {
      expect(told(articleHistory(wordings, { wording: at, key }))).toEqual(expected);
    },
  );

  it("wordings before it came in are left out, and an article that is not there has none", () => {
    expect(told(articleHistory(wordings, { wording: 3, key: "2" }))).toEqual([[[2, 3, 4], "第二条", "same"]]);
    expect(articleHistory(wordings, { wording: 3, key: "9" })).toEqual([]);
  });
});
