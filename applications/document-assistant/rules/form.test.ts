import { describe, expect, it } from "vitest";
import { checkDocument, documentOf, type JudgedCitation } from "../index.ts";

describe("days of the week, places, offices, the imprint and attachments", () => {
  it.each<[text: string, rules: string[], expected: string[]]>([
    [
      "会议定于2024年3月1日（星期四）召开。2024年3月1日（星期五）上午，2024年3月1日周一鸣到案。",
      ["weekday-wrong"],
      ["weekday-wrong 星期四"],
    ],
    ["2024年3月1日周日，张三到案。2024年3月3日星期天，2024年2月30日（星期一）。", ["weekday-wrong"], ["weekday-wrong 周日"]],
    [
      "关于开展检察工作的通知\n岳检发〔2024〕12号\n各县区人民检察院：\n请遵照执行。\n岳阳市人民检察院\n2024年3月8日\n抄送：市委政法委，市人大监察司法委。\n岳阳市人民检察院办公室　　　　2024年3月8日印发",
      ["format-imprint"],
      [],
    ],
    [
      "关于开展检察工作的通知\n岳检发〔2024〕12号\n各县区人民检察院：\n请遵照执行。\n岳阳市人民检察院\n2024年3月8日\n抄送:市委政法委，市人大监察司法委\n岳阳市人民检察院办公室　　　　2024年03月08日",
      ["format-imprint"],
      ["format-imprint 抄送:", "format-imprint 委", "format-imprint 2024年03月08日"],
    ],
    [
      "岳阳市人民检察院\n检察建议书\n岳检建〔2024〕12号\n某局：\n建议加强管理。\n2024年3月8日\n岳阳市人民检察院",
      ["format-signature", "office-inconsistent"],
      ["format-signature 岳阳市人民检察院"],
    ],
    [
      "岳阳市人民检察院\n检察建议书\n岳检建〔2024〕12号\n某局：\n建议加强管理。\n汨罗市人民检察院\n2024年3月8日",
      ["format-signature", "office-inconsistent"],
      ["office-inconsistent 汨罗市人民检察院"],
    ],
    [
      "湖南省岳阳市人民检察院\n提请抗诉报告书\n岳检建〔2024〕12号\n建议抗诉。\n此致\n湖南省人民检察院\n岳阳市人民检察院\n2024年3月8日",
      ["format-signature", "office-inconsistent"],
      [],
    ],
    ["关于整改的通知\n整改清单见附件1，台账见附件3。\n附件：1.整改清单\n2.台账", ["attachment-unlisted"], ["attachment-unlisted 附件3"]],
    ["关于整改的通知\n整改清单见附件1，台账见附件2，联系表见附件。\n附件：1.整改清单\n2.台账", ["attachment-unlisted"], []],
    ["关于整改的通知\n清单见附件1。\n附件：整改清单", ["attachment-unlisted"], []],
    [
      "岳阳市华容县公安局立案。岳阳市华容县人民法院。岳阳市华容县看守所。岳阳市华客县公安局拘留。",
      ["place-inconsistent"],
      ["place-inconsistent 华客县"],
    ],
    [
      "在东城区作案，在东城区销赃，在东城区被抓，在西城区居住。某小区、该小区。王家村、王家村、王家村、李家村。",
      ["place-inconsistent"],
      [],
    ],
    [
      "二〇二五年二月三十日受理，二〇二五年十三月八日决定。收案日期：2025-02-31，编号：2024-13-45。2024年3月1日立案，同月31日拘留，同年4月31日逮捕，2月30日送达。农历二〇二五年二月三十日。",
      ["date-not-real"],
      [
        "date-not-real 二〇二五年二月三十日",
        "date-not-real 二〇二五年十三月八日",
        "date-not-real 2025-02-31",
        "date-not-real 同年4月31日",
        "date-not-real 2月30日",
      ],
    ],
    [
      "2024年3月133日受理，于2024年311月2日送达。\n同年6月31日，又盗窃一次。同年6月30日归案。",
      ["date-not-real"],
      ["date-not-real 2024年3月133日", "date-not-real 2024年311月2日", "date-not-real 同年6月31日"],
    ],
    ["联系方式（家属）\n1380730123\n电话（办公室）：0730-8880123", ["phone-length"], ["phone-length 1380730123"]],
    ["二〇二五年二月二十八日受理，2024年2月29日立案，2024-02-29受理，3月31日送达，2023年4月2日立案，同月30日拘留。", ["date-not-real"], []],
    [
      "起诉书\n岳检一部刑诉〈2024〉Z12号\n岳检刑不诉［2024］12号，岳检建(2024)3号。",
      ["document-number-form"],
      ["document-number-form 〈2024〉", "document-number-form ［2024］", "document-number-form (2024)"],
    ],
    ["起诉书\n岳检一部刑诉2024年第12号", ["document-number-form"], ["document-number-form 2024年第"]],
    [
      "起诉书\n岳检一部刑诉〔2024〕Z12号\n华容县人民法院以（2024）湘0623刑初12号判决。岳检刑检刑不诉〔2024〕1号。",
      ["document-number-form", "word-doubled"],
      [],
    ],
    ["此致\n附项：（1）全部案卷\n（3）光盘\n（4）名单", ["attachment-sequence", "heading-sequence"], ["attachment-sequence 3"]],
    ["此致\n附项：（1）全部案卷\n（1）光盘\n（2）名单", ["attachment-sequence", "heading-sequence"], ["attachment-sequence 1"]],
    ["此致\n附项：（1）全部案卷\n（2）光盘\n（3）名单", ["attachment-sequence", "heading-sequence"], []],
    [
      "第一款第(二）项，问题：（一)本金，见下表(单位：元）",
      ["punctuation-half-width", "bracket-unpaired"],
      ["punctuation-half-width (", "punctuation-half-width )", "punctuation-half-width ("],
    ],
    ["问题：（一）本金；二）利息；（三）期限。", ["bracket-unpaired"], ["bracket-unpaired ）"]],
    ["问题：一）本金；二）利息；1）期限（三年）。GB(2024)中(a)项。", ["bracket-unpaired", "punctuation-half-width"], []],
    [
      "供述和辨解。提出检查建议。公安机关立案侦察。既使如此。己被抓获。",
      ["wording-confused"],
      ["wording-confused 辨解", "wording-confused 检查", "wording-confused 侦察", "wording-confused 既使", "wording-confused 己"],
    ],
    ["供述和辩解，辨认笔录。专项检查意见反馈。即使如此，自己经手，本人月末满十份。", ["wording-confused"], []],
    [
      "汨罗市人民检察院\n刑事抗诉书\n特提出抗诉。\n此致\n检察官：张三\n汨罗市人民检察院\n2025年1月22日\n附：名单",
      ["part-missing"],
      ["part-missing 汨罗市人民检察院", "part-missing 汨罗市人民检察院"],
    ],
    [
      "汨罗市人民检察院\n刑事抗诉书\n汨罗检诉刑抗〔2025〕1号\n特提出抗诉。\n此致\n岳阳市中级人民法院\n检察官：张三\n汨罗市人民检察院\n2025年1月22日\n附：名单",
      ["part-missing"],
      [],
    ],
    ["华容县公安局\n通知书\n张三：\n请到案。", ["part-missing"], []],
    ["认罪认罚具结书\n本人自愿认罪认罚。\n犯罪嫌疑人（签名）：张三\n2025年1月22日", ["part-missing"], []],
    [
      "岳阳市人民检察院\n纠正违法通知书\n文号：岳检纠〔2024〕12号\n岳阳市公安局、岳阳市司法局：\n请予纠正。\n岳阳市人民检察院（印）　2024年3月8日",
      ["part-missing"],
      [],
    ],
    [
      "岳阳市人民检察院\n纠正违法通知书\n岳检纠〔2024〕12号\n岳阳市公安局：\n请予纠正。\n岳阳市人民检察院\n移送时间：2024年3月8日",
      ["part-missing"],
      ["part-missing 岳阳市人民检察院"],
    ],
    ["岳阳市人民检察院\n询问笔录\n询问时间：2024年3月8日\n问：是否属实？\n被询问人：张三　2024年3月8日", ["part-missing"], []],
    [
      "岳阳市人民检察院\n纠正违法通知书\n岳检纠〔2024〕12号\n岳阳市公安局：\n请予纠正。\n岳阳市人民检察院\n2024年2月30日",
      ["part-missing", "date-not-real"],
      ["date-not-real 2024年2月30日"],
    ],
    ["二、权利知悉\n三，、认罪认罚内容\n四、声明", ["heading-sequence"], []],
    ["被告人窜至建设路盗窃，后在建设路销赃，又至建设路，再窜至建谢路。", ["place-inconsistent"], ["place-inconsistent 建谢路"]],
  ])("%s", (text, rules, expected) => {
    const found = checkDocument(documentOf(text.split("\n")), { citations: null, spelling: null }, (rule) => rules.includes(rule));
    expect(found.map(({ rule, text: wrong }) => `${rule} ${wrong}`)).toEqual(expected);
  });

  it("an article that is not there is told once, whatever of it is cited", () => {
    const text = "适用《刑法》第五百七十二条第一款、第四款。";
    const cited = (part: string): JudgedCitation => ({
      start: text.indexOf(part),
      end: text.indexOf(part) + part.length,
      state: "article-absent",
      by: "named",
      law: "刑法",
      meant: [],
      repealed: null,
    });
    const citations = { on: "2024-01-01", all: [cited("《刑法》第五百七十二条第一款"), cited("第四款")] };
    const found = checkDocument(documentOf([text]), { citations, spelling: null }, (rule) => rule === "article-absent");
    expect(found.map(({ text: wrong }) => wrong)).toEqual(["《刑法》第五百七十二条第一款"]);
  });
});
