import { messages } from "./messages.ts";

export const calendar = messages({
  title: { zh: "期限日历", en: "Calendar" },
  about: {
    zh: "业务案件的法定期限、监督案件的回复和整改等期限，按届满日排列。休息日按放假通知标出。",
    en: "Days by which statutory clocks of handled cases, and replies, items and tasks of supervision cases, end. Days off follow the holiday table.",
  },
  month: { zh: "月", en: "Month" },
  week: { zh: "周", en: "Week" },
  view: { zh: "显示", en: "Show" },
  back: { zh: "往前", en: "Earlier" },
  on: { zh: "往后", en: "Later" },
  today: { zh: "今天", en: "Today" },
  mine: { zh: "我的期限", en: "Mine" },
  anyDepartment: { zh: "全部部门", en: "Any department" },
  off: { zh: "休", en: "off" },
  work: { zh: "班", en: "work" },
  more: { zh: "还有 {n} 项", en: "{n} more" },
  dayTitle: { zh: "{day} 届满 {n} 项", en: "{n} end on {day}" },
  none: { zh: "这一天没有届满的期限", en: "Nothing ends on this day" },
  noneShown: { zh: "这段时间没有届满的期限", en: "Nothing ends in these days" },
  unknown: {
    zh: "{years} 年的放假通知还没有录入，只知道周末；期限可能移动。",
    en: "Of {years} only weekends are known: the notice on days off is not entered yet, and days may move.",
  },
  supervision: { zh: "监督", en: "supervision" },
  export: { zh: "下载日历文件（.ics）", en: "Download as .ics" },
  exportHint: {
    zh: "导入自己的日历软件；只含案号和期限名称，下载会记录。",
    en: "For a calendar program of your own: numbers and names of clocks only. Downloading is recorded.",
  },
  close: { zh: "收起", en: "Close" },
  list: { zh: "按日列出", en: "Day by day" },
});
