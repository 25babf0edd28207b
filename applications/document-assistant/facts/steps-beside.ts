import type { DocumentCaseDay } from "@yuejian/contracts";
import { type CourseDay, courseDaysIn } from "./course-days.ts";

interface Words {
  /** In the clause behind a day. */
  readonly behind: RegExp;
  /** Right before it. */
  readonly before?: RegExp;
}

/** Steps in words that tell them of the case of the document alone: 同月20日签的逮捕证, 本院1月20日批准，当日执行. */
const WORDS: Readonly<Partial<Record<DocumentCaseDay, Words>>> = {
  detained: { behind: /(?:被|予以|执行|对其|将其)[^，。；]{0,24}(?:刑事)?拘留|^(?:刑拘|刑事拘留)/ },
  arrested: {
    behind:
      /^(?![^，。；]*(?:提请|报请|呈请|申请))(?:经|由|被)?[^，。；]{0,16}(?:批准|决定|执行)逮捕|^[^，。；]{0,8}(?:签|签发|签署|宣布|出示)[^，。；]{0,8}逮捕(?:证|决定)|^(?:予以|同意)?批准[，。；]|^(?:被|经)[^，。；]{0,12}(?:批捕|逮捕)/,
  },
  told: {
    behind:
      /^[^，。；]{0,8}(?:讲明|释明|说明|讲清|宣读|宣告|履行|完成|进行)[^，。；]{0,24}(?:权利|告知)|^[^，。；]{0,8}(?:送给|送达|交给|发给|收到|签收)[^，。；]{0,14}告知书/,
    before: /告知书》?(?:于|在|已于|是)?$/,
  },
  filed: { behind: /^[^，。；]{0,12}(?:立为|作为|决定立)[^，。；]{0,10}(?:案件|刑事案)/ },
  accepted: {
    behind: /^移送的|^[^，。；]{0,10}(?:移交|移来|报送|移送)(?:本院|我院|你院|检察)|^(?:收到|接收|受理)[^，。；]{0,10}(?:本案|案卷|卷宗)/,
  },
};
/** What happened before this case. */
const EARLIER = /曾|前科|刑满|累犯|劣迹/;
const NOW = /此次|本次|现因|又因|今因|因本案|因涉嫌/g;
const PLANNED = /^(?:之?前|以前|止|届满|应当|将)/;

/** Days of a step that its common words do not tell. */
export function stepsBeside(text: string, step: DocumentCaseDay): CourseDay[] {
  const words = WORDS[step];
  if (!words) return [];
  const days = courseDaysIn(text);
  return days.filter((day, at) => {
    const rest = text.slice(day.end, Math.min(days[at + 1]?.start ?? text.length, day.end + 40));
    const behind = rest.split(/[。；;\n]/, 1)[0] ?? "";
    const before =
      text
        .slice(Math.max(0, day.start - 60), day.start)
        .split(/[。\n]/)
        .at(-1) ?? "";
    const since = before.slice([...before.matchAll(NOW)].at(-1)?.index ?? 0);
    if (EARLIER.test(since) || EARLIER.test(behind) || PLANNED.test(behind)) return false;
    return words.behind.test(behind.trimStart()) || (words.before?.test(before) ?? false);
  });
}
