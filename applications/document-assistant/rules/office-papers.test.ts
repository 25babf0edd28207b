import { describe, expect, it } from "vitest";
import { type CheckContext, checkDocument, documentOf } from "../index.ts";

const PLAIN: CheckContext = { citations: null, spelling: null };
const found = (lines: readonly string[], rule: string, context = PLAIN): string[] =>
  checkDocument(documentOf(lines), context, (each) => each === rule).map(({ text, suggestion }) => `${text} ${suggestion}`);
/** A paper that bears the name of an office and a title that no list has. */
const inPaper = (text: string, rule: string): string[] => found(["临江县人民检察院", "三季度业务分析会商情况", ...text.split("\n")], rule);

describe("papers of an office of whatever title", () => {
  it("are read as such by the name at their head, and others are not", () => {
    const line = "会上通报了案件的的进展。";
    expect(inPaper(line, "word-doubled")).toEqual(["的的 的"]);
    expect(found(["临 江 县 人 民 检 察 院", "简报", line], "word-doubled")).toEqual(["的的 的"]);
    expect(found(["临江县人民检察院工作条例（草案）", line], "word-doubled")).toEqual([]);
  });

  it.each<[text: string, expected: string[]]>([
    ["整改后并并报送材料，均均已办结，应当及及送达，规则则由由科室拟定。", ["并并 并", "均均 均", "及及 及", "由由 由"]],
    ["因因校对疏漏，应当一并并适用，并处罚金，并并处罚金。", ["因因 因", "并并 并", "并并 并"]],
    ["原因因此不明，起因因素，参与与会，甚至至少，相应应当，必需需要，因而而且。", []],
    ["企业合并并处罚金，以及及时送达，自由由其主张，尤其其他人员，一般规则则另定。", []],
  ])("words of one character: %s", (text, expected) => expect(inPaper(text, "word-doubled")).toEqual(expected));

  it.each<[text: string, expected: string[]]>([
    ["名额已满即截至。公告截至时间为周五。数据截至2025年6月底，截至时间为止共三起。", ["截至 截止", "截至 截止"]],
    ["本院举行听政，邀请听证员三名。", ["听政 听证"]],
    ["判处有期徒刑八个月，缓行一年；车辆缓行，暂缓行使权利。", ["缓行 缓刑"]],
    ["其独自扶养两名未成年子女，并扶养年迈的父亲。", ["扶养 抚养"]],
    ["对沿街店铺走访检察，开展巡回检察、走访检察院。", ["检察 检查"]],
    ["提出上述意见，不服上述判决；当庭提出上述。", ["上述 上诉"]],
    ["请予审理，应予审查，请予审批。特此函告，专此报告。", []],
  ])("confused: %s", (text, expected) => expect(inPaper(text, "wording-confused")).toEqual(expected));

  it.each<[text: string, expected: string[]]>([
    ["证人许某东到庭，对许某东的讯问已结束。", ["讯问 询问"]],
    ["被告人许某东到庭，证人许某东一说有误，对许某东的讯问已结束。", []],
    ["双方因买卖合同发生争议，店主在讯问中承认收款。", ["讯问 询问"]],
    ["犯罪嫌疑人在讯问中承认收款。", []],
  ])("whom one asks: %s", (text, expected) => expect(inPaper(text, "wording-confused")).toEqual(expected));

  it.each<[text: string, expected: string[]]>([
    ["会同教育、卫生和计划生育等部门检查。", ["卫生和计划生育 卫生健康部门"]],
    ["个别代理检察员填录迟延。", ["代理检察员 检察官助理、法官助理"]],
    ["与人犯谈话六次。", ["人犯 null"]],
    ["原代理检察员吴某已退休，依照《人口和计划生育法》办理。", []],
  ])("of former times: %s", (text, expected) => expect(inPaper(text, "wording-outdated")).toEqual(expected));

  it.each<[text: string, expected: string[]]>([
    ["第一组　书证\n借条一张\n第三组　证人证言", ["三 二"]],
    ["第一组　书证\n借条一张\n第一组　证人证言", ["一 二"]],
    ["第一组　书证\n第二组　证人证言\n第三组　鉴定意见", []],
    ["一、张某的证据\n第一组　书证\n第二组　证言\n二、李某的证据\n第一组　书证\n第二组　证言", []],
    ["二、存在的问题", ["二 一"]],
  ])("numbers of headings: %s", (text, expected) => expect(inPaper(text, "heading-sequence")).toEqual(expected));
});

describe("units, terms and charges", () => {
  it.each<[text: string, expected: string[]]>([
    ["检查商户12家家，问题5项项，借条3笔笔，用时2小时小时，隐患9处处。", ["家家 家", "项项 项", "笔笔 笔", "小时小时 小时", "处处 处"]],
    ["2025年6月3日日本院受理，6月4日日送达。", ["日日 日", "日日 日"]],
    [
      "家家户户，3家家具店，对2处处理，到处处罚，3批批文，2家家庭农场，6月3日日本客商到访，5项项目，2条条例，第一间间隔，多条条状凸起，日日夜夜。",
      [],
    ],
  ])("%s", (text, expected) => expect(found([text], "unit-doubled")).toEqual(expected));

  it.each<[text: string, expected: number]>([
    ["报名期4日，自2025年3月3日起至2025年3月8日止。", 1],
    ["意见征集时间七日，自2025年3月3日起至2025年3月8日止。", 1],
    ["报名期6日，自2025年3月3日起至2025年3月8日止。", 0],
  ])("%s", (text, expected) => expect(found([text], "term-wrong")).toHaveLength(expected));

  const case_ = "被告人钱某涉嫌诈骗罪一案，本院已对诈骗罪提起公诉。";
  it.each<[text: string, expected: string[]]>([
    ["除上述更正外，罪名仍为盗窃罪，其他不变。", ["盗窃罪 诈骗罪"]],
    ["起诉书其他关于盗窃罪的表述不变。", ["盗窃罪 诈骗罪"]],
    ["诈骗罪名成立。盗窃罪与借贷纠纷应当区分。", ["盗窃罪 诈骗罪"]],
    ["诈骗罪与盗窃罪的界限应当把握。", []],
    ["是否构成诈骗罪，是否可以从宽，以及盗窃罪的退赔是否完成。", ["盗窃罪 诈骗罪"]],
    ["是否构成诈骗罪以及盗窃罪，由听证员评议。", []],
    ["其他盗窃罪案件正在统计。", []],
  ])("a charge beside what is amended or kept apart: %s", (text, expected) =>
    expect(found([case_, text], "charge-inconsistent")).toEqual(expected),
  );

  it("a law that no text of today names any more is repealed, not unknown, from its day on", () => {
    const text = "依照《中华人民共和国城市规划法》第四十条";
    const one = { start: 2, end: text.length, by: "named", law: null, meant: [], repealed: null, state: "law-unknown" } as const;
    const on = (day: string): CheckContext => ({ citations: { on: day, all: [one] }, spelling: null });
    expect(found([text], "law-repealed", on("2025-01-01"))).toHaveLength(1);
    expect(found([text], "law-unknown", on("2025-01-01"))).toEqual([]);
    expect(found([text], "law-repealed", on("2007-01-01"))).toEqual([]);
    expect(found([text.replace("城市规划法", "城镇规画法")], "law-repealed", on("2025-01-01"))).toEqual([]);
  });
});
