import { describe, expect, it } from "vitest";
import { checkDocument, documentOf } from "../index.ts";

const found = (text: string, rules: readonly string[]): string[] => {
  const document = documentOf(text.split("\n"));
  return checkDocument(document, { citations: null, spelling: null }, (rule) => rules.includes(rule)).map(
    ({ rule, text: wrong, suggestion, start }) =>
      `${rule} ${wrong}${suggestion === null ? "" : ` → ${suggestion}`} @${document.text.slice(0, start).split("\n").length}`,
  );
};
const SEQUENCES = ["attachment-sequence", "heading-sequence"];

describe("lists of what is attached are counted in each of their forms", () => {
  it.each<[text: string, expected: string[]]>([
    ["特此函告。\n随函移送：1.决定书一份\n3.照片", ["attachment-sequence 3 → 2 @3"]],
    ["此致\n随案移送材料：\n1.侦查卷\n2.光盘\n2.清单", ["attachment-sequence 2 → 3 @5"]],
    ["此致\n附：1.案卷二册；2.光盘一张；4.证人名单", ["attachment-sequence 4 → 3 @2"]],
    ["此致\n附：（一）案卷；（二）光盘；（四）名单。", ["attachment-sequence 四 → 三 @2"]],
    ["此致\n附项：一、案卷；二、光盘；四、名单。", ["attachment-sequence 四 → 三 @2"]],
    ["此致\n附注：\n①案卷\n③光盘", ["attachment-sequence ③ → ② @4"]],
    ["此致\n附件1：名单\n附件3：照片", ["attachment-sequence 3 → 2 @3"]],
    ["此致\n附件一　名单\n附件二　照片\n附件四　清单", ["attachment-sequence 四 → 三 @4"]],
    ["此致\n附件：1）名单\n2）照片\n4）清单", ["attachment-sequence 4 → 3 @4"]],
    ["所附材料目录：\n1．名单\n1．照片", ["attachment-sequence 1 → 2 @3"]],
    ["移送清单（共三项）：\n（1）名单\n（3）照片", ["attachment-sequence 3 → 2 @3"]],
    ["一、事实\n二、证据\n随案移送：\n1.手机\n2.照片\n四、处理意见", ["heading-sequence 四 → 三 @6"]],
    ["第一部分　受案经过\n一、来源\n第三部分　意见\n一、事实", ["heading-sequence 三 → 二 @3"]],
    ["第一，未核实去向。\n第二，未清点。\n第四，未告知。", ["heading-sequence 四 → 三 @3"]],
    ["特此通知。\n2025年3月2日\n（1）手机一部\n（2）名单\n（4）光盘", ["attachment-sequence 4 → 3 @5"]],
    // Right.
    ["第一部分　事实\n一、经过\n第二部分　证据\n一、书证\n二、证言\n第一次讯问时。\n第三次讯问时。", []],
    ["一、事实\n二、证据\n随案移送：\n1.手机\n2.照片\n三、处理意见\n1.退还\n2.没收", []],
    ["此致\n附：1.案卷3册、光盘2张，2.5G硬盘一个；2.起诉书2.0版\n3.名单", []],
    ["此致\n附件：1.名单\n2.照片\n附件1\n名单\n1.张三\n2.李四\n附件2\n照片", []],
    ["移送单位：岳阳市公安局\n1.概况\n同案被告人供述：\n附近居民反映：\n附带民事诉讼请求：\n3.意见", ["heading-sequence 3 → 2 @6"]],
    ["附：案卷1、2、4册，光盘一张。", []],
  ])("%s", (text, expected) => {
    expect(found(text, SEQUENCES)).toEqual(expected);
  });
});

