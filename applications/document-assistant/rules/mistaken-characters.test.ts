import { describe, expect, it } from "vitest";
import { checkDocument, documentOf } from "../index.ts";

const found = (text: string): string[] =>
  checkDocument(documentOf(["起诉书", text]), { citations: null, spelling: null }, (each) => each === "wording-confused").map(
    ({ text: written, suggestion }) => `${written} ${suggestion}`,
  );

describe("strings that are one character away from a word and are no words", () => {
  it.each<[text: string, expected: string[]]>([
    ["侦查人员对其传焕两次，并提取了血迹。", ["传焕 传唤"]],
    ["其骗取的款项已被恢霍，赃物由收购站老板倒迈。", ["恢霍 挥霍", "倒迈 倒卖"]],
    ["因感情纠分引发争值，双方厮达在一起。", ["纠分 纠纷", "争值 争执", "厮达 厮打"]],
    ["其家属已垫负医疗费，并向被害人道歉。", ["垫负 垫付"]],
    ["其与失主当面核兑赃物数量后签收。", ["核兑 核对"]],
    ["该犯在伏刑期间表现良好，并如实工述余罪。", ["伏刑 服刑", "如实工述 如实供述"]],
    ["会上举办了一场普法讲坐，群众踊跃参家。", ["讲坐 讲座", "参家 参加"]],
    ["账目由出呐人员保管，法定代理人到庭旁听。", ["出呐 出纳"]],
  ])("%s", (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it.each([
    "菜贩黄志国、鱼贩戴长顺到案，会场听从丁建民安排。",
    "其在路口设卡拦车，会计逐册清点账簿，车辆发生刮蹭后弃车逃离。",
    "参加人员由皇甫长青带队，货款转给高宇。",
    "其关在车里，每袋一过秤只有四十斤，价目贴在柜面上，小账本牵出了旧事。",
    "华检刑诉〔2026〕12号、楼检民监〔2026〕3号均已送达，庄炎鑫、戴靖嫣到庭。",
    "被告人从饭店门口逃离，扒手机后被抓，被盗玫瑰金手机一部。",
  ])("right: %s", (text) => {
    expect(found(text)).toEqual([]);
  });
});
