import { describe, expect, it } from "vitest";
import { checkDocument, documentOf } from "../index.ts";

const found = (rule: string, text: string): string[] =>
  checkDocument(documentOf(text.split("\n")), { citations: null, spelling: null }, (each) => each === rule).map(
    ({ text: wrong, suggestion }) => `${wrong} ${suggestion}`,
  );

const TABLE = "名称\n面积\n破损消火栓（个）\n停车位数\n甲栋\n1200\n3\n45\n乙栋\n1500\n4\n62\n丙栋\n900\n2\n38\n合计\n3600\n9\n145\n";

describe("numbers of things that are told again", () => {
  it.each([
    ["登记在册外来务工者64人，签订合同41人，未签合同{}人。\n对未签合同的23人逐一补签。", "23", "230"],
    ["从其背包中搜出针剂{}支、账本一册。\n加上搜出的14支，共计30支。", "14", "4"],
    ["当日收缴弹弓7把，养殖场死亡山羊{}头。\n对死亡的26头作无害化处理。", "26", "62"],
    [`${TABLE}三栋楼道堆放杂物。请求逐一清理{}间停车位。`, "145", "1450"],
  ])("%s", (text, right, wrong) => {
    expect(found("amount-inconsistent", text.replaceAll("{}", right))).toEqual([]);
    expect(found("amount-inconsistent", text.replaceAll("{}", wrong))).toHaveLength(1);
  });

  it.each([
    "在甲群内转发的77部影片、在乙群内转发的43部影片均属淫秽物品。\n丙转发的51部影片也是。",
    "首批未领证的35人已办结。\n次日又有未领证36人前来。\n现未领证39人。",
    "查获香烟20条。\n其中查获的12条已变质。",
  ])("right: %s", (text) => expect(found("amount-inconsistent", text)).toEqual([]));
});

describe("numbers of several kinds and that of all", () => {
  it.each([
    ["看见货车4辆、客车3辆停在坡上，{}辆车都没有熄火。", "7", "4"],
    ["该所电话询问3次、上门查看4次，登记簿载明的{}次检查均无签名。", "7", "70"],
  ])("%s", (text, right, wrong) => {
    expect(found("sum-wrong", text.replace("{}", right))).toEqual([]);
    expect(found("sum-wrong", text.replace("{}", wrong))).toHaveLength(1);
  });

  it.each([
    "看见货车4辆、客车3辆停在坡上，2辆吊车在挖土。",
    "该所电话询问3次、上门查看4次，未记载的2次已补录。",
    "该所电话询问12次、上门查看5次，当场整改的9次已销号。",
    "其中货车4辆、客车3辆，5辆车没有年检。",
  ])("right: %s", (text) => expect(found("sum-wrong", text)).toEqual([]));
});
