import { type LawDirectory, lawNames } from "@yuejian/text";
import { describe, expect, it } from "vitest";
import { checkDraft } from "./check-draft.ts";

const article = (key: string, text: string) => ({
  key,
  label: key,
  heading: "",
  divisions: [],
  paragraphs: [{ text, items: [] }],
  line: 1,
});
const THEFT = "盗窃公私财物，数额较大的，处三年以下有期徒刑、拘役或者管制，并处或者单处罚金。";
const directory: LawDirectory = {
  lawsNamed: (name) =>
    name === "刑法"
      ? [
          {
            name,
            since: null,
            repealed: null,
            versions: [{ id: "v", from: null, until: null, articles: [article("264", THEFT), article("266", "诈骗公私财物的。")] }],
          },
        ]
      : [],
  namesLike: () => [],
};
const check = (draft: string) =>
  checkDraft(draft, { given: [{ law: "刑法", key: "264", text: THEFT }], names: lawNames(["刑法"]), directory, on: "2026-01-01" });

describe("a drafted answer", () => {
  it.each([
    ["根据《刑法》第二百六十四条，处三年以下有期徒刑。", null],
    ["盗窃是犯罪。", "no-citation"],
    ["根据《刑法》第九百九十九条，处三年以下有期徒刑。", "unresolved"],
    ["根据《盗窃法》第一条，处三年以下有期徒刑。", "unresolved"],
    ["根据《刑法》，应当处罚。", "unresolved"],
    ["根据《刑法》第二百六十六条，应当处罚。", "not-given"],
    ["根据《刑法》第二百六十四条和第二百六十六条，应当处罚。", "not-given"],
    ["根据《刑法》第二百六十四条，处五年以下有期徒刑。", "number"],
    ["根据《刑法》第二百六十四条，数额较大指3000元。", "number"],
  ])("%s → %s", (sentence, reason) => {
    const { sentences, dropped } = check(sentence);
    expect([sentences.length, dropped]).toEqual(reason === null ? [1, {}] : [0, { [reason]: 1 }]);
  });

  it("keeps the good sentences of many, counts the others by their reason, and stops looking after the sixtieth", () => {
    const good = "依照刑法第264条，并处或者单处罚金。";
    expect(check(`您好！${good}\n祝好。`)).toEqual({ sentences: [{ text: good, cites: [0] }], dropped: { "no-citation": 2 } });
    const many = check(good.repeat(100));
    expect([many.sentences.length, many.dropped]).toEqual([60, { "no-citation": 40 }]);
    expect(check("……\n——\n")).toEqual({ sentences: [], dropped: {} });
  });
});
