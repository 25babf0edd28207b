import { describe, expect, it } from "vitest";
import { checkDocument, documentOf } from "../index.ts";

const found = (lines: readonly string[]): string[] =>
  checkDocument(documentOf(lines), { citations: null, spelling: null }, (rule) =>
    /^(?:deadline-exceeded|date-order|date-not-real)$/.test(rule),
  ).map(({ rule, text }) => `${rule} ${text}`);

const indictment = ({ accepted = "2026年5月20日", told = "2026年5月28日", act = "2026年3月8日", court = "" } = {}): string[] => [
  "岳阳市君山区人民检察院",
  "起诉书",
  `本案由岳阳市公安局君山分局侦查终结，以被告人何某涉嫌盗窃罪，于${accepted}向本院移送起诉。本院受理后，于${told}告知被告人有权委托辩护人。`,
  `经审查查明：${act}晚，被告人何某进入一家网吧，窃得手机一部。${court}`,
  "岳阳市君山区人民检察院",
  "2026年6月18日",
];

describe("a day that does not exist", () => {
  it("of an act leaves what is late as late as it is", () => {
    expect(found(indictment())).toEqual(["deadline-exceeded 2026年5月28日"]);
    expect(found(indictment({ act: "2026年2月30日" }))).toEqual(["deadline-exceeded 2026年5月28日", "date-not-real 2026年2月30日"]);
  });

  it("of a step may be any day, and nothing is counted from it or against it", () => {
    expect(found(indictment({ accepted: "2026年4月31日" }))).toEqual(["date-not-real 2026年4月31日"]);
    expect(found(indictment({ accepted: "2026年4月31日", told: "同年5月28日" }))).toEqual(["date-not-real 2026年4月31日"]);
  });

  it("takes along the days that are told by it", () => {
    const protest = (judged: string): string[] => [
      "岳阳市君山区人民检察院",
      "刑事抗诉书",
      `岳阳市君山区人民法院${judged}以（2026）湘0611刑初27号刑事判决书，对被告人何某（男，1991年12月25日生，汉族，建筑工人，住湖南省岳阳市君山区柳林洲街道）盗窃一案作出判决，判处有期徒刑一年，刑期自2026年2月23日起至2027年2月22日止。本院同月9日收到判决书，认为量刑畸轻，提出抗诉。`,
      "岳阳市君山区人民检察院",
      "2026年6月12日",
    ];
    expect(found(protest("2026年6月6日"))).toEqual([]);
    expect(found(protest("2026年6月31日"))).toEqual(["date-not-real 2026年6月31日"]);
  });
});