describe("numbers of bodies, brackets and days in the forms in which documents have them", () => {
  // 91350100M000100Y43 holds.
  it.each<[text: string, rules: string[], expected: string[]]>([
    [
      "被害单位\n某公司\n统一社会信用代码\n91350100M000100Y4Q\n一、经过",
      ["credit-code-check"],
      ["credit-code-check 91350100M000100Y4Q @4"],
    ],
    [
      "名称\t统一社会信用代码\t代表人\n甲公司\t91350100M000100Y4Q\t张三",
      ["credit-code-check"],
      ["credit-code-check 91350100M000100Y4Q @2"],
    ],
    [
      "甲公司（91350100M000100Y4Q）与乙厂，社会信用代码号为：91350100M000100Y43。",
      ["credit-code-check"],
      ["credit-code-check 91350100M000100Y4Q @1"],
    ],
    ["纳税人识别号（统一社会信用代码）：91350100M000100Y4Q", ["credit-code-check"], ["credit-code-check 91350100M000100Y4Q @1"]],
    ["统一社会信用代码证号91350100M000100Y4", ["credit-code-check"], ["credit-code-check 91350100M000100Y4 @1"]],
    ["纳税人识别号：430602123456789，统一社会信用代码：91350100M000100Y43", ["credit-code-check"], []],
    ["订单编号913501001234567890，银行卡号915001001234567890。", ["credit-code-check"], []],
    ["（一）盗窃\n二）诈骗\n（三）抢劫", ["bracket-unpaired"], ["bracket-unpaired ） @2"]],
    ["一）盗窃\n二）诈骗\n三）抢劫，见附件（二）", ["bracket-unpaired"], []],
    ["案卷(共二册、光盘三张（含视频一张）），已阅。", ["bracket-unpaired", "punctuation-half-width"], ["punctuation-half-width ( → （ @1"]],
    ["案卷（共二册（含附卷）、光盘三张)，已阅。", ["bracket-unpaired", "punctuation-half-width"], ["punctuation-half-width ) → ） @1"]],
    [
      "2025年14月6日受理，同月8日告知，同月9日移送。2025年2月8日受理，同月30日告知。",
      ["date-not-real"],
      ["date-not-real 2025年14月6日 @1", "date-not-real 同月30日 @1"],
    ],
    ["2025年2月30日受理，同年4月31日告知。", ["date-not-real"], ["date-not-real 2025年2月30日 @1", "date-not-real 同年4月31日 @1"]],
  ])("%s", (text, rules, expected) => {
    expect(found(text, rules)).toEqual(expected);
  });
});

describe("who signs a report, and to whom a document speaks", () => {
  const REPORT = "岳阳市人民检察院\n公诉案件审查报告\n岳检审〔2025〕1号\n移送单位：某局\n一、事实\n二、证据\n以上意见妥否，请审定。";
  it.each<[text: string, count: number]>([
    [`${REPORT}\n承办人：张三\n2025年3月4日`, 0],
    [`${REPORT}\n检察官　张三\n2025年3月4日`, 0],
    [`${REPORT}\n第一检察部\n2025年3月4日`, 0],
    [`${REPORT}\n岳阳市人民检察院第一检察部\n2025年3月4日`, 0],
    [`${REPORT}\n2025年3月4日`, 1],
    ["羁押必要性审查报告\n岳检羁审〔2025〕1号\n一、经过\n二、意见\n三、其他\n负责人：张三\n岳阳市人民检察院\n2025年3月4日", 0],
    ["羁押必要性审查报告\n岳检羁审〔2025〕1号\n一、经过\n二、意见\n三、其他\n负责人：张三\n2025年3月4日", 0],
    ["听证会通知\n岳检听〔2025〕1号\n张三：\n定于2025年3月10日听证。\n特此通知。\n岳阳市人民检察院\n2025年3月4日", 0],
    ["听证会通知\n岳检听〔2025〕1号\n张三：\n定于2025年3月10日听证。\n特此通知。\n岳阳市人民检察院", 1],
    ["认罪认罚具结书\n岳阳市人民检察院：\n你院已告知本人权利。\n具结人：张三\n2025年3月4日", 0],
    ["认罪认罚具结书\n你院已告知本人权利。\n具结人：张三\n2025年3月4日", 1],
    ["听证会通知\n岳\u200b检听〔2025〕1号\n张三：\n定于2025年3月10日听证。\n特此通知。\n岳阳市人\u202e民检察院\n2025年3月4日", 0],
  ])("%s", (text, count) => {
    expect(found(text, ["part-missing"])).toHaveLength(count);
  });
});
