import { messages } from "./messages.ts";

export const detection = messages({
  title: { zh: "随数据运行", en: "On new data" },
  about: {
    zh: "开着的模型在所读数据变化时自动运行：能按对象分开的只看受影响的对象，其他的看全部。以打开者的名义和权限运行，理由写入岳检链。",
    en: "Models that are on run when data that they read change: those that can tell subjects apart look at the affected ones, the others at everything. They run in the name and with the rights of whoever switched them on; the reason goes on the chain.",
  },
  count: { zh: "模型 {n} 个", en: "{n} {n|model|models}" },
  on: { zh: "开", en: "On" },
  switchOf: { zh: "随数据运行：{model}", en: "Run on new data: {model}" },
  turnOn: { zh: "打开：{model}", en: "Switch on: {model}" },
  turnOff: { zh: "关闭：{model}", en: "Switch off: {model}" },
  turnOnWhat: {
    zh: "打开后先运行一次，以后每次所读数据变化都运行。",
    en: "It runs once now, and then whenever data that it reads change.",
  },
  turnOffWhat: { zh: "关闭后只在有人或计划启动时运行。", en: "It then runs only when people or a schedule start it." },
  byPivot: { zh: "按「{column}」只看受影响的对象", en: "looks at affected subjects, told apart by “{column}”" },
  whole: {
    zh: "每次看全部：规则要与「{dataset}」的全部记录比较",
    en: "over everything each time: the rule compares with all of “{dataset}”",
  },
  last: { zh: "最近一次运行，看了什么", en: "Last run, and what it looked at" },
  never: { zh: "还没有运行过", en: "never" },
  increment: {
    zh: "增量：{n} 个新批次涉及的 {keys} 个值",
    en: "an increment: {keys} {keys|value|values} that {n} new {n|batch|batches} can change",
  },
  everything: { zh: "全部数据", en: "everything" },
  found: { zh: "发现 / 新线索", en: "Findings / new leads" },
  by: { zh: "由谁、为什么", en: "By whom, and why" },
  nobody: { zh: "没有人设置过", en: "nobody ever decided" },
});
