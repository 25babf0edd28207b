import { messages } from "./messages.ts";

export const searching = messages({
  title: { zh: "检索记录", en: "Search records" },
  about: {
    zh: "在您可查看的全部记录的文字里找。检索会留痕。",
    en: "Finds words in the texts of all records that you may see. Searches are recorded.",
  },
  words: { zh: "空格分开的词都要出现；引号里的照原样", en: "Every word has to be there; in quotes as it stands" },
  go: { zh: "检索", en: "Search" },
  anyDataset: { zh: "全部数据集", en: "All datasets" },
  from: { zh: "记录日期自", en: "Records from" },
  to: { zh: "记录日期至", en: "Records until" },
  how: { zh: "输入要找的词", en: "Type the words to be found" },
  howWhy: {
    zh: "例如罪名、法院、单位名称、文书号。繁体、全角与简体、半角视为相同。",
    en: "For example a charge, a court, a firm, the number of a document. Traditional and full-width forms count as plain ones.",
  },
  found: { zh: "找到 {n} 条", en: "{n} {n|record|records} found" },
  foundSome: { zh: "第 {from}–{to} 条", en: "{from}–{to}" },
  notAll: {
    zh: "符合的很多，只看了较新导入的；可以再加词或限定",
    en: "more fit than were looked at, those of the newest loads; add words or narrow it",
  },
  none: { zh: "没有找到", en: "Nothing found" },
  noneWhy: {
    zh: "换个说法或少写几个词。封存的记录、其他辖区的记录和个人信息不在检索范围内。",
    en: "Try other or fewer words. Sealed records, records of other districts and personal data are not searched.",
  },
  noneOpened: {
    zh: "换个说法或少写几个词。封存的记录、其他辖区的记录，以及用途没有打开的个人信息不在检索范围内。",
    en: "Try other or fewer words. Sealed records, records of other districts and personal data that the purpose does not open are not searched.",
  },
  tooLong: {
    zh: "有 {n} 个字符，最多 {most} 个；请只留要找的词，输入的内容还在。",
    en: "There are {n} characters, at most {most} are taken; keep only the words to be found. What was typed is still there.",
  },
  personalNot: {
    zh: "姓名、证件号、住址等个人信息没有检索；说明用途后，检索该用途打开的记录。",
    en: "Names, numbers, addresses and other personal data were not searched; with a stated purpose those of the records that it opens are.",
  },
  unread: {
    zh: "{dataset}：{n} 个批次的索引还在建立，没有检索",
    en: "{dataset}: {n} {n|batch|batches} without an index yet, not searched",
  },
  previous: { zh: "上一页", en: "Previous" },
  next: { zh: "下一页", en: "Next" },
  inRecords: { zh: "在记录中检索「{words}」", en: "Search records for “{words}”" },
});
