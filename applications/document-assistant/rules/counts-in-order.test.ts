import { describe, expect, it } from "vitest";
import { checkDocument, documentOf } from "../index.ts";

const found = (text: string): string[] =>
  checkDocument(documentOf(text.split("\n")), { citations: null, spelling: null }, (rule) => rule === "count-wrong").map(
    (each) => `${each.text} ${each.suggestion}`,
  );

/** Counts and what is told by ordinals or beside one another; `{}` is the count. */
const TOLD: readonly (readonly [text: string, right: string, wrong: string])[] = [
  ["撤回抗诉的考虑有{}点：其一，新证据已被采信；其二，原判量刑未见畸轻；其三，被害方明确表示不再追究。", "三", "两"],
  [
    "支队编成{}个巡查小队。第一队由吴副队长带领，巡东岸；第二队由郑中队长带领，巡西岸；湖心岛归第三队巡，队长由船管站派人担任。",
    "三",
    "两",
  ],
  ["李某拿扁担朝他身上打，第一下落在肩上，第二下落在背上，第三下打空。\n村口的监控拍到李某一共打了{}下。", "三", "四"],
  ["第一次在三月，送了两条烟。第二次在五月，送了一箱酒。第三次在中秋，送了购物卡。前后共送{}次。", "三", "四"],
  ["自助报案点拟设{}处，分别建在北站派出所、南站派出所、老街警务室、江湾派出所和市民广场，由值守辅警管理。", "五", "四"],
  ["代理人当庭交来委托书{}份，委托人分别为：业主李明的长子、业主赵兰的女儿、业主周全的弟弟。", "三", "两"],
  [
    "1．5月3日，吴军驾车，郑勇望风，二人盗得电线，价值2000元。\n2．5月9日，吴军与王芳盗得水泵，价值3000元。\n3．6月2日，三人盗得钢管，价值4000元。\n综上，吴军参与三起；被告人郑勇参与两起；被告人王芳参与{}起。",
    "两",
    "三",
  ],
];

const RIGHT: readonly string[] = [
  "第一次在三月，第二次在五月。被告人曾因盗窃被行政处罚三次。",
  "人员编成三个小组。第一组负责城东，第二组负责城西，其余人员编入机动组。",
  "抽查三个乡镇：东山镇查店铺40家，不合格5家；西岭镇查30家，不合格4家；南湾镇查20家，不合格2家。",
  "经过摸排、核实两个阶段，整改情况如下：\n（一）拆除围挡三处；\n（二）清运渣土；\n（三）补种树苗；\n（四）恢复通行。",
  "1．5月3日，吴军、郑勇盗得电线，价值2000元。\n2．5月9日，因郑勇生病，吴军与王芳二人盗得水泵，价值3000元。\n3．6月2日，三人盗得钢管，价值4000元。\n综上，被告人吴军参与三起，被告人郑勇参与两起，被告人王芳参与两起。",
  "送检的三张欠条中，第一张写于5月，第二张写于8月，两张均为手写；第三张系打印。",
  "综合上述三个从宽情节和一个从重情节，建议从轻处罚。\n1．自首；\n2．退赃；\n3．认罪认罚。",
  "上述三类案件涉案金额分别为26万元、418万元和零。",
  "回访人：干警郑勇、通讯员一名。",
  "在一起盗窃案中，回证缺少签名；在一起监督案中，条款序号不一致；还有一起案件，照片未注明时间。",
];

describe("a count of what is told in order", () => {
  it.each(TOLD.map(([text, right]) => text.replace("{}", right)))("right: %s", (text) => expect(found(text)).toEqual([]));
  it.each(TOLD.map(([text, right, wrong]) => [text.replace("{}", wrong), `${wrong} ${right.replace("两", "二")}`] as const))(
    "wrong: %s",
    (text, told) => expect(found(text)).toEqual([told]),
  );
  it.each(RIGHT)("no list of it: %s", (text) => expect(found(text)).toEqual([]));
});
