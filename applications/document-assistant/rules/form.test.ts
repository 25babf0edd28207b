import { describe, expect, it } from "vitest";
import { checkDocument, documentOf } from "../index.ts";

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
    ["被告人窜至建设路盗窃，后在建设路销赃，又至建设路，再窜至建谢路。", ["place-inconsistent"], ["place-inconsistent 建谢路"]],
  ])("%s", (text, rules, expected) => {
    const found = checkDocument(documentOf(text.split("\n")), { citations: null, spelling: null }, (rule) => rules.includes(rule));
    expect(found.map(({ rule, text: wrong }) => `${rule} ${wrong}`)).toEqual(expected);
  });
});
