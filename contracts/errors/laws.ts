import { defineErrors } from "./kinds.ts";

/** Laws: import, reading, citations. */
export const lawErrors = defineErrors({
  LAW_AMBIGUOUS: {
    kind: "input",
    zh: "「{law}」是几部法规的名称：{names}。请写明是哪一部",
    en: "“{law}” is the name of several: {names}. Say which is meant",
  },
  LAW_UNKNOWN: { kind: "missing", zh: "没有导入「{law}」", en: "No law “{law}” has been imported" },
  LAW_NOT_IN_FORCE: {
    kind: "missing",
    zh: "{day} 没有导入过有效的「{law}」文本；已有的文本：{held}",
    en: "No wording of “{law}” that was in force on {day} has been imported; there are: {held}",
  },
  LAW_ARTICLE_UNKNOWN: { kind: "missing", zh: "「{law}」没有{article}", en: "“{law}” has no {article}" },
  LAW_IMPORT_UNKNOWN: { kind: "missing", zh: "没有法规导入 {import}", en: "There is no import of laws {import}" },
  LAW_FILES_MISSING: {
    kind: "input",
    zh: "{place} 中没有可以读取的法规文件（Markdown、Word、文本、HTML）",
    en: "{place} holds no file that could be a law (Markdown, Word, text, HTML)",
  },
  LAW_COLLECTION_UNKNOWN: { kind: "missing", zh: "没有收藏 {collection}", en: "There is no collection {collection}" },
  LAW_ITEM_UNKNOWN: { kind: "missing", zh: "收藏中没有 {item}", en: "The collection has no {item}" },
  LAW_COLLECTION_NOT_YOURS: {
    kind: "denied",
    zh: "只有收藏的建立者可以这样做；其他人可以添加条文、修改和移除自己添加的条文",
    en: "Only the owner of the collection may do that; others add articles, and change and remove those that they added",
  },
  LAW_COLLECTION_FULL: { kind: "conflict", zh: "一个收藏最多 {most} 条", en: "A collection holds {most} articles at most" },
  LAW_QUOTE_ABSENT: { kind: "input", zh: "{law} {article} 中没有这段文字", en: "{law} {article} does not hold this passage" },
  LAW_ORDER_WRONG: {
    kind: "input",
    zh: "新的顺序必须正好包含收藏中的每一条",
    en: "The new order must name every article of the collection, once",
  },
  LAW_ASSISTANT_NONE: {
    kind: "conflict",
    zh: "没有设置语言模型；技术人员可以用 yuejian law assistant 设置",
    en: "No language model was chosen; a technician chooses one by yuejian law assistant",
  },
  LAW_ASSISTANT_FAILED: {
    kind: "busy",
    zh: "语言模型没有给出可用的回答：{reason}",
    en: "The language model gave no answer that can be used: {reason}",
  },
  LAW_ASSISTANT_SECRET: {
    kind: "input",
    zh: "语言模型的口令放在 YUEJIAN_LAWS_ 开头的环境变量，或者 secrets/laws 下仅本人可读的文件里；没有找到，或者不合要求",
    en: "The secret of the language model is a variable beginning with YUEJIAN_LAWS_, or a file in secrets/laws that only the owner reads; it is missing or open",
  },
  LAW_NOTICE_UNKNOWN: { kind: "missing", zh: "没有条文变化提示 {notice}", en: "There is no notice {notice} of a changed article" },
  LAW_NOTICE_DECIDED: {
    kind: "conflict",
    zh: "提示 {notice} 已经处理，或者不再适用",
    en: "The notice {notice} was decided already, or is no longer so",
  },
  JUDGMENT_UNKNOWN: {
    kind: "missing",
    zh: "没有裁判文书 {judgment}，或者无权查看",
    en: "There is no judgment {judgment} that you may see",
  },
  CHARGE_UNKNOWN: { kind: "input", zh: "罪名表中没有「{charge}」", en: "“{charge}” is not in the table of charges" },
  LAWS_NONE: {
    kind: "conflict",
    zh: "还没有导入法律法规；请先运行 yuejian law import 文件夹",
    en: "No laws have been imported yet; run yuejian law import FOLDER first",
  },
});
