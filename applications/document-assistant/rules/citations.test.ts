import { describe, expect, it } from "vitest";
import { checkDocument, documentOf, type JudgedCitation } from "../index.ts";

/** Citations as they stand in a text, in their order. */
function judged(text: string, all: readonly (Pick<JudgedCitation, "state" | "by" | "law"> & { readonly cited: string })[]): string[] {
  let from = 0;
  const citations = all.map(({ cited, ...rest }) => {
    const start = text.indexOf(cited, from);
    from = start + cited.length;
    return { ...rest, start, end: from, meant: [], repealed: null };
  });
  return checkDocument(documentOf([text]), { citations: { on: "2026-07-01", all: citations }, spelling: null }, (rule) =>
    /^law-|absent$/.test(rule),
  ).map(({ rule, text: wrong }) => `${rule} ${wrong}`);
}

describe("names of laws that are not whole, or that no collection need hold", () => {
  it("what is cited under a name that is not whole is not judged by the law that it is short for", () => {
    expect(
      judged("依照《中华人民共和国刑诉法》第二百六十六条、第六十七条第九款的规定。", [
        { cited: "《中华人民共和国刑诉法》第二百六十六条", state: "resolved", by: "named", law: "中华人民共和国刑事诉讼法" },
        { cited: "第六十七条第九款", state: "paragraph-absent", by: "carried", law: "中华人民共和国刑事诉讼法" },
      ]),
    ).toEqual(["law-name-short 《中华人民共和国刑诉法》"]);
    expect(
      judged("依照《中华人民共和国刑法》第二百六十六条、第六十七条第九款的规定。", [
        { cited: "《中华人民共和国刑法》第二百六十六条", state: "resolved", by: "named", law: "中华人民共和国刑法" },
        { cited: "第六十七条第九款", state: "paragraph-absent", by: "carried", law: "中华人民共和国刑法" },
      ]),
    ).toEqual(["paragraph-absent 第六十七条第九款"]);
  });

  it.each<[cited: string, isTold: boolean]>([
    ["《人民检察院检察建议工作规定》第三条", false],
    ["《最高人民法院关于审理抢劫案件适用法律若干问题的意见》第一条", false],
    ["《中华人民共和国食品卫生安全法》第三条", true],
    ["《中华人民共和国行政处罚程序条例》第三条", true],
    ["《青少年保护法》第三条", true],
    ["《中华人民共和国道路交通安全管理法》", true],
    ["《岳阳市专项行动方案》", false],
  ])("%s is unknown: told %s", (cited, isTold) => {
    const found = judged(`根据${cited}的规定。`, [{ cited, state: "law-unknown", by: "named", law: null }]);
    expect(found).toEqual(isTold ? [`law-unknown ${cited}`] : []);
  });
});
