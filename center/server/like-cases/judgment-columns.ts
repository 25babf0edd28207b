import type { ColumnSchema, Text } from "@yuejian/contracts";

const column = (name: string, title: Text, aliases: readonly string[], isRequired = false): ColumnSchema => ({
  name,
  title,
  type: "text",
  semantic: "free-text",
  dataClass: "personal",
  aliases: [...aliases],
  ...(isRequired ? { required: true } : {}),
});

/** Columns of a table of judgments; only the text has to be there. */
export const JUDGMENT_COLUMNS = [
  column(
    "text",
    { zh: "裁判文书全文", en: "Text" },
    ["全文", "正文", "文书内容", "裁判文书", "判决书", "案情", "事实", "文书全文", "内容", "fact", "content"],
    true,
  ),
  column("number", { zh: "案号", en: "Case number" }, ["案件编号", "文号"]),
  column("title", { zh: "案件名称", en: "Title" }, ["标题", "文书名称", "案件标题"]),
  column("court", { zh: "法院", en: "Court" }, ["审理法院", "裁判法院", "法院名称"]),
  column("charge", { zh: "罪名", en: "Charge" }, ["案由", "判决罪名", "charges"]),
  column("sentence", { zh: "刑期", en: "Sentence" }, ["判决结果", "主刑", "判处刑罚", "量刑", "刑罚", "刑期（月）"]),
  column("decided_on", { zh: "裁判日期", en: "Decided on" }, ["判决日期", "裁判时间", "宣判日期", "判决时间", "date"]),
  column("sealed", { zh: "是否封存", en: "Sealed" }, ["封存"]),
] as const satisfies readonly ColumnSchema[];
