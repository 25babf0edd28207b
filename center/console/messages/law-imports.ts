import { messages } from "./messages.ts";

/** Taking laws in. */
export const lawImports = messages({
  title: { zh: "导入", en: "Import" },
  about: {
    zh: "上传法律、法规、司法解释、案例的文件或者文件夹：Markdown、Word（.docx、.doc）、文本（UTF-8、GBK）、HTML。再次上传只更新有变化的；没有读懂的逐条列出。",
    en: "Send files or a folder of laws, regulations, interpretations and cases: Markdown, Word (.docx, .doc), text (UTF-8, GBK), HTML. Sending again updates what changed; what was not understood is listed.",
  },
  files: { zh: "选择文件，或者拖到这里", en: "Choose files, or drop them here" },
  folder: { zh: "选择文件夹", en: "Choose a folder" },
  sending: { zh: "{n} 个文件：已传 {sent} / {total}", en: "{n} files: {sent} of {total} sent" },
  cancel: { zh: "取消上传", en: "Cancel" },
  job: { zh: "导入任务", en: "Import job" },
  past: { zh: "历次导入（{n}）", en: "Imports ({n})" },
  none: { zh: "还没有导入", en: "Nothing was imported yet" },
  place: { zh: "来源", en: "From" },
  at: { zh: "时间", en: "At" },
  texts: { zh: "文本", en: "Texts" },
  added: { zh: "新增", en: "Added" },
  changed: { zh: "更新", en: "Changed" },
  same: { zh: "无变化", en: "As before" },
  refused: { zh: "未接收", en: "Refused" },
  notes: { zh: "没有读懂或者需要注意的（{n}）", en: "Not understood, or to be known ({n})" },
  noNotes: { zh: "全部读懂，没有要注意的", en: "Everything was understood" },
  more: { zh: "再显示 {n} 条", en: "{n} more" },
  outcome: {
    zh: "{files} 个文件，{texts} 部：新增 {added}，更新 {changed}，无变化 {same}，未接收 {refused}",
    en: "{files} files, {texts} texts: {added} added, {changed} changed, {same} as before, {refused} refused",
  },
});
