import { messages } from "./messages.ts";

export const schedules = messages({
  title: { zh: "定时任务", en: "Schedules" },
  about: {
    zh: "到点自动排入任务，时间都是中国时间。任务以负责人的权限运行；上一次没结束就跳过。",
    en: "Jobs that are put into the queue by the clock, in the time of China. They have the rights of their owner; while the last one runs, the next is skipped.",
  },
  count: { zh: "定时任务 {n} 个", en: "{n} {n|schedule|schedules}" },
  none: { zh: "没有定时任务", en: "No schedules" },
  job: { zh: "任务", en: "Job" },
  when: { zh: "时间", en: "When" },
  next: { zh: "下次", en: "Next" },
  last: { zh: "上次", en: "Last" },
  never: { zh: "还没有运行过", en: "never ran" },
  off: { zh: "停用", en: "off" },
  owner: { zh: "负责人", en: "Owner" },
  on: { zh: "启用", en: "On" },
  enable: { zh: "启用 {job}", en: "Enable {job}" },
  runNow: { zh: "立即运行", en: "Run now" },
});
